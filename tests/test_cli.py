"""The command line: help, exit statuses, errors, completion, and the files that it reads."""

import json
import os
import re
import shutil
import subprocess
import unittest

from support import binary, hub, store

SHELLS = ("bash", "zsh", "fish")

# What is wrong, the words, the exit status, and something that the message must say.
WRONG = [
    ("a command that is not there", ["nonsense"], binary.USAGE, "nonsense"),
    ("a slip in the second word", ["case", "opne"], binary.USAGE, 'Did you mean "case open"?'),
    ("a slip in the first word", ["reocrd", "verify"], binary.USAGE, 'Did you mean "record verify"?'),
    ("an option that is not there", ["case", "open", "--titel", "x"], binary.USAGE, 'Did you mean "--title"?'),
    ("a required value is missing", ["drill", "run"], binary.USAGE, "FILE"),
    ("a value too many", ["drill", "run", "a", "b"], binary.USAGE, '"b"'),
    ("an option without its value", ["init", "--data"], binary.USAGE, "--data"),
    ("an option twice", ["init", "--data", "a", "--data", "b"], binary.USAGE, "--data"),
    ("a word where a number belongs", ["init", "--port", "http"], binary.USAGE, "--port"),
    ("a shell that is not there", ["completion", "tcsh"], binary.USAGE, "tcsh"),
    ("a status that is not there", ["init", "--status", "real"], binary.USAGE, "real"),
    ("an address that is none", ["serve", "--listen", "8440"], binary.USAGE, "--listen"),
    ("a hub that is not there", ["case", "list", "--hub", "http://127.0.0.1:9"], binary.FAILED, "127.0.0.1:9"),
    ("a file that is not there", ["recipients", "import", "/nowhere.csv"], binary.NO, "/nowhere.csv"),
]


def commands():
    """Every command that the overview lists."""
    overview = binary.heed("--help").stdout
    return re.findall(r"^  ([a-z][a-z-]*(?: [a-z-]+)?)  +\S", overview, re.MULTILINE)


class Help(binary.FolderCase):
    """What people read before they type."""

    def test_every_command_has_a_help_text(self):
        """--help of every command that the overview lists: exit 0, its usage, its options, nothing done."""
        listed = commands()
        for expected in ("init", "serve", "demo", "report receive", "case open", "warn release", "ack", "drill run",
                         "recipients import", "audience resolve", "record verify", "completion"):
            self.assertIn(expected, listed)
        for command in listed:
            with self.subTest(command=command):
                run = binary.heed(*command.split(), "--help")
                self.assert_exit(run, binary.DONE)
                self.assertTrue(run.stdout.startswith(f"Usage: heed {command}"), run.stdout)
                self.assertIn("--json", run.stdout)
                self.assertEqual(run.stderr, "")

    def test_help_is_found_in_every_way_that_people_try(self):
        """No words, --help, -h, help, and a group alone."""
        overview = binary.heed("--help").stdout
        for words in ([], ["-h"], ["help"]):
            run = binary.heed(*words)
            self.assert_exit(run, binary.DONE)
            self.assertEqual(run.stdout, overview)
        self.assertIn("case open", binary.heed("case").stdout)
        self.assertEqual(binary.heed("help", "case", "open").stdout, binary.heed("case", "open", "--help").stdout)
        self.assertRegex(binary.heed("--version").stdout, r"^heed \d+\.\d+\.\d+\n$")

    def test_what_is_wrong_is_said_with_the_right_exit_status(self):
        """One table of exit statuses; one sentence on the error stream; with --json one document."""
        for reason, words, status, said in WRONG:
            with self.subTest(reason):
                run = binary.heed(*words, within=self.folder, HEED_TOKEN="x")
                self.assert_exit(run, status)
                self.assertIn(said, run.stderr)
                self.assertEqual(run.stdout, "")
                as_json = binary.heed(*words, "--json", within=self.folder, HEED_TOKEN="x")
                self.assert_exit(as_json, status)
                error = binary.is_one_document(as_json.stdout)["error"]
                self.assertEqual(set(error) - {"place"}, {"code", "detail"})

    def test_a_full_disk_is_no_success(self):
        """An answer that could not be written is a failure (/dev/full)."""
        with open("/dev/full", "wb") as full:
            run = subprocess.run([binary.BINARY, "--help"], stdout=full, stderr=subprocess.PIPE, timeout=20,
                                 check=False)
        self.assertEqual(run.returncode, binary.FAILED)


