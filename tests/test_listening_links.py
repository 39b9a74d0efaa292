"""Links of a feed that hang, and feeds that have moved: little is held up, and what is followed is said."""

import threading
import time
import unittest

from support import binary, feeds, hub, listening
from support.listening import SENT


class Hanging(feeds.Page):
    """A page that comes when it is set free."""

    def __init__(self, body, free):
        self._free = free
        super().__init__(body)

    @property
    def body(self):
        """Waits."""
        self._free.wait(60)
        return self._body

    @body.setter
    def body(self, value):
        self._body = value


class Links(listening.ListeningCase):
    """Forty links of one feed, seven of which hang."""

    @classmethod
    def prepare(cls):
        """Those that hang come first."""
        cls.free = threading.Event()
        cls.addClassCleanup(cls.free.set)
        hanging = [cls.server.put(f"/hanging-{number}.xml", Hanging(feeds.alert(f"late-{number}", SENT), cls.free))
                   for number in range(7)]
        cls.names = [f"quick-{number}" for number in range(33)]
        quick = [cls.server.put(f"/{name}.xml", feeds.alert(name, SENT)) for name in cls.names]
        return [("links", cls.server.put("/links", feeds.atom(*hanging, *quick, quick[0])))]

    def test_links_that_hang_do_not_hold_up_the_others(self):
        """What hangs is heard when it comes; nobody is asked twice; no more than eight at a time."""
        began = time.monotonic()
        self.wait_for(*self.names, seconds=10)
        self.assertLess(time.monotonic() - began, 10)
        self.assertEqual({name for name in self.by_name() if name.startswith("late")}, set())
        self.free.set()
        self.wait_for(*self.names, *(f"late-{number}" for number in range(7)))
        asked = [path for path, _ in self.server.asked if path != "/links"]
        self.assertEqual(len(asked), 40)
        self.assertEqual(len(set(asked)), 40)


class Stopping(binary.FolderCase):
    """Whoever stops the hub does not wait for other people's servers."""

    def test_a_hub_whose_feeds_and_links_hang_stops_at_once(self):
        """Their deadline is 15 seconds."""
        server = feeds.FeedServer()
        self.addCleanup(server.close)
        free = threading.Event()
        self.addCleanup(free.set)
        links = [server.put(f"/{number}.xml", Hanging(feeds.alert(f"a-{number}", SENT), free)) for number in range(9)]
        made = hub.Hub(self.folder, feeds.section([("feed", server.put("/hangs", Hanging(feeds.atom(), free))),
                                                   ("links", server.put("/links", feeds.atom(*links)))]))
        self.addCleanup(made.stop)
        made.start()
        server.wait_for("/hangs", 1)
        for number in range(8):
            server.wait_for(f"/{number}.xml", 1)
        self.assertEqual(server.requests("/8.xml"), [], "more than eight at a time")
        began = time.monotonic()
        self.assertEqual(made.stop(), binary.DONE)
        self.assertLess(time.monotonic() - began, 3)


class Moved(listening.ListeningCase):
    """Feeds and links at other addresses."""

    @classmethod
    def prepare(cls):
        """One feed for each way in which a feed moves."""
        put = cls.server.put
        url = cls.server.url

        def there(name):
            return put(f"/{name}/there", feeds.atom(put(f"/{name}.xml", feeds.alert(name, SENT))))

        def to(path, status, location):
            return put(path, feeds.Page("", status, Location=location))

        for name in ("good", "now", "both", "relative", "far", "toofar", "relay"):
            there(name)
        to("/both/step", 307, f"{url}/both/there")
        for number in range(1, 6):
            to(f"/far/{number}", 301, f"/far/{number + 1}" if number < 5 else "/far/there")
            to(f"/toofar/{number}", 301, f"/toofar/{number + 1}" if number < 5 else "/toofar/6")
        to("/toofar/6", 301, "/toofar/there")
        put("/tagged/there", feeds.Page(feeds.atom(put("/tagged.xml", feeds.alert("tagged", SENT))), tag='"v1"'))
        put("/linked.xml", feeds.alert("linked", SENT))
        return [
            ("tagged", to("/tagged/old", 301, f"{url}/tagged/there"), "30s"),
            ("good", to("/good/old", 301, f"{url}/good/there")),
            ("now", to("/now/old", 302, f"{url}/now/there")),
            ("both", to("/both/old", 308, f"{url}/both/step")),
            ("relative", to("/relative/old", 308, "there")),
            ("far", f"{url}/far/1"),
            ("toofar", f"{url}/toofar/1"),
            ("loop", to("/loop", 302, "/loop")),
            ("inside", to("/inside", 301, "http://10.0.0.1/feed")),
            ("nowhere", to("/nowhere", 301, "")),
            ("file", to("/file", 301, "file:///etc/passwd")),
            ("other", to("/other", 303, f"{url}/good/there")),
            ("link", put("/link", feeds.atom(to("/linked/old.xml", 302, "/linked.xml")))),
            ("user", put("/user", feeds.atom(*(f"http://user{number}@127.0.0.1/" for number in range(20))))),
        ]

    def test_a_feed_that_moved_is_heard_and_says_where_it_is(self):
        """301 and 308 for good, 302 and 307 for now; up to five on one way."""
        self.wait_for("good", "now", "both", "relative", "far", "linked", "tagged")
        url = self.server.url
        for name, words in (("good", f"It has moved to {url}/good/there (301)"),
                            ("now", f"It is at {url}/now/there for now (302)"),
                            ("both", f"It is at {url}/both/there for now (307)"),
                            ("relative", f"It has moved to {url}/relative/there (308)"),
                            ("far", f"It has moved to {url}/far/there (301)")):
            with self.subTest(feed=name):
                found = feeds.wait_until(lambda name=name: self.feed(name)["going"] == "well" and self.feed(name), name)
                self.assertIn(words, found["detail"])
                self.assertEqual(found["fresh"], 1)
        self.assertEqual(self.feed("link")["detail"], "")

    def test_links_that_cannot_be_called_at_all_end_the_look_with_the_reason(self):
        """A user name in an address is refused before anybody is called."""
        feeds.wait_until(lambda: "user name" in self.feed("user")["detail"], "the look has ended")

    def test_what_is_not_followed_says_why(self):
        """Too far, in a circle, inside, nowhere."""
        for name, words in (("toofar", "after 5 redirects"), ("loop", "on and on"), ("nowhere", "no address"),
                            ("inside", "not on the public internet"), ("file", "https://"), ("other", "303")):
            with self.subTest(feed=name):
                found = feeds.wait_until(lambda name=name: self.feed(name)["going"] == "failing" and self.feed(name),
                                         f"{name} fails")
                self.assertIn(words.lower(), found["detail"].lower())
        self.assertEqual(len(self.server.requests("/loop")), 6)
        self.assertEqual(self.server.requests("/toofar/there"), [])
        self.assertIn("http://10.0.0.1/feed", self.feed("inside")["detail"])

    def test_what_to_compare_with_goes_to_the_address_that_gave_it_alone(self):
        """At the second look, after 30 seconds."""
        self.server.wait_for("/tagged/there", 2, 45)
        self.assertEqual(["if-none-match" in headers for headers in self.server.requests("/tagged/old")],
                         [False, False])
        self.assertEqual([headers.get("if-none-match") for headers in self.server.requests("/tagged/there")],
                         [None, '"v1"'])
        found = feeds.wait_until(lambda: self.feed("tagged")["going"] == "well" and self.feed("tagged"), "well")
        self.assertIn("It has moved to", found["detail"])


if __name__ == "__main__":
    unittest.main()
