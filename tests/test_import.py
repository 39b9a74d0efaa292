"""Files of recipients on the real binary: streams, kills in the middle, and the way out and back in again.

HEED_SEED repeats a run that failed; the seed is printed.
"""

import json
import os
import random
import resource
import subprocess
import time
import unittest

from support import binary, hub, store

ROWS = 20_000
SEED = int(os.environ.get("HEED_SEED", str(random.SystemRandom().randrange(1 << 32))))
MAIL = hub.LOOPBACK + '\n[mail]\nrelay = "smtp://127.0.0.1:9"\nfrom = "warnings@test.example"\n'


def recipient(number):
    """One recipient with something in most fields."""
    return {"recipient": f"p-{number:06}", "name": f"Person {number}, \"the {number}th\"", "sort": "person",
            "roles": ["host", "protector"][:number % 3], "groups": ["night shift"] if number % 2 else [],
            "languages": ["en", "fr"], "tier": "venue", "places": [f"{number % 80}.5,-{number % 170}.25"],
            "stays": [{"position": "48.8,2.3",
                       "during": {"from": "2024-07-26T12:00:00Z", "until": "2024-07-27T12:00:00.250Z"}}],
            "responsible_for": {"polygons": ["1,1 1,2 2,2 1,1"], "circles": ["48.8,2.3 1.5"]},
            "contacts": [{"channel": "email", "address": f"p{number}@town.example", "name": "The desk",
                          "verified_at": "2024-03-06T12:00:00Z", "owner": "ann"},
                         {"channel": "webhook", "address": f"https://town.example/{number}"}],
            "opted_out": ["webhook"] if number % 5 == 0 else []}


def lines_of(count):
    """So many recipients as JSON lines."""
    return "".join(json.dumps(recipient(number)) + "\n" for number in range(count))


def is_written(value):
    """The hub leaves out lists that are empty."""
    return value != []


