"""Alerts of others that stand in feeds and folders, by the real hub over real sockets."""

import hashlib
import os
import unittest

from support import binary, feeds, listening, store
from support.listening import LATER, SENT


class Feeds(listening.ListeningCase):
    """What comes over the web and from a folder at the first look."""

    MORE = 'may_end = [{sender = "national@test.example", over = "region@test.example"}]\n'

    @classmethod
    def prepare(cls):
        """Ten kinds of alerts by five feeds."""
        put = cls.server.put
        text = feeds.alert("latin", SENT, headline="Überschwemmung in Köln")
        cls.sent = {
            "plain": feeds.alert("plain", SENT).encode(),
            "latin": listening.encoded(text, "latin-1", "ISO-8859-1"),
            "wide": listening.encoded(feeds.alert("wide", SENT, headline="Потоп"), "utf-16", "UTF-16"),
            "marked": b"\xef\xbb\xbf" + feeds.alert("marked", SENT).encode() + b"<!-- after -->\n\n",
            "update": feeds.alert("update", LATER, kind="Update", references=[feeds.named("first", SENT)]).encode(),
            "first": feeds.alert("first", SENT).encode(),
            "victim": feeds.alert("victim", SENT).encode(),
            "cancel": feeds.alert("cancel", LATER, kind="Cancel", references=[feeds.named("victim", SENT)]).encode(),
            "foreign": feeds.alert("foreign", LATER, kind="Cancel", sender="other@test.example",
                                   references=[feeds.named("plain", SENT)]).encode(),
            "regional": feeds.alert("regional", SENT, sender="region@test.example").encode(),
            "national": feeds.alert("national", LATER, kind="Cancel", sender="national@test.example",
                                    references=[feeds.named("regional", SENT, "region@test.example")]).encode(),
            "again": feeds.alert("again", SENT, sender="elsewhere@test.example", headline="Flood near you").encode(),
            "past": feeds.alert("past", SENT, expires=feeds.at(-0.1)).encode(),
            "ack": feeds.alert("ack", LATER, kind="Ack", references=[feeds.named("plain", SENT)]).encode(),
        }
        links = {name: put(f"/{name}.xml", data) for name, data in cls.sent.items()}
        # Why the update stands before what it replaces: the order of arrival must not matter.
        order = ["update", "first", "plain", "latin", "wide", "marked", "cancel", "victim", "foreign", "national",
                 "regional", "past", "ack"]
        cls.sent["altered"] = feeds.alert("altered", SENT).encode()
        cls.changed = cls.sent["altered"].replace(b"rises", b"falls")
        cls.sent["used"] = feeds.alert("used", SENT).encode()
        cls.later = feeds.alert("used", LATER).encode()
        cls.drills = [feeds.alert(f"drill-{number}", SENT) for number in range(3)]
        feeds.put_file(cls.files, "a.xml", cls.sent["altered"])
        feeds.put_file(cls.files, "b.xml", cls.changed)
        feeds.put_file(cls.files, "c.xml", cls.sent["used"])
        feeds.put_file(cls.files, "d.xml", cls.later)
        feeds.put_file(cls.files, ".hidden.xml", feeds.alert("hidden", SENT).encode())
        feeds.put_file(cls.files, "leads.xml", feeds.atom(links["plain"]).encode())
        feeds.put_file(cls.files, "large.xml", b"<alert>" + b" " * (17 << 20))
        return [("atom", put("/atom", feeds.atom(*(links[name] for name in order)))),
                ("rss", put("/rss", feeds.rss(links["plain"], links["again"]))),
                ("edxl", put("/edxl", feeds.edxl("Exercise", *cls.drills))),
                ("folder", f"file://{cls.files}", "300ms"),
                ("single", links["latin"])]

    @classmethod
    def setUpClass(cls):
        """Everything has come before the first test looks."""
        super().setUpClass()
        cls.known = cls.wait_for(*cls.sent, "drill-0", "drill-1", "drill-2")
        feeds.wait_until(lambda: len([each for each in cls.alerts() if each["identifier"] in ("altered", "used")]) == 4,
                         "both forms of two alerts")
        # Every feed has said all that it has: what is counted below does not grow any more.
        feeds.wait_until(lambda: len(cls.by_name()["plain"]["ways"]) == 2 == len(cls.by_name()["latin"]["ways"]),
                         "two ways of two alerts")
        cls.known = cls.by_name()

    def standing(self, identifier):
        """How an alert stands, and what ended it."""
        found = self.known[identifier]
        by = found.get("end", {}).get("by", {}).get("identity", {}).get("identifier")
        return (found["standing"], by) if by else found["standing"]

    def test_every_alert_is_kept_byte_for_byte_in_whatever_encoding_it_came(self):
        """UTF-8 with and without a mark, Latin-1, UTF-16, CRLF: nothing is written anew."""
        every = {**self.sent, "changed": self.changed, "later": self.later}
        for name, data in every.items():
            with self.subTest(alert=name):
                kept = self.original(feeds.digest_of(data))
                self.assertEqual(hashlib.sha256(kept).hexdigest(), hashlib.sha256(data).hexdigest())
                self.assertEqual(kept, data)

    def test_an_original_is_handed_out_as_a_file_and_never_as_a_page(self):
        """Others wrote it: a browser must not run it."""
        answer = self.hub.get(f"/api/v1/alerts/{feeds.digest_of(self.sent['plain'])}/original", "auditor")
        self.assertEqual((answer.status, answer.type), (200, "application/octet-stream"))
        self.assertTrue(answer.headers["content-disposition"].startswith("attachment;"))
        self.assertEqual(answer.headers["x-content-type-options"], "nosniff")

    def test_an_alert_out_of_a_distribution_is_kept_too_and_is_an_exercise(self):
        """The wrapping says Exercise: what is in it warns nobody, whatever it says of itself."""
        for number, text in enumerate(self.drills):
            found = self.known[f"drill-{number}"]
            self.assertEqual((found["status"], found["standing"]), ("Exercise", "not_public"))
            self.assertEqual(self.original(found["digest"]), feeds.without_declaration(text).encode())

    def test_the_same_alert_by_two_feeds_is_one_with_two_ways(self):
        """One entry says that it was heard, one that it was heard again."""
        for name, by in (("plain", {"atom", "rss"}), ("latin", {"atom", "single"})):
            found = self.known[name]
            self.assertEqual({way["way"]["feed"] for way in found["ways"]}, by)
            self.assertEqual(self.entries_about(name), ["alert.heard", "alert.heard_again"])
        self.assertEqual(self.feed("atom")["fresh"] + self.feed("rss")["fresh"] + self.feed("single")["fresh"],
                         len(self.sent) - 2)

    def test_the_order_of_arrival_changes_nothing(self):
        """An Update that came before its Alert, a Cancel before what it cancels."""
        self.assertEqual(self.standing("first"), ("replaced", "update"))
        self.assertEqual(self.standing("victim"), ("cancelled", "cancel"))
        self.assertEqual(self.standing("update"), "standing")
        self.assertEqual(self.standing("cancel"), "waiting")

    def test_another_sender_ends_nothing_unless_the_operator_allowed_it(self):
        """may_end lets the national service cancel for its region; nobody else cancels for others."""
        self.assertEqual(self.standing("plain"), "standing")
        (link,) = self.one(self.known["foreign"]["digest"])["references"]
        self.assertEqual(link["link"], "foreign")
        self.assertIn("nobody allowed", link["said"])
        self.assertEqual(self.standing("regional"), ("cancelled", "national"))

    def test_what_is_over_and_what_is_an_answer_do_not_stand(self):
        """Filters show one standing each."""
        self.assertEqual((self.standing("past"), self.standing("ack")), ("expired", "answer"))
        for word in ("standing", "replaced", "cancelled", "expired", "waiting", "answer", "not_public"):
            found = self.alerts(standing=word)
            self.assertTrue(found, word)
            self.assertEqual({each["standing"] for each in found}, {word})
        self.assert_problem(self.hub.get("/api/v1/alerts?standing=open", "auditor"), 400, "malformed", "standing")

    def test_altered_bytes_and_a_reused_identifier_are_marked_and_hide_nothing(self):
        """Both forms stand, each under its own digest."""
        for name, forms, mark in (("altered", (self.sent["altered"], self.changed), "is_altered"),
                                  ("used", (self.sent["used"], self.later), "is_reused")):
            for data in forms:
                found = self.one(feeds.digest_of(data))
                self.assertTrue(found[mark], name)
                self.assertEqual(found["standing"], "standing")
        self.assertFalse(self.known["plain"]["is_altered"] or self.known["plain"]["is_reused"])

    def test_others_who_warn_of_the_same_are_named_with_reasons(self):
        """Another sender, the same hazard, time and place."""
        others = self.one(self.known["plain"]["digest"])["corroborated_by"]
        (other,) = [each for each in others if each["alert"]["identity"]["sender"] == "elsewhere@test.example"]
        self.assertGreaterEqual(len(other["reasons"]), 2)

    def test_a_list_goes_on_where_it_stopped(self):
        """Pages of two, newest first, and every alert once."""
        seen, query = [], "limit=2"
        while query:
            page = self.hub.get(f"/api/v1/alerts?{query}", "auditor").json()
            seen += [each["entry"] for each in page["alerts"]]
            query = f"limit=2&before={page['next']}" if "next" in page else None
        self.assertEqual(seen, sorted(seen, reverse=True))
        self.assertEqual(len(seen), len(self.alerts()))

    def test_a_folder_says_what_it_cannot_use_and_reads_the_rest(self):
        """A file that is too large, one that only leads elsewhere; a hidden one is nobody's business."""
        found = self.feed("folder")
        self.assertEqual(found["going"], "well")
        self.assertGreaterEqual(found["fresh"], 4)
        self.assertIn("2 files could not be used", found["detail"])
        self.assertNotIn("hidden", self.known)

    def test_a_file_that_is_put_there_later_is_heard(self):
        """A folder is looked at as often as its feed says."""
        path = feeds.put_file(self.files, "z.xml", b"<alert")
        feeds.wait_until(lambda: self.feed("folder")["unusable"] == 3, "a third file of no use")
        self.assertIn("3 files", self.feed("folder")["detail"])
        feeds.put_file(self.files, "z.xml", feeds.alert("put-later", SENT, scope="Restricted").encode())
        self.assertEqual(self.wait_for("put-later")["put-later"]["standing"], "not_public")
        feeds.wait_until(lambda: "2 files" in self.feed("folder")["detail"], f"no complaint about {path} any more")

    def test_an_alert_becomes_a_report_that_is_joined_to_a_case(self):
        """Source, originator and words come from the alert; nobody graded it; it becomes one once."""
        digest = self.known["again"]["digest"]
        name = self.hub.done("report_alert", {"digest": digest}, "reporter")["name"]
        reports = self.hub.get("/api/v1/reports?stage=received", "analyst").json()["reports"]
        (made,) = [each["received"] for each in reports if each["received"]["report"] == name]
        self.assertEqual((made["source"], made["originator"], made["text"]),
                         ("rss", "elsewhere@test.example", "Flood near you"))
        self.assertEqual((made["reliability"], made["credibility"], made["marking"]), ("F", "6", "public"))
        self.hub.done("open_case", {"case_id": "flood", "title": "A flood", "regime": "intelligence",
                                    "reports": [name]})
        self.assertIn(name, self.hub.get("/api/v1/cases/flood", "analyst").json()["case"]["reports"])
        self.assertEqual(self.one(digest)["report"], name)
        self.assert_problem(self.hub.give("report_alert", {"digest": digest}, "analyst"), 409, "refused")
        self.assert_problem(self.hub.give("report_alert", {"digest": "x"}, "analyst"), 404, "not_found")

    def test_what_was_heard_is_provable_to_a_stranger(self):
        """Which bytes, from whom, when: heed disclose shows it, heed verify believes it."""
        found = self.known["wide"]
        proof = os.path.join(self.folder, "heard.tlog-proof")
        shown = binary.heed("disclose", str(found["entry"]), "--fields", "kind,at,body.digest,body.sender", "-o", proof,
                            "--data", self.hub.data)
        self.assertEqual(shown.returncode, binary.DONE, shown.stderr)
        keys = [word for name in ("log", "issuer")
                for word in ("--vkey", os.path.join(self.hub.data, f"{name}.vkey"))]
        run = binary.heed("verify", proof, *keys)
        self.assertEqual(run.returncode, binary.DONE, run.stderr)
        self.assertIn(feeds.digest_of(self.sent["wide"]), run.stdout)
        self.assertIn("alert.heard", run.stdout)
        self.assertNotIn("headline", run.stdout)

    def test_the_feeds_say_how_it_goes(self):
        """Each with the last sign of life."""
        for name in ("atom", "rss", "edxl", "single"):
            found = self.feed(name)
            self.assertEqual((found["going"], found.get("detail", "")), ("well", ""), found)
            self.assertIn("last_at", found)
        self.assertEqual(self.feed("edxl")["fresh"], 3)


