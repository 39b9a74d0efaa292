"""Messages of a stream that never came, fetched from a repository: the real hub, a real stream, real servers."""

import socket
import time
import unittest

from support import binary, feeds, listening
from support.listening import LATER, SENT


def path_of(identifier, sent):
    """Where a repository keeps a message: the day, then sent and identifier without -, : and +."""
    def plain(text):
        return text.replace("-", "_").replace(":", "_").replace("+", "p")
    return f"/{sent[:10]}/{plain(sent)}I{plain(identifier)}.xml"


def heartbeat(*references):
    """A sign of life that lists messages."""
    return (f'<?xml version="1.0"?><alert xmlns="{feeds.CAP}"><identifier>beat</identifier>'
            f"<sender>NAADS-Heartbeat</sender><sent>{feeds.at()}</sent><status>System</status><msgType>Alert"
            f"</msgType><scope>Public</scope><references>{' '.join(references)}</references></alert>").encode()


class Gaps(listening.ListeningCase):
    """A stream with two repositories, of which the first has only some of the messages."""

    @classmethod
    def prepare(cls):
        """Two streams with repositories, one of which is nobody's."""
        cls.second = feeds.FeedServer()
        cls.addClassCleanup(cls.second.close)
        cls.stream = feeds.StreamServer()
        cls.addClassCleanup(cls.stream.close)
        cls.other = feeds.StreamServer()
        cls.addClassCleanup(cls.other.close)
        return [("stream", cls.stream.url, None, [cls.server.url, f"{cls.second.url}/kept/"]),
                ("other", cls.other.url, None, ["http://127.0.0.1:1"])]

    def test_a_gap_is_fetched_and_what_no_repository_has_stays_one_and_is_not_asked_for_all_the_time(self):
        """One story: a gap that the first has, one that only the second has, one that nobody has."""
        plain, signed = "urn:oid:2.49.0.1.999.1-2+3", "only-in-the-second"
        latin = feeds.alert(plain, SENT, headline="Überschwemmung in Köln")
        sent = {plain: listening.encoded(latin, "latin-1", "ISO-8859-1"), signed: feeds.alert(signed, LATER).encode()}
        first = self.server.put(path_of(plain, SENT), sent[plain])
        # Another message stands where this one should be: it is not taken for it.
        self.server.put(path_of(signed, LATER), feeds.alert("quite-another", LATER))
        second = self.second.put("/kept" + path_of(signed, LATER), sent[signed])
        self.stream.accept()
        came = feeds.alert("came", SENT).encode()
        listed = [feeds.named(name, at) for name, at in (("came", SENT), (plain, SENT), (signed, LATER),
                                                         ("nowhere", SENT))]
        self.stream.send(came + heartbeat(*listed))
        known = self.wait_for("came", plain, signed)
        self.assertNotIn("quite-another", known)
        for name, address in ((plain, first), (signed, second)):
            self.assertEqual(self.original(known[name]["digest"]), sent[name])
            (way,) = known[name]["ways"]
            self.assertEqual(way["way"], {"feed": "stream", "address": address})
            self.assertEqual((known[name]["standing"], self.entries_about(name)), ("standing", ["alert.heard"]))

        def is_said():
            found = self.feed("stream")
            return found if found.get("gaps") == ["met@test.example,nowhere"] and found.get("fetched") == 2 else None
        found = feeds.wait_until(is_said, f"one gap, two fetched: {self.feed('stream')}")
        self.assertEqual(found["going"], "well")
        for words in ("nowhere", "HTTP status 404", self.server.url, self.second.url, "asked again at"):
            self.assertIn(words, found["detail"])

        for _ in range(20):
            self.stream.send(heartbeat(*listed))
            time.sleep(0.05)
        self.stream.send(feeds.alert("afterwards", SENT).encode())
        self.wait_for("afterwards")
        for server, where in ((self.server, ""), (self.second, "/kept")):
            self.assertEqual(len(server.requests(where + path_of("nowhere", SENT))), 1)
        self.assertEqual(len(self.server.requests(path_of(plain, SENT))), 1)
        self.assertEqual(len(self.second.requests("/kept" + path_of(plain, SENT))), 0)
        self.assertEqual(self.feed("stream")["gaps"], ["met@test.example,nowhere"])

        shown = binary.heed("feeds", "--hub", self.hub.url, HEED_TOKEN=self.hub.tokens["auditor"])
        self.assertEqual(shown.returncode, binary.DONE, shown.stderr)
        self.assertIn("did not come: met@test.example,nowhere", shown.stdout)
        self.assertIn("fetched from its repositories: 2", shown.stdout)
        self.assertNotIn("fetched from its repositories: 0", shown.stdout)

        # It comes by the stream after all: nothing is missing any more.
        self.stream.send(feeds.alert("nowhere", SENT).encode() + heartbeat(*listed))
        found = feeds.wait_until(lambda: not self.feed("stream").get("gaps") and self.feed("stream"), "no gap any more")
        self.assertEqual((found.get("detail", ""), found.get("lost", [])), ("", []))

    def test_why_no_repository_could_be_asked_stands_there_and_the_stream_goes_on(self):
        """Nobody listens at that port."""
        self.other.accept()
        self.other.send(heartbeat(feeds.named("lost", SENT)))
        found = feeds.wait_until(lambda: "127.0.0.1:1" in self.feed("other").get("detail", "") and self.feed("other"),
                                 "why it could not be had")
        self.assertEqual((found["going"], found["gaps"]), ("well", ["met@test.example,lost"]))
        self.other.send(feeds.alert("goes-on", SENT).encode())
        self.wait_for("goes-on")


class Hanging(listening.ListeningCase):
    """A repository that takes the connection and says nothing."""

    @classmethod
    def prepare(cls):
        """More gaps than are asked for at one time."""
        cls.silent = socket.create_server(("127.0.0.1", 0))
        cls.addClassCleanup(cls.silent.close)
        cls.stream = feeds.StreamServer()
        cls.addClassCleanup(cls.stream.close)
        return [("stream", cls.stream.url, None, [f"http://127.0.0.1:{cls.silent.getsockname()[1]}"])]

    def test_it_holds_up_neither_the_stream_nor_a_stop(self):
        """The stream goes on while the hub waits; a stop waits for nobody."""
        self.stream.accept()
        self.stream.send(heartbeat(*(feeds.named(f"lost-{n}", SENT) for n in range(5))))
        self.silent.settimeout(10)
        kept = [self.silent.accept()[0] for _ in range(3)]
        for connection in kept:
            self.addCleanup(connection.close)
        self.silent.settimeout(0.5)
        self.assertRaises(TimeoutError, self.silent.accept)  # three at one time
        self.stream.send(feeds.alert("goes-on", SENT).encode())
        self.wait_for("goes-on")
        self.assertEqual(len(self.feed("stream")["gaps"]), 5)
        started = time.monotonic()
        self.assertEqual(self.hub.stop(), 0)
        self.assertLess(time.monotonic() - started, 5)


if __name__ == "__main__":
    unittest.main()
