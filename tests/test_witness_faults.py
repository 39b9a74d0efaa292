"""A witness whose disk fails, or that dies, at one call after the other: it never forgets what it has cosigned.

Every call with which it keeps a checkpoint is hit in turn, at HEED_FAULTS places (default 1) for each kind of call and
fault. Needs strace; ./test installs it.
"""

import glob
import os
import re
import shutil
import signal
import subprocess
import time
import unittest

from support import binary, store
from test_log import LogCase, Witness, size_of, wait_until

FAULTS = int(os.environ.get("HEED_FAULTS", "1"))
STRACE = shutil.which("strace")

# What a file is put in its place with.
CALLS = ["openat", "write", "fsync", "rename"]
KINDS = {"EIO": "error=EIO", "ENOSPC": "error=ENOSPC", "SIGKILL": "signal=KILL"}


def kept_by(witness):
    """The sizes of the checkpoints that a witness has kept."""
    sizes = [0]
    for path in glob.glob(os.path.join(witness.folder, "**", "checkpoint"), recursive=True):
        with open(path, encoding="utf-8") as file:
            sizes.append(size_of(file.read()))
    return max(sizes)


def cosigned_in(data):
    """The largest size under which the hub holds this witness's line."""
    sizes = [size for size, note in store.ask(data, "SELECT size, note FROM checkpoints") if Witness.NAME in note]
    return max(sizes, default=0)


@unittest.skipUnless(STRACE, "skipped: there is no strace; it comes with Debian's strace")
class WitnessFaults(LogCase):
    """A hub, and a witness that is traced from the moment when it serves."""

    def inject(self, witness, fault):
        """Makes the n-th of a call fail from now on. Gives the tracer, once it is there."""
        call = fault.split(":", 1)[0]
        tracer = subprocess.Popen([STRACE, "-f", "-p", str(witness.pid()), "-o", "/dev/null", "-e", f"trace={call}",
                                   "-e", f"inject={fault}"], stderr=subprocess.PIPE, text=True)
        self.assertIn("attached", tracer.stderr.readline())
        return tracer

    def test_after_a_fault_at_any_call_it_knows_what_it_cosigned_and_goes_on(self):
        """Witnesses persist before they answer: EIO, ENOSPC and SIGKILL where a checkpoint is kept (RA-2)."""
        one = self.make_hub('\n[log]\npolicy = "witness.policy"\n')
        witness = self.make_witness()
        with open(os.path.join(one.data, "witness.policy"), "w", encoding="utf-8") as file:
            file.write(witness.policy())
        one.start()
        number = 0
        for call in CALLS:
            for name, fault in KINDS.items():
                for place in range(1, FAULTS + 1):
                    with self.subTest(call=call, fault=name, place=place):
                        number += 1
                        died = self.fail_once(one, witness, f"{call}:{fault}:when={place}", number)
                        self.assertTrue(died or name != "SIGKILL" or place > 1, f"{call} was never called")
        print(f"{number} faults", flush=True)

    def fail_once(self, one, witness, fault, number):
        """One fault while a checkpoint is kept, what is known after it, and once more. Gives whether it died of it."""
        tracer = self.inject(witness, fault)
        newest = size_of(self.grow(one, number, 1))
        until = time.monotonic() + (10.0 if "KILL" in fault else 2.0)
        while cosigned_in(one.data) < newest and witness.is_alive() and time.monotonic() < until:
            time.sleep(0.02)
        died = not witness.is_alive()
        witness.stop(signal.SIGKILL)
        tracer.wait(timeout=10)
        tracer.stderr.close()
        self.assertLessEqual(cosigned_in(one.data), kept_by(witness), "cosigned and not kept")
        witness.start()
        self.cosigned(one, newest)
        self.assertEqual(kept_by(witness), newest)
        return died


if __name__ == "__main__":
    unittest.main()
