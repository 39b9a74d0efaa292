"""The benchmark of audiences, with few people: it runs, its answers are right, and it leaves nothing behind."""

import glob
import os
import shutil
import signal
import subprocess
import time
import unittest

from support import binary

FEW = ("--places", "100000", "--rounds", "1")
KINDS = ("storm", "district", "city", "region", "coast", "country", "antimeridian")


def has_postgis():
    """Whether Debian's server and its extension are installed."""
    has_server = shutil.which("initdb") or glob.glob("/usr/lib/postgresql/*/bin/initdb")
    return bool(has_server and shutil.which("psql") and glob.glob("/usr/share/postgresql/*/extension/postgis.control"))


class BenchAudience(binary.FolderCase):
    """Ratios of so few people say nothing; only what does not hang on speed is looked at."""

    def setUp(self):
        """A folder that others may walk through: as root, the server belongs to somebody else."""
        super().setUp()
        os.chmod(self.folder, 0o711)

    def measure(self, *more):
        """Runs it with its temporary files in our folder. Gives the sheet, figures and bars by name."""
        run = binary.heed("bench", "audience", *FEW, *more, "--json", seconds=300, TMPDIR=self.folder)
        self.assert_exit(run, binary.DONE)
        self.assertEqual(os.listdir(self.folder), [])
        sheet = binary.is_one_document(run.stdout)
        self.assertEqual(sheet["name"], "audience")
        figures = {figure["name"]: figure["value"] for figure in sheet["figures"]}
        return figures, {bar["name"]: bar for bar in sheet["bars"]}

    def test_it_measures_every_kind_of_area(self):
        """Wrong answers end it with an error; so whatever it prints was checked place by place."""
        figures, bars = self.measure()
        for kind in KINDS:
            self.assertGreater(figures[f"{kind}: p50"], 0)
            self.assertGreater(figures[f"{kind}: ids in an answer, p50"], 0)
        for name in ("index, memory", "moves, one by one", "arrivals, 1000 areas",
                     "ready from a snapshot, answers checked"):
            self.assertGreater(bars[name]["value"], 0)
        self.assertNotIn("region: PostGIS, p50", figures)

    def test_the_same_people_every_time(self):
        """Two runs count the same people in the same areas."""
        def people(figures):
            return {name: value for name, value in figures.items() if "ids in an answer" in name}
        self.assertEqual(people(self.measure()[0]), people(self.measure()[0]))

    def test_a_number_of_people_that_cannot_be(self):
        """Too few, and too many."""
        for places in ("999", "200000001"):
            run = binary.heed("bench", "audience", "--places", places)
            self.assertNotEqual(run.returncode, binary.DONE)
            self.assertIn("--places", run.stderr)

    @unittest.skipUnless(has_postgis(), "PostgreSQL with PostGIS is not installed")
    def test_postgis_finds_the_same_people(self):
        """Every set of ids is equal, and the server and its folder are gone."""
        figures, bars = self.measure("--postgis")
        equal = bars["areas with equal sets of ids"]
        self.assertTrue(equal["holds"], equal)
        self.assertGreater(equal["bar"], 80)
        for kind in KINDS:
            self.assertGreater(figures[f"{kind}: PostGIS, p50"], 0)

    @unittest.skipUnless(has_postgis(), "PostgreSQL with PostGIS is not installed")
    def test_an_interrupted_run_leaves_no_server_and_no_folder(self):
        """Even when it is killed at once, while the server runs."""
        run = subprocess.Popen([binary.BINARY, "bench", "audience", *FEW, "--postgis"], stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, env=binary.environment(TMPDIR=self.folder))
        try:
            self.wait_until(lambda: glob.glob(self.folder + "/*/.s.PGSQL.5432"))
            with open(glob.glob(self.folder + "/*/data/postmaster.pid")[0], encoding="ascii") as file:
                server = int(file.readline())
        finally:
            run.send_signal(signal.SIGKILL)
            run.wait()
        self.wait_until(lambda: not os.listdir(self.folder))
        self.assertFalse(is_running(server))

    def wait_until(self, holds, seconds=60):
        """Looks again and again, for a minute at most."""
        end = time.monotonic() + seconds
        while not holds():
            self.assertLess(time.monotonic(), end, "waited in vain")
            time.sleep(0.02)


def is_running(pid):
    """Whether there is such a process and it is no zombie, which only its parent can remove."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


if __name__ == "__main__":
    unittest.main()
