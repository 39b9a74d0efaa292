"""The list of logs of a witness changes while it serves."""

import http.client
import os
import signal
import unittest

from support import binary
from test_log import LogCase, wait_until


class WitnessList(LogCase):
    """heed witness serve --logs FILE, and FILE is written anew."""

    def ask(self, witness, checkpoint):
        """The status of an answer to a log that says it was never seen: 404 means that the log is not on the list."""
        connection = http.client.HTTPConnection(witness.address, timeout=10)
        connection.request("POST", "/add-checkpoint", f"old 0\n\n{checkpoint}".encode("utf-8"))
        status = connection.getresponse().status
        connection.close()
        return status

    def write(self, text):
        """The list, in one step."""
        with open(self.list + ".new", "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(self.list + ".new", self.list)

    def test_a_list_that_changes_is_taken_and_a_broken_one_is_said_and_changes_nothing(self):
        """By the next request, and by SIGHUP; what was seen is not forgotten meanwhile (RA-2)."""
        one = self.make_hub().start()
        checkpoint = self.grow(one, 0, 2)
        with open(self.log_vkey, encoding="utf-8") as file:
            key = file.read()
        other = self.file("other")
        self.assert_exit(binary.heed("init", "--data", other, "--origin", "other.example/log"), binary.DONE)
        with open(os.path.join(other, "log.vkey"), encoding="utf-8") as file:
            other_key = file.read()
        self.list = self.log_vkey = self.file("logs")
        self.write(other_key)
        witness = self.make_witness()
        said = "the list of logs has changed and cannot be taken"
        for number, (why, text, status, problems) in enumerate((
                ("another log alone", None, 404, 0),
                ("both logs", other_key + key, 200, 0),
                ("a line that is no key", key + "x\n", 409, 1),
                ("nothing at all", "", 409, 2),
                ("as long as before, and wrong", "\0", 409, 3),
                ("mended", key, 409, 3),
                ("without it", other_key, 404, 3),
                ("with it again", key, 409, 3))):
            with self.subTest(why=why):
                if text is not None:
                    self.write(text)
                self.assertEqual(self.ask(witness, checkpoint), status)
                self.assertEqual(self.ask(witness, checkpoint), 409 if status == 200 else status)
                self.assertEqual(witness.errors().count(said), problems, f"row {number}")
        os.remove(self.list)
        self.assertEqual(self.ask(witness, checkpoint), 409)
        self.assertEqual(witness.errors().count(said), 4)
        os.kill(witness.pid(), signal.SIGHUP)
        wait_until(lambda: witness.errors().count(said) == 5)
        self.write(key + other_key)
        os.kill(witness.pid(), signal.SIGHUP)
        wait_until(lambda: "other.example/log: nothing seen yet" in witness.errors().rpartition(said)[2])
        self.assertEqual(self.ask(witness, checkpoint), 409)
        self.assertEqual(witness.stop(), 0)


if __name__ == "__main__":
    unittest.main()
