"""The console in a real Chromium, against a hub that serves a played case study."""

import json
import os
import re
import shutil
import signal
import subprocess
import unittest

from support import binary

CONSOLE = os.path.join(binary.ROOT, "console")
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")


def what_is_missing():
    """Why the console cannot be looked at here; empty when it can."""
    if shutil.which("npm") is None:
        return "there is no npm"
    if not os.path.isdir(os.path.join(CONSOLE, "node_modules", "playwright-core")):
        return "the console's packages are not installed; run: npm ci --prefix console"
    if not os.path.isdir(os.path.join(CONSOLE, "dist")):
        return "the console is not built; run: npm run build --prefix console"
    if not CHROMIUM:
        return "there is no chromium"
    return ""


class Console(binary.FolderCase):
    """The watch board and the case page, at three widths, light and dark."""

    def serve_demo(self):
        """A demo that serves; gives its address and a token for each role."""
        words = ["demo", "--data", self.file("data"), "--scenario", binary.CROCUS, "--listen", "127.0.0.1:0"]
        process = subprocess.Popen([binary.BINARY, *words], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                   text=True, env=binary.environment(), cwd=binary.ROOT)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.send_signal, signal.SIGINT)
        tokens, url = {}, None
        for line in process.stdout:
            found = re.match(r"\s+(\w+)\s+(http://127\.0\.0\.1:\d+)/console/#sign-in=(\S+)", line)
            if found:
                tokens[found[1]], url = found[3], found[2]
            elif tokens:
                break
        self.assertIn("analyst", tokens, "the demo prints a sign-in link for each role")
        return url, tokens

    def assert_script_holds(self, script):
        """A script of the console's package.json finds nothing wrong with a demo that serves."""
        missing = what_is_missing()
        if missing:
            self.skipTest(f"skipped: {missing}")
        url, tokens = self.serve_demo()
        told = {"HEED_URL": url, "HEED_TOKENS": json.dumps(tokens), "CHROMIUM": CHROMIUM}
        run = subprocess.run(["npm", "--prefix", CONSOLE, "run", "--silent", script], capture_output=True, text=True,
                             timeout=300, check=False, env={**os.environ, **told})
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
        self.assertNotIn("skipped", run.stdout)

    def test_the_pages_hold_in_chromium(self):
        """npm run browser: its checks pass against the real binary."""
        self.assert_script_holds("browser")

    def test_what_is_drawn_is_counted_released_and_delivered(self):
        """npm run reach: a polygon by its list of points, the count beside it, two people, and as many deliveries."""
        self.assert_script_holds("reach")


if __name__ == "__main__":
    unittest.main()
