"""The disk fails, fills up or the machine stops at every single call with which a first, short record is written.

test_disk_faults.py hits a long drill at some places; here one report is taken in, and no call is left out: the first
tables, the first entries, the first checkpoint and what is kept at the end. Needs strace; ./test installs it.
"""

import collections
import concurrent.futures
import os
import re
import shutil
import subprocess
import unittest

from support import binary, store
from test_disk_faults import STRACE

# Each call with the faults that it can have.
CALLS = {"pwrite64": ["error=EIO", "error=ENOSPC", "signal=KILL"], "fdatasync": ["error=EIO", "signal=KILL"],
         "fsync": ["error=EIO", "signal=KILL"], "ftruncate": ["error=EIO", "signal=KILL"],
         "rename": ["error=EIO", "signal=KILL"]}
MORE = 2  # entries come in other groups each time: some places more than an undisturbed play has

SCENARIO = """
[drill]
title = "One report"
begin = "2025-06-01T08:00:00Z"
end = "2025-06-01T09:00:00Z"

[[actor]]
name = "anna"
role = "analyst"

[[step]]
at = "2025-06-01T08:10:00Z"
as = "anna"
do = "receive_report"
[step.with]
report = "r1"
text = "Somebody called."
source = "A call"
reliability = "F"
credibility = "3"
marking = "venue"
first_awareness = { at = "2025-06-01T08:00:00Z" }
"""


@unittest.skipUnless(STRACE, "skipped: there is no strace; it comes with Debian's strace")
class EveryCall(binary.FolderCase):
    """One report, one fault, and then a sound disk."""

    def setUp(self):
        super().setUp()
        self.scenario = self.file("scenario.toml", SCENARIO)

    def play(self, data, *before):
        """Plays the drill, or goes on with it. Gives exit status and words."""
        run = subprocess.run([*before, binary.BINARY, "drill", "run", self.scenario, "--data", data],
                             capture_output=True, text=True, env=binary.environment(), check=False, timeout=60)
        return run.returncode, run.stdout + run.stderr

    def count_calls(self):
        """How often each call comes in an undisturbed play, and what it writes."""
        data, log = self.file("undisturbed"), self.file("calls")
        status, said = self.play(data, STRACE, "-f", "-qq", "-o", log, "-e", f"trace={','.join(CALLS)}")
        self.assertEqual(status, binary.DONE, said)
        with open(log, encoding="utf-8", errors="replace") as file:
            text = file.read()
        # strace counts for each thread by itself, and so do we: the n-th call of every thread is hit at once.
        counts = {call: max(collections.Counter(re.findall(rf"^(\d+) +{call}\(", text, re.MULTILINE)).values())
                  for call in CALLS}
        return counts, store.count_by_kind(store.entries(data))

    def problem_after(self, fault, folder, wanted):
        """One fault, a check, the rest of the drill, a check. Gives (whether the fault came, what is wrong or "")."""
        os.makedirs(folder)
        data, log = os.path.join(folder, "data"), os.path.join(folder, "trace")
        call = fault.split(":", 1)[0]
        status, said = self.play(data, STRACE, "-f", "-o", log, "-e", f"trace={call}", "-e", f"inject={fault}")
        with open(log, encoding="utf-8", errors="replace") as file:
            trace = file.read()
        came = "(INJECTED)" in trace or "killed by SIGKILL" in trace
        if status not in (binary.DONE, binary.FAILED, binary.NO, -9, 137):
            return came, f"{fault}: it ended with {status}: {said}"
        signed = self.notes(data)
        status, again = self.play(data)
        if status != binary.DONE:
            return came, f"{fault}: the rest is not played: {again}\nbefore: {said}"
        verified = binary.heed("record", "verify", "--data", data)
        if verified.returncode != binary.DONE:
            return came, f"{fault}: {verified.stdout}{verified.stderr}"
        after = self.notes(data)
        if any(after.get(size) != note for size, note in signed.items()):
            return came, f"{fault}: a checkpoint is contradicted"
        found = store.count_by_kind(store.entries(data))
        shutil.rmtree(folder)
        return came, "" if found == wanted else f"{fault}: {found}, and not {wanted}"

    @staticmethod
    def notes(data):
        """The checkpoints that were signed, by size; none before there are tables."""
        try:
            return dict(store.ask(data, "SELECT size, note FROM checkpoints"))
        except Exception:  # pylint: disable=broad-except
            return {}

    def test_after_a_fault_at_every_call_the_report_is_there_once_and_the_record_verifies(self):
        """EIO, ENOSPC and SIGKILL; two at a time, each in a folder of its own (RA-2)."""
        counts, wanted = self.count_calls()
        faults = [f"{call}:{kind}:when={place}" for call, kinds in CALLS.items() for kind in kinds
                  for place in range(1, counts[call] + MORE + 1)]
        came = 0
        with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
            work = [pool.submit(self.problem_after, fault, self.file(f"fault-{number}"), wanted)
                    for number, fault in enumerate(faults)]
            for fault, done in zip(faults, work):
                hit, problem = done.result()
                came += hit
                with self.subTest(fault=fault):
                    self.assertEqual(problem, "")
        self.assertGreaterEqual(came, len(faults) - (MORE + 2) * sum(len(kinds) for kinds in CALLS.values()))
        print(f"{came} of {len(faults)} faults over {counts}", flush=True)


if __name__ == "__main__":
    unittest.main()
