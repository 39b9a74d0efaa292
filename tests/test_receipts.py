"""Receipts to print, and answers signed with a recipient's own key."""

import base64
import hashlib
import json
import os
import shutil
import subprocess
import tempfile
import time
import unittest

from support import binary, hub, store
from test_way import VENUE, DIRECT, Way

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
SMALL_ORDER = bytes([1]) + bytes(31)
SPKI = bytes.fromhex("302a300506032b6570032100")
READ_BACK = ["--who", "Ivan Petrov", "--capacity", "duty manager", "--target", "our hall", "--window", "two days",
             "--action", "search at the doors"]


def base64url(data):
    """Without padding, as JWS writes it."""
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def pem_of(public_key):
    """32 bytes as a public key in PEM."""
    return f"-----BEGIN PUBLIC KEY-----\n{base64.b64encode(SPKI + public_key).decode()}\n-----END PUBLIC KEY-----\n"


def make_key(folder, name):
    """A secret key as OpenSSL makes it. Gives its file."""
    path = os.path.join(folder, name)
    subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", path], check=True, capture_output=True)
    return path


def public_half(path):
    """The public key of a secret one, by OpenSSL."""
    return subprocess.run(["openssl", "pkey", "-in", path, "-pubout"], check=True, capture_output=True).stdout.decode()


def sign_with_openssl(path, header, payload):
    """A compact JWS that nothing of ours has made."""
    text = ".".join(base64url(json.dumps(each, separators=(",", ":")).encode()) for each in (header, payload))
    with tempfile.NamedTemporaryFile() as file:
        file.write(text.encode())
        file.flush()
        signature = subprocess.run(["openssl", "pkeyutl", "-sign", "-rawin", "-inkey", path, "-in", file.name],
                                   check=True, capture_output=True).stdout
    return f"{text}.{base64url(signature)}"


class Told(Way):
    """A warning that three recipients were told; the venue had registered a key before."""

    @classmethod
    def register_recipients(cls):
        """The recipients of the way, and the venue's key, by an officer."""
        super().register_recipients()
        cls.key = make_key(cls.folder, "venue.pem")
        cls.hub.done("register_key", {"recipient": "venue", "public_key": public_half(cls.key), "who": "Ivan Petrov"})

    def url_of(self, name):
        """The whole link of a recipient, at the port of this hub."""
        return self.hub.url + self.link_of(name)

    def told(self, name):
        """(proof text, entry number, leaf hash) of what a recipient was told, once a checkpoint covers it."""
        until = time.monotonic() + 10
        while True:
            answer = self.hub.get(f"{self.link_of(name)}/proof/told")
            if answer.status == 200:
                break
            self.assertLess(time.monotonic(), until, answer.text)
            time.sleep(0.05)
        lines = answer.text.splitlines()
        extra = base64.b64decode(next(line for line in lines if line.startswith("extra ")).split(" ")[1])
        leaf = extra.split(b"~")[0]
        index = int(next(line for line in lines if line.startswith("index ")).split(" ")[1])
        return answer.text, index, hashlib.sha256(b"\0" + leaf).digest()

    def payload(self, name, **changed):
        """What a recipient signs."""
        _, _, leaf = self.told(name)
        return {"aud": "test.example/log", "leaf": base64url(leaf), "delivery": f"w/1/{name}", "who": "Ivan Petrov",
                "capacity": "duty manager", "target": "our hall", "window": "two days", "action": "search", **changed}

    @staticmethod
    def header(path, **changed):
        """The header for a key."""
        der = base64.b64decode("".join(public_half(path).splitlines()[1:-1]))
        jwk = json.dumps({"crv": "Ed25519", "kty": "OKP", "x": base64url(der[-32:])}, separators=(",", ":"))
        return {"alg": "EdDSA", "kid": base64url(hashlib.sha256(jwk.encode()).digest()),
                "typ": "heed-acknowledgement+jwt", **changed}

    def acknowledgements(self, name):
        """What stands in the record about a recipient's answers."""
        case = self.hub.get("/api/v1/cases/c", "auditor").json()
        return [each["fact"] for each in case["responses"]["acknowledgements"]
                if each["fact"]["recipient"] == name]


