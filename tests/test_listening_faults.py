"""Feeds that fail in every way, streams that are cut, hubs that are killed: what was heard stands."""

import os
import socket
import tempfile
import unittest

from support import binary, feeds, hub, listening, store
from support.listening import SENT


def long_hub():
    """A hub that is started before all others, so that its feeds have been asked twice when the last class looks."""
    kept = tempfile.TemporaryDirectory(prefix="heed-test-")
    server = feeds.FeedServer()
    one = server.put("/stays.xml", feeds.alert("stays", SENT))
    late = server.url + "/late.xml"
    listened = [
        ("tagged", server.put("/tagged", feeds.Page(feeds.atom(one), tag='"v1"')), "30s"),
        ("vanishing", server.put("/vanishing", feeds.atom(server.put("/gone.xml", feeds.alert("gone", SENT)))), "30s"),
        ("breaking", server.put("/breaking", feeds.atom(server.put("/held.xml", feeds.alert("held", SENT)))), "30s"),
        ("healing", server.put("/healing", feeds.Page("no", 500)), "30s"),
        ("missing", server.put("/missing", feeds.atom(late)), "30s")]
    made = hub.Hub(kept.name, feeds.section(listened))
    made.start()
    return kept, server, made


def setUpModule():  # the name is the library's
    """Why here: a feed is asked every 30 seconds at most, and nobody waits so long who can do something else."""
    global LONG
    LONG = long_hub()
    _, server, made = LONG

    def stop():
        made.stop()
        server.close()
        LONG[0].cleanup()
    unittest.addModuleCleanup(stop)
    for path in ("/tagged", "/vanishing", "/breaking", "/healing", "/late.xml"):
        server.wait_for(path, 1)
    feeds.wait_until(lambda: len(made.get("/api/v1/alerts", "auditor").json()["alerts"]) == 3, "three alerts")
    server.put("/vanishing", feeds.atom())
    server.put("/breaking", feeds.Page("<html><body>maintenance</body></html>", Content_Type="text/html"))
    server.put("/healing", feeds.atom(server.put("/healed.xml", feeds.alert("healed", SENT))))
    server.put("/late.xml", feeds.alert("late", SENT))


