"""The API over real sockets: who comes in, what is refused and why, what a repeated request does, what is told live."""

import http.client
import json
import os
import unittest

from support import hub, store

REPORT = {"text": "Somebody called.", "source": "A call", "reliability": "C", "credibility": "3", "marking": "venue",
          "first_awareness": {"at": "2024-03-06T06:00:00Z"}}


def report(**changes):
    """A report that is taken as it is, with fields changed; None leaves one out."""
    body = {**REPORT, **changes}
    return {name: value for name, value in body.items() if value is not None}


def text(body):
    """JSON with no regard for the rules of Python's own writer."""
    return json.dumps(body, ensure_ascii=False)


DEEP = "[" * 40 + "]" * 40

# The reason, the body, the status, the code, and the place that the answer names.
BAD_BODIES = [
    ("no body at all", "", 400, "malformed", None),
    ("not JSON", "{text: yes}", 400, "malformed", None),
    ("JSON that breaks off", text(REPORT)[:-1], 400, "malformed", None),
    ("something behind the document", text(REPORT) + "{}", 400, "malformed", None),
    ("a list instead of a group of fields", "[]", 400, "malformed", None),
    ("a member twice: which one counts?", text(REPORT)[:-1] + ',"source":"x"}', 400, "malformed", None),
    ("deeper than the limit", '{"text":' + DEEP + "}", 413, "too_large", None),
    ("bytes that are no UTF-8", text(REPORT).encode().replace(b"called", b"\xff\xfe"), 400, "malformed", None),
    ("a number that JSON does not have", text(REPORT)[:-1] + ',"report":NaN}', 400, "malformed", None),
    ("a field that is not there", report(colour="red"), 400, "malformed", "colour"),
    ("a required field is missing", report(source=None), 400, "malformed", "source"),
    ("a required field is null", {**REPORT, "source": None}, 400, "malformed", "source"),
    ("a required field inside another is missing", report(first_awareness={}), 400, "malformed", "first_awareness.at"),
    ("a number instead of a text", report(text=7), 400, "malformed", "text"),
    ("a text instead of a list", report(derived_from="r"), 400, "malformed", "derived_from"),
    ("a wrong form inside a list", report(derived_from=[3]), 400, "malformed", "derived_from[0]"),
    ("a word outside the list", report(reliability="G"), 400, "malformed", "reliability"),
    ("a time without a zone", report(first_awareness={"at": "2024-03-06T06:00:00"}), 400, "malformed",
     "first_awareness.at"),
    ("a day that does not exist", report(first_awareness={"at": "2024-02-30T06:00:00Z"}), 400, "malformed",
     "first_awareness.at"),
    ("a control character in a text", report(text="bell \u0007"), 400, "malformed", "text"),
    ("a source that is only blanks", report(source="  "), 422, "invalid", "source"),
    ("a text one byte over its limit", report(text="x" * 20_001), 413, "too_large", "text"),
    ("a line one byte over its limit", report(source="x" * 501), None, None, "source"),
    ("known in the future", report(first_awareness={"at": "2999-01-01T00:00:00Z"}), 422, "invalid", None),
    ("derived from a report that is not there", report(derived_from=["nowhere"]), 404, "not_found", None),
    ("more than a request may have", report(text="x" * (1 << 20)), 413, "too_large", None),
]

# What no name may be: 1 to 64 of a-z 0-9 - _ . beginning with a letter or digit; docs/drills.md, "Names".
BAD_NAMES = ["", "a/b", "A", "-a", ".a", "a b", "\u00e4", "../a", "x" * 65]