class Receipts(Told):
    """/a/{token}/receipt and /api/v1/record/{index}/receipt."""

    def test_a_receipt_says_what_was_told_and_nothing_of_others(self):
        """SR-1, RA-2: its own text, its entry, its leaf hash; no script, no inline style."""
        _, index, leaf = self.told("venue")
        page = self.hub.get(f"{self.link_of('venue')}/receipt")
        self.assertEqual((page.status, page.type), (200, "text/html"))
        self.assertIn(VENUE, page.text)
        self.assertIn(base64url(leaf), page.text)
        self.assertIn(f"entry {index} counted from 0", page.text)
        self.assertIn("Signed by the log alone", page.text)
        self.assertIn("EXERCISE", page.text)
        self.assertNotIn(DIRECT, page.text)
        for forbidden in ("<script", "style=", "protector", "neighbour", self.receiver.url):
            self.assertNotIn(forbidden, page.text)
        self.assertEqual(page.headers["cache-control"], "no-store")
        self.assertEqual(self.hub.get("/receipt.css").type, "text/css")
        other = self.hub.get(f"{self.link_of('protector')}/receipt").text
        self.assertIn(DIRECT, other)
        self.assertNotIn("Stay away from the stage", other)

    def test_a_receipt_is_for_who_has_the_link_or_may_read_the_record(self):
        """A changed link opens nothing; an analyst may not, and the attempt is on record."""
        link = self.link_of("venue")
        self.assertEqual(self.hub.get(f"{link[:-1]}{'A' if link[-1] != 'A' else 'B'}/receipt").status, 404)
        _, index, _ = self.told("venue")
        path = f"/api/v1/record/{index}/receipt?delivery=w/1/venue"
        self.assertEqual(self.hub.get(path).status, 401)
        self.assert_problem(self.hub.get(path, "analyst"), 403, "forbidden")
        page = self.hub.get(path, "auditor")
        self.assertEqual((page.status, page.type), (200, "text/html"))
        self.assertIn(VENUE, page.text)
        self.assertNotIn(DIRECT, page.text)
        self.assertNotIn("/proof/", page.text)
        self.assert_problem(self.hub.get("/api/v1/record/0/receipt", "auditor"), 422, "invalid", "index")
        self.assert_problem(self.hub.get(f"/api/v1/record/{index}/receipt?delivery=x", "auditor"), 404, "not_found")

    def test_an_answer_through_the_link_is_never_shown_as_a_signed_one(self):
        """Kinds of evidence are not equal."""
        link = self.link_of("protector")
        self.assertIn("Not acknowledged.", self.hub.get(f"{link}/receipt").text)
        fields = {"target": "the hall", "window": "two days", "action": "wait", "who": "Olga", "capacity": "desk"}
        self.assertIn("Asserted through the link", self.hub.post_form(link, fields).text)
        page = self.hub.get(f"{link}/receipt").text
        self.assertIn("Asserted through the link", page)
        self.assertIn("Nobody signed it.", page)
        self.assertNotIn("Signed with a registered key", page)

    def test_asking_for_a_receipt_writes_nothing(self):
        """Mail scanners open every link."""
        self.told("venue")
        size = self.size()
        self.hub.get(f"{self.link_of('venue')}/receipt")
        self.assertEqual(self.size(), size)

    @unittest.skipUnless(CHROMIUM and shutil.which("pdftoppm") and shutil.which("zbarimg"),
                         "chromium, pdftoppm or zbarimg is missing")
    def test_printed_it_is_one_sheet_and_its_code_reads_back(self):
        """A real browser prints it; another program reads the code off the picture."""
        _, index, leaf = self.told("venue")
        folder = tempfile.mkdtemp(dir=self.folder)
        sheet, picture = os.path.join(folder, "sheet.pdf"), os.path.join(folder, "sheet")
        subprocess.run([CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                        f"--user-data-dir={folder}/profile", f"--print-to-pdf={sheet}",
                        f"{self.url_of('venue')}/receipt"], check=True, capture_output=True, timeout=60)
        subprocess.run(["pdftoppm", "-r", "150", "-png", sheet, picture], check=True)
        pages = [name for name in os.listdir(folder) if name.endswith(".png")]
        self.assertEqual(len(pages), 1)
        read = subprocess.run(["zbarimg", "-q", "--raw", os.path.join(folder, pages[0])], capture_output=True,
                              text=True, check=True).stdout.strip()
        self.assertTrue(read.endswith(f"/verify#entry={index}&leaf={base64url(leaf)}"), read)


