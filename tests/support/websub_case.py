"""A hub with subscribers, and what tests of WebSub ask of both."""

import json
import os
import tempfile
import time
import unittest

from support import hub, story, websub

PRIVATE = hub.LOOPBACK + "\n[websub]\nallow_private_callbacks = true\n"
BASE = "http://127.0.0.1:8440"  # what `heed init` writes; topics are named by it, whatever port a test serves on
ATOM, RSS, JSON, GEOJSON = (f"{BASE}/{name}" for name in ("feed.atom", "feed.rss", "warnings.json", "warnings.geojson"))
HUB = f"{BASE}/websub"


def wait_until(ask, what, seconds=15.0):
    """What `ask` gives, once it gives something; raises when it does not in time."""
    until = time.monotonic() + seconds
    while not (found := ask()):
        if time.monotonic() > until:
            raise AssertionError(f"not within {seconds} s: {what}")
        time.sleep(0.02)
    return found


class WebSubCase(unittest.TestCase):
    """Hubs and subscribers of one test each."""

    def setUp(self):
        kept = tempfile.TemporaryDirectory(prefix="heed-test-")
        self.addCleanup(kept.cleanup)
        self.folder = kept.name
        self.subscriber = websub.Subscriber()
        self.addCleanup(self.subscriber.close)
        self.released = 0

    def make(self, configuration=PRIVATE):
        """A hub that serves, with its first feeds written."""
        made = hub.Hub(self.folder, configuration)
        self.addCleanup(made.stop)
        made.start()
        self.hub = made
        wait_until(lambda: made.get("/").status == 200, "the first feeds: the front page is written last")
        return made

    def post(self, path="/a", topic=ATOM, mode="subscribe", **more):
        """Asks the hub; `path` is of the callback."""
        fields = {"hub.mode": mode, "hub.topic": topic, "hub.callback": self.subscriber.url + path,
                  **{f"hub.{name}": value for name, value in more.items()}}
        return self.hub.post_form("/websub", fields)

    def subscribe(self, path="/a", topic=ATOM, **more):
        """Subscribes, and waits until the feed as it stands was sent."""
        count = len(self.subscriber.questions(path))
        answer = self.post(path, topic, **more)
        self.assertEqual((answer.status, answer.type), (202, "text/plain"), answer.text)
        asked = self.subscriber.wait_for_question(path, count + 1)
        self.subscriber.wait_for(lambda: self.subscriber.taken(path), f"the feed at {path}")
        return asked

    def release(self):
        """Something new for everybody."""
        if self.released == 0:
            story.register_guard(self.hub, self.subscriber.url)
        self.released += 1
        story.release(self.hub, f"w{self.released}", headline=f"Stay away from hall w{self.released}")
        wait_until(lambda: f"w{self.released} (public)" in self.hub.get("/feed.atom").text, "the feed has it")

    def now(self, topic=ATOM):
        """The bytes of a topic."""
        return self.hub.get(topic.removeprefix(BASE)).raw

    def counts(self):
        """How many subscriptions each topic has, as the operator sees it."""
        shown = self.hub.get("/api/v1/feeds", "auditor").json()["subscribers"]
        counts = {each["topic"]: each["subscriptions"] for each in shown["topics"]}
        self.assertEqual(sum(counts.values()), shown["subscriptions"])
        return counts

    def kept(self):
        """The subscriptions on the disk."""
        path = os.path.join(self.hub.data, "websub.json")
        if not os.path.exists(path):
            return []
        with open(path, encoding="utf-8") as file:
            return json.load(file)["subscriptions"]