# The reason, the method, the path, the status and the code.
BAD_PATHS = [
    ("a command that is not there", "POST", "/api/v1/commands/launch_rocket", 404, "not_found"),
    ("a path that is not there", "GET", "/api/v1/nothing", 404, "not_found"),
    ("another version", "GET", "/api/v2/cases", 404, "not_found"),
    ("a command is not read", "GET", "/api/v1/commands/receive_report", 405, None),
    ("a view is not deleted", "DELETE", "/api/v1/cases", 405, None),
    ("a case that is not there", "GET", "/api/v1/cases/nowhere", 404, "not_found"),
    ("an entry that is no number", "GET", "/api/v1/record/first", 400, "malformed"),
    ("an entry below the first", "GET", "/api/v1/record/-1", 400, "malformed"),
    ("an entry that is not there yet", "GET", "/api/v1/record/999999", 404, "not_found"),
    ("a stage that is not there", "GET", "/api/v1/reports?stage=lost", 400, "malformed"),
    ("a time without a zone", "GET", "/api/v1/cases/nowhere/review?as_of=2024-03-06", 400, "malformed"),
    ("a way out of the console's folder", "GET", "/console/../accounts.toml", None, None),
    ("the same, encoded", "GET", "/console/%2e%2e/accounts.toml", None, None),
    ("the same, in the feed", "GET", "/cap/..%2f..%2faccounts.toml", None, None),
]


class Requests(hub.HubCase):
    """Requests, one by one."""

    def size(self):
        """How many entries the record has."""
        return len(store.entries(self.hub.data))

    def test_a_body_that_is_wrong_is_refused_with_its_reason_and_place_and_changes_nothing(self):
        """Every malformed command gets a clear error naming the field; nothing is half-applied."""
        size = self.size()
        for reason, body, status, code, place in BAD_BODIES:
            with self.subTest(reason):
                answer = self.hub.give("receive_report", body)
                if status is None:
                    self.assertIn(answer.status, (400, 413, 422), answer.text)
                    self.assert_problem(answer, answer.status, answer.json()["code"], place)
                else:
                    self.assert_problem(answer, status, code, place)
        self.assertEqual(self.size(), size)

    def test_a_name_that_is_wrong_is_refused_for_everything_that_is_named(self):
        """Names stand in addresses, files and other names; a slash in one would lead elsewhere."""
        self.hub.done("open_case", {"case_id": "x" * 64, "title": "Names", "regime": "intelligence"})
        target = {"case_id": "x" * 64, "name": "A place", "type": "place"}
        facet = {"case_id": "x" * 64, "aspect": "where", "statement": "A place.", "marking": "venue"}
        desk = {"name": "Desk", "sort": "venue", "tier": "venue",
                "contacts": [{"channel": "webhook", "address": "https://desk.example/"}]}
        rows = [("receive_report", REPORT, "report"), ("add_target", target, "target"), ("add_facet", facet, "facet"),
                ("open_case", {"title": "Names", "regime": "intelligence"}, "case_id"),
                ("register_recipient", desk, "recipient")]
        for command, body, field in rows:
            for name in BAD_NAMES:
                with self.subTest(command=command, name=name):
                    answer = self.hub.give(command, {**body, field: name})
                    self.assertIn(answer.status, (400, 413, 422), answer.text)
                    self.assertEqual(answer.json().get("place"), field)

    def test_a_text_at_its_limit_is_taken(self):
        """The rows above are one past it."""
        self.hub.done("receive_report", report(text="x" * 20_000, source="y" * 500))

    def test_a_path_or_method_that_is_wrong_is_refused_with_its_reason(self):
        """A problem for every one, and no file of the hub for anybody."""
        for reason, method, path, status, code in BAD_PATHS:
            with self.subTest(reason):
                answer = self.hub.call(method, path, "{}" if method == "POST" else None, "senior_officer")
                self.assertNotIn("digest", answer.text)
                if status is None:
                    self.assertIn(answer.status, (400, 404), answer.text)
                else:
                    self.assertEqual((answer.status, answer.type), (status, "application/problem+json"), answer.text)
                if code is not None:
                    self.assertEqual(answer.json()["code"], code)
                if status == 405:
                    self.assertIn("allow", answer.headers)

    def test_a_problem_names_where_it_happened(self):
        """RFC 9457: type, title, status, detail, instance; code and place besides."""
        problem = self.assert_problem(self.hub.give("receive_report", report(colour="red")), 400, "malformed", "colour")
        self.assertEqual(problem["instance"], "/api/v1/commands/receive_report")
        self.assertEqual(set(problem), {"type", "title", "status", "detail", "instance", "code", "place"})

    def test_every_answer_says_how_a_browser_must_treat_it(self):
        """No framing, no sniffing, no referrer, no scripts from elsewhere; what is private is stored nowhere."""
        for path in ("/", "/api/v1/me", "/api/openapi.json", "/a/none"):
            headers = self.hub.get(path).headers
            self.assertEqual(headers.get("x-content-type-options"), "nosniff", path)
            self.assertEqual(headers.get("referrer-policy"), "no-referrer", path)
            self.assertIn("frame-ancestors 'none'", headers.get("content-security-policy", ""), path)
        self.assertEqual(self.hub.get("/api/v1/cases", "analyst").headers.get("cache-control"), "no-store")


