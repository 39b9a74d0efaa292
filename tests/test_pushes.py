"""Alerts of others that are pushed to the hub, by the API and by the command line; and wrong settings."""

import json
import os
import socket
import unittest

from support import binary, feeds, listening, store
from support.listening import SENT


class Pushes(listening.ListeningCase):
    """Alerts that are sent to the hub."""

    @classmethod
    def prepare(cls):
        """Nothing is listened to."""
        return []

    def push(self, data, role="reporter"):
        """Posts bytes."""
        return self.hub.call("POST", "/api/v1/alerts", data, role, Content_Type="application/cap+xml")

    def test_a_push_is_heard_once_and_names_who_pushed(self):
        """The same again changes nothing; another account is another way."""
        data = listening.encoded(feeds.alert("pushed", SENT), "utf-16", "UTF-16")
        answer = self.push(data)
        self.assertEqual(answer.status, 200, answer.text)
        (fresh,) = answer.json()["fresh"]
        self.assertEqual(fresh["digest"], feeds.digest_of(data))
        self.assertEqual(self.push(data).json(), {"fresh": [], "again": 0, "known": 1, "refused": []})
        self.assertEqual(self.push(data, "analyst").json()["again"], 1)
        ways = self.one(fresh["digest"])["ways"]
        self.assertEqual([way["way"]["feed"] for way in ways], ["push:reporter", "push:analyst"])
        self.assertEqual(self.original(fresh["digest"]), data)

    def test_several_alerts_at_once_are_heard_or_refused_one_by_one(self):
        """One bad alert in a distribution holds up none of the others."""
        bad = feeds.alert("bad", "yesterday")
        answer = self.push(feeds.edxl("Actual", feeds.alert("many-1", SENT), bad, feeds.alert("many-2", SENT)))
        self.assertEqual(answer.status, 200, answer.text)
        said = answer.json()
        self.assertEqual([each["identity"]["identifier"] for each in said["fresh"]], ["many-1", "many-2"])
        self.assertEqual(len(said["refused"]), 1)
        self.assertGreater(len(said["refused"][0]["why"]), 20)

    def test_five_forms_of_one_alert_are_one_too_many(self):
        """What somebody alters over and over cannot fill the hub."""
        for number in range(4):
            self.assertEqual(len(self.push(feeds.alert("forms", SENT, event=f"Flood {number}")).json()["fresh"]), 1)
        (refused,) = self.push(feeds.alert("forms", SENT, event="Flood 4")).json()["refused"]
        self.assertIn("4 different forms", refused["why"])

    def test_who_may_not_push_is_refused_and_the_attempt_is_an_entry(self):
        """403, and the record knows it."""
        size = len(store.entries(self.hub.data))
        self.assert_problem(self.push(feeds.alert("forbidden", SENT), "deliverer"), 403, "forbidden")
        self.assert_problem(self.push(feeds.alert("forbidden", SENT), None), 401, "unidentified")
        (entry,) = store.entries(self.hub.data)[size:]
        self.assertIn("hear_alert", json.dumps(entry))
        self.assertNotIn("forbidden", self.by_name())

    def test_what_is_no_alert_is_refused_in_words(self):
        """Each with its reason; nothing is written."""
        bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY lol "lol">]><alert>&lol;</alert>'
        wrong = [(b"", 422, "no alert"), (b"<html><p>", 400, "html"), (b"{}", 400, "json"), (b"hello", 400, "text"),
                 (bomb.encode(), 400, "line"), (b"<alert", 400, "line"), (feeds.atom().encode(), 422, "no alert"),
                 (feeds.atom("http://127.0.0.1/a").encode(), 422, "send the alert"),
                 (feeds.alert("late", "yesterday").encode(), 400, "sent")]
        size = len(store.entries(self.hub.data))
        for data, status, words in wrong:
            with self.subTest(data=data[:40]):
                answer = self.push(data)
                self.assertEqual(answer.status, status, answer.text)
                self.assertIn(words, answer.json()["detail"] + answer.json().get("place", ""))
        self.assertEqual(len(store.entries(self.hub.data)), size)

    def test_what_is_too_large_is_refused_before_it_is_read(self):
        """A push has at most 4 MB, one alert 2 MB; who is not known sends no byte."""
        for role, status in (("reporter", b" 413 "), (None, b" 401 ")):
            with socket.create_connection(("127.0.0.1", self.hub.port), timeout=10) as connection:
                token = f"Authorization: Bearer {self.hub.tokens[role]}\r\n" if role else ""
                connection.sendall(f"POST /api/v1/alerts HTTP/1.1\r\nHost: x\r\n{token}Content-Length: {(4 << 20) + 1}"
                                   "\r\n\r\n".encode())
                self.assertIn(status, connection.recv(4096).split(b"\r\n")[0])
        self.assert_problem(self.push(feeds.alert("fat", SENT) + " " * (2 << 20)), 413, "too_large")
        whole = feeds.edxl("Actual", feeds.alert("roomy", SENT)) + " " * (3 << 20)
        self.assertEqual(len(self.push(whole).json()["fresh"]), 1)

    def test_the_command_line_pushes_lists_and_shows(self):
        """One line a file; exit 1 when something was refused."""
        files = {}
        for name, data in (("good.xml", feeds.alert("by-hand", SENT, headline="By hand").encode()),
                           ("bad.xml", b"<html/>")):
            files[name] = os.path.join(self.files, name)
            with open(files[name], "wb") as file:
                file.write(data)

        def heed(*words, role="analyst"):
            return binary.heed(*words, HEED_HUB=self.hub.url, HEED_TOKEN=self.hub.tokens[role])
        run = heed("alerts", "hear", files["good.xml"], files["bad.xml"], files["good.xml"])
        self.assertEqual(run.returncode, binary.NO, run.stderr)
        lines = run.stdout.splitlines()
        self.assertEqual([line.split(": ", 1)[1][:7] for line in lines], ["1 fresh", "refused", "1 known"])
        self.assertEqual(heed("alerts", "hear", files["good.xml"]).returncode, binary.DONE)
        self.assertIn("By hand", heed("alerts", "list", "--standing", "standing").stdout)
        digest = self.by_name()["by-hand"]["digest"]
        self.assertIn("by-hand", heed("alerts", "show", "--", digest[:12]).stdout)
        self.assertIn("no feed", heed("feeds").stdout)
        run = heed("alerts", "report", f"--digest={digest}")
        self.assertEqual(run.returncode, binary.DONE, run.stderr)
        self.assertEqual(heed("alerts", "show", "--", digest, role="deliverer").returncode, binary.DONE)
        self.assertTrue(all(len(line) <= 80 for line in heed("alerts", "list").stdout.splitlines()))