class Register(hub.HubCase, binary.FolderCase):
    """Import, export, list, stale, preview: each against one running hub."""

    CONFIGURATION = MAIL

    def heed(self, *words, role="analyst", **more):
        """Runs the client against the hub."""
        return binary.heed(*words, HEED_HUB=self.hub.url, HEED_TOKEN=self.hub.tokens[role], **more)

    def register(self):
        """Everybody in the register, by name, page by page."""
        everybody, path = {}, "/api/v1/recipients?from=0"
        while path:
            page = self.hub.get(path, "analyst").json()
            for each in page["recipients"]:
                self.assertNotIn(each["recipient"]["recipient"], everybody, "nobody stands on two pages")
                everybody[each["recipient"]["recipient"]] = each["recipient"]
            path = f"/api/v1/recipients?from={page['next']}" if "next" in page else None
        return everybody

    def test_json_lines_are_registered_as_they_stand(self):
        """Every field arrives; a pipe and a --format are a file as well."""
        path = self.file("people.jsonl", lines_of(3_000))
        run = self.heed("recipients", "import", path, "--json")
        self.assert_exit(run, binary.DONE)
        told = binary.is_one_document(run.stdout)
        self.assertEqual((told["rows"], told["registered"], told["batches"]), (3_000, 3_000, 2))
        register = self.register()
        for number in (0, 1, 2_999):
            wanted = {name: value for name, value in recipient(number).items() if is_written(value)}
            self.assertEqual(register[wanted["recipient"]], wanted)
        with open(path, "rb") as piped:
            again = subprocess.run(
                [binary.BINARY, "recipients", "import", "-", "--format", "jsonl", "--json"], stdin=piped,
                capture_output=True, text=True, timeout=60, check=False,
                env=binary.environment(HEED_HUB=self.hub.url, HEED_TOKEN=self.hub.tokens["analyst"]))
        self.assert_exit(again, binary.DONE)
        told = binary.is_one_document(again.stdout)
        self.assertEqual(told["batches_done_before"], told["batches"], "the same bytes are the same file")

    def test_an_export_that_is_imported_changes_nothing(self):
        """Out of one hub and back into it, in both forms, under keys of its own."""
        self.assert_exit(self.heed("recipients", "import", self.file("some.jsonl", lines_of(1_200))), binary.DONE)
        before = self.register()
        for form in ("csv", "jsonl"):
            with self.subTest(form):
                path = self.file(f"out.{form}")
                out = self.heed("recipients", "export", "-o", path, "--json")
                self.assert_exit(out, binary.DONE)
                self.assertEqual(binary.is_one_document(out.stdout)["recipients"], len(before))
                self.assertFalse(os.path.exists(path + ".part"))
                to_pipe = self.heed("recipients", "export", "--format", form)
                with open(path, encoding="utf-8", newline="") as file:
                    self.assertEqual(to_pipe.stdout.replace("\r\n", "\n"), file.read().replace("\r\n", "\n"))
                back = self.heed("recipients", "import", path, "--key", f"back-{form}", "--json")
                self.assert_exit(back, binary.DONE)
                self.assertEqual(binary.is_one_document(back.stdout)["registered"], len(before))
                self.assertEqual(self.register(), before)

    def test_a_bad_line_is_named_by_line_and_field_and_nothing_is_sent(self):
        """Broken UTF-8, half a line, NaN, swapped places, an unknown field, a name twice."""
        good, other = json.dumps(recipient(900_001)), json.dumps(recipient(900_002))
        rows = [(other.replace("Person", "Pers\udce9n"), "UTF-8"), (other[:-1], "column"),
                (other.replace('"48.8,2.3"', "NaN"), "column"), (other.replace("48.8,2.3", "148.8,2.3"), "swapped"),
                (other.replace('"roles"', '"rolls"'), "rolls"), (good, "stands in line 1 already"), ("[]", "group")]
        for number, (row, said) in enumerate(rows):
            with self.subTest(said):
                path = self.file(f"bad-{number}.jsonl")
                with open(path, "wb") as out:
                    out.write(f"{good}\n\n{row}\n".encode("utf-8", "surrogateescape"))
                size = len(store.entries(self.hub.data))
                run = self.heed("recipients", "import", path)
                self.assert_exit(run, binary.NO)
                self.assertIn("line 3", run.stderr)
                self.assertIn(said, run.stderr)
                dry = self.heed("recipients", "import", path, "--dry-run", "--json")
                self.assertEqual([each["line"] for each in binary.is_one_document(dry.stdout)["skipped"]], [3])
                self.assertEqual(len(store.entries(self.hub.data)), size)

    def test_lists_go_over_all_pages(self):
        """list says how many there are; stale is a check; a preview counts."""
        self.assert_exit(self.heed("recipients", "import", self.file("list.jsonl", lines_of(1_500))), binary.DONE)
        total = len(self.register())
        shown = self.heed("recipients", "list")
        self.assert_exit(shown, binary.DONE)
        self.assertEqual(len(shown.stdout.splitlines()), 1_002)
        self.assertIn(f"first 1000 of {total}", shown.stdout)
        every = binary.is_one_document(self.heed("recipients", "list", "--limit", "1000000", "--json").stdout)
        self.assertEqual((len(every["recipients"]), every["total"]), (total, total))
        stale = self.heed("recipients", "stale", "--days", "30", "--json")
        self.assert_exit(stale, binary.NO)
        told = binary.is_one_document(stale.stdout)
        self.assertEqual(told["days"], 30)
        self.assertGreaterEqual(told["count"], 1_500)
        named = self.heed("recipients", "stale").stdout
        self.assertIn("p0@town.example", named)
        self.assertIn("ann", named)
        preview = self.heed("audience", "preview", "--circle", "48.8,2.3,0.1", "--tier", "venue", "--from",
                            "2024-07-26T13:00:00Z", "--until", "2024-07-26T14:00:00Z", "--json")
        self.assert_exit(preview, binary.DONE)
        found = binary.is_one_document(preview.stdout)
        self.assertGreaterEqual(found["count"], 1_500)
        self.assertGreaterEqual(found["by_channel"]["email"], 1_500)
        self.assert_exit(self.heed("audience", "preview", "--tier", "venue"), binary.USAGE)


