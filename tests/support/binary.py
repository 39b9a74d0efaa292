"""The program under test: the real one, built beforehand, named by HEED_BINARY."""

import glob
import json
import os
import subprocess
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BINARY = os.path.abspath(os.environ.get("HEED_BINARY", os.path.join(ROOT, "build", "release", "heed")))
CROCUS = os.path.join(ROOT, "examples", "crocus-2024", "scenario.toml")
EXAMPLES = sorted(glob.glob(os.path.join(ROOT, "examples", "*", "scenario.toml")))
TAJ = os.path.join(ROOT, "examples", "taj-2008", "scenario.toml")

# Exit statuses, as the help says them.
DONE, NO, USAGE, FAILED = 0, 1, 2, 3


def environment(**more):
    """The environment of the program: the share folder of this tree, and nothing that names another hub."""
    given = {name: value for name, value in os.environ.items() if name not in ("HEED_HUB", "HEED_TOKEN")}
    given.setdefault("HEED_SHARE", os.path.join(ROOT, "share"))
    given.update(more)
    return given


def heed(*arguments, seconds=60, within=ROOT, **more):
    """Runs the program to its end, in the folder `within`. Gives the completed process, with text output."""
    return subprocess.run([BINARY, *map(str, arguments)], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=seconds, env=environment(**more), cwd=within, check=False)


def is_one_document(text):
    """The one JSON document that `text` is. Raises ValueError when it is none, or more than one."""
    return json.loads(text)


class FolderCase(unittest.TestCase):
    """A test with a folder of its own, removed afterwards."""

    def setUp(self):
        kept = tempfile.TemporaryDirectory(prefix="heed-test-")
        self.addCleanup(kept.cleanup)
        self.folder = kept.name

    def file(self, name, text=None):
        """The path of a file in the folder; written when a text is given."""
        path = os.path.join(self.folder, name)
        if text is not None:
            with open(path, "w", encoding="utf-8") as out:
                out.write(text)
        return path

    def assert_exit(self, run, status):
        """The exit status, with what the program said when it is another one."""
        self.assertEqual(run.returncode, status,
                         f"{' '.join(run.args)}\nstdout: {run.stdout[-2000:]}\nstderr: {run.stderr[-2000:]}")
