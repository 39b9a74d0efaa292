"""heed audit says how much it looked at, and how often it found each thing that it looks for."""

import json
import os
import re
import unittest

from support import binary, store

LOOKED_FOR = ["entries_not_linked", "links_out_of_number", "links_after_another_entry", "links_with_another_leaf",
              "wrong_counts", "threads_not_counted", "threads_not_closed", "threads_closed_early"]


def facts_of(entries, kind):
    """How many facts of a kind stand in these entries, alone or in batches."""
    return sum(len(entry["body"].get("each", [None])) for entry in entries if entry["kind"] == kind)


class Audit(binary.FolderCase):
    """The record of a drill that goes over several days."""

    def setUp(self):
        super().setUp()
        self.data = self.file("data")
        self.assert_exit(binary.heed("drill", "run", binary.CROCUS, "--data", self.data), binary.DONE)

    def audit(self, status, *more):
        """The answer as JSON and as text."""
        answers = []
        for words in (["--json"], []):
            run = binary.heed("audit", "--data", self.data, *words, *more)
            self.assert_exit(run, status)
            answers.append(run.stdout)
        return json.loads(answers[0]), answers[1]

    def test_it_counts_what_it_looked_at_as_sqlite_counts_it(self):
        """Counted a second time, by another program, from the store alone (RA-2)."""
        answer, text = self.audit(binary.DONE)
        entries = store.entries(self.data)
        links = [link for entry in entries for link in entry.get("thread", [])]
        threads, checkpoints = answer["threads"], answer["checkpoints"]
        wanted = {"entries": len(entries), "links": len(links), "threads": len({link["recipient"] for link in links}),
                  "counted": facts_of(entries, "thread.tallied"), "closings": facts_of(entries, "thread.closed")}
        self.assertEqual({name: threads[name] for name in wanted}, wanted)
        self.assertGreater(wanted["counted"] + wanted["closings"], 0)
        self.assertEqual(checkpoints["checkpoints"],
                         store.ask(self.data, "SELECT count(*) FROM checkpoints")[0][0])
        self.assertEqual(threads["looked"], [{"what": what, "found": 0} for what in LOOKED_FOR])
        days = {entry["at"][:10] for entry in entries if entry["kind"].startswith("thread.")}
        self.assertEqual(threads["days"], len(days))
        self.assertNotIn("quorate", checkpoints)
        self.assertIn(f"{wanted['entries']} entries; {wanted['links']} links in the threads of {wanted['threads']} "
                      "recipients", text)
        self.assertIn(f"Threads were counted {wanted['counted']} times and closed {wanted['closings']} times; at the "
                      f"end of {len(days)} days", text)
        self.assertIn("Witnesses were not asked about: give the policy with --policy.", text)
        for what in LOOKED_FOR:
            self.assertRegex(text, rf"(?m)^ +0 {what.replace('_', ' ')}$")
        self.assertIn("Nothing was found.", text)

    def test_without_any_quorum_every_checkpoint_counts_as_one_without(self):
        """A policy whose witness nobody has asked."""
        policy = self.file("policy")
        self.assert_exit(binary.heed("witness", "init", self.file("w"), "--name", "witness.example/one"), binary.DONE)
        with open(os.path.join(self.file("w"), "witness.vkey"), encoding="utf-8") as key:
            with open(policy, "w", encoding="utf-8") as file:
                file.write(f"witness w {key.read().strip()}\nquorum w\n")
        answer, text = self.audit(binary.NO, "--policy", policy)
        checkpoints = answer["checkpoints"]
        self.assertGreater(checkpoints["checkpoints"], 0)
        self.assertEqual((checkpoints["quorate"], checkpoints["not_quorate"]), (0, checkpoints["checkpoints"]))
        self.assertIn(f"0 of them have a quorum of witnesses, and {checkpoints['checkpoints']} have none.", text)

    def test_what_is_left_out_is_counted_by_what_it_is(self):
        """A link is taken out of one entry, and a count is made wrong in another, behind the hub's back (RA-2)."""
        entries = store.entries(self.data)
        linked = max((entry for entry in entries if entry.get("thread")), key=lambda entry: entry["index"])
        counted = next(entry for entry in entries if entry["kind"] == "thread.tallied")
        linked["thread"] = linked["thread"][:-1]
        (counted["body"]["each"][0] if "each" in counted["body"] else counted["body"])["links"] += 1
        for entry in (linked, counted):
            text = json.dumps(entry, separators=(",", ":"), ensure_ascii=False)
            store.change(self.data, ("UPDATE contents SET bytes = ? WHERE idx = ?", (text.encode(), entry["index"])))
        answer, text = self.audit(binary.NO)
        looked = {each["what"]: each["found"] for each in answer["threads"]["looked"]}
        self.assertEqual((looked["entries_not_linked"] > 0, looked["wrong_counts"] > 0), (True, True), looked)
        self.assertEqual(sum(looked.values()), len(answer["threads"]["findings"]))
        for what, found in looked.items():
            self.assertEqual(found, sum(each["what"] == what for each in answer["threads"]["findings"]), what)
            self.assertRegex(text, rf"(?m)^ +{found} {what.replace('_', ' ')}$")
        self.assertEqual(len(re.findall(r"(?m)^! entry ", text)), sum(looked.values()))


if __name__ == "__main__":
    unittest.main()