class Completion(binary.FolderCase):
    """heed completion."""

    def script(self, shell):
        """The file that a shell would read."""
        run = binary.heed("completion", shell)
        self.assert_exit(run, binary.DONE)
        return self.file(f"heed.{shell}", run.stdout)

    def test_each_shell_can_read_its_script(self):
        """bash -n, zsh -n, fish -n; a shell that is not installed is skipped."""
        for shell in SHELLS:
            with self.subTest(shell):
                script = self.script(shell)
                if shutil.which(shell) is None:
                    self.skipTest(f"skipped: there is no {shell} here")
                checked = subprocess.run([shell, "-n", script], capture_output=True, text=True, timeout=20, check=False)
                self.assertEqual((checked.returncode, checked.stderr), (0, ""))

    def test_every_command_stands_in_every_script(self):
        """What the help lists can be completed."""
        for shell in SHELLS:
            with open(self.script(shell), encoding="utf-8") as file:
                text = file.read()
            for command in commands():
                self.assertIn(command.split()[-1], text, shell)

    def test_bash_completes_what_is_typed(self):
        """In a real bash: the groups, the commands of a group, the options of a command."""
        script = self.script("bash")
        for typed, wanted in ((["heed", "rec"], {"record", "recipients"}), (["heed", "drill", ""], {"run"}),
                              (["heed", "drill", "run", "--rep"], {"--report"})):
            words = " ".join(f"'{word}'" for word in typed)
            asked = subprocess.run(
                ["bash", "-c", f'source "$1"; COMP_WORDS=({words}); COMP_CWORD={len(typed) - 1}; _heed; '
                 'printf "%s\\n" "${COMPREPLY[@]}"', "bash", script],
                capture_output=True, text=True, timeout=20, check=False)
            self.assertEqual(set(asked.stdout.split()), wanted, asked.stderr)


HEADER = "recipient,name,sort,tier,roles,languages,places,contact1_channel,contact1_address\n"
GOOD = 'town-hall,Town Hall,venue,venue,protector;host,en;fr,"48.8566,2.3522",email,duty@town.example\n'
OTHER = "school,School,organisation,public,,en,,webhook,https://school.example/in\n"

# What is wrong with a row, the row, the line and a word of the complaint.
BAD_ROWS = [
    ("a tier that is not there", "a,A,venue,secret,,en,,email,a@a.example\n", "tier"),
    ("a sort that is not there", "a,A,castle,venue,,en,,email,a@a.example\n", "sort"),
    ("no name of its own", ",A,venue,venue,,en,,email,a@a.example\n", "recipient"),
    ("a name with a capital letter", "Town,A,venue,venue,,en,,email,a@a.example\n", "recipient"),
    ("nothing that people call it", "a,,venue,venue,,en,,email,a@a.example\n", "name"),
    ("a position outside the world", 'a,A,venue,venue,,en,"91,0",email,a@a.example\n', "places"),
    ("a position that is none", "a,A,venue,venue,,en,here,email,a@a.example\n", "places"),
    ("a webhook that is no address", "a,A,venue,venue,,en,,webhook,a@a.example\n", "contact1_address"),
    ("an e-mail address with two at signs", "a,A,venue,venue,,en,,email,a@b@c.example\n", "contact1_address"),
    ("no contact at all", "a,A,venue,venue,,en,,,\n", "contact1"),
    ("a name that stands there twice", GOOD, "town-hall"),
]
# The whole file is wrong: nothing of it can be trusted.
BAD_FILES = [
    ("an unknown column", HEADER.replace("tier", "level") + GOOD, "level"),
    ("a column is missing", "recipient,name\na,A\n", "contact1_channel"),
    ("a quote that does not close", HEADER + 'a,"A\n', "line"),
    ("an empty file", "", ""),
]