class BrokenFeeds(listening.ListeningCase):
    """Every way in which a feed fails, side by side with one that works."""

    # name: what is wrong, and words that its sentence must hold
    WRONG = {
        "fails": "The server fails (500)",
        "gone": "nothing at this address (404)",
        "moved": "http://127.0.0.1:1/new: no connection",
        "html": "html",
        "json": "json",
        "garbage": "text",
        "torn": "line",
        "bomb": "line",
        "huge": "16777216 bytes that are read",
        "odd": "304, which means nothing here",
        "short": "broke off after 10 bytes",
        "silent": "refused",
        "inside": "not on the public internet",
        "absent": "folder cannot be read",
        "other": "root is",
        "nobody": "no connection",
    }

    @classmethod
    def prepare(cls):
        """One address for each."""
        put = cls.server.put
        bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY lol "lol">' + "".join(
            f'<!ENTITY lol{n} "{f"&lol{n - 1 or str()};" * 10}">' for n in range(1, 10)) + "]><feed>&lol9;</feed>"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            closed = free.getsockname()[1]
        cls.after = put("/after.xml", feeds.alert("after", SENT))
        entries = ('<entry><id>urn:dead</id><title>t</title><updated>2026-01-01T00:00:00Z</updated>'
                   f'<link type="application/cap+xml" href="{cls.server.url}/dead.xml"/></entry>')
        addresses = {
            "fails": put("/fails", feeds.Page("no", 500)),
            "gone": f"{cls.server.url}/gone",
            "moved": put("/moved", feeds.Page("", 302, Location="http://127.0.0.1:1/new")),
            "html": put("/html", feeds.Page("<!DOCTYPE html><html><p>sorry", Content_Type="text/html")),
            "json": put("/json", '{"alerts": []}'),
            "garbage": put("/garbage", bytes(range(128, 256)) * 9),
            "torn": put("/torn", feeds.atom(cls.after)[:-9]),
            "bomb": put("/bomb", bomb),
            "huge": put("/huge", b"<feed>" + b" " * (20 << 20)),
            "odd": put("/odd", feeds.Page("", 304)),
            "short": put("/short", feeds.Page(feeds.atom(cls.after), cut_at=10)),
            "silent": f"http://127.0.0.1:{closed}/",
            "inside": f"http://127.0.0.2:{closed}/",
            "absent": f"file://{cls.files}/absent",
            "other": put("/other", "<?xml version='1.0'?><menu><item/></menu>"),
            "nobody": f"tcp://127.0.0.1:{closed}",
        }
        # Links of a feed that works: to a page that is not there, a page of HTML, an alert that is none, and one alert.
        dud = put("/dud.xml", "<html><body>An alert was here.</body></html>")
        bare = put("/bare.xml", f'<alert xmlns="{feeds.CAP}"><identifier>x</identifier></alert>')
        good = put("/good", feeds.atom(dud, bare, cls.after, entries=entries))
        return [*addresses.items(), ("good", good), ("empty", put("/empty", b""))]

    def test_each_says_in_plain_words_what_is_wrong_and_none_holds_up_another(self):
        """An operator reads why; the alert of the feed that works is there."""
        self.wait_for("after")
        for name, words in self.WRONG.items():
            with self.subTest(feed=name):
                found = feeds.wait_until(lambda name=name: self.feed(name)["going"] == "failing" and self.feed(name),
                                         f"the feed {name} fails")
                self.assertIn(words.lower(), found["detail"].lower())
                self.assertIn("since", found)
                self.assertEqual((found["fresh"], found["again"]), (0, 0))
                self.assertLess(len(found["detail"]), 400)
        self.assertEqual([each["identifier"] for each in self.alerts()], ["after"])

    def test_an_empty_answer_is_no_news_and_no_failure(self):
        """Nothing is taken for cancelled because a server said nothing."""
        feeds.wait_until(lambda: self.feed("empty")["going"] == "well", "the empty feed goes well")

    def test_links_that_lead_to_no_alert_are_said_and_the_others_are_heard(self):
        """A page that is gone is asked for again; a page that is no alert is of no use."""
        self.wait_for("after")
        found = feeds.wait_until(lambda: self.feed("good").get("detail") and self.feed("good"), "a detail")
        self.assertIn("dead.xml", found["detail"])
        self.assertIn("404", found["detail"])
        self.assertEqual((found["going"], found["fresh"], found["unusable"]), ("well", 1, 2))

    def test_a_redirect_is_not_followed_and_nobody_is_asked_twice_at_once(self):
        """Where alerts come from is decided by people; who fails is left in peace."""
        self.wait_for("after")
        for path in ("/moved", "/fails", "/html", "/huge"):
            self.server.wait_for(path, 1)
            self.assertEqual(len(self.server.requests(path)), 1, path)


