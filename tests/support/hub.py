"""A hub that runs for a test: made by `heed init`, served by `heed serve` on a free port, asked over real sockets."""

import http.client
import json
import os
import re
import signal
import subprocess
import tempfile
import time
import unittest
import urllib.parse

from support import binary, store

ROLES = ["reporter", "analyst", "senior_officer", "releaser", "deliverer", "public_officer", "recipient", "arbiter",
         "auditor", "administrator"]

# Receivers of these tests stand on loopback, which a hub does not call unless its operator says so.
LOOPBACK = '\n[webhook]\nallow_networks = ["127.0.0.0/8"]\nallow_plain_text = true\n'


class Answer:
    """What the hub answered."""

    def __init__(self, response):
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.raw = response.read()

    @property
    def text(self):
        """The body as text."""
        return self.raw.decode("utf-8")

    @property
    def type(self):
        """The media type, without its parameters."""
        return self.headers.get("content-type", "").split(";")[0]

    def json(self):
        """The body as JSON."""
        return json.loads(self.text)


class Hub:
    """Requires: stop() at the end."""

    def __init__(self, folder, configuration="", recipients=()):
        """Makes the hub's folder. `configuration` is added to heed.toml; `recipients` get an account each."""
        self.data = os.path.join(folder, "data")
        made = binary.heed("init", "--data", self.data, "--origin", "test.example/log", "--status", "exercise",
                           "--json")
        if made.returncode != binary.DONE:
            raise AssertionError(f"heed init: {made.stdout}{made.stderr}")
        self.tokens = {account["role"]: account["token"] for account in json.loads(made.stdout)["accounts"]}
        for recipient in recipients:
            added = binary.heed("account", "add", f"{recipient}-desk", "recipient", "--recipient", recipient, "--data",
                                self.data, "--json")
            if added.returncode != binary.DONE:
                raise AssertionError(f"heed account add: {added.stdout}{added.stderr}")
            self.tokens[recipient] = json.loads(added.stdout)["token"]
            self.tokens.setdefault("recipient", self.tokens[recipient])
        if configuration:
            with open(os.path.join(self.data, "heed.toml"), "a", encoding="utf-8") as file:
                file.write(configuration)
        self._process = None

    def start(self, port=0):
        """Serves on a free port of the loopback, or on that one, and waits until it says so."""
        self._errors = open(os.path.join(self.data, "errors.log"), "ab")
        self._process = subprocess.Popen(
            [binary.BINARY, "serve", "--data", self.data, "--listen", f"127.0.0.1:{port}"], stdout=subprocess.PIPE,
            stderr=self._errors, text=True, env=binary.environment(), cwd=binary.ROOT)
        line = self._process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
        if not found:
            raise AssertionError(f"heed serve said {line!r}: {self.errors()}")
        self.port = int(found[1])
        self.url = f"http://127.0.0.1:{self.port}"
        return self

    def errors(self):
        """What the hub wrote to its error stream."""
        self._errors.flush()
        with open(os.path.join(self.data, "errors.log"), encoding="utf-8") as file:
            return file.read()

    def stop(self):
        """Asks the hub to end, as Ctrl-C does. Gives its exit status."""
        if self._process is None:
            return None
        process, self._process = self._process, None
        process.send_signal(signal.SIGINT)
        try:
            return process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise AssertionError("the hub did not stop within 20 s") from None
        finally:
            process.stdout.close()
            self._errors.close()

    def call(self, method, path, body=None, role=None, **headers):
        """One request. A body that is not text or bytes goes as JSON; `role` (or a recipient's name) signs it."""
        if body is not None and not isinstance(body, (str, bytes)):
            body = json.dumps(body)
        if isinstance(body, str):
            body = body.encode("utf-8")
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if body is not None:
            sent.setdefault("Content-Type", "application/json")
        if role is not None:
            sent["Authorization"] = f"Bearer {self.tokens[role]}"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, sent)
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def get(self, path, role=None, **headers):
        """Reads."""
        return self.call("GET", path, None, role, **headers)

    def give(self, command, body, role="analyst", **headers):
        """Gives a command."""
        return self.call("POST", f"/api/v1/commands/{command}", body, role, **headers)

    def done(self, command, body, role="analyst"):
        """Gives a command that must succeed. Gives what was done."""
        answer = self.give(command, body, role)
        if answer.status != 200:
            raise AssertionError(f"{command} as {role}: {answer.status} {answer.text}")
        return answer.json()

    def wait_for_entry(self, kind, seconds=10.0):
        """Returns once the record holds an entry of this kind; raises when none comes in time."""
        until = time.monotonic() + seconds
        while not any(entry["kind"] == kind for entry in store.entries(self.data)):
            if time.monotonic() > until:
                raise AssertionError(f"no entry {kind} came within {seconds} s")
            time.sleep(0.02)

    def kill(self):
        """Ends the hub as a power cut does."""
        process, self._process = self._process, None
        process.kill()
        process.wait()
        process.stdout.close()
        self._errors.close()

    def post_form(self, path, fields):
        """Posts a form of a page, as a browser does."""
        return self.call("POST", path, urllib.parse.urlencode(fields), None,
                         Content_Type="application/x-www-form-urlencoded")


class HubCase(unittest.TestCase):
    """Tests that share one running hub."""

    CONFIGURATION = LOOPBACK
    RECIPIENTS = ("venue", "neighbour")

    @classmethod
    def setUpClass(cls):
        """Makes and starts the hub."""
        kept = tempfile.TemporaryDirectory(prefix="heed-test-")
        cls.addClassCleanup(kept.cleanup)
        cls.folder = kept.name
        cls.hub = Hub(kept.name, cls.CONFIGURATION, cls.RECIPIENTS)
        cls.addClassCleanup(cls.hub.stop)
        cls.furnish()
        cls.hub.start()

    @classmethod
    def furnish(cls):
        """What the hub's folder needs besides, before the hub starts."""

    def assert_problem(self, answer, status, code, place=None):
        """The answer is an RFC 9457 problem of this status, code and place, with a sentence for people."""
        self.assertEqual((answer.status, answer.type), (status, "application/problem+json"), answer.text)
        problem = answer.json()
        self.assertEqual(problem["status"], status)
        self.assertEqual(problem["code"], code, problem)
        self.assertGreater(len(problem["detail"]), 10)
        self.assertIn("title", problem)
        if place is not None:
            self.assertEqual(problem.get("place"), place, problem)
        return problem
