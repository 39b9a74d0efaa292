"""The hub signs the alerts that it publishes, with the key that its operator names."""

import base64
import hashlib
import os
import re
import shutil
import subprocess
import unittest

from support import binary, hub, store
from test_way import Way


class Signed(Way):
    """[cap] key and certificate."""

    CONFIGURATION = hub.LOOPBACK + '\n[cap]\nkey = "cap.key"\ncertificate = "cap.pem"\nevent_codes = ["SAME CEM"]\n'

    @classmethod
    def furnish(cls):
        """A key of P-256 and a certificate of its own, by OpenSSL."""
        cls.certificate = os.path.join(cls.hub.data, "cap.pem")
        cls.key = os.path.join(cls.hub.data, "cap.key")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                        "-days", "9", "-subj", "/CN=Warning desk", "-keyout", cls.key, "-out", cls.certificate],
                       check=True, capture_output=True)
        os.chmod(cls.key, 0o600)

    def saved(self, path):
        """A public file, as a file."""
        name = os.path.join(self.folder, os.path.basename(path))
        with open(name, "wb") as file:
            file.write(self.hub.get(path).raw)
        return name

    def test_an_edition_carries_a_signature_that_others_verify(self):
        """PU-2, CAP 1.2, 3.3.4.1: xmlsec1 alone finds it good; the alert is as valid as without it."""
        alert = self.saved("/cap/w.1.xml")
        checked = subprocess.run(["xmlsec1", "--verify", "--trusted-pem", self.certificate, alert],
                                 capture_output=True, text=True, check=False)
        self.assertEqual(checked.returncode, 0, checked.stderr)
        run = binary.heed("cap", "signature", alert, "--trust", self.certificate)
        self.assertEqual(run.returncode, binary.DONE, run.stdout + run.stderr)
        self.assertEqual(binary.heed("cap", "check", alert).returncode, binary.DONE)
        self.assertIn("<eventCode><valueName>SAME</valueName><value>CEM</value></eventCode>",
                      re.sub(r">\s+<", "><", self.hub.get("/cap/w.1.xml").text))
        self.assertEqual(self.hub.get("/cap/w.xml").raw, self.hub.get("/cap/w.1.xml").raw)

    def test_what_was_published_stays_as_it_was_recorded(self):
        """The record has the digest of the signed bytes, and a restart signs nothing anew."""
        before = self.hub.get("/cap/w.1.xml").raw
        digest = base64.urlsafe_b64encode(hashlib.sha256(before).digest()).decode().rstrip("=")
        (entry,) = [each for each in store.entries(self.hub.data) if each["kind"] == "delivery.published"]
        self.assertIn(digest, str(entry["body"]))
        self.hub.stop()
        self.hub.start()
        self.assertEqual(self.hub.get("/cap/w.1.xml").raw, before)

    def test_a_key_that_others_may_read_and_one_that_does_not_fit_are_said_at_the_start(self):
        """Not when the first warning goes out."""
        for change, said in (("chmod", "chmod 600"), ("other", "[cap]"), ("code", "SAME")):
            with self.subTest(change=change):
                data = shutil.copytree(self.hub.data, os.path.join(self.folder, change))
                if change == "chmod":
                    os.chmod(os.path.join(data, "cap.key"), 0o644)
                elif change == "code":
                    path = os.path.join(data, "heed.toml")
                    with open(path, encoding="utf-8") as file:
                        text = file.read()
                    with open(path, "w", encoding="utf-8") as file:
                        file.write(text.replace("SAME CEM", "SAME XYZ"))
                else:
                    subprocess.run(["openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256",
                                    "-out", os.path.join(data, "cap.key")], check=True, capture_output=True)
                    os.chmod(os.path.join(data, "cap.key"), 0o600)
                run = binary.heed("serve", "--data", data, "--listen", "127.0.0.1:0")
                self.assertNotEqual(run.returncode, binary.DONE)
                self.assertIn(said, run.stderr)


# Only what this file adds is run here: the tests of the way have their own.
for inherited in [name for name in vars(Way) if name.startswith("test_")]:
    setattr(Signed, inherited, None)
del Way, inherited

if __name__ == "__main__":
    unittest.main()
