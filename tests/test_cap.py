"""heed cap: alerts as files, checked, shown, compared and mended."""

import json
import os
import unittest

from support import binary

SOUND = """<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
<identifier>river-7</identifier><sender>desk@example.org</sender><sent>2024-03-06T12:00:00-00:00</sent>
<status>Actual</status><msgType>Alert</msgType><scope>Public</scope>
<info><language>en</language><category>Met</category><event>Flood</event>
<urgency>Expected</urgency><severity>Severe</severity><certainty>Likely</certainty>
<expires>2024-03-07T12:00:00-00:00</expires><headline>The river rises</headline>
<area><areaDesc>The valley</areaDesc><circle>10.5,20.5 3</circle></area></info>
</alert>
"""

# What is wrong, what is replaced by what, and the line that must be printed (after the file's name).
BROKEN = [
    ("a word in another case", ">Severe<", ">severe<", "invalid: schema.value line 6: "),
    ("Z for UTC", "2024-03-06T12:00:00-00:00", "2024-03-06T12:00:00Z", "invalid: schema.time line 3: "),
    ("an update of nothing", ">Alert<", ">Update<", "invalid: references.missing line 2: "),
    ("an entity", "<alert", "<!DOCTYPE alert><alert", "invalid: xml.dtd line 2: "),
    ("cut off", "</alert>", "", "invalid: xml.syntax line 10: "),
    ("a radius of 0", "20.5 3<", "20.5 0<", "warning: circle.zero line 8: "),
]


class Cap(binary.FolderCase):
    """heed cap."""

    def test_a_sound_alert_is_valid(self):
        path = self.file("sound.xml", SOUND)
        run = binary.heed("cap", "check", path)
        self.assert_exit(run, binary.DONE)
        self.assertEqual(run.stdout, f"{path}: valid\n")

    def test_each_fault_is_told_with_its_code_and_line(self):
        for why, old, new, line in BROKEN:
            with self.subTest(why):
                path = self.file("broken.xml", SOUND.replace(old, new, 1))
                run = binary.heed("cap", "check", path)
                self.assert_exit(run, binary.NO if line.startswith("invalid") else binary.DONE)
                self.assertIn(f"{path}: {line}", run.stdout)
                self.assertEqual(f"{path}: valid" in run.stdout, line.startswith("warning"))

    def test_json_holds_the_same(self):
        path = self.file("broken.xml", SOUND.replace(">Severe<", ">severe<"))
        run = binary.heed("cap", "check", "--json", path)
        self.assert_exit(run, binary.NO)
        told = json.loads(run.stdout)["files"][0]
        self.assertFalse(told["valid"] or told["schema_valid"])
        self.assertEqual(told["findings"][0]["code"], "schema.value")
        self.assertEqual(told["findings"][0]["place"], "/alert/info/severity")

    def test_what_cannot_be_read_is_a_wrong_command_line(self):
        self.assert_exit(binary.heed("cap", "check", "/nowhere.xml"), binary.USAGE)
        path = self.file("sound.xml", SOUND)
        self.assert_exit(binary.heed("cap", "check", "--profile", "none", path), binary.USAGE)

    def test_an_alert_is_shown_under_the_names_of_cap(self):
        path = self.file("sound.xml", SOUND)
        shown = binary.heed("cap", "show", path)
        self.assert_exit(shown, binary.DONE)
        self.assertIn("The river rises", shown.stdout)
        run = binary.heed("cap", "show", path, "--json")
        self.assert_exit(run, binary.DONE)
        self.assertEqual(json.loads(run.stdout)["alert"]["info"][0]["area"][0]["circle"], ["10.5,20.5 3"])

    def test_a_mended_alert_differs_from_the_broken_one_only(self):
        broken = self.file("broken.xml", SOUND.replace(">Severe<", ">severe<"))
        mended = self.file("mended.xml")
        self.assert_exit(binary.heed("cap", "fix", broken, "--output", mended), binary.DONE)
        self.assert_exit(binary.heed("cap", "check", mended), binary.DONE)
        with open(mended, encoding="utf-8") as file:
            self.assertEqual(file.read(), SOUND)
        different = binary.heed("cap", "diff", broken, mended)
        self.assert_exit(different, binary.NO)
        self.assertIn("/alert/info[1]/severity[1]", different.stdout)
        self.assert_exit(binary.heed("cap", "diff", mended, mended), binary.DONE)


if __name__ == "__main__":
    unittest.main()