class OwnKeys(Told):
    """heed ack sign, heed ack register-key, acknowledge_signed."""

    def test_a_signed_answer_is_kept_with_its_signature_and_shown_as_what_it_is(self):
        """The command line signs what it has verified; OpenSSL alone finds the signature good (DE-7)."""
        keys = [word for name in ("log", "issuer") for word in ("--vkey", os.path.join(self.hub.data, f"{name}.vkey"))]
        self.told("venue")
        run = binary.heed("ack", "sign", self.url_of("venue"), "--key", self.key, *keys, *READ_BACK)
        self.assertEqual(run.returncode, binary.DONE, run.stderr)
        (fact,) = self.acknowledgements("venue")
        self.assertEqual((fact["evidence"], fact["who"]), ("own_key", "Ivan Petrov"))
        self.assertEqual(fact["signed_by"]["registered_by"], "heard")
        text, signature = fact["signed_by"]["statement"].rsplit(".", 1)
        for name, data in (("text", text.encode()), ("sig", base64.urlsafe_b64decode(signature + "==")),
                           ("pub", public_half(self.key).encode())):
            with open(os.path.join(self.folder, name), "wb") as file:
                file.write(data)
        checked = subprocess.run(["openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", "pub", "-sigfile",
                                  "sig", "-in", "text"], cwd=self.folder, capture_output=True, check=False)
        self.assertEqual(checked.returncode, 0, checked.stderr)
        again = binary.heed("ack", "sign", self.url_of("venue"), "--key", self.key, *READ_BACK)
        self.assertEqual(again.returncode, binary.NO)
        self.assertIn("in the record already", again.stderr)
        for page in (self.hub.get(f"{self.link_of('venue')}/receipt").text, self.hub.get(self.link_of("venue")).text):
            self.assertIn("Signed with a registered key", page)
            self.assertIn("by the office", page)
        self.assertIn("signed with a key registered on", self.hub.get("/review/c", "auditor").text)

    def test_what_is_signed_wrongly_is_refused_and_leaves_nothing(self):
        """Each row names the reason; the record is as long as before."""
        stranger = make_key(self.folder, "stranger.pem")
        signed = sign_with_openssl
        good = self.header(self.key)
        link = self.link_of("venue")
        payload = self.payload("venue")
        rows = [
            ("a key that nobody registered", signed(stranger, self.header(stranger), payload), 409, "refused",
             "statement.header.kid"),
            ("under the name of another key", signed(stranger, good, payload), 422, "invalid", "statement.signature"),
            ("another leaf", signed(self.key, good, self.payload("venue", leaf=base64url(bytes(32)))), 422, "invalid",
             "statement.payload.leaf"),
            ("another log", signed(self.key, good, self.payload("venue", aud="other/log")), 422, "invalid",
             "statement.payload.aud"),
            ("another delivery", signed(self.key, good, self.payload("venue", delivery="w/1/neighbour")), 422,
             "invalid", "statement.payload.delivery"),
            ("no read-back", signed(self.key, good, self.payload("venue", target="")), 422, "invalid",
             "read_back.target"),
            ("no algorithm", signed(self.key, {**good, "alg": "none"}, payload), 422, "invalid", "statement.header"),
            ("a critical member", signed(self.key, {**good, "crit": "b64"}, payload), 422, "invalid",
             "statement.header"),
            ("more than is known", signed(self.key, good, {**payload, "iat": "1"}), 400, "malformed",
             "statement.payload.iat"),
            ("no statement", "x.y", 400, "malformed", "statement"),
            ("too long", "x" * 20_000, 413, "too_large", "statement"),
        ]
        self.told("venue")
        size = self.size()
        for why, statement, status, code, place in rows:
            with self.subTest(why=why):
                answer = self.hub.call("POST", f"{link}/signed", {"statement": statement})
                self.assert_problem(answer, status, code, place)
        self.assertEqual(self.size(), size)

    def test_a_key_registered_after_the_fact_says_nothing_about_it(self):
        """Whoever has the link could register one now."""
        late = make_key(self.folder, "late.pem")
        self.told("protector")
        run = binary.heed("ack", "register-key", self.url_of("protector"), "--key", late, "--who", "Somebody")
        self.assertEqual(run.returncode, binary.DONE, run.stderr)
        run = binary.heed("ack", "sign", self.url_of("protector"), "--key", late, *READ_BACK)
        self.assertEqual(run.returncode, binary.NO)
        self.assertIn("after this message was told", run.stderr)
        self.assertEqual(self.acknowledgements("protector"), [])
        (entry,) = [each for each in store.entries(self.hub.data) if each["kind"] == "response.key_registered"
                    and each["body"]["recipient"] == "protector"]
        self.assertEqual((entry["body"]["evidence"], entry["body"]["who"]), ("signed_link", "Somebody"))

    def test_only_a_sound_public_key_is_registered(self):
        """Small order, secret, of another kind, registered already; and only for oneself."""
        link = self.link_of("protector")
        with open(make_key(self.folder, "secret.pem"), encoding="ascii") as file:
            secret = file.read()
        for why, key, status, code in (("small order", pem_of(SMALL_ORDER), 422, "invalid"),
                                       ("all zero", pem_of(bytes(32)), 422, "invalid"),
                                       ("a secret key", secret, 422, "invalid"),
                                       ("no key", "x", 400, "malformed"),
                                       ("another's", public_half(self.key), 409, "conflict")):
            with self.subTest(why=why):
                answer = self.hub.call("POST", f"{link}/key", {"public_key": key, "who": "x"})
                self.assert_problem(answer, status, code, "public_key")
        fresh = {"public_key": public_half(make_key(self.folder, "fresh.pem")), "who": "x", "recipient": "protector"}
        self.assert_problem(self.hub.give("register_key", fresh, "venue"), 404, "not_found", "recipient")
        self.assert_problem(self.hub.give("register_key", fresh, "releaser"), 403, "forbidden")


# Only what this file adds is run here: the tests of the way have their own.
for inherited in [name for name in vars(Way) if name.startswith("test_")]:
    for case in (Told, Receipts, OwnKeys):
        setattr(case, inherited, None)
del Way, case, inherited

if __name__ == "__main__":
    unittest.main()
