"""Drills through the real binary: what passes, what fails, and what is refused before anything is played."""

import os
import re
import unittest

from support import binary

HEAD = """[drill]
title = "A small drill"
begin = "2025-06-01T08:00:00Z"

[[actor]]
name = "anna"
role = "analyst"
"""
REPORT = """[[step]]
at = "2025-06-01T08:10:00Z"
as = "anna"
do = "receive_report"
[step.with]
report = "r"
text = "Something will happen."
source = "A call"
reliability = "C"
credibility = "3"
marking = "venue"
first_awareness = { at = "2025-06-01T08:00:00Z" }
"""
HOLDS = """[[step]]
after = "1m"
expect = "state"
path = "reports/r/stage"
is = "received"
"""
FAILS = HOLDS.replace('"received"', '"routed"')
SMALL = HEAD + REPORT + HOLDS

# What is wrong, the file, a word that must stand in the message, and the line that it must name.
MALFORMED = [
    ("no TOML", HEAD + "[[step]\n", "", 8),
    ("an unknown key at the top", SMALL + "[extra]\nkey = 1\n", "extra", 25),
    ("an unknown key in [drill]", SMALL.replace('title =', 'titel = "x"\ntitle ='), "titel", 2),
    ("an unknown key in a step", SMALL.replace('expect = "state"', 'expect = "state"\nperhaps = true'), "perhaps", 23),
    ("an unknown command", SMALL.replace("receive_report", "recieve_report"), "recieve_report", 8),
    ("an unknown actor", SMALL.replace('as = "anna"', 'as = "otto"'), "otto", 8),
    ("an unknown expectation", SMALL.replace('expect = "state"', 'expect = "hope"'), "hope", 20),
    ("an unknown role", SMALL.replace('role = "analyst"', 'role = "wizard"'), "wizard", 7),
    ("neither at nor after", SMALL.replace('at = "2025-06-01T08:10:00Z"\nas', "as"), "after", 8),
    ("both at and after", SMALL.replace('after = "1m"', 'after = "1m"\nat = "2025-06-01T09:00:00Z"'), "after", 20),
    ("a time that runs backwards", SMALL.replace('after = "1m"', 'at = "2025-06-01T08:09:00Z"'), "before", 20),
    ("a time before the beginning", SMALL.replace("T08:10:00Z", "T07:59:59Z"), "before", 8),
    ("a time without a zone", SMALL.replace("08:10:00Z", "08:10:00"), "", 9),
    ("two things at once", SMALL.replace('expect = "state"', 'expect = "state"\ndo = "open_case"'), "one of", 20),
    ("nothing at all", HEAD + '[[step]]\nafter = "1m"\n', "one of", 8),
    ("an expectation of two values", SMALL.replace('is = "received"', 'is = "received"\nexists = true'), "one of", 20),
    ("status actual", SMALL.replace("begin =", 'status = "actual"\nbegin ='), "live", 3),
]


