"""One edition to very many recipients, on the real binary: kills in the middle of its release and of its deliveries.

HEED_SEED repeats a run that failed; the seed is printed.
"""

import http.client
import json
import os
import random
import threading
import unittest

from support import binary, hub, store, story, web

PEOPLE = 25_000  # three parts of a choice: 10,000, 10,000, and the rest
LAST = f"p-{PEOPLE - 1:05}"
SEED = int(os.environ.get("HEED_SEED", str(random.SystemRandom().randrange(1 << 32))))


def person(number, url):
    """Somebody who lives at the hall."""
    name = f"p-{number:05}"
    return {"recipient": name, "name": f"Name of {name}", "sort": "person", "languages": ["en"], "tier": "public",
            "places": ["55.8258,37.3903"], "contacts": [{"channel": "webhook", "address": f"{url}/{name}"}]}


def bodies(entry):
    """The facts of an entry."""
    return entry["body"].get("each", [entry["body"]])


class LargeEdition(binary.FolderCase):
    """A city is warned at once."""

    def setUp(self):
        super().setUp()
        print(f"HEED_SEED={SEED}", flush=True)
        self.random = random.Random(SEED)
        self.receiver = web.WebReceiver()
        self.addCleanup(self.receiver.close)
        self.hub = hub.Hub(self.folder, hub.LOOPBACK)
        self.addCleanup(self.hub.stop)
        self.hub.start()
        file = self.file("people.jsonl", "".join(json.dumps(person(number, self.receiver.url)) + "\n"
                                                 for number in range(PEOPLE)))
        run = binary.heed("recipients", "import", file, HEED_HUB=self.hub.url, HEED_TOKEN=self.hub.tokens["analyst"])
        self.assert_exit(run, binary.DONE)
        story.register_guard(self.hub, self.receiver.url)

    def kill_and_start(self):
        """A power cut, and the next start."""
        self.hub.kill()
        self.hub.start()

    def planned(self, edition):
        """Who is to be told an edition, by the record."""
        return [fact["recipient"] for entry in store.entries(self.hub.data) if entry["kind"] == "delivery.planned"
                for fact in bodies(entry) if fact["edition"] == edition]

    def release_between_kills(self):
        """Releases edition 1, with power cuts while the command is under way, until it is out."""
        story.draft(self.hub, "flood")
        for cut in range(4):
            def give():
                try:
                    self.hub.give("release_warning", {"warning": "flood", "edition": 1}, "releaser")
                except (http.client.HTTPException, OSError):
                    pass  # the hub is gone
            giving = threading.Thread(target=give)
            giving.start()
            giving.join(self.random.random() * 1.2 if cut < 3 else None)
            self.kill_and_start()
            giving.join()
            said = [entry for entry in store.entries(self.hub.data) if entry["kind"] == "warning.released"]
            if said:
                return said[0]
            self.assertEqual(self.planned(1), [], "a part of a release is durable, and the whole is not")
        raise self.failureException("the edition was never released")

    def test_each_is_planned_once_whatever_is_cut_off_and_who_stands_in_a_later_part_can_be_erased(self):
        """All of a release is durable or nothing; deliveries go on after kills; the last name can be forgotten."""
        released = self.release_between_kills()
        everybody = sorted([f"p-{number:05}" for number in range(PEOPLE)] + ["guard"])
        chosen = [entry for entry in store.entries(self.hub.data)
                  if entry["kind"] in ("audience.resolved", "audience.chosen_more")]
        self.assertEqual([entry["kind"] for entry in chosen],
                         ["audience.resolved", "audience.chosen_more", "audience.chosen_more"])
        self.assertEqual({entry["of"] for entry in chosen}, {released["of"]})
        self.assertEqual([each["recipient"] for entry in chosen for each in entry["body"]["chosen"]], everybody)
        self.assertEqual(sorted(self.planned(1)), everybody)

        for more in (300, 1_500):
            self.receiver.wait_for(len(self.receiver.received) + more, 60)
            self.kill_and_start()
        self.receiver.wait_for(len(self.receiver.received) + 500, 60)
        self.assertEqual(sorted(self.planned(1)), everybody)
        keys = [request.key for request in self.receiver.received]
        # Each of the cuts leaves at most as many attempts without a report as may be on the wire at once.
        self.assertLessEqual(len(keys) - len(set(keys)), 64 * 6)

        view = self.hub.get("/api/v1/cases/case-flood", "analyst")
        self.assertLess(len(view.raw), 4 << 20)
        told = view.json()["told"][0]
        self.assertEqual((told["deliveries"], told["listed"], told["asked"]), (PEOPLE + 1, 1_000, 1))
        self.assertEqual(self.hub.get("/api/v1/cases/case-flood/deliveries?from=24999", "analyst").json()["total"],
                         PEOPLE + 1)

        self.erase_the_last()

    def erase_the_last(self):
        """The warning ends, the case is closed, and who stands last in its last part is forgotten."""
        done = self.hub.done
        done("resolve_target", {"case_id": "case-flood", "target": "hall", "threat": "removed", "reason": "It fell."})
        done("draft_edition", {"warning": "flood", "what": "all_clear", "notice": "The water has fallen."})
        done("release_warning", {"warning": "flood", "edition": 2}, "releaser")
        self.assertEqual(len(self.planned(2)), PEOPLE + 1)
        done("close_case", {"case_id": "case-flood", "reason": "It is over."}, "senior_officer")
        done("retire_recipient", {"recipient": LAST, "reason": "asked"})
        self.assertEqual(self.hub.stop(), 0)
        self.assert_exit(binary.heed("erase", LAST, "--reason", "asked", "--data", self.hub.data), binary.DONE)
        for file in os.listdir(self.hub.data):
            if file.startswith("record.sqlite"):
                with open(os.path.join(self.hub.data, file), "rb") as content:
                    self.assertNotIn(LAST.encode(), content.read(), file)
        self.assert_exit(binary.heed("record", "verify", "--data", self.hub.data), binary.DONE)
        self.hub.start()
        self.assertEqual(self.hub.get("/api/v1/watch", "analyst").status, 200)


if __name__ == "__main__":
    unittest.main()
