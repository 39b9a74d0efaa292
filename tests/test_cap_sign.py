"""heed cap sign and signature: our signatures beside xmlsec1, and the alerts of the world beside xmlsec1."""

import collections
import datetime
import json
import os
import re
import shutil
import subprocess
import unittest

from support import binary
from test_cap import SOUND

XMLSEC = shutil.which("xmlsec1")
CORPUS = os.path.join(os.environ.get("HEED_CORPORA", ""), "cap")
SCHEMA = os.path.join(CORPUS, "CAP-v1.2.xsd")
SIGNATURE = re.compile(rb"<([A-Za-z0-9]+:)?Signature[ >]")
KEYS = {"P-256": ("EC", "ec_paramgen_curve:P-256"), "RSA": ("RSA", "rsa_keygen_bits:2048")}

# Where our verdict on a file's first signature is deliberately another one than xmlsec1's: what xmlsec1 says and our
# state; why, and how many files of the corpus there are. docs/cap.md holds the same table.
DIFFERENCES = {
    ("error", "set-aside"): ("xmlsec1 stops at an Object of no namespace; digests leave the other signature out", 2),
    ("error", "broken"): ("xmlsec1 stops at that Object before it computes the digest, which does not fit", 1),
    ("error", "refused"): ("a feed is no alert; xmlsec1 stops at that Object", 1),
    ("fails", "unsupported"): ("a certificate that is not base64: nothing is computed without a key", 4),
}
# Two words for one thing: what fits is untrusted here, for no anchors are given; a certificate that cannot be read.
SAME = {("ok", "untrusted"), ("fails", "broken"), ("error", "unsupported")}


def openssl(*arguments):
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)


def xmlsec(path, *more):
    """What xmlsec1 says of the first signature of a file: "ok", "fails" or "error" when it could not compute it."""
    run = subprocess.run([XMLSEC, "--verify", *more, path], capture_output=True, text=True, check=False)
    said = run.stdout + run.stderr
    if run.returncode == 0:
        return "ok"
    return "fails" if re.search(r"^FAIL$", said, re.M) else "error"


def signature(path, *more):
    run = binary.heed("cap", "signature", path, "--json", *more)
    return run, json.loads(run.stdout)


