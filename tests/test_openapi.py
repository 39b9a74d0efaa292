"""The document of the API: right in form, and true of the running server."""

import http.client
import re
import unittest

from support import feeds, hub

METHODS = ("get", "post", "put", "delete", "patch")
REPORT = {"report": "r", "text": "Somebody called.", "source": "A call", "reliability": "C", "credibility": "3",
          "marking": "venue", "first_awareness": {"at": "2024-03-06T06:00:00Z"}}


def operations(document):
    """(path, method, operation) of everything in the document."""
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                yield path, method, item[method]


def references(value):
    """Every $ref in a document."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == "$ref":
                yield inner
            yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


def example(schema):
    """A value of the form that a schema asks for, with required fields alone."""
    if "enum" in schema:
        return schema["enum"][0]
    if schema.get("examples"):
        return schema["examples"][0]
    kind = schema.get("type")
    if kind == "object":
        return {name: example(schema["properties"][name]) for name in schema.get("required", [])}
    return {"string": "some words", "integer": 1, "number": 1.5, "boolean": True, "array": []}.get(kind, {})


def window_of(body):
    """The same body, with windows that end after they begin: a schema cannot say so."""
    if isinstance(body, dict):
        if set(body) == {"from", "until"}:
            return {"from": "2024-03-06T12:00:00Z", "until": "2999-03-08T12:00:00Z"}
        return {name: window_of(value) for name, value in body.items()}
    return body


class Document(hub.HubCase):
    """/api/openapi.json."""

    @classmethod
    def setUpClass(cls):
        """The document, and a case and a recipient to ask for."""
        super().setUpClass()
        cls.document = cls.hub.get("/api/openapi.json").json()
        cls.hub.done("receive_report", REPORT)
        cls.hub.done("open_case", {"case_id": "c", "title": "A case", "regime": "intelligence", "reports": ["r"]})
        cls.hub.done("register_recipient", {
            "recipient": "hall", "name": "The hall", "sort": "venue", "tier": "venue", "languages": ["en"],
            "contacts": [{"channel": "webhook", "address": "http://127.0.0.1:9/"}]})
        heard = cls.hub.call("POST", "/api/v1/alerts", feeds.alert("a", feeds.at(-1)), "reporter").json()
        cls.digest = heard["fresh"][0]["digest"]

    def test_its_form_is_that_of_openapi_3_1(self):
        """Required members, unique names, declared path parameters, references that lead somewhere."""
        self.assertRegex(self.document["openapi"], r"^3\.1\.\d+$")
        for member in ("title", "version"):
            self.assertIsInstance(self.document["info"][member], str)
        allowed = {"openapi", "info", "jsonSchemaDialect", "servers", "paths", "webhooks", "components", "security",
                   "tags", "externalDocs"}
        self.assertLessEqual(set(self.document), allowed)
        names = []
        for path, method, operation in operations(self.document):
            with self.subTest(path=path, method=method):
                self.assertTrue(path.startswith("/"))
                self.assertTrue(operation["responses"])
                for status, response in operation["responses"].items():
                    self.assertRegex(status, r"^([1-5]\d\d|default)$")
                    self.assertTrue("$ref" in response or "description" in response)
                declared = {each["name"] for each in operation.get("parameters", []) if each.get("in") == "path"}
                self.assertEqual(declared, set(re.findall(r"{(\w+)}", path)))
                for each in operation.get("parameters", []):
                    if each.get("in") == "path":
                        self.assertIs(each["required"], True)
                if "requestBody" in operation:
                    self.assertTrue(operation["requestBody"]["content"])
                names.append(operation.get("operationId"))
        given = [name for name in names if name]
        self.assertEqual(len(given), len(set(given)), "every operationId is unique")
        for reference in set(references(self.document)):
            place = self.document
            for part in reference.removeprefix("#/").split("/"):
                self.assertIn(part, place, reference)
                place = place[part]
        for requirement in self.document.get("security", []):
            for scheme in requirement:
                self.assertIn(scheme, self.document["components"]["securitySchemes"])

    def test_every_path_and_method_in_it_is_answered(self):
        """Nothing that is documented is missing: no 404, no 405, no 5xx."""
        roles = {"/api/v1/deliveries": "recipient", "/api/v1/events": "analyst"}
        for path, method, _ in operations(self.document):
            with self.subTest(path=path, method=method):
                filled = path.replace("{case}", "c").replace("{index}", "0").replace("{recipient}", "hall").replace(
                    "{digest}", self.digest)
                if path == "/api/v1/events":
                    self.assertEqual(self.status_of_stream(filled), 200)
                    continue
                body = {} if method == "post" else None
                answer = self.hub.call(method.upper(), filled, body, roles.get(path, "senior_officer"))
                self.assertNotIn(answer.status, (404, 405), answer.text)
                self.assertLess(answer.status, 500, answer.text)
                # A proof needs a checkpoint, which comes within a second.
                # The first entry is a report, of which there is no receipt.
                if method == "get" and not path.endswith(("/proof", "/receipt")):
                    self.assertEqual(answer.status, 200, answer.text)

    def status_of_stream(self, path):
        """The status of an answer that does not end."""
        connection = http.client.HTTPConnection("127.0.0.1", self.hub.port, timeout=15)
        self.addCleanup(connection.close)
        connection.request("GET", path, headers={"Authorization": f"Bearer {self.hub.tokens['analyst']}"})
        return connection.getresponse().status

    def commands(self):
        """(name, schema of the body, a role that may give it)."""
        for path, _, operation in operations(self.document):
            if not path.startswith("/api/v1/commands/"):
                continue
            words = re.findall(r"\w+", operation["description"])
            role = next(role for role in ("senior_officer", "analyst", "deliverer") if role in words)
            yield path.rsplit("/", 1)[1], operation["requestBody"]["content"]["application/json"]["schema"], role

    def test_every_required_field_is_really_required(self):
        """Without it: 400, and the answer names it. With all of them: whatever is wrong, no field is missing."""
        for name, schema, role in self.commands():
            whole = window_of(example(schema))
            for field in schema.get("required", []):
                with self.subTest(command=name, without=field):
                    body = {key: value for key, value in whole.items() if key != field}
                    self.assert_problem(self.hub.give(name, body, role), 400, "malformed", field)
            with self.subTest(command=name, whole=True):
                answer = self.hub.give(name, whole, role)
                self.assertNotIn("is required and is missing", answer.text)
                self.assertLess(answer.status, 500, answer.text)

    def test_a_field_that_is_not_in_it_is_refused(self):
        """additionalProperties is false, and means it."""
        for name, schema, role in self.commands():
            with self.subTest(command=name):
                self.assertIs(schema["additionalProperties"], False)
                body = {**window_of(example(schema)), "nonsense": 1}
                self.assert_problem(self.hub.give(name, body, role), 400, "malformed", "nonsense")


if __name__ == "__main__":
    unittest.main()