class Streams(listening.ListeningCase):
    """An endless stream on one connection, as Canada's NAADS sends it."""

    @classmethod
    def prepare(cls):
        """One stream, and one port that speaks something else."""
        cls.stream = feeds.StreamServer()
        cls.addClassCleanup(cls.stream.close)
        return [("stream", cls.stream.url)]

    @classmethod
    def heartbeat(cls, *names):
        """A sign of life that lists messages."""
        references = " ".join(feeds.named(name, SENT) for name in names)
        return (f'<?xml version="1.0"?><alert xmlns="{feeds.CAP}"><identifier>beat</identifier>'
                f"<sender>NAADS-Heartbeat</sender><sent>{feeds.at()}</sent><status>System</status><msgType>Alert"
                f"</msgType><scope>Public</scope><references>{references}</references></alert>").encode()

    def test_a_stream_in_odd_pieces_with_gaps_that_is_cut_and_comes_back(self):
        """One story, for it is one connection after another."""
        first, second = (feeds.alert(name, SENT).encode() for name in ("s-1", "s-2"))
        self.stream.accept()
        self.stream.send(first, 1, 7, 3)
        self.stream.send(b"\r\n\r\n" + second[:200])
        self.wait_for("s-1")
        self.stream.send(second[200:] + b" " + self.heartbeat("s-1", "s-2"), 64, 1)
        self.wait_for("s-2")
        self.assertEqual(self.feed("stream").get("gaps", []), [])
        self.stream.send(self.heartbeat("s-2", "s-3"))
        gap = feeds.wait_until(lambda: self.feed("stream").get("gaps"), "a gap")
        self.assertEqual(gap, ["met@test.example,s-3"])
        self.assertIn("did not come", self.feed("stream")["detail"])

        third, fourth = (feeds.alert(name, SENT).encode() for name in ("s-3", "s-4"))
        self.stream.send(third[:-30])
        self.stream.cut()
        found = feeds.wait_until(lambda: self.feed("stream")["going"] == "failing" and self.feed("stream"), "a failure")
        self.assertIn("in the middle of an alert", found["detail"])
        self.assertNotIn("s-3", self.by_name())

        self.stream.accept()
        self.stream.send(first + third + fourth + self.heartbeat("s-3", "s-4"))
        known = self.wait_for("s-3", "s-4")
        found = feeds.wait_until(lambda: not self.feed("stream").get("gaps") and self.feed("stream"), "no gap any more")
        self.assertEqual((found["going"], found.get("detail", "")), ("well", ""))
        self.assertEqual((found["fresh"], found["again"]), (4, 0))
        self.assertEqual(self.entries_about("s-1"), ["alert.heard"])
        self.assertNotIn("beat", known)
        for data, name in ((first, "s-1"), (second, "s-2"), (third, "s-3"), (fourth, "s-4")):
            self.assertEqual(self.original(known[name]["digest"]), data.strip())

        self.stream.send(first[:100] + feeds.alert("s-5", SENT).encode())
        self.wait_for("s-5")
        self.assertIn("cut off", feeds.wait_until(lambda: self.feed("stream").get("detail"), "a detail"))
        self.assertEqual(self.feed("stream")["unusable"], 1)


class Restarts(listening.ListeningCase):
    """What was heard stands, whatever happens to the hub and to the feed."""

    @classmethod
    def prepare(cls):
        """A feed of thirty alerts."""
        cls.text = {f"r-{n}": feeds.alert(f"r-{n}", SENT).encode() for n in range(30)}
        cls.links = [cls.server.put(f"/{name}.xml", data) for name, data in cls.text.items()]
        return [("feed", cls.server.put("/feed", feeds.atom(*cls.links))), ("folder", f"file://{cls.files}", "200ms")]

    def test_a_kill_loses_nothing_and_nothing_is_heard_twice(self):
        """Killed in the middle of hearing, started again, stopped, started with a feed that has lost its alerts."""
        feeds.wait_until(lambda: len(self.alerts()) >= 3, "the first alerts")
        before = {each["digest"] for each in self.alerts()}
        self.hub.kill()
        self.hub.start()
        self.wait_for(*self.text)
        heard = [entry["body"]["identifier"] for entry in store.entries(self.hub.data)
                 if entry["kind"] == "alert.heard"]
        self.assertEqual(sorted(heard), sorted(self.text))
        self.assertEqual([entry for entry in store.entries(self.hub.data) if entry["kind"] == "alert.heard_again"], [])
        self.assertLessEqual(before, {each["digest"] for each in self.alerts()})

        self.hub.kill()
        self.server.put("/feed", feeds.atom(self.links[0]))
        feeds.put_file(self.files, "r.xml", self.text["r-1"])
        self.hub.start()
        feeds.wait_until(lambda: self.feed("folder")["again"] == 1, "the way by the folder")
        feeds.wait_until(lambda: self.feed("feed")["going"] == "well", "the feed's answer")
        known = self.by_name()
        self.assertEqual(set(known), set(self.text))
        self.assertEqual({each["standing"] for each in known.values()}, {"standing"})
        for name, data in list(self.text.items())[:5]:
            self.assertEqual(self.original(known[name]["digest"]), data)
        run = binary.heed("record", "verify", "--data", self.hub.data)
        self.assertEqual(run.returncode, binary.DONE, run.stderr)

        self.server.put("/feed", feeds.Page("no", 500))
        self.assertEqual(self.hub.stop(), 0)
        self.hub.start()
        feeds.wait_until(lambda: self.feed("feed")["going"] == "failing", "the failing feed")
        self.assertEqual({each["standing"] for each in self.alerts()}, {"standing"})
        self.assertEqual(len(self.alerts()), len(self.text))