class Signing(binary.FolderCase):
    """One authority; under it a certificate for each kind of key. The alert is sent in a minute, when all are valid."""

    def setUp(self):
        super().setUp()
        self.anchor = self.file("authority.pem")
        openssl("req", "-x509", "-newkey", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "9",
                "-subj", "/CN=Authority", "-keyout", self.file("authority.key"), "-out", self.anchor)
        now = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=1)
        text = SOUND.replace("2024-03-06T12:00:00", now.strftime("%Y-%m-%dT%H:%M:%S"))
        self.later = (now + datetime.timedelta(days=99)).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.alert = self.file("alert.xml", text.replace("2024-03-07", self.later[:10]))
        self.senders = self.file("senders.toml",
                                 "[[certificate]]\nsubject = 'CN=River desk'\nsenders = ['*@example.org']\n")

    def key(self, kind):
        """(key, certificate) of a new signer."""
        key, request, certificate = (self.file(f"{kind}.{end}") for end in ("key", "csr", "pem"))
        algorithm, option = KEYS[kind]
        openssl("genpkey", "-algorithm", algorithm, "-pkeyopt", option, "-out", key)
        os.chmod(key, 0o600)
        openssl("req", "-new", "-key", key, "-subj", "/CN=River desk", "-out", request)
        openssl("x509", "-req", "-in", request, "-CA", self.anchor, "-CAkey", self.file("authority.key"),
                "-CAcreateserial", "-days", "5", "-out", certificate)
        return key, certificate

    def sign(self, kind="P-256"):
        """The path of the alert, signed."""
        key, certificate = self.key(kind)
        out = self.file(f"signed-{kind}.xml")
        self.assert_exit(binary.heed("cap", "sign", self.alert, "--key", key, "--certificate", certificate,
                                     "--output", out), binary.DONE)
        return out

    def test_xmlsec1_accepts_what_we_sign(self):
        if XMLSEC is None:
            self.skipTest("xmlsec1 is not installed")
        for kind in KEYS:
            with self.subTest(kind):
                path = self.sign(kind)
                self.assertEqual(xmlsec(path, "--trusted-pem", self.anchor), "ok")
                changed = self.changed(path, b"The river rises", b"The river falls")
                self.assertEqual(xmlsec(changed, "--trusted-pem", self.anchor), "fails")

    def test_a_signed_alert_is_the_alert_and_a_signature_and_stays_valid(self):
        path = self.sign()
        with open(path, "rb") as file, open(self.alert, "rb") as before:
            self.assertEqual(re.sub(rb"<Signature .*</Signature>", b"", file.read()), before.read())
        run = binary.heed("cap", "check", path)
        self.assert_exit(run, binary.DONE)
        self.assertEqual(run.stdout, f"{path}: valid\n{path}: signature 1: "
                                     "intact, but untrusted: no anchors were given\n")
        if os.path.exists(SCHEMA):
            subprocess.run(["xmllint", "--noout", "--nonet", "--schema", SCHEMA, path], check=True, capture_output=True)

    def changed(self, path, old, new):
        with open(path, "rb") as file:
            data = file.read()
        self.assertIn(old, data)
        changed = self.file("changed.xml")
        with open(changed, "wb") as file:
            file.write(data.replace(old, new, 1))
        return changed

    def test_integrity_trust_and_sender_are_asked_one_by_one(self):
        path = self.sign()
        others = self.file("others.toml", "[[certificate]]\nsubject = 'CN=River desk'\nsenders = ['other@*']\n")
        trust, sender = ("--trust", self.anchor), ("--senders", self.senders)
        rows = [
            ("integrity alone", (), binary.DONE, "untrusted", "never"),
            ("trust", trust, binary.DONE, "unbound", "now"),
            ("the sender", trust + sender, binary.DONE, "bound", "now"),
            ("another sender", trust + ("--senders", others), binary.NO, "unbound", "now"),
            ("a later time", trust + ("--at", self.later), binary.NO, "untrusted", "never"),
        ]
        for why, options, status, state, valid_at in rows:
            with self.subTest(why):
                run, told = signature(path, *options)
                self.assert_exit(run, status)
                self.assertEqual((told["signatures"][0]["state"], told["signatures"][0]["valid_at"]), (state, valid_at))
                self.assertEqual(told["holds"], status == binary.DONE)
        run, told = signature(self.changed(path, b"The river rises", b"The river falls"), *trust, *sender)
        self.assert_exit(run, binary.NO)
        self.assertEqual(told["signatures"][0]["state"], "broken")

    def test_each_signature_is_a_sentence(self):
        path = self.sign()
        run = binary.heed("cap", "signature", path, "--trust", self.anchor, "--senders", self.senders)
        self.assert_exit(run, binary.DONE)
        self.assertIn("signature 1: intact, by a trusted certificate of the sender (valid now)\n"
                      "  certificate: CN=River desk\n", run.stdout)
        self.assertIn("signature 1: intact", binary.heed("cap", "show", path).stdout)
        told = json.loads(binary.heed("cap", "show", path, "--json").stdout)
        self.assertEqual(told["signatures"][0]["state"], "untrusted")
        run = binary.heed("cap", "signature", self.alert)
        self.assert_exit(run, binary.NO)
        self.assertEqual(run.stdout, f"{self.alert}: no signature\n")

    def test_a_key_that_others_may_read_and_a_certificate_of_another_key_sign_nothing(self):
        key, certificate = self.key("P-256")
        _, other = self.key("RSA")
        signed = self.sign()
        rows = [
            ("another key", self.alert, key, other, 0o600, "another key"),
            ("signed already", signed, key, certificate, 0o600, "signed already"),
            ("open to the group", self.alert, key, certificate, 0o640, "chmod 600"),
            ("open to all", self.alert, key, certificate, 0o604, "chmod 600"),
            ("no key", self.alert, "/nowhere", certificate, None, "no key file"),
        ]
        # Each signer has files of its own; sign() made the first ones anew.
        key, certificate = self.file("P-256.key"), self.file("P-256.pem")
        for why, alert, own, shown, mode, said in rows:
            with self.subTest(why):
                if mode is not None:
                    os.chmod(own, mode)
                run = binary.heed("cap", "sign", alert, "--key", own, "--certificate", shown)
                self.assert_exit(run, binary.NO)
                self.assertIn(said, run.stderr)
                self.assertEqual(run.stdout, "")

    def test_a_command_line_that_is_not_right(self):
        path = self.sign()
        for options in (("--senders", self.senders), ("--at", "noon"), ("--trust", self.alert), ("--trust", "/nowhere"),
                        ("--trust", self.anchor, "--senders", self.alert)):
            with self.subTest(options):
                self.assert_exit(binary.heed("cap", "signature", path, *options), binary.USAGE)
        self.assert_exit(binary.heed("cap", "signature", "/nowhere"), binary.USAGE)
        self.assert_exit(binary.heed("cap", "sign", path), binary.USAGE)


class TheWorld(unittest.TestCase):
    """Alerts that others signed, from the folder that HEED_CORPORA names."""

    def test_verdicts_are_those_of_xmlsec1(self):
        if XMLSEC is None or not os.path.exists(os.path.join(CORPUS, "manifest.json")):
            self.skipTest("xmlsec1 is not installed, or HEED_CORPORA is unset")
        seen, odd = collections.Counter(), []
        with open(os.path.join(CORPUS, "manifest.json"), encoding="utf-8") as file:
            rows = json.load(file)
        for row in rows:
            path = os.path.join(CORPUS, row["file"])
            with open(path, "rb") as file:
                if not SIGNATURE.search(file.read()):
                    continue
            _, told = signature(path)
            pair = (xmlsec(path, "--insecure", "--enabled-reference-uris", "empty,same-doc"),
                    told["signatures"][0]["state"])
            seen[pair] += 1
            if pair not in SAME and pair not in DIFFERENCES:
                odd.append((row["file"], pair))
        self.assertEqual(odd, [])
        self.assertGreater(seen[("ok", "untrusted")], 5)
        self.assertEqual({pair: seen[pair] for pair in DIFFERENCES},
                         {pair: count for pair, (_, count) in DIFFERENCES.items()}, seen)


if __name__ == "__main__":
    unittest.main()
