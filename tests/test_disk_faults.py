"""The disk fails, fills up or the machine stops at one call after the other: the record verifies after each of them.

Every call of the append path is hit in turn, spread over HEED_FAULTS places (default 3) for each kind of call and
fault. Needs strace; ./test installs it.
"""

import os
import re
import shutil
import subprocess
import unittest

from support import binary, store, web

FAULTS = int(os.environ.get("HEED_FAULTS", "3"))
STRACE = shutil.which("strace")

# What SQLite and the snapshots write, make durable, cut and rename with.
CALLS = ["pwrite64", "fdatasync", "fsync", "ftruncate"]
KINDS = {"EIO": "error=EIO", "ENOSPC": "error=ENOSPC", "SIGKILL": "signal=KILL"}


@unittest.skipUnless(STRACE, "skipped: there is no strace; it comes with Debian's strace")
class DiskFaults(binary.FolderCase):
    """A drill whose disk fails at one call, and then goes on with a sound one. Its receiver outlives both."""

    def setUp(self):
        super().setUp()
        self.web = web.WebReceiver()
        self.addCleanup(self.web.close)

    def play(self, data, *before):
        """Plays the drill, or goes on with it. Gives the exit status; below zero for a signal."""
        return subprocess.run([*before, binary.BINARY, "drill", "run", binary.TAJ, "--data", data, "--web-stand-in",
                               self.web.url], capture_output=True, text=True, env=binary.environment(),
                              cwd=binary.ROOT, check=False, timeout=120)

    def calls_in(self, data):
        """How often each call comes in an undisturbed play, on any thread."""
        log = self.file("calls")
        run = self.play(data, STRACE, "-f", "-qq", "-o", log, "-e", f"trace={','.join(CALLS)}")
        self.assertEqual(run.returncode, binary.DONE, run.stdout + run.stderr)
        with open(log, encoding="utf-8", errors="replace") as file:
            text = file.read()
        return {call: len(re.findall(rf"^\d+ +{call}\(", text, re.MULTILINE)) for call in CALLS}

    def notes(self, data):
        """The checkpoints that were signed, by size."""
        if not os.path.exists(store.path_of(data)):
            return {}
        try:
            return dict(store.ask(data, "SELECT size, note FROM checkpoints"))
        except Exception as error:  # the tables were not made yet
            self.assertIn("no such table", str(error))
            return {}

    def test_after_a_fault_at_any_call_the_record_verifies_and_no_checkpoint_is_contradicted(self):
        """Faults and attacks: EIO, ENOSPC and SIGKILL at the calls of the append path (RA-2)."""
        whole = self.file("undisturbed")
        calls = self.calls_in(whole)
        wanted = store.count_by_kind(store.entries(whole))
        hits = 0
        for call, count in calls.items():
            for kind, fault in KINDS.items():
                for place in range(1, count + 1, max(1, -(-count // FAULTS))):
                    with self.subTest(call=call, fault=kind, place=place, of=count):
                        hit = self.fail_at(call, f"{fault}:when={place}", wanted)
                        # Which calls come late is not the same in every play: entries are written in other groups.
                        self.assertTrue(hit or place > 1, "the fault never came")
                        hits += hit
        print(f"{hits} faults over {calls}", flush=True)

    def fail_at(self, call, fault, wanted):
        """One fault, a check, and the rest of the drill. Gives whether the fault came."""
        data = self.file("faulty")
        shutil.rmtree(data, ignore_errors=True)
        log = self.file("faults")
        # Why the call is traced: strace puts no fault into what it does not trace.
        run = self.play(data, STRACE, "-f", "-o", log, "-e", f"trace={call}", "-e", f"inject={call}:{fault}")
        said = run.stdout + run.stderr
        with open(log, encoding="utf-8", errors="replace") as file:
            trace = file.read()
        hit = "(INJECTED)" in trace or "killed by SIGKILL" in trace
        self.assertIn(run.returncode, (binary.DONE, binary.FAILED, binary.NO, -9, 137), said)
        signed = self.notes(data)
        if signed:
            verified = binary.heed("record", "verify", "--data", data)
            self.assertEqual(verified.returncode, binary.DONE, f"{said}\n{verified.stdout}{verified.stderr}")
        again = self.play(data)
        self.assertEqual(again.returncode, binary.DONE, f"{said}\nafterwards:\n{again.stdout}{again.stderr}")
        verified = binary.heed("record", "verify", "--data", data)
        self.assertEqual(verified.returncode, binary.DONE, verified.stdout + verified.stderr)
        self.assertEqual(store.count_by_kind(store.entries(data)), wanted)
        after = self.notes(data)
        for size, note in signed.items():
            self.assertEqual(after.get(size), note, f"the checkpoint of {size} entries")
        return hit


if __name__ == "__main__":
    unittest.main()
