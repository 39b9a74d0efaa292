"""Subscribers that fail, hang and go, hubs that are killed: nobody who is subscribed misses the newest."""

import json
import os
import threading
import time
import unittest

from support import binary, websub
from support.websub_case import ATOM, WebSubCase, wait_until


class Failing(WebSubCase):
    """Subscribers that fail, hubs that are killed."""

    def test_a_hub_that_is_killed_between_publication_and_delivery_sends_the_newest_afterwards(self):
        """Three times over: what was confirmed stays, and who has not the newest bytes gets them."""
        self.make()
        for path in ("/a", "/b"):
            self.subscribe(path, secret="s")
        wait_until(lambda: len(self.kept()) == 2, "both on the disk")
        for _ in range(3):
            self.subscriber.answer = lambda request: 204 if request.path == "/guard" else 503
            count = len(self.subscriber.received)
            self.release()
            self.subscriber.wait_for(lambda: len([each for each in self.subscriber.received[count:]
                                                  if each.path in ("/a", "/b")]) >= 2, "both were called")
            self.hub.kill()
            self.subscriber.answer = lambda request: 204
            self.hub.start()
            for path in ("/a", "/b"):
                self.subscriber.wait_until_has(path, self.now())
        self.assertEqual(self.counts(), {ATOM: 2})

    def test_what_was_published_while_the_hub_had_no_time_to_send_is_sent_by_the_next_one(self):
        """The subscriber hangs while the hub is killed and while it is stopped, which takes no long time."""
        self.make()
        self.subscribe()
        wait_until(lambda: self.kept(), "on the disk")
        for end in (self.hub.kill, self.hub.stop):
            with self.subTest(end=end.__name__):
                free = threading.Event()
                hangs = threading.Event()

                def hang(request, free=free, hangs=hangs):
                    if request.path != "/guard":
                        hangs.set()
                        free.wait(30)
                    return 204 if request.path == "/guard" else 503
                self.subscriber.answer = hang
                self.release()
                self.assertTrue(hangs.wait(10))
                began = time.monotonic()
                end()
                self.assertLess(time.monotonic() - began, 5)
                free.set()
                self.subscriber.answer = lambda request: 204
                self.hub.start()
                self.subscriber.wait_until_has("/a", self.now())

    def standing(self):
        """How many are behind and how many fail, of each topic."""
        topics = self.hub.get("/api/v1/feeds", "auditor").json()["subscribers"]["topics"]
        return [(each["behind"], each["failing"]) for each in topics]

    def test_who_fails_is_called_again_and_gets_the_newest_alone(self):
        """Any answer but 2xx and 410 is a failure, a redirect too; the lease goes on."""
        self.make()
        for status in (500, 404, 302):
            with self.subTest(status=status):
                self.subscribe(f"/{status}")
                self.subscriber.answer = lambda request, status=status: (
                    status if request.path == f"/{status}" else 204)
                self.release()
                self.subscriber.wait_for(lambda status=status: [
                    each for each in self.subscriber.received if each.answered == status], "a failure")
                wait_until(lambda: self.standing() == [(1, 1)], "the operator sees it")
                self.subscriber.answer = lambda request: 204
                self.subscriber.wait_until_has(f"/{status}", self.now())
        self.assertEqual(self.counts(), {ATOM: 3})
        self.assertEqual([each for each in self.subscriber.received if each.path == "/elsewhere"], [])
        errors = self.hub.errors()
        self.assertIn("HTTP status 500", errors)
        self.assertIn("answers again", errors)

    def test_410_ends_a_subscription(self):
        """WebSub, section 7."""
        self.make()
        self.subscribe("/gone")
        self.subscribe("/here")
        self.subscriber.answer = lambda request: 410 if request.path == "/gone" else 204
        self.release()
        wait_until(lambda: self.counts() == {ATOM: 1}, "one is gone")
        wait_until(lambda: len(self.kept()) == 1, "on the disk")
        self.release()
        self.subscriber.wait_until_has("/here", self.now())
        self.assertEqual([each.answered for each in self.subscriber.received if each.path == "/gone"][1:], [410])

    def test_subscribers_that_hang_hold_up_neither_the_others_nor_the_publication(self):
        """Forty of one host hang; one of another host gets everything within seconds."""
        self.make()
        slow = websub.Subscriber()
        self.addCleanup(slow.close)
        free = threading.Event()
        self.addCleanup(free.set)
        # By its name, so that it is another host to the hub.
        for number in range(40):
            wait_until(lambda number=number: self.hub.post_form("/websub", {
                "hub.mode": "subscribe", "hub.topic": ATOM,
                "hub.callback": slow.url.replace("127.0.0.1", "localhost") + f"/{number}"}).status == 202, "room")
        slow.wait_for(lambda: len({each.path for each in slow.received}) == 40, "forty subscribers")
        self.subscribe("/quick")
        slow.answer = lambda request: free.wait(30) and 503
        began = time.monotonic()
        self.release()
        self.subscriber.wait_until_has("/quick", self.now(), 5)
        self.assertLess(time.monotonic() - began, 5)
        self.assertEqual(self.counts(), {ATOM: 41})

    def test_subscriptions_that_are_over_are_dropped_at_the_start_and_foreign_ones_are_told(self):
        """An hour is too long to wait for: the file says that it is over."""
        self.make()
        for path in ("/live", "/over", "/foreign"):
            self.subscribe(path)
        self.hub.stop()
        path = os.path.join(self.hub.data, "websub.json")
        self.assertEqual(os.stat(path).st_mode & 0o777, 0o600)
        with open(path, encoding="utf-8") as file:
            kept = json.load(file)
        for each in kept["subscriptions"]:
            if each["callback"].endswith("/over"):
                each["expires"] = "2026-01-01T00:00:00Z"
            if each["callback"].endswith("/foreign"):
                each["topic"] = "https://former.example/feed.atom"
        with open(path, "w", encoding="utf-8") as file:
            json.dump(kept, file)
        self.hub.start()
        denied = self.subscriber.wait_for_question("/foreign", 2)
        self.assertEqual((denied["hub.mode"], denied["hub.topic"]), ("denied", "https://former.example/feed.atom"))
        self.assertIn("no feed of this hub", denied["hub.reason"])
        self.release()
        self.subscriber.wait_until_has("/live", self.now())
        self.assertEqual(len(self.subscriber.taken("/over")), 1)
        left = [f"{self.subscriber.url}/live"]
        wait_until(lambda: [each["callback"] for each in self.kept()] == left, "on the disk")

    def test_a_file_of_subscriptions_that_is_broken_or_open_to_others_is_said_at_the_start(self):
        """Nobody is forgotten in silence."""
        self.make()
        self.subscribe(secret="topsecret")
        self.hub.stop()
        path = os.path.join(self.hub.data, "websub.json")
        with open(path, encoding="utf-8") as file:
            good = file.read()
        for text, mode, words in ((good, 0o644, "chmod 600"), (good[:-20], 0o600, "websub.json"),
                                  ("", 0o600, "move it"),
                                  (good.replace('"format":1', '"format":2'), 0o600, "format"),
                                  (good.replace("http://", "gopher://", 2), 0o600, "https://")):
            with self.subTest(words=words):
                with open(path, "w", encoding="utf-8") as file:
                    file.write(text)
                os.chmod(path, mode)
                run = binary.heed("serve", "--data", self.hub.data, "--listen", "127.0.0.1:0")
                self.assertNotEqual(run.returncode, binary.DONE)
                self.assertIn(words, run.stderr)
                self.assertNotIn("topsecret", run.stderr)
        os.remove(path)
        self.hub.start()
        self.assertEqual(self.counts(), {})


if __name__ == "__main__":
    unittest.main()