class SigningIn(hub.HubCase):
    """Tokens and sessions."""

    def sign_in(self, role):
        """A session's cookie."""
        answer = self.hub.call("POST", "/api/v1/sign_in", {"token": self.hub.tokens[role]})
        self.assertEqual(answer.status, 200, answer.text)
        cookie = answer.headers["set-cookie"]
        for attribute in ("HttpOnly", "SameSite=Strict", "Path=/"):
            self.assertIn(attribute, cookie)
        self.assertNotIn(self.hub.tokens[role], cookie)
        return cookie.split(";")[0]

    def test_a_token_says_who_calls(self):
        """Each role's own token."""
        for role in hub.ROLES:
            self.assertEqual(self.hub.get("/api/v1/me", role).json()["role"], role)

    def test_a_token_that_is_not_known_is_refused(self):
        """Whatever is wrong with it, the answer is the same."""
        for given in ("Bearer x", "Bearer ", "bearer " + self.hub.tokens["analyst"][:-1], "Basic YTpi"):
            self.assert_problem(self.hub.get("/api/v1/me", Authorization=given), 401, "unidentified")
        self.assert_problem(self.hub.call("POST", "/api/v1/sign_in", {"token": "x"}), 401, "unidentified")
        self.assert_problem(self.hub.call("POST", "/api/v1/sign_in", {}), 400, "malformed", "token")

    def test_a_session_stands_for_its_token_until_it_is_closed(self):
        """The console's way in: the cookie reads and gives commands, and nothing after signing out."""
        cookie = self.sign_in("analyst")
        self.assertEqual(self.hub.get("/api/v1/me", Cookie=cookie).json(), {"name": "analyst", "role": "analyst"})
        self.assertEqual(self.hub.give("receive_report", REPORT, None, Cookie=cookie).status, 200)
        self.assert_problem(self.hub.give("decide_to_warn", {}, None, Cookie=cookie), 403, "forbidden")
        self.assertEqual(self.hub.call("POST", "/api/v1/sign_out", "", None, Cookie=cookie).status, 204)
        self.assert_problem(self.hub.get("/api/v1/me", Cookie=cookie), 401, "unidentified")

    def test_no_token_lies_on_the_disk(self):
        """accounts.toml holds digests alone, and is nobody else's to read."""
        path = os.path.join(self.hub.data, "accounts.toml")
        self.assertEqual(os.stat(path).st_mode & 0o077, 0)
        with open(path, encoding="utf-8") as file:
            kept = file.read()
        for token in self.hub.tokens.values():
            self.assertNotIn(token, kept)