class Drills(binary.FolderCase):
    """heed drill run."""

    def run_text(self, text, *options):
        """Plays a scenario that stands in `text`."""
        return binary.heed("drill", "run", self.file("drill.toml", text), *options)

    def test_every_example_passes_and_answers_one_document(self):
        """The case study passes; --json is one document (issue, 10)."""
        self.assertGreaterEqual(len(binary.EXAMPLES), 3)
        for scenario in binary.EXAMPLES:
            with self.subTest(scenario=os.path.basename(os.path.dirname(scenario))):
                run = binary.heed("drill", "run", scenario, "--json")
                self.assert_exit(run, binary.DONE)
                account = binary.is_one_document(run.stdout)
                self.assertIs(account["passed"], True)
                self.assertEqual(account["failed"], 0)
                self.assertGreater(account["expectations"], 0)
                self.assertEqual({step["outcome"] for step in account["steps"]} - {"done", "held"}, set())
                self.assertTrue(account["reviews"], "there is an after-action review of every case")

    def test_the_same_drill_gives_the_same_account(self):
        """A virtual clock and a seeded hub: nothing depends on the day on which it is played."""
        accounts = [binary.is_one_document(binary.heed("drill", "run", binary.TAJ, "--json").stdout)
                    for _ in range(2)]
        self.assertEqual(accounts[0], accounts[1])

    def test_an_expectation_that_does_not_hold_fails_the_drill_and_is_named(self):
        """Exit 1, with its step, its line and what was found; the later steps are played all the same."""
        run = self.run_text(HEAD + REPORT + FAILS + HOLDS)
        self.assert_exit(run, binary.NO)
        self.assertIn("[2/3]", run.stdout)
        self.assertRegex(run.stdout, r"line 20:.*received")
        self.assertRegex(run.stdout, r"\[3/3\] \S+  holds")
        account = binary.is_one_document(self.run_text(HEAD + REPORT + FAILS, "--json").stdout)
        self.assertFalse(account.get("passed", False))

    def test_a_command_that_should_have_been_refused_fails_the_drill(self):
        """`refused` is an expectation too, and names the very code."""
        done = REPORT.replace('do = "rec', 'refused = "forbidden"\ndo = "rec')
        self.assertIn("was done", self.run_text(HEAD + done).stdout)
        other = REPORT.replace('do = "rec', 'refused = "conflict"\ndo = "rec').replace('"C"', '"Z"')
        run = self.run_text(HEAD + other)
        self.assert_exit(run, binary.NO)
        self.assertIn("malformed", run.stdout)

    def test_a_drill_without_expectations_that_fail_passes(self):
        """The files that the next test breaks are right before."""
        self.assert_exit(self.run_text(SMALL), binary.DONE)

    def test_a_malformed_scenario_is_refused_before_it_is_played_and_names_its_line(self):
        """Every malformed scenario gets a clear error naming field and line; nothing is half-applied; DE-13."""
        for name, text, word, line in MALFORMED:
            with self.subTest(name):
                data = self.file("data-" + re.sub(r"\W", "-", name))
                run = self.run_text(text, "--data", data)
                self.assert_exit(run, binary.USAGE)
                self.assertIn(word, run.stderr)
                self.assertRegex(run.stderr, rf"(?i)line {line}\b")
                self.assertEqual(run.stdout, "", "nothing is played")
                self.assertFalse(os.path.exists(os.path.join(data, "record.sqlite")), "there is no record")

    def test_a_scenario_that_is_not_there_is_wrong_usage(self):
        """Exit 2 names the file."""
        run = binary.heed("drill", "run", self.file("nowhere.toml"))
        self.assert_exit(run, binary.USAGE)
        self.assertIn("nowhere.toml", run.stderr)

    def test_an_error_with_json_is_one_document(self):
        """With --json a failure is as readable by a program as a success."""
        run = self.run_text(SMALL.replace("receive_report", "recieve_report"), "--json")
        self.assert_exit(run, binary.USAGE)
        self.assertEqual(binary.is_one_document(run.stdout)["error"]["code"], "malformed")

    def test_a_report_is_an_html_page_of_its_own(self):
        """--report writes one file, with the timeline as SVG, that loads nothing from elsewhere (issue, 11)."""
        report = self.file("report.html")
        self.assert_exit(binary.heed("drill", "run", binary.CROCUS, "--report", report), binary.DONE)
        with open(report, encoding="utf-8") as file:
            html = file.read()
        self.assertTrue(html.lstrip().lower().startswith("<!doctype html>"))
        self.assertIn("<svg", html)
        self.assertIn("</html>", html)
        self.assertNotRegex(html, r'(src|href)="https?://[^"]*\.(css|js|png|svg|woff2)"')

    def test_a_report_that_cannot_be_written_fails_the_run(self):
        """A full account that went nowhere is no success."""
        run = self.run_text(SMALL, "--report", self.file("no/such/folder/report.html"))
        self.assertNotEqual(run.returncode, binary.DONE)
        self.assertIn("report.html", run.stderr)

    def test_a_finished_drill_played_again_on_its_folder_adds_nothing(self):
        """The same drill on the same folder goes on where it was; at its end there is nothing to go on with."""
        data = self.file("data")
        first = binary.is_one_document(self.run_text(SMALL, "--data", data, "--json").stdout)
        again = self.run_text(SMALL, "--data", data, "--json")
        self.assert_exit(again, binary.DONE)
        self.assertEqual(binary.is_one_document(again.stdout)["entries"], first["entries"])

    def test_the_small_drill_of_the_documentation_passes(self):
        """docs/drills.md is enough to write one: its own example is played (issue, 10)."""
        with open(os.path.join(binary.ROOT, "docs", "drills.md"), encoding="utf-8") as file:
            blocks = re.findall(r"```toml\n(.*?)```", file.read(), re.DOTALL)
        whole = [block for block in blocks if block.startswith("[drill]")]
        self.assertTrue(whole, "docs/drills.md shows a whole drill")
        for block in whole:
            self.assert_exit(self.run_text(block), binary.DONE)


if __name__ == "__main__":
    unittest.main()