class Concerned(listening.ListeningCase):
    """An alert over a hall of the register."""

    MORE = '[[listening.reports]]\nfeeds = ["folder"]\nat_least = "Severe"\n'

    @classmethod
    def prepare(cls):
        """A folder that fills later."""
        return [("folder", f"file://{cls.files}", "300ms")]

    @classmethod
    def setUpClass(cls):
        """The hall first, then an alert over it and one elsewhere."""
        super().setUpClass()
        hall = {"recipient": "hall", "name": "The hall", "sort": "venue", "tier": "public", "languages": ["en"],
                "responsible_for": {"circles": ["55.8258,37.3906 0.3"]},
                "contacts": [{"channel": "webhook", "address": "https://hall.example/desk"}]}
        cls.hub.done("register_recipient", hall)
        feeds.put_file(cls.files, "here.xml", feeds.alert("here", SENT, circle="55.8,37.4 10").encode())
        feeds.put_file(cls.files, "there.xml", feeds.alert("there", SENT, circle="48.1,11.6 10").encode())
        cls.known = cls.wait_for("here", "there")

    def test_whom_it_covers_is_counted_named_and_asked_for(self):
        """PU-3: in the list, in the view, on the command line; names only for who may read the register."""
        nobody = {"persons": 0, "organisations": 0, "venues": 0, "systems": 0, "codes_left_out": 0}
        self.assertEqual(self.known["here"]["concerns"], {**nobody, "venues": 1})
        self.assertEqual(self.known["there"]["concerns"], nobody)
        self.assertEqual([each["identifier"] for each in self.alerts(concerning="true")], ["here"])
        digest = self.known["here"]["digest"]
        (place,) = self.one(digest)["places"]
        self.assertEqual((place["recipient"], place["sort"]), ("hall", "venue"))
        self.assertNotIn("places", self.hub.get(f"/api/v1/alerts/{digest}", "reporter").json())
        self.assertEqual(self.hub.get("/api/v1/alerts?concerning=maybe", "auditor").status, 400)

    def test_a_rule_makes_a_report_of_it_and_of_nothing_else(self):
        """IN-1: by the hub itself, once, over a restart too."""
        feeds.wait_until(lambda: "report" in self.by_name()["here"], "a report of the alert")
        self.hub.stop()
        self.hub.start()
        self.assertNotIn("report", self.by_name()["there"])
        self.assertEqual(store.count_by_kind(store.entries(self.hub.data)).get("report.received"), 1)


if __name__ == "__main__":
    unittest.main()