class TheSecondLook(unittest.TestCase):
    """What the hub of the module says once its feeds were asked again. The name puts it last."""

    @classmethod
    def setUpClass(cls):
        """Waits for what is left of the thirty seconds."""
        _, cls.server, cls.hub = LONG
        for path in ("/tagged", "/vanishing", "/breaking", "/healing", "/missing", "/late.xml"):
            cls.server.wait_for(path, 2, 40)
        feeds.wait_until(lambda: {"late", "healed"} <= set(cls.alerts()), "what came at the second look")

    @classmethod
    def alerts(cls):
        """Every alert by its identifier."""
        return {each["identifier"]: each for each in cls.hub.get("/api/v1/alerts", "auditor").json()["alerts"]}

    @classmethod
    def feed(cls, name):
        """How it goes with one feed."""
        every = cls.hub.get("/api/v1/feeds", "auditor").json()["feeds"]
        return next(each for each in every if each["name"] == name)

    def test_a_feed_is_asked_whether_it_changed_and_not_changed_is_well(self):
        """ETag: 304 brings nothing, and the alert is not fetched twice."""
        first, second = self.server.requests("/tagged")[:2]
        self.assertNotIn("if-none-match", first)
        self.assertEqual(second["if-none-match"], '"v1"')
        self.assertIn("application/cap+xml", first["accept"])
        self.assertEqual(len(self.server.requests("/stays.xml")), 1)
        self.assertEqual((self.feed("tagged")["going"], self.feed("tagged")["fresh"]), ("well", 1))

    def test_an_alert_that_vanishes_from_its_feed_still_stands(self):
        """Feeds list their latest only; nobody said that it is over."""
        self.assertEqual(self.feed("vanishing")["going"], "well")
        self.assertEqual(self.alerts()["gone"]["standing"], "standing")

    def test_a_feed_that_breaks_says_so_and_its_alerts_still_stand(self):
        """Maintenance is no all-clear."""
        found = feeds.wait_until(lambda: self.feed("breaking")["going"] == "failing" and self.feed("breaking"),
                                 "the broken feed fails")
        self.assertIn("html", found["detail"])
        self.assertEqual(self.alerts()["held"]["standing"], "standing")

    def test_a_feed_that_heals_says_nothing_of_its_failure_any_more(self):
        """Well, and no reason left over."""
        found = self.feed("healing")
        self.assertEqual((found["going"], found.get("detail", ""), found["fresh"]), ("well", "", 1))
        self.assertNotIn("since", found)

    def test_an_alert_that_could_not_be_fetched_is_fetched_later(self):
        """The feed is read again for it, though it has not changed."""
        found = self.feed("missing")
        self.assertEqual((found["going"], found.get("detail", ""), found["fresh"]), ("well", "", 1))
        self.assertNotIn("if-none-match", self.server.requests("/missing")[1])


if __name__ == "__main__":
    unittest.main()
