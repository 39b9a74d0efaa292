"""Checkpoints stamped by a time authority: a real one, made of OpenSSL's own commands behind HTTP."""

import http.server
import os
import shutil
import subprocess
import threading
import time
import unittest
import urllib.request

from support import binary, hub
import test_way


class Authority:
    """A time authority on loopback: `openssl ts -reply` behind HTTP. `mode` says how it behaves."""

    CONFIGURATION = """
[req]
distinguished_name = dn
prompt = no
[dn]
CN = Test Time Authority
[v3]
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
[tsa]
default_tsa = t
[t]
serial = serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
"""

    def __init__(self, folder):
        """Makes the authority's key and certificate, and listens."""
        authority = self
        self.folder, self.mode, self.asked, self.last = folder, "good", 0, b""
        self.released = threading.Event()
        os.makedirs(folder)
        self.write("tsa.cnf", self.CONFIGURATION)
        self.write("serial", "01\n")
        for name, subject in (("tsa", "/CN=Test Time Authority"), ("stranger", "/CN=Trusted\u202eytirohtuA")):
            self.openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                         "-keyout", f"{name}.key", "-out", f"{name}.pem", "-days", "30", "-config", "tsa.cnf",
                         "-extensions", "v3", "-utf8", "-subj", subject)

        class Handler(http.server.BaseHTTPRequestHandler):
            """Answers every POST."""

            def do_POST(self):  # the name is the library's
                """One time stamp, or what the mode says."""
                query = self.rfile.read(int(self.headers["Content-Length"]))
                status, body = authority.answer(self.headers["Content-Type"], query)
                try:
                    self.send_response(status)
                    self.send_header("Content-Type", "application/timestamp-reply")
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                except ConnectionError:
                    pass

            def log_message(self, *_):
                """Says nothing."""

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/tsa"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def write(self, name, text):
        """A file of the authority."""
        with open(os.path.join(self.folder, name), "w", encoding="ascii") as file:
            file.write(text)

    def openssl(self, *words):
        """Runs OpenSSL in the authority's folder."""
        return subprocess.run(["openssl", *words], cwd=self.folder, check=True, capture_output=True)

    def answer(self, content_type, query):
        """(status, body)"""
        self.asked += 1
        if self.mode == "slow":
            self.released.wait(60)
        if self.mode == "down":
            return 503, b"busy"
        if self.mode == "rubbish" or content_type != "application/timestamp-query":
            return 200, b"<html>hello</html>"
        if self.mode == "replay":
            return 200, self.last
        with open(os.path.join(self.folder, "query.tsq"), "wb") as file:
            file.write(query)
        signer = "stranger" if self.mode == "stranger" else "tsa"
        self.openssl("ts", "-reply", "-config", "tsa.cnf", "-section", "t", "-queryfile", "query.tsq", "-inkey",
                     f"{signer}.key", "-signer", f"{signer}.pem", "-out", "answer.tsr")
        with open(os.path.join(self.folder, "answer.tsr"), "rb") as file:
            self.last = file.read()
        return 200, self.last

    def close(self):
        """Stops listening."""
        self.released.set()
        self._server.shutdown()
        self._server.server_close()


