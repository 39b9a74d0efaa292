"""A recipient that acknowledged with its own key is erased: nothing of its key or its signature is left."""

import base64
import os
import unittest

from support import binary, store
import test_receipts
from test_receipts import READ_BACK, base64url, public_half

WHO, CAPACITY = "Ivan Petrov", "duty manager"


class EraseSigner(test_receipts.Told):
    """The venue registered a key, was told, signed, and has left; the case is closed."""

    @classmethod
    def setUpClass(cls):
        """The venue's signed answer, the end of the warning and of the case."""
        super().setUpClass()
        made = cls("told")
        cls.proof, _, _ = made.told("protector")
        made.told("venue")
        keys = [word for name in ("log", "issuer") for word in ("--vkey", os.path.join(cls.hub.data, f"{name}.vkey"))]
        run = binary.heed("ack", "sign", made.url_of("venue"), "--key", cls.key, *keys, *READ_BACK)
        assert run.returncode == binary.DONE, run.stderr
        cls.hub.done("acknowledge", {"delivery": "w/1/protector", "who": "Olga Ivanova", "capacity": "desk",
                                     "read_back": {"target": "the hall", "window": "two days", "action": "wait"}})
        (acknowledged,) = [entry for entry in store.entries(cls.hub.data) if "signed_by" in entry["body"]]
        cls.acknowledged = acknowledged
        cls.end_the_case()
        cls.hub.stop()

    @classmethod
    def end_the_case(cls):
        """The threat is over, all who were told are told that, and the venue leaves."""
        done = cls.hub.done
        done("resolve_target", {"case_id": "c", "target": "hall", "threat": "removed", "reason": "Arrests were made."})
        done("draft_edition", {"warning": "w", "what": "all_clear", "notice": "It is over."})
        done("release_warning", {"warning": "w", "edition": 2}, "releaser")
        cls.receiver.wait_for(6)
        done("close_case", {"case_id": "c", "reason": "It is over."}, "senior_officer")
        done("retire_recipient", {"recipient": "venue", "reason": "They moved."})

    def traces(self):
        """What would tell who signed, or that this key did: each in the forms in which it could stand in a file."""
        statement = self.acknowledged["body"]["signed_by"]["statement"]
        header, payload, signature = statement.split(".")
        der = base64.b64decode("".join(public_half(self.key).splitlines()[1:-1]))
        return {"the statement": statement, "its payload": payload, "its signature": signature,
                "its signature, other alphabet": base64.b64encode(base64.urlsafe_b64decode(signature + "==")).decode(),
                "its header": header, "the name of the key": self.acknowledged["body"]["signed_by"]["key"],
                "the key": base64url(der[-32:]), "the key in PEM": base64.b64encode(der).decode(),
                "the key, other alphabet": base64.b64encode(der[-32:]).decode(),
                "the key in bytes": der[-32:], "the signature in bytes": base64.urlsafe_b64decode(signature + "=="),
                "who": WHO, "in what capacity": CAPACITY, "what was read back": "search at the doors",
                "the end point": f"{self.receiver.url}/venue"}

    def found_in_files(self):
        """Which of the traces stand in a file of the hub's folder, and where."""
        found = set()
        for folder, _, files in os.walk(self.hub.data):
            for name in files:
                with open(os.path.join(folder, name), "rb") as file:
                    content = file.read()
                for what, trace in self.traces().items():
                    if (trace if isinstance(trace, bytes) else trace.encode()) in content:
                        found.add((what, name))
        return found

    def verify(self, text, name):
        """What heed verify says of a proof."""
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        keys = [word for key in ("log", "issuer") for word in ("--vkey", os.path.join(self.hub.data, f"{key}.vkey"))]
        run = binary.heed("verify", path, *keys)
        self.assertEqual(run.returncode, binary.DONE, run.stdout + run.stderr)
        return run.stdout

    def disclose(self, entry, fields, *more):
        """A new proof from the record as it is now."""
        run = binary.heed("disclose", str(entry), "--fields", fields, "--output", "-", "--data", self.hub.data, *more)
        self.assertEqual(run.returncode, binary.DONE, run.stderr)
        return run.stdout

    def test_nothing_of_the_key_or_the_signature_is_left_and_what_others_have_still_proves(self):
        """The bytes of every file are searched; proofs of others, old and new, hold; so does the record (RA-2)."""
        before = {what for what, _ in self.found_in_files()}
        self.assertLessEqual({"the statement", "the name of the key", "who", "in what capacity", "the end point"},
                             before)
        self.assertTrue(before & {"the key", "the key in PEM", "the key, other alphabet"}, before)
        hashes = store.ask(self.hub.data, "SELECT idx, hash FROM entries ORDER BY idx")
        run = binary.heed("erase", "venue", "--reason", "asked", "--data", self.hub.data)
        self.assertEqual(run.returncode, binary.DONE, run.stdout + run.stderr)
        self.assertEqual(self.found_in_files(), set())
        self.assertEqual(store.ask(self.hub.data, "SELECT idx, hash FROM entries ORDER BY idx")[:len(hashes)], hashes)
        for words in (["record", "verify"], ["audit"]):
            run = binary.heed(*words, "--data", self.hub.data)
            self.assertEqual(run.returncode, binary.DONE, run.stdout + run.stderr)
        self.assertIn('"delivery":"w/1/protector"', self.verify(self.proof, "old.tlog-proof"))
        (other,) = [entry for entry in store.entries(self.hub.data) if entry["kind"] == "response.acknowledged"
                    and entry["body"].get("who") == "Olga Ivanova"]
        self.assertIn("Olga Ivanova", self.verify(self.disclose(other["index"], "kind,body.who"), "new.tlog-proof"))
        planned = [entry["index"] for entry in store.entries(self.hub.data) if entry["kind"] == "delivery.planned"]
        shown = self.verify(self.disclose(planned[0], "kind,body.recipient", "--about", "neighbour"), "told.tlog-proof")
        self.assertIn("neighbour", shown)
        # That somebody acknowledged, and when, is still proven; who, and with which key, nobody can show any more.
        index = self.acknowledged["index"]
        self.assertIn("response.acknowledged", self.verify(self.disclose(index, "kind,at"), "left.tlog-proof"))
        run = binary.heed("disclose", str(index), "--fields", "body.signed_by", "--output", "-", "--data",
                          self.hub.data)
        self.assertEqual(run.returncode, binary.NO, run.stdout + run.stderr)


if __name__ == "__main__":
    unittest.main()