class KilledImport(binary.FolderCase):
    """kill -9 of the client, and of the hub, in the middle of an import; then the same command again."""

    def setUp(self):
        super().setUp()
        self.hub = hub.Hub(self.folder, MAIL).start()
        self.addCleanup(self.hub.stop)
        self.path = self.file("people.jsonl", lines_of(ROWS))

    def begin(self):
        """The import, running."""
        return subprocess.Popen(
            [binary.BINARY, "recipients", "import", self.path, "--json"], stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True,
            env=binary.environment(HEED_HUB=self.hub.url, HEED_TOKEN=self.hub.tokens["analyst"]))

    def names(self):
        """The names that the record holds a registration of, in order."""
        return [each["recipient"]["recipient"] for each in self.registered()]

    def registered(self):
        """What the record says was registered."""
        return [entry["body"] for entry in store.entries(self.hub.data) if entry["kind"] == "audience.registered"]

    def wait_for_some(self, process, before):
        """Returns once the record has grown, or the import is over."""
        until = time.monotonic() + 60
        while process.poll() is None and self.size() <= before and time.monotonic() < until:
            time.sleep(0.002)

    def size(self):
        """How many entries there are, without reading them."""
        return store.ask(self.hub.data, "SELECT COUNT(*) FROM entries")[0][0]

    def finish(self):
        """The same command until its end: everybody is there, nobody was registered twice."""
        process = self.begin()
        out, err = process.communicate(timeout=120)
        self.assertEqual(process.returncode, binary.DONE, err + out)
        told = binary.is_one_document(out)
        self.assertEqual((told["rows"], told["registered"]), (ROWS, ROWS))
        self.assertEqual(self.names(), [f"p-{number:06}" for number in range(ROWS)])
        verified = binary.heed("record", "verify", "--data", self.hub.data)
        self.assertEqual(verified.returncode, binary.DONE, verified.stderr)
        return told

    def test_a_client_that_is_killed_goes_on_where_it_was(self):
        """Whatever had arrived is not done again."""
        print(f"\nHEED_SEED={SEED}", flush=True)
        dice = random.Random(SEED)
        kills = 0
        for _ in range(4):
            process = self.begin()
            self.wait_for_some(process, self.size())
            time.sleep(dice.uniform(0.0, 0.1))
            if process.poll() is None:
                kills += 1
                process.kill()
            process.communicate()
        self.assertGreater(kills, 0)
        self.assertGreater(self.finish()["batches_done_before"], 0)

    def test_a_hub_that_is_killed_loses_nothing_that_it_had_answered(self):
        """The client says that it could not go on; started again, the import is completed."""
        process = self.begin()
        self.wait_for_some(process, self.size())
        self.hub.kill()
        out, err = process.communicate(timeout=120)
        self.assertEqual(process.returncode, binary.FAILED, out + err)
        self.hub.start()
        self.finish()


class LargeFile(binary.FolderCase):
    """Memory does not grow with the file: the program works with less than the file would take."""

    MEMORY = 32 << 20

    def run_in_little_memory(self, *words):
        """Runs the program with so much memory for what it keeps."""
        return subprocess.run(
            [binary.BINARY, *words], capture_output=True, text=True, timeout=120, env=binary.environment(), check=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (self.MEMORY, self.MEMORY)))

    def large_file(self, head, row, rows):
        """A file that is larger than the memory."""
        path = self.file("large", head + "".join(row.format(number) for number in range(rows)))
        self.assertGreater(os.path.getsize(path), 1.2 * self.MEMORY)
        return path

    def test_a_file_larger_than_the_memory_is_checked(self):
        """Every row, and every name against every other."""
        rows, long_name = 300_000, "N" * 100
        path = self.large_file("recipient,name,contact1_channel,contact1_address,places\n",
                               f'r{{0}},{long_name},email,a{{0}}@town.example,"1.5,2.5"\n', rows)
        run = self.run_in_little_memory("recipients", "import", path, "--dry-run")
        self.assert_exit(run, binary.DONE)
        self.assertIn(f"{rows} of {rows} rows are right", run.stdout)
        with open(path, "a", encoding="utf-8") as more:
            more.write('r7,Again,email,a@town.example,\n')
        run = self.run_in_little_memory("recipients", "import", path, "--dry-run")
        self.assert_exit(run, binary.NO)
        self.assertIn(f'line {rows + 2}, column 1 ("recipient"): "r7" stands in line 9 already', run.stdout)

    def test_a_file_of_positions_larger_than_the_memory_is_resolved(self):
        """--count keeps nothing; --ids keeps the ids."""
        rows, note = 400_000, "n" * 90
        path = self.large_file("id,note,lat,lon\n", f"r{{0}},{note},1.5,0.{{0}}\n", rows)
        wanted = sum(float(f"0.{number}") <= 0.5 for number in range(rows))
        box = ("--polygon", "1,-1 2,-1 2,0.5 1,0.5 1,-1")
        count = self.run_in_little_memory("audience", "resolve", "--recipients", path, *box, "--count")
        self.assert_exit(count, binary.DONE)
        self.assertEqual(count.stdout, f"{wanted}\n")
        ids = self.run_in_little_memory("audience", "resolve", "--recipients", path, *box, "--ids")
        self.assertEqual(len(ids.stdout.split()), wanted)


if __name__ == "__main__":
    unittest.main()
