"""Who may do what: every role and every command, over the API. A role that may not gets 403 and the attempt is kept."""

import collections
import re
import unittest

from support import hub, store

# The roles of a warning centre (requirements, section 5), each by its letter.
LETTERS = dict(zip("RAZLDPEBUX", hub.ROLES))  # reporter, analyst, Z senior officer, L releaser, … X administrator

# What each command and each view is for: written here a second time, from the requirements and not from the program.
COMMANDS = {
    "receive_report": "RAZ", "close_report": "AZ", "discredit_report": "AZ",
    "open_case": "AZ", "join_report": "AZ", "hand_over_case": "AZ", "add_target": "AZ", "resolve_target": "AZ",
    "reopen_target": "AZ", "add_facet": "AZ", "record_claim": "AZP", "close_case": "Z",
    "assess_threshold": "AZ", "decide_to_warn": "Z", "propose_waiver": "AZ", "approve_waiver": "Z",
    "delay_decision": "Z", "decide_below_threshold": "Z",
    "draft_warning": "AZP", "draft_edition": "AZP", "answer_check": "ZLP", "release_warning": "LZ",
    "name_disposition": "Z", "review_warning": "AZP", "excuse_role": "Z", "count_thread": "ZB",
    "register_recipient": "APX", "register_recipients": "APX", "retire_recipient": "APX",
    "verify_contact": "ADPX",
    "acknowledge_signed": "EDAZ", "register_key": "EAPX", "withdraw_key": "EAZX",
    "take_over_delivery": "DAZ", "acknowledge": "EDAZ", "see_warning": "ED", "refuse_warning": "EDAZ",
    "reject_warning": "AZP", "report_alert": "RAZ",
    "dispute_warning": "EAZP", "answer_dispute": "BZ", "ask_question": "EDA", "answer_question": "AZ",
    "report_measure": "EDA", "lift_measure": "EDA", "brief_front_line": "EDA",
    "open_task": "AZLDPB", "complete_task": "AZLDPB",
}
VIEWS = {
    "/api/v1/cases": ("read_cases", "AZLDPBU"), "/api/v1/regimes": ("read_cases", "AZLDPBU"),
    "/api/v1/event-codes": ("read_cases", "AZLDPBU"),
    "/api/v1/cases/none": ("read_cases", "AZLDPBU"), "/api/v1/cases/none/review": ("read_cases", "AZLDPBU"),
    "/review/none": ("read_cases", "AZLDPBU"), "/api/v1/reports": ("read_reports", "RAZLDPBU"),
    "/api/v1/alerts": ("read_alerts", "RAZLDPBUX"), "/api/v1/feeds": ("read_alerts", "RAZLDPBUX"),
    "/api/v1/watch": ("read_watch", "AZLDPBU"), "/api/v1/events": ("read_watch", "AZLDPBU"),
    "/api/v1/record": ("read_record", "UZ"), "/api/v1/record/0": ("read_record", "UZ"),
    "/api/v1/recipients": ("read_recipients", "AZLDPBUX"), "/api/v1/deliveries": ("read_deliveries", "E"),
}


def may(letters):
    """The roles that the letters stand for."""
    return {LETTERS[letter] for letter in letters}


class Authority(hub.HubCase):
    """Requirements, section 5: "does" and "may not"."""

    def kept_attempts(self):
        """How often the record says that a role tried a thing that it may not."""
        return collections.Counter((entry["actor"]["role"], entry["body"]["command"])
                                   for entry in store.entries(self.hub.data) if entry["kind"] == "access.refused")

    def assert_kept(self, before, refused):
        """Every refused attempt became one entry, under the name and role of who tried."""
        self.assertEqual(self.kept_attempts() - before, collections.Counter(refused))

    def test_every_command_is_done_for_its_roles_alone_and_each_refused_attempt_is_an_entry(self):
        """403 where the table says no, never where it says yes; the attempt is an entry (issue, 12)."""
        before, refused = self.kept_attempts(), []
        for command, letters in COMMANDS.items():
            for role in hub.ROLES:
                with self.subTest(command=command, role=role):
                    answer = self.hub.give(command, {}, role)
                    if role in may(letters):
                        self.assertIn(answer.status, (200, 400, 422), answer.text)
                    else:
                        problem = self.assert_problem(answer, 403, "forbidden")
                        self.assertIn(role, problem["detail"])
                        refused.append((role, command))
        self.assert_kept(before, refused)

    def test_every_view_is_shown_to_its_roles_alone_and_each_refused_attempt_is_an_entry(self):
        """Reading is asked too; the administrator sees no content (requirements, section 5)."""
        before, refused = self.kept_attempts(), []
        for path, (name, letters) in VIEWS.items():
            for role in hub.ROLES:
                if path == "/api/v1/events" and role in may(letters):
                    continue  # a stream has no end to wait for; test_api.py reads it
                with self.subTest(path=path, role=role):
                    answer = self.hub.get(path, role)
                    if role in may(letters):
                        self.assertIn(answer.status, (200, 404), answer.text)
                    else:
                        self.assert_problem(answer, 403, "forbidden")
                        refused.append((role, name))
        self.assert_kept(before, refused)

    def test_the_document_of_the_api_names_the_same_commands_and_roles(self):
        """What a client reads is what holds."""
        paths = self.hub.get("/api/openapi.json").json()["paths"]
        described = {path.rsplit("/", 1)[1]: operations["post"]["description"] for path, operations in paths.items()
                     if path.startswith("/api/v1/commands/")}
        self.assertEqual(set(described), set(COMMANDS))
        for command, letters in COMMANDS.items():
            with self.subTest(command=command):
                named = set(hub.ROLES) & set(re.findall(r"\w+", described[command]))
                self.assertEqual(named, may(letters))

    def test_who_does_not_sign_in_may_nothing(self):
        """401 for every command and view, and no entry: nobody is known who could be named."""
        size = len(store.entries(self.hub.data))
        for command in COMMANDS:
            self.assert_problem(self.hub.give(command, {}, None), 401, "unidentified")
        for path in VIEWS:
            self.assert_problem(self.hub.get(path), 401, "unidentified")
        self.assertEqual(len(store.entries(self.hub.data)), size)


if __name__ == "__main__":
    unittest.main()