class Settings(binary.FolderCase):
    """What an operator gets wrong in [listening] is said when the hub is started."""

    def test_a_wrong_section_names_what_is_wrong(self):
        """And the hub does not start: half a set of feeds looks like a quiet day."""
        data = os.path.join(self.folder, "data")
        self.assert_exit(binary.heed("init", "--data", data, "--status", "test"), binary.DONE)
        with open(os.path.join(data, "heed.toml"), encoding="utf-8") as file:
            whole = file.read()
        one = '[[listening.feeds]]\nname = "a"\nurl = "https://met.example/feed"\n'
        wrong = [(one + one, "two feeds"), (one.replace("https", "ftp"), "https://host/path"),
                 (one.replace('"a"', '""'), "name"), (one + 'every = "0s"\n', "longer than nothing"),
                 (one + 'often = "1m"\n', "often"), ('[listening]\ntrust = "none.pem"\n' + one, "none.pem"),
                 ('[listening]\nsenders = "none.toml"\n' + one, "none.toml"),
                 ('[listening]\nallow_networks = ["10.0.0.0/99"]\n' + one, "10.0.0.0/99")]
        for text, words in wrong:
            with self.subTest(text=text):
                with open(os.path.join(data, "heed.toml"), "w", encoding="utf-8") as file:
                    file.write(f"{whole}\n{text}")
                run = binary.heed("serve", "--data", data, "--listen", "127.0.0.1:0", seconds=20)
                self.assertNotEqual(run.returncode, binary.DONE)
                self.assertIn(words, run.stderr)


if __name__ == "__main__":
    unittest.main()