class TimeStamps(binary.FolderCase):
    """[log] time_stamps, /log/time-stamps, heed verify, heed audit."""

    def setUp(self):
        """A hub that asks an authority as often as it may."""
        super().setUp()
        self.authority = Authority(self.file("tsa"))
        self.addCleanup(self.authority.close)
        self.hub = hub.Hub(self.folder, hub.LOOPBACK + f'\n[log]\ntime_stamps = {{ url = "{self.authority.url}", '
                           'certificate = "tsa.pem", every = "100ms" }\n')
        shutil.copy(os.path.join(self.authority.folder, "tsa.pem"), self.hub.data)
        self.addCleanup(self.hub.stop)

    def report(self, name):
        """One more entry."""
        self.hub.done("receive_report", {"report": name, "text": "Somebody called.", "source": "A call",
                                         "reliability": "C", "credibility": "3", "marking": "venue",
                                         "first_awareness": {"at": test_way.after(-1)}})

    def status(self):
        """What the hub says of its authority."""
        return self.hub.get("/api/v1/record", "auditor").json()["time_stamps"]

    def wait(self, holds, seconds=20):
        """Until the status is so."""
        until = time.monotonic() + seconds
        while not holds(self.status()):
            self.assertLess(time.monotonic(), until, self.status())
            time.sleep(0.05)
        return self.status()

    def raw(self, path):
        """The bytes at an address."""
        with urllib.request.urlopen(self.hub.url + path) as answer:
            return answer.read()

    def test_a_checkpoint_is_stamped_and_openssl_alone_finds_it_good(self):
        """Imprint, certificate and time, by another program; the proof under it says so, and so does the audit."""
        self.hub.start()
        self.report("r1")
        size = self.wait(lambda status: "size" in status)["size"]
        for name in (f"{size}.tsr", f"{size}.checkpoint"):
            with open(self.file(name), "wb") as file:
                file.write(self.raw(f"/log/time-stamps/{name}"))
        trusted = ["-CAfile", os.path.join(self.authority.folder, "tsa.pem"), "-partial_chain"]
        checked = subprocess.run(["openssl", "ts", "-verify", "-data", f"{size}.checkpoint", "-in", f"{size}.tsr",
                                  *trusted], cwd=self.folder, capture_output=True, text=True, check=False)
        self.assertIn("Verification: OK", checked.stdout + checked.stderr)
        self.assertEqual(self.raw("/log/time-stamps/from/1.tsr"), self.raw(f"/log/time-stamps/{size}.tsr"))
        for path in (f"{size + 1000}.tsr", "0.tsr", "x.tsr", f"from/{size + 1000}.tsr", "01.tsr",
                     f"from/{size}.checkpoint"):
            self.assertEqual(self.hub.get(f"/log/time-stamps/{path}").status, 404, path)
        self.hub.stop()
        proof, tsa = self.file("p.tlog-proof"), os.path.join(self.authority.folder, "tsa.pem")
        run = binary.heed("disclose", "0", "--fields", "kind", "-o", proof, "--time-stamped", "--data", self.hub.data)
        self.assert_exit(run, binary.DONE)
        keys = [word for name in ("log", "issuer") for word in ("--vkey", os.path.join(self.hub.data, f"{name}.vkey"))]
        run = binary.heed("verify", proof, *keys, "--time-stamp", f"{proof}.tsr", "--tsa", tsa)
        self.assert_exit(run, binary.DONE)
        self.assertIn("The time authority CN=Test Time Authority signed that this checkpoint", run.stdout)
        self.check_page(proof, tsa, run.stdout)
        run = binary.heed("verify", proof, *keys)
        self.assert_exit(run, binary.DONE)
        self.assertIn("No time authority's answer was given", run.stdout)
        stranger = os.path.join(self.authority.folder, "stranger.pem")
        run = binary.heed("verify", proof, *keys, "--time-stamp", f"{proof}.tsr", "--tsa", stranger)
        self.assert_exit(run, binary.NO)
        self.check_name_that_turns(proof, keys)
        run = binary.heed("audit", "--data", self.hub.data, "--tsa", tsa)
        self.assert_exit(run, binary.DONE)
        self.assertRegex(run.stdout, r"checkpoints are time-stamped; the newest of \d+ entries, at .* by CN=Test Time")
        self.assert_exit(binary.heed("audit", "--data", self.hub.data, "--tsa", stranger), binary.NO)
        self.assert_exit(binary.heed("record", "verify", "--data", self.hub.data), binary.DONE)

    def check_page(self, proof, tsa, said):
        """The page's own code, in node: the same sentence, and without a certificate who signed and no more."""
        if shutil.which("node") is None:
            return
        module = os.path.join(binary.ROOT, "console", "public", "verify", "timestamp.js")
        script = (f"import {{ readFileSync as read }} from 'node:fs'; import {{ examineTime }} from '{module}';"
                  "const [, proof, tsa] = process.argv; const answer = read(`${proof}.tsr`);"
                  "for (const believed of [read(tsa, 'utf8'), '']) {"
                  "  const { proven, not } = await examineTime(read(proof), answer, believed);"
                  "  console.log([...proven, ...not].join('\\n')); }")
        run = subprocess.run(["node", "--input-type=module", "-e", script, proof, tsa], capture_output=True, text=True,
                             check=False)
        self.assertEqual(run.returncode, 0, run.stderr)
        believed, unknown = run.stdout.splitlines()
        self.assertIn(believed, said)
        self.assertIn("signed by CN=Test Time Authority; but whether that authority can be trusted is not", unknown)

    def check_name_that_turns(self, proof, keys):
        """An authority's name is a stranger's words: what would turn the rest of the line around is written out."""
        with open(proof, encoding="utf-8") as file:
            note = file.read().split("\n\n", 1)[1]
        body, signatures = note.split("\n\n", 1)
        origin = body.split("\n", 1)[0]
        own = next(line for line in signatures.splitlines() if line.startswith(f"\u2014 {origin} "))
        with open(os.path.join(self.authority.folder, "note"), "w", encoding="utf-8") as file:
            file.write(f"{body}\n\n{own}\n")
        self.authority.openssl("ts", "-query", "-data", "note", "-sha256", "-cert", "-out", "turned.tsq")
        self.authority.openssl("ts", "-reply", "-config", "tsa.cnf", "-section", "t", "-queryfile", "turned.tsq",
                               "-inkey", "stranger.key", "-signer", "stranger.pem", "-out", "turned.tsr")
        run = binary.heed("verify", proof, *keys, "--time-stamp", os.path.join(self.authority.folder, "turned.tsr"),
                          "--tsa", os.path.join(self.authority.folder, "stranger.pem"))
        self.assert_exit(run, binary.DONE)
        self.assertIn("The time authority CN=Trusted\\u202eytirohtuA signed", run.stdout)

    def test_an_authority_that_fails_stops_nothing_and_is_said_in_the_status(self):
        """Down, rubbish, somebody else's signature, an old answer again: none is kept, the log goes on."""
        self.authority.mode = "down"
        self.hub.start()
        self.report("r1")
        problem = self.wait(lambda status: "problem" in status)
        self.assertIn("503", problem["problem"])
        self.assertIn("since", problem)
        self.report("r2")
        self.assertIn("\n2\n", self.wait_for_checkpoint(2))
        self.authority.mode = "good"
        first = self.wait(lambda status: "size" in status and "problem" not in status, 40)["size"]
        for mode in ("rubbish", "stranger", "replay"):
            with self.subTest(mode=mode):
                self.authority.mode = mode
                self.report(f"r-{mode}")
                status = self.wait(lambda status: "problem" in status)
                self.assertEqual(status["size"], first)
                self.hub.stop()
                self.hub.start()
        self.assertEqual(self.hub.errors().count("[warning] time authority"), 4)

    def test_an_authority_that_never_answers_holds_nothing_up(self):
        """Entries and checkpoints go on while it is asked; when it answers again, it stamps the newest."""
        self.authority.mode = "slow"
        self.hub.start()
        self.report("r1")
        until = time.monotonic() + 10
        while self.authority.asked == 0:
            self.assertLess(time.monotonic(), until, "it was never asked")
            time.sleep(0.05)
        self.report("r2")
        self.assertIn("\n2\n", self.wait_for_checkpoint(2))
        self.assertNotIn("size", self.status())
        problem = self.wait(lambda status: "problem" in status, 30)["problem"]
        self.assertIn("no answer", problem)
        self.authority.mode = "good"
        self.assertEqual(self.wait(lambda status: "size" in status, 30)["size"], 2)

    def wait_for_checkpoint(self, size):
        """The newest checkpoint, once it is of so many entries."""
        until = time.monotonic() + 10
        while True:
            note = self.hub.get("/log/checkpoint").text
            if f"\n{size}\n" in note:
                return note
            self.assertLess(time.monotonic(), until, note)
            time.sleep(0.05)

    def test_stamps_are_taken_at_most_so_often(self):
        """`every` is kept while entries come in."""
        path = os.path.join(self.hub.data, "heed.toml")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace('"100ms"', '"1h"'))
        self.hub.start()
        self.report("r1")
        first = self.wait(lambda status: "size" in status)["size"]
        self.report("r2")
        self.wait_for_checkpoint(2)
        self.report("r3")
        self.wait_for_checkpoint(3)
        self.assertEqual((self.status()["size"], self.authority.asked), (first, 1))

    def test_a_certificate_that_is_none_is_said_at_the_start(self):
        """Not when the first answer comes."""
        with open(os.path.join(self.hub.data, "tsa.pem"), "w", encoding="ascii") as file:
            file.write("x")
        run = binary.heed("serve", "--data", self.hub.data, "--listen", "127.0.0.1:0")
        self.assertNotEqual(run.returncode, binary.DONE)
        self.assertIn("no certificate", run.stderr)


if __name__ == "__main__":
    unittest.main()