class Repeats(hub.HubCase):
    """Idempotency keys."""

    def test_the_same_command_under_the_same_key_is_answered_and_not_done_again(self):
        """The same entry, is_repeat true, nothing new in the record; also after a restart."""
        first = self.hub.give("receive_report", REPORT, Idempotency_Key="k1").json()
        size = len(store.entries(self.hub.data))
        again = self.hub.give("receive_report", REPORT, Idempotency_Key="k1").json()
        self.assertEqual((again["entry"], again["name"], again["is_repeat"]), (first["entry"], first["name"], True))
        self.assertFalse(first.get("is_repeat", False))
        self.hub.stop()
        self.hub.start()
        third = self.hub.give("receive_report", REPORT, Idempotency_Key="k1").json()
        self.assertEqual((third["entry"], third.get("is_repeat")), (first["entry"], True))
        self.assertEqual(len(store.entries(self.hub.data)), size)

    def test_the_same_key_with_another_body_is_a_conflict(self):
        """It says so; it neither does the second command nor answers with the first."""
        self.hub.give("receive_report", REPORT, Idempotency_Key="k2")
        size = len(store.entries(self.hub.data))
        answer = self.hub.give("receive_report", report(text="Something else."), Idempotency_Key="k2")
        self.assert_problem(answer, 409, "conflict", "Idempotency-Key")
        self.assertEqual(len(store.entries(self.hub.data)), size)

    def test_a_key_belongs_to_who_gave_it(self):
        """Two people may choose the same key."""
        first = self.hub.give("receive_report", REPORT, "analyst", Idempotency_Key="k3").json()
        second = self.hub.give("receive_report", REPORT, "reporter", Idempotency_Key="k3").json()
        self.assertNotEqual(first["entry"], second["entry"])

    def test_without_a_key_the_same_command_is_done_twice(self):
        """Two calls may well say the same."""
        entries = {self.hub.done("receive_report", REPORT)["entry"] for _ in range(2)}
        self.assertEqual(len(entries), 2)

    def test_a_refused_command_uses_up_no_key(self):
        """What was not done may be given again, corrected, under the same key."""
        self.assertEqual(self.hub.give("receive_report", report(source=None), Idempotency_Key="k4").status, 400)
        self.assertEqual(self.hub.give("receive_report", REPORT, Idempotency_Key="k4").status, 200)

    def test_a_key_has_at_most_255_bytes(self):
        """At the limit and one past."""
        self.assertEqual(self.hub.give("receive_report", REPORT, Idempotency_Key="k" * 255).status, 200)
        answer = self.hub.give("receive_report", REPORT, Idempotency_Key="k" * 256)
        self.assert_problem(answer, 400, "malformed", "Idempotency-Key")


class Events(hub.HubCase):
    """Live views."""

    def follow(self, role):
        """An open stream of events."""
        connection = http.client.HTTPConnection("127.0.0.1", self.hub.port, timeout=15)
        self.addCleanup(connection.close)
        connection.request("GET", "/api/v1/events", headers={"Authorization": f"Bearer {self.hub.tokens[role]}"})
        response = connection.getresponse()
        self.assertEqual(response.status, 200)
        self.assertEqual(response.getheader("Content-Type").split(";")[0], "text/event-stream")
        return response

    @staticmethod
    def next_event(stream):
        """The next event's fields; comments are skipped."""
        fields = {}
        while True:
            line = stream.readline().decode().rstrip("\r\n")
            if not line and fields:
                return fields
            name, colon, value = line.partition(":")
            if colon and name:
                fields[name] = value.removeprefix(" ")

    def test_an_entry_is_told_live_with_its_place_and_without_its_content(self):
        """Every open stream gets index, time, kind and case; never what the entry says."""
        streams = [self.follow("analyst"), self.follow("auditor")]
        first = self.hub.done("receive_report", report(report="live", text="A secret sentence."))
        self.hub.done("open_case", {"case_id": "live", "title": "Live", "regime": "intelligence", "reports": ["live"]})
        for stream in streams:
            received = self.next_event(stream)
            self.assertEqual((received["event"], received["id"]), ("entry", str(first["entry"])))
            self.assertEqual(json.loads(received["data"])["kind"], "report.received")
            self.assertNotIn("secret", received["data"])
            opened = json.loads(self.next_event(stream)["data"])
            self.assertEqual((opened["kind"], opened["case_id"]), ("case.opened", "live"))

    def test_a_hub_stops_while_somebody_follows(self):
        """An open stream does not keep the hub from stopping."""
        self.follow("analyst")
        self.assertEqual(self.hub.stop(), 0)
        self.hub.start()


if __name__ == "__main__":
    unittest.main()
