"""From a report to a provable, acknowledged warning: the whole way by the API, over real sockets."""

import base64
import datetime
import hashlib
import hmac
import os
import re
import shutil
import subprocess
import unittest
import urllib.parse
import xml.etree.ElementTree as ElementTree

from support import binary, hub, store, web

# Words that only one tier may see: they stand in facets, reports and texts of that tier, and nowhere else.
SECRET = "zirconbadger"
DIRECT = "velvetquarry"
VENUE = "copperlantern"
PUBLIC = "amberharbour"

ATOM = "{http://www.w3.org/2005/Atom}"
CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"


def after(hours):
    """A time so many hours from now, as the API takes it."""
    at = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=hours)
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def secret_of(data, address):
    """The secret with which the hub signs for one end point, as its operator would hand it out."""
    with open(os.path.join(data, "link.key"), encoding="ascii") as file:
        text = file.read().strip()
    key = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    return hmac.new(key, f"webhook\n{address}".encode(), hashlib.sha256).digest()


class Way(hub.HubCase):
    """One warning, carried all the way once; each test looks at one part of what came of it."""

    @classmethod
    def setUpClass(cls):
        """Everything up to the message at the end points."""
        super().setUpClass()
        cls.receiver = web.WebReceiver()
        cls.addClassCleanup(cls.receiver.close)
        cls.register_recipients()
        cls.open_the_case()
        cls.draft()
        cls.hub.done("release_warning", {"warning": "w", "edition": 1}, "releaser")
        cls.receiver.wait_for(3)
        cls.hub.wait_for_entry("delivery.published")
        cls.written = {name: os.stat(os.path.join(cls.hub.data, "public", name)).st_mtime_ns
                       for name in ("index.html", "feed.atom", "warnings/w.html", "cap/w.1.xml")}

    @classmethod
    def register_recipients(cls):
        """A protector, the venue itself, and a neighbour with no more than the public tier."""
        for name, tier, roles in (("protector", "direct", ["protector"]), ("venue", "venue", []),
                                  ("neighbour", "public", [])):
            cls.hub.done("register_recipient", {
                "recipient": name, "name": f"The {name}", "sort": "organisation", "tier": tier, "roles": roles,
                "languages": ["en"], "places": ["55.8258,37.3903"],
                "contacts": [{"channel": "webhook", "address": f"{cls.receiver.url}/{name}"}]})

    @classmethod
    def open_the_case(cls):
        """Report, case, target, facets, assessment, decision."""
        done = cls.hub.done
        done("receive_report", {"report": "r", "text": f"The source {SECRET} says that men look at the hall.",
                                "source": "A call", "reliability": "B", "credibility": "2", "marking": "direct",
                                "first_awareness": {"at": after(-1), "by": "desk"}}, "reporter")
        done("open_case", {"case_id": "c", "title": "Threat to a hall", "regime": "intelligence", "reports": ["r"]})
        done("add_target", {"case_id": "c", "target": "hall", "name": "The hall", "type": "place",
                            "place": {"circles": ["55.8258,37.3903 1"]}})
        for name, marking, word, aspect in (("inner", "internal", SECRET, "who"), ("who", "direct", DIRECT, "who"),
                                            ("how", "venue", VENUE, "how"), ("where", "public", PUBLIC, "where")):
            cleared = {} if marking in ("internal", "direct") else {"cleared": "The source agrees."}
            done("add_facet", {"case_id": "c", "facet": name, "aspect": aspect, "marking": marking, "reports": ["r"],
                               "statement": f"What {word} tells of it", **cleared})
        done("assess_threshold", {"case_id": "c", "target": "hall", "answers": [
            {"question": name, "answer": "yes"} for name in ("credible", "specific", "impending", "grave")]})
        done("decide_to_warn", {"case_id": "c", "target": "hall", "reason": "The threshold is met."}, "senior_officer")

    @classmethod
    def draft(cls):
        """One text for each of three tiers, within the hall's surroundings."""
        area = {"circles": ["55.8258,37.3903 2"]}
        cls.hub.done("draft_warning", {
            "warning": "w", "case_id": "c", "targets": ["hall"], "issuer": "Warning desk",
            "valid": {"from": after(0), "until": after(48)},
            "reach": [{"tier": "direct", "recipients": ["protector"]}, {"tier": "venue", "recipients": ["venue"]},
                      {"tier": "public", "area": area}],
            "tiers": [{"tier": tier, "language": "en", "headline": f"Threat to the hall ({tier})",
                       "instruction": f"Stay away from the {place}."}
                      for tier, place in (("direct", "east door"), ("venue", "stage"), ("public", "hall"))]})

    def message_to(self, name):
        """The one message at an end point."""
        (message,) = [each for each in self.receiver.received if each.path == f"/{name}"][:1]
        return message

    def link_of(self, name):
        """The path of the acknowledgement link in a recipient's message."""
        data = binary.is_one_document(self.message_to(name).body.decode())["data"]
        return urllib.parse.urlsplit(data["acknowledge"]).path

    def size(self):
        """How many entries the record has."""
        return len(store.entries(self.hub.data))

    def test_the_drafter_may_not_release_and_the_analyst_may_not_at_all(self):
        """SR-4: two people, two names."""
        draft = {"case_id": "c", "targets": ["hall"], "issuer": "Warning desk", "warning": "own",
                 "valid": {"from": after(0), "until": after(2)}, "reach": [{"tier": "venue", "recipients": ["venue"]}],
                 "tiers": [{"tier": "venue", "language": "en", "headline": "A second one", "instruction": "Wait."}]}
        self.hub.done("draft_warning", draft, "senior_officer")
        let = {"warning": "own", "edition": 1}
        self.assert_problem(self.hub.give("release_warning", let, "analyst"), 403, "forbidden")
        self.hub.done("answer_check", {**let, "check": "equal_warning", "answer": "Only the hall."}, "senior_officer")
        problem = self.assert_problem(self.hub.give("release_warning", let, "senior_officer"), 409, "refused")
        self.assertIn("drafted", problem["detail"])

    def test_each_end_point_gets_one_signed_message_with_the_words_of_its_tier(self):
        """Standard Webhooks: id, timestamp, signature; SR-1: nothing of a narrower tier; DE-13: the status is said."""
        seen = {"protector": {DIRECT, VENUE, PUBLIC}, "venue": {VENUE, PUBLIC}, "neighbour": {PUBLIC}}
        for name, words in seen.items():
            with self.subTest(recipient=name):
                message = self.message_to(name)
                body = message.body.decode()
                self.assertEqual(message.key, f"w/1/{name}.0")
                signed = f"{message.key}.{message.headers['webhook-timestamp']}.{body}".encode()
                wanted = base64.b64encode(hmac.new(secret_of(self.hub.data, f"{self.receiver.url}/{name}"), signed,
                                                   hashlib.sha256).digest()).decode()
                self.assertIn(f"v1,{wanted}", message.headers["webhook-signature"].split(" "))
                told = {word for word in (SECRET, DIRECT, VENUE, PUBLIC) if word in body}
                self.assertEqual(told, words)
                data = binary.is_one_document(body)["data"]
                self.assertEqual((data["status"], data["edition"]), ("exercise", 1))
                self.assertIn("EXERCISE", data["text"])

    def test_delivered_is_not_acknowledged_and_both_are_shown(self):
        """DE-6: sent is never shown as warned."""
        case = self.hub.get("/api/v1/cases/c", "auditor").json()
        standing = {each["planned"]["recipient"]: each["standing"] for each in case["deliveries"]
                    if each["planned"]["warning"] == "w"}
        self.assertEqual(standing["neighbour"], "delivered")
        self.assertEqual(set(standing), {"protector", "venue", "neighbour"})

    def test_opening_the_link_changes_nothing(self):
        """Mail scanners open every link before the recipient does (DE-7)."""
        size = self.size()
        for _ in range(2):
            page = self.hub.get(self.link_of("venue"))
            self.assertEqual((page.status, page.type), (200, "text/html"))
            self.assertIn(VENUE, page.text)
            self.assertNotIn(DIRECT, page.text)
            self.assertIn('name="who"', page.text)
        self.assertEqual(self.size(), size)

    def test_who_touches_the_page_has_seen_it_and_acknowledged_nothing(self):
        """DE-6: seen stands between delivered and acknowledged; the page's script says it once."""
        link = self.link_of("venue")
        self.assertIn('<script src="/acknowledge.js" defer>', self.hub.get(link).text)
        self.assertIn("/seen", self.hub.get("/acknowledge.js").text)
        size = self.size()
        for _ in range(2):
            self.assertEqual(self.hub.post_form(f"{link}/seen", {}).status, 204)
        self.assertEqual(self.size(), size + 1)
        self.assertEqual(self.hub.post_form(f"{link[:-1]}{'A' if link[-1] != 'A' else 'B'}/seen", {}).status, 404)
        case = self.hub.get("/api/v1/cases/c", "auditor").json()
        (delivery,) = [each for each in case["deliveries"] if each["planned"]["delivery"] == "w/1/venue"]
        self.assertEqual(delivery["standing"], "seen")

    def test_a_link_that_was_changed_opens_nothing(self):
        """404, and no hint of what there would be."""
        link = self.link_of("venue")
        other = base64.urlsafe_b64encode(b"w/1/protector").decode().rstrip("=")
        for path in (link[:-1] + ("A" if link[-1] != "A" else "B"), link.split(".")[0], "/a/x.y",
                     f"/a/{other}.{link.split('.')[1]}"):
            with self.subTest(path=path):
                page = self.hub.get(path)
                self.assertEqual(page.status, 404)
                self.assertNotIn(DIRECT, page.text)
                self.assertEqual(self.hub.post_form(path, {"who": "x"}).status, 404)

    def test_an_acknowledgement_is_read_back_and_recorded_and_the_next_person_sees_it(self):
        """DE-7: who, in what capacity, and what was understood; a form with a field left out is shown again."""
        link = self.link_of("protector")
        fields = {"target": "the hall", "window": "two days", "action": "stay away", "who": "Officer on duty",
                  "capacity": "police"}
        size = self.size()
        for missing in fields:
            with self.subTest(missing=missing):
                page = self.hub.post_form(link, {**fields, missing: " "})
                self.assertIn(page.status, (400, 422))
                self.assertIn('aria-invalid="true"', page.text)
                for name, value in fields.items():
                    if name != missing:
                        self.assertIn(value, page.text, "what was typed is still there")
        self.assertEqual(self.size(), size, "nothing is recorded yet")
        page = self.hub.post_form(link, fields)
        self.assertEqual(page.status, 200, page.text)
        case = self.hub.get("/api/v1/cases/c", "auditor").json()
        (fact,) = [each["fact"] for each in case["responses"]["acknowledgements"]]
        self.assertEqual((fact["delivery"], fact["who"], fact["capacity"], fact["evidence"]),
                         ("w/1/protector", "Officer on duty", "police", "signed_link"))
        self.assertEqual(fact["read_back"], {"target": "the hall", "window": "two days", "action": "stay away"})
        (delivery,) = [each for each in case["deliveries"] if each["planned"]["delivery"] == "w/1/protector"]
        self.assertEqual(delivery["standing"], "acknowledged")
        again = self.hub.get(link)
        self.assertEqual(again.status, 200)
        self.assertRegex(again.text.lower(), "acknowledged|recorded", "a second person sees that it is acknowledged")
        self.assertIn("Officer on duty", again.text)

    def test_a_recipient_speaks_for_itself_alone(self):
        """With its own token it sees its own deliveries, and acknowledges, refuses, asks and reports for no other."""
        own = self.hub.get("/api/v1/deliveries", "venue").json()["deliveries"]
        self.assertEqual({each["delivery"].rsplit("/", 1)[1] for each in own}, {"venue"})
        back = {"target": "t", "window": "w", "action": "a"}
        others = [("acknowledge", {"delivery": "w/1/neighbour", "who": "x", "capacity": "y", "read_back": back}),
                  ("refuse_warning", {"delivery": "w/1/neighbour", "who": "x", "reason": "no"}),
                  ("dispute_warning", {"warning": "w", "recipient": "neighbour", "ground": "wrong", "words": "no",
                                       "source": "x"}),
                  ("ask_question", {"warning": "w", "recipient": "neighbour", "text": "why?"}),
                  ("report_measure", {"warning": "w", "recipient": "neighbour", "what": "doors"}),
                  ("brief_front_line", {"warning": "w", "recipient": "neighbour", "who": "guards", "source": "x"})]
        size = self.size()
        for command, body in others:
            with self.subTest(command=command):
                answer = self.hub.give(command, body, "venue")
                self.assertIn(answer.status, (403, 404), answer.text)
        kept = [entry["kind"] for entry in store.entries(self.hub.data)[size:]]
        self.assertEqual([kind for kind in kept if kind.startswith(("response.", "delivery.reacted"))], [])

    def public_files(self):
        """Every file that anybody may read, from the page on, by its path."""
        files, waiting = {}, ["/", "/feed.atom", "/public.css", "/cap/w.1.xml", "/cap/w.xml"]
        while waiting:
            path = waiting.pop()
            if path in files:
                continue
            answer = self.hub.get(path)
            self.assertEqual(answer.status, 200, path)
            files[path] = answer
            for link in re.findall(r'href="([^"#]+)"', answer.text):
                # Why the path alone: links in the feed begin with the address that the configuration names.
                target = urllib.parse.urlsplit(urllib.parse.urljoin(f"{self.hub.url}{path}", link)).path
                if target.startswith(("/warnings/", "/cap/")):
                    waiting.append(target)
        return files

    def test_public_files_show_the_warning_and_nothing_of_a_narrower_tier(self):
        """PU-1, PU-2, PU-4; SR-1: no byte of what another tier is told, and no recipient's name."""
        files = self.public_files()
        for path in ("/", "/feed.atom", "/cap/w.1.xml"):
            self.assertIn("Threat to the hall (public)", files[path].text, path)
        self.assertIn(PUBLIC, files["/cap/w.1.xml"].text)
        self.assertTrue(any(path.startswith("/warnings/") for path in files), sorted(files))
        for path, answer in files.items():
            for word in (SECRET, DIRECT, VENUE, "east door", "stage", "protector", "neighbour"):
                self.assertNotIn(word, answer.text.lower(), path)

    def test_what_a_public_file_leads_to_is_written_before_it(self):
        """Who follows a link at once finds what it leads to: the index comes last."""
        for name, leads_to in (("index.html", "warnings/w.html"), ("index.html", "cap/w.1.xml"),
                               ("feed.atom", "cap/w.1.xml")):
            self.assertGreaterEqual(self.written[name], self.written[leads_to], f"{name} leads to {leads_to}")

    def test_the_feed_is_atom_with_an_entry_that_leads_to_the_cap_file(self):
        """PU-2: machines follow the feed to the alert."""
        answer = self.hub.get("/feed.atom")
        self.assertEqual(answer.type, "application/atom+xml")
        feed = ElementTree.fromstring(answer.text)
        self.assertEqual(feed.tag, f"{ATOM}feed")
        for member in ("id", "title", "updated"):
            self.assertIsNotNone(feed.find(f"{ATOM}{member}"))
        links = [link.get("href") for link in feed.findall(f"{ATOM}entry/{ATOM}link")]
        self.assertTrue(any("/cap/w" in link for link in links), links)

    def test_the_cap_file_says_what_the_warning_says(self):
        """CAP 1.2: status Exercise, an alert, its expiry, its area; valid by the schema where that is at hand."""
        answer = self.hub.get("/cap/w.1.xml")
        self.assertEqual(answer.type, "application/cap+xml")
        alert = ElementTree.fromstring(answer.text)
        self.assertEqual(alert.tag, f"{CAP}alert")
        said = {name: alert.findtext(f"{CAP}{name}") for name in ("status", "msgType", "scope", "sender")}
        self.assertEqual((said["status"], said["msgType"], said["scope"]), ("Exercise", "Alert", "Public"))
        info = alert.find(f"{CAP}info")
        self.assertIn("Stay away from the hall.", info.findtext(f"{CAP}instruction"))
        self.assertIsNotNone(info.findtext(f"{CAP}expires"))
        self.assertIsNotNone(info.find(f"{CAP}area/{CAP}circle"))

    def test_the_cap_file_is_valid_by_the_schema(self):
        """PU-2, with xmllint and the schema of OASIS from HEED_CORPORA."""
        schema = os.path.join(os.environ.get("HEED_CORPORA", ""), "cap", "CAP-v1.2.xsd")
        if not os.path.exists(schema) or shutil.which("xmllint") is None:
            self.skipTest("skipped: HEED_CORPORA names no cap/CAP-v1.2.xsd, or there is no xmllint")
        checked = subprocess.run(["xmllint", "--noout", "--nonet", "--schema", schema, "-"], capture_output=True,
                                 input=self.hub.get("/cap/w.1.xml").text, text=True, timeout=30, check=False)
        self.assertEqual(checked.returncode, 0, checked.stderr)

    def test_the_review_answers_who_was_told_what_from_the_record(self):
        """Issue, 11: every statement names its entry; the page needs a signed-in reader."""
        review = self.hub.get("/api/v1/cases/c/review", "auditor").json()
        told = {each["recipient"] for each in review["knowers"]}
        self.assertEqual(told, {"protector", "venue", "neighbour"})
        page = self.hub.get("/review/c", "auditor")
        self.assertEqual((page.status, page.type), (200, "text/html"))
        self.assertIn("<svg", page.text)
        self.assertEqual(self.hub.get("/review/c").status, 401)

    def test_the_record_verifies_while_the_hub_runs(self):
        """What happened on the way is provable at any moment."""
        run = binary.heed("record", "verify", "--data", self.hub.data)
        self.assertEqual(run.returncode, binary.DONE, run.stderr)


if __name__ == "__main__":
    unittest.main()