class Files(hub.HubCase, binary.FolderCase):
    """Files of recipients, and the client's way to a hub."""

    CONFIGURATION = hub.LOOPBACK + '\n[mail]\nrelay = "smtp://127.0.0.1:9"\nfrom = "warnings@test.example"\n'

    def heed(self, *words, role="analyst", **more):
        """Runs the client against the hub, as a role."""
        return binary.heed(*words, HEED_HUB=self.hub.url, HEED_TOKEN=self.hub.tokens[role], **more)

    def registered(self):
        """The names in the hub's register."""
        answer = self.hub.get("/api/v1/recipients", "analyst")
        return {each["recipient"]["recipient"] for each in answer.json()["recipients"]}

    def test_a_good_file_is_registered_and_the_same_file_again_does_nothing_twice(self):
        """Issue, 6: documented columns; the second run is answered from the first."""
        path = self.file("good.csv", HEADER + GOOD + OTHER)
        dry = self.heed("recipients", "import", path, "--dry-run", "--json")
        self.assert_exit(dry, binary.DONE)
        before = len(store.entries(self.hub.data))
        run = self.heed("recipients", "import", path, "--json")
        self.assert_exit(run, binary.DONE)
        told = binary.is_one_document(run.stdout)
        self.assertEqual((told["rows"], told["registered"], told["skipped"]), (2, 2, []))
        self.assertLessEqual({"town-hall", "school"}, self.registered())
        size = len(store.entries(self.hub.data))
        self.assertEqual(size, before + 2, "the dry run had written nothing")
        again = binary.is_one_document(self.heed("recipients", "import", path, "--json").stdout)
        self.assertEqual(again["batches_done_before"], again["batches"])
        self.assertEqual(len(store.entries(self.hub.data)), size)
        (town,) = [each["recipient"] for each in self.hub.get("/api/v1/recipients", "analyst").json()["recipients"]
                   if each["recipient"]["recipient"] == "town-hall"]
        self.assertEqual((town["roles"], town["languages"], town["places"]),
                         (["protector", "host"], ["en", "fr"], ["48.8566,2.3522"]))

    def test_a_bad_row_is_named_by_line_and_column_and_nothing_is_sent(self):
        """Nothing is half-applied; --skip-bad sends the others and reports what was left out."""
        for number, (reason, row, word) in enumerate(BAD_ROWS):
            with self.subTest(reason):
                good = GOOD if row == GOOD else OTHER.replace("school", f"good-{number}")
                path = self.file(f"bad-{number}.csv", HEADER + good + row)
                size = len(store.entries(self.hub.data))
                run = self.heed("recipients", "import", path)
                self.assert_exit(run, binary.NO)
                self.assertIn("line 3", run.stderr)
                self.assertIn(word, run.stderr)
                self.assertEqual(len(store.entries(self.hub.data)), size)
                skipping = self.heed("recipients", "import", path, "--skip-bad", "--json")
                self.assert_exit(skipping, binary.DONE)
                told = binary.is_one_document(skipping.stdout)
                self.assertEqual((told["rows"], told["registered"]), (2, 1))
                self.assertEqual([each["line"] for each in told["skipped"]], [3])

    def test_a_file_that_breaks_the_form_is_refused_as_a_whole(self):
        """Also with --skip-bad: where a row ends is not known any more."""
        for number, (reason, text, word) in enumerate(BAD_FILES):
            with self.subTest(reason):
                path = self.file(f"file-{number}.csv", text)
                size = len(store.entries(self.hub.data))
                run = self.heed("recipients", "import", path, "--skip-bad")
                self.assertNotEqual(run.returncode, binary.DONE)
                self.assertIn(word, run.stderr)
                self.assertEqual(len(store.entries(self.hub.data)), size)

    def test_who_may_not_register_imports_nothing(self):
        """The client's exit status for 403 is 1: the answer is no."""
        run = self.heed("recipients", "import", self.file("x.csv", HEADER + OTHER), role="auditor")
        self.assert_exit(run, binary.NO)
        self.assertIn("auditor", run.stderr)

    def test_an_area_is_resolved_with_its_border(self):
        """Issue, 6: inclusive at the border; circles, polygons and GeoJSON; no hub is asked."""
        people = self.file("people.csv", "id,lat,lon\ninside,1,1\ncorner,0,0\nedge,0,1\nout,-0.01,1\nfar,40,40\n")
        box = "0,0 0,2 2,2 2,0 0,0"
        ids = binary.heed("audience", "resolve", "--recipients", people, "--polygon", box, "--ids")
        self.assert_exit(ids, binary.DONE)
        self.assertEqual(ids.stdout.split(), ["inside", "corner", "edge"])
        count = binary.heed("audience", "resolve", "--recipients", people, "--circle", "40,40,0.1", "--polygon", box,
                            "--count")
        self.assertEqual(count.stdout, "4\n")
        ring = [[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]
        geojson = self.file("area.geojson", json.dumps({"type": "Polygon", "coordinates": [ring]}))
        run = binary.heed("audience", "resolve", "--recipients", people, "--area", geojson, "--json")
        told = binary.is_one_document(run.stdout)
        self.assertEqual((told["asked"], told["count"]), (5, 3))

    def test_an_area_or_file_that_is_wrong_is_named(self):
        """Every malformed area gets a clear error; nothing is answered."""
        people = self.file("people.csv", "id,lat,lon\na,1,1\nb,91,0\n")
        rows = [(["--circle", "0,0,1"], "line 3"), (["--circle", "0,0"], "circle 1"), (["--polygon", "0,0 1,1"], ""),
                (["--polygon", "0,0 0,x 1,1 0,0"], "x"), ([], "--circle"),
                (["--circle", "0,0,1", "--edges", "round"], "round"),
                (["--area", self.file("no.geojson", "{}")], "no.geojson")]
        for words, said in rows:
            with self.subTest(words=words):
                run = binary.heed("audience", "resolve", "--recipients", people, *words)
                self.assertIn(run.returncode, (binary.NO, binary.USAGE))
                self.assertIn(said, run.stderr)
                self.assertEqual(run.stdout, "")

    def test_a_report_becomes_a_case_from_the_command_line(self):
        """The same commands with the same fields; --from reads a body, single options go over it; --key repeats."""
        words = ["report", "receive", "--report", "cli", "--text", "A call.", "--source", "Desk", "--reliability",
                 "C", "--credibility", "3", "--marking", "venue", "--first-awareness-at", "2024-03-06T06:00:00Z",
                 "--key", "k"]
        first = self.heed(*words, "--json")
        self.assert_exit(first, binary.DONE)
        again = binary.is_one_document(self.heed(*words, "--json").stdout)
        self.assertEqual((again["entry"], again["is_repeat"]), (binary.is_one_document(first.stdout)["entry"], True))
        body = self.file("case.json", json.dumps({"case_id": "cli", "title": "Old", "regime": "intelligence"}))
        opened = self.heed("case", "open", "--from", body, "--title", "New", "--reports", "cli")
        self.assert_exit(opened, binary.DONE)
        self.assertIn("cli", opened.stdout)
        case = binary.is_one_document(self.heed("case", "show", "cli", "--json").stdout)
        self.assertEqual((case["case"]["opened"]["title"], case["case"]["reports"]), ("New", ["cli"]))
        self.assertIn("New", self.heed("case", "list").stdout)
        self.assertIn("A call.", self.heed("report", "list").stdout)
        self.assert_exit(self.heed("watch"), binary.DONE)

    def test_a_refused_command_says_who_may(self):
        """403 and 404 are the answer no; a missing field is wrong usage; each names its place."""
        forbidden = self.heed("case", "decide-to-warn", "--case-id", "c", "--target", "t", "--reason", "x")
        self.assert_exit(forbidden, binary.NO)
        self.assertIn("senior_officer", forbidden.stderr)
        self.assert_exit(self.heed("case", "show", "nowhere"), binary.NO)
        missing = self.heed("case", "open", "--title", "x")
        self.assert_exit(missing, binary.USAGE)
        self.assertIn("regime", missing.stderr)
        unknown = binary.heed("case", "list", HEED_HUB=self.hub.url, HEED_TOKEN="heed_wrong")
        self.assert_exit(unknown, binary.NO)

    def test_a_token_stands_in_a_file_as_well(self):
        """So that it stands in no process list."""
        path = self.file("token", self.hub.tokens["auditor"] + "\n")
        os.chmod(path, 0o600)
        run = binary.heed("record", "show", "--hub", self.hub.url, "--token-file", path, "--json")
        self.assert_exit(run, binary.DONE)
        self.assertIn("size", binary.is_one_document(run.stdout))


if __name__ == "__main__":
    unittest.main()
