"""The public log: strangers' programs check it, witnesses cosign it, mirrors copy it, and no older copy goes on."""

import base64
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import time
import unittest
import urllib.request

from support import binary, hub, store

GO_PACKAGES = "/usr/share/gocode"
GO_MODULE = os.path.join(GO_PACKAGES, "src", "golang.org", "x", "mod", "sumdb", "tlog")
LOG_NAME = "test.example/log"


def report(number):
    """A command that makes an entry."""
    return {"report": f"r{number}", "text": "A caller names a hall and an evening.", "source": "A call",
            "reliability": "B", "credibility": "2", "marking": "direct",
            "first_awareness": {"at": "2024-03-06T12:00:00Z", "by": "desk"}}


def wait_until(question, seconds=15.0):
    """The first answer that is not false; raises when none comes in time."""
    until = time.monotonic() + seconds
    while True:
        answer = question()
        if answer:
            return answer
        if time.monotonic() > until:
            raise AssertionError(f"this did not come true within {seconds} s")
        time.sleep(0.05)


def size_of(checkpoint):
    """The number of entries that a checkpoint covers."""
    return int(checkpoint.split("\n")[1])


class Witness:
    """A `heed witness serve` on a free port of the loopback. Requires: stop() at the end."""

    NAME = "witness.example/one"

    def __init__(self, folder, logs):
        """Makes the witness's folder. `logs` is the file with the log's key."""
        self.folder = folder
        self.logs = logs
        made = binary.heed("witness", "init", folder, "--name", self.NAME)
        if made.returncode != binary.DONE:
            raise AssertionError(f"heed witness init: {made.stdout}{made.stderr}")
        with open(os.path.join(folder, "witness.vkey"), encoding="utf-8") as file:
            self.vkey = file.read().strip()
        self.address = "127.0.0.1:0"
        self._process = None

    def start(self):
        """Serves, on the port of the last time where there was one."""
        self._errors = open(os.path.join(self.folder, "errors.log"), "ab")
        self._process = subprocess.Popen(
            [binary.BINARY, "witness", "serve", self.folder, "--logs", self.logs, "--listen", self.address],
            stdout=subprocess.PIPE, stderr=self._errors, text=True, env=binary.environment(), cwd=binary.ROOT)
        line = self._process.stdout.readline()
        found = re.search(r"http://(127\.0\.0\.1:\d+)", line)
        if not found:
            raise AssertionError(f"heed witness serve said {line!r}: {self.errors()}")
        self.address = found[1]
        self.url = f"http://{self.address}"
        return self

    def errors(self):
        """What it wrote to its error stream."""
        self._errors.flush()
        with open(os.path.join(self.folder, "errors.log"), encoding="utf-8") as file:
            return file.read()

    def pid(self):
        """Of the process that serves."""
        return self._process.pid

    def is_alive(self):
        """Whether it still serves."""
        return self._process.poll() is None

    def stop(self, how=signal.SIGTERM):
        """Ends it. Gives its exit status."""
        if self._process is None:
            return None
        process, self._process = self._process, None
        process.send_signal(how)
        status = process.wait(timeout=20)
        process.stdout.close()
        self._errors.close()
        return status

    def policy(self):
        """A tlog-policy that asks for this one witness."""
        return f"witness w {self.vkey} {self.url}\nquorum w\n"


class LogCase(binary.FolderCase):
    """A hub of its own for every test, with the file names of its log."""

    def make_hub(self, configuration=""):
        """A hub that is not started yet."""
        made = hub.Hub(self.folder, configuration)
        self.addCleanup(made.stop)
        self.log_vkey = os.path.join(made.data, "log.vkey")
        self.keys = ("--vkey", self.log_vkey, "--vkey", os.path.join(made.data, "issuer.vkey"))
        return made

    def make_witness(self):
        """A witness for the hub's log, serving."""
        witness = Witness(self.file("witness"), self.log_vkey)
        self.addCleanup(witness.stop)
        return witness.start()

    def grow(self, of, first, count):
        """Makes so many reports, and waits for the checkpoint that covers them. Gives that checkpoint."""
        for number in range(first, first + count):
            of.done("receive_report", report(number), "reporter")
        size = store.ask(of.data, "SELECT count(*) FROM entries")[0][0]
        return wait_until(lambda: self.checkpoint_of(of, size))

    def checkpoint_of(self, of, size):
        """The log's checkpoint, or None while it covers less."""
        answer = of.get("/log/checkpoint")
        return answer.text if answer.status == 200 and size_of(answer.text) >= size else None

    def cosigned(self, of, size=1):
        """The log's checkpoint, once the witness has cosigned one of this size at least."""
        def look():
            checkpoint = self.checkpoint_of(of, size)
            return checkpoint if checkpoint and f"\u2014 {Witness.NAME} " in checkpoint else None
        return wait_until(look)


    def go_program(self):
        """The program of tests/tlog_go, built."""
        if shutil.which("go") is None or not os.path.isdir(GO_MODULE):
            self.skipTest("Go is missing: apt-get install golang-go golang-golang-x-mod-dev")
        program = self.file("tlog_check")
        built = subprocess.run(["go", "build", "-o", program, "."], capture_output=True, text=True, check=False,
                               cwd=os.path.join(binary.ROOT, "tests", "tlog_go"),
                               env={**os.environ, "GO111MODULE": "off", "GOPATH": GO_PACKAGES, "GOFLAGS": ""})
        self.assertEqual(built.returncode, 0, built.stderr)
        return program

    def go_check(self, program, *arguments):
        """What that program says of a log, whose key it is given."""
        with open(self.log_vkey, encoding="utf-8") as file:
            key = file.read().strip()
        return subprocess.run([program, "-vkey", key, *arguments], capture_output=True, text=True, check=False)


class StrangersRead(LogCase):
    """Programs that are not ours."""

    def test_openssl_verifies_the_signature_of_a_checkpoint(self):
        """C2SP signed-note: Ed25519 over the text, and nothing else is needed to check it."""
        if shutil.which("openssl") is None:
            self.skipTest("openssl is missing")
        one = self.make_hub().start()
        text, _, lines = self.grow(one, 0, 3).rpartition("\n\n")
        line = next(each for each in lines.splitlines() if each.startswith(f"\u2014 {LOG_NAME} "))
        signature = base64.b64decode(line.split(" ")[2])
        with open(self.log_vkey, encoding="utf-8") as file:
            name, key_id, key = file.read().strip().split("+", 2)
        key = base64.b64decode(key)
        self.assertEqual(signature[:4].hex(), key_id)
        self.assertEqual(hashlib.sha256(name.encode() + b"\n" + key).digest()[:4].hex(), key_id)
        self.assertEqual(self.openssl(key[1:], text + "\n", signature[4:]), 0)
        self.assertNotEqual(self.openssl(key[1:], text.replace(LOG_NAME, "test.example/lug") + "\n", signature[4:]), 0)

    def openssl(self, key, text, signature):
        """The exit status of openssl, asked about one signature."""
        for name, content in (("key.der", bytes.fromhex("302a300506032b6570032100") + key),
                              ("text", text.encode()), ("signature", signature)):
            with open(self.file(name), "wb") as out:
                out.write(content)
        return subprocess.run(["openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-keyform", "DER", "-inkey",
                               self.file("key.der"), "-in", self.file("text"), "-sigfile", self.file("signature")],
                              capture_output=True, check=False).returncode

    def test_the_go_checksum_database_reads_the_log(self):
        """golang.org/x/mod/sumdb: every tile, every entry, every proof, over HTTP, and an older tree continued."""
        program = self.go_program()
        one = self.make_hub().start()
        older = self.file("older", self.grow(one, 0, 20))
        newest = size_of(self.grow(one, 20, 260))
        self.assertGreater(newest, 256)
        for arguments in ([], ["-old", older]):
            run = self.go_check(program, *arguments, one.url + "/log")
            self.assertEqual(run.returncode, 0, run.stderr)
            self.assertIn(f"ok: {newest} entries included", run.stdout)


class Witnessed(LogCase):
    """A hub with one witness, which its policy asks for."""

    CONFIGURATION = '\n[log]\npolicy = "witness.policy"\n'

    def make_witnessed_hub(self):
        """A hub and its witness, both serving."""
        one = self.make_hub(self.CONFIGURATION)
        witness = self.make_witness()
        with open(os.path.join(one.data, "witness.policy"), "w", encoding="utf-8") as file:
            file.write(witness.policy())
        return one.start(), witness

    def test_a_cosignature_stands_under_the_checkpoint_and_in_proofs(self):
        """And `heed verify --policy` takes the proof; without the witness's line it would not."""
        one, witness = self.make_witnessed_hub()
        self.grow(one, 0, 3)
        checkpoint = self.cosigned(one, 3)
        shown = binary.heed("disclose", "0", "--fields", "kind,at", "--data", one.data, "--output",
                            self.file("entry.tlog-proof"))
        self.assert_exit(shown, binary.DONE)
        policy = self.file("policy", witness.policy())
        run = binary.heed("verify", self.file("entry.tlog-proof"), *self.keys, "--policy", policy)
        self.assert_exit(run, binary.DONE)
        with open(self.file("entry.tlog-proof"), encoding="utf-8") as file:
            proof = file.read()
        line = next(each for each in checkpoint.splitlines() if Witness.NAME in each)
        alone = self.file("alone.tlog-proof", re.sub(rf"\u2014 {Witness.NAME} .*\n", "", proof))
        self.assertNotIn(line, proof.replace(line, ""))
        self.assert_exit(binary.heed("verify", alone, *self.keys, "--policy", policy), binary.NO)
        self.assert_exit(binary.heed("verify", alone, *self.keys), binary.DONE)

    def test_the_go_checksum_database_reads_the_cosignature(self):
        """Signature type 04, checked by code that is not ours; of another witness it finds none."""
        program = self.go_program()
        one, witness = self.make_witnessed_hub()
        self.cosigned(one, size_of(self.grow(one, 0, 3)))
        run = self.go_check(program, "-witness", witness.vkey, one.url + "/log")
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertIn("1 cosignatures", run.stdout)
        binary.heed("witness", "init", self.file("other"), "--name", "witness.example/other")
        with open(self.file("other/witness.vkey"), encoding="utf-8") as file:
            other = file.read().strip()
        run = self.go_check(program, "-witness", other, one.url + "/log")
        self.assertEqual(run.returncode, 1, run.stdout)

    def test_a_witness_shows_what_it_cosigned(self):
        """GET <hash of the origin>/checkpoint: the monitoring prefix of C2SP tlog-witness."""
        one, witness = self.make_witnessed_hub()
        self.grow(one, 0, 3)
        self.cosigned(one, 3)
        path = f"/{hashlib.sha256(LOG_NAME.encode()).hexdigest()}/checkpoint"
        with urllib.request.urlopen(witness.url + path, timeout=10) as answer:
            shown = answer.read().decode("utf-8")
        self.assertGreaterEqual(size_of(shown), 3)
        self.assertIn(f"\u2014 {LOG_NAME} ", shown)
        self.assertIn(f"\u2014 {Witness.NAME} ", shown)
        self.assertEqual(witness.stop(), 0)

    def test_a_dead_witness_holds_nothing_up_and_is_asked_again(self):
        """Warn first, cosign later: entries and checkpoints go on, and one proof makes good what it missed."""
        one, witness = self.make_witnessed_hub()
        before = size_of(self.grow(one, 0, 3))
        self.cosigned(one, before)
        witness.stop(signal.SIGKILL)
        after = self.grow(one, 3, 3)
        self.assertGreaterEqual(size_of(after), before + 3)
        self.assertNotIn(Witness.NAME, after)
        found = binary.heed("audit", "--data", one.data, "--policy", os.path.join(one.data, "witness.policy"),
                            "--grace", "0s")
        self.assert_exit(found, binary.NO)
        self.assertIn("no checkpoint with a quorum", found.stdout)
        witness.start()
        self.cosigned(one, size_of(after))
        one.stop()
        found = binary.heed("audit", "--data", one.data, "--policy", os.path.join(one.data, "witness.policy"), "--json")
        self.assert_exit(found, binary.DONE)
        counted = json.loads(found.stdout)["checkpoints"]
        notes = [note for (note,) in store.ask(one.data, "SELECT note FROM checkpoints")]
        with_line = sum(Witness.NAME in note for note in notes)
        self.assertEqual((counted["checkpoints"], counted["quorate"], counted["not_quorate"]),
                         (len(notes), with_line, len(notes) - with_line))

    def test_an_older_copy_of_a_hub_signs_nothing(self):
        """Who brings a backup back would sign a second history; the witness knows the first."""
        one, _ = self.make_witnessed_hub()
        self.cosigned(one, size_of(self.grow(one, 0, 3)))
        one.stop()
        backup = self.file("backup")
        shutil.copytree(one.data, backup)
        one.start()
        newest = size_of(self.cosigned(one, size_of(self.grow(one, 3, 10))))
        one.stop()
        shutil.rmtree(one.data)
        shutil.copytree(backup, one.data)
        one.start()
        wait_until(lambda: "older copy" in one.errors())
        one.done("receive_report", report(99), "reporter")
        one.stop()
        signed = store.ask(one.data, "SELECT max(size) FROM checkpoints")[0][0]
        self.assertEqual(signed, store.ask(backup, "SELECT max(size) FROM checkpoints")[0][0])
        self.assertLess(signed, newest)


class Mirrored(LogCase):
    """heed mirror."""

    def mirror(self, source, *more):
        """One round into the folder "copy"."""
        return binary.heed("mirror", source, self.file("copy"), *self.keys, *more)

    def test_a_mirror_follows_the_log_and_is_a_log_itself(self):
        """Over HTTP, in two rounds; then somebody mirrors the mirror, as plain files."""
        one = self.make_hub().start()
        self.grow(one, 0, 30)
        self.assert_exit(self.mirror(one.url + "/log"), binary.DONE)
        newest = self.grow(one, 30, 260)
        run = self.mirror(one.url + "/log", "--json")
        self.assert_exit(run, binary.DONE)
        self.assertEqual(binary.is_one_document(run.stdout)["size"], size_of(newest))
        again = binary.heed("mirror", self.file("copy"), self.file("second"), *self.keys, "--json")
        self.assert_exit(again, binary.DONE)
        self.assertEqual(binary.is_one_document(again.stdout), {"size": size_of(newest), "new": size_of(newest)})

    def test_a_changed_byte_in_any_file_is_refused(self):
        """A bundle, a tile, and the checkpoint; the first file that is wrong is named."""
        one = self.make_hub().start()
        self.grow(one, 0, 270)
        self.assert_exit(self.mirror(one.url + "/log"), binary.DONE)
        for path in ("tile/entries/000", "tile/0/000", "checkpoint"):
            with self.subTest(path):
                served = shutil.copytree(self.file("copy"), self.file("served"))
                with open(os.path.join(served, path), "r+b") as file:
                    content = bytearray(file.read())
                    content[len(content) // 2] ^= 0x01
                    file.seek(0)
                    file.write(content)
                run = binary.heed("mirror", served, self.file("victim"), *self.keys)
                self.assert_exit(run, binary.NO)
                self.assertFalse(os.path.exists(self.file("victim/checkpoint")))
                shutil.rmtree(served)
                shutil.rmtree(self.file("victim"))

    def test_a_log_that_was_rolled_back_is_convicted_by_both_notes(self):
        """Exit 1, and two signed notes that do not go together."""
        one = self.make_hub().start()
        older = self.grow(one, 0, 3)
        self.assert_exit(self.mirror(one.url + "/log"), binary.DONE)
        served = shutil.copytree(self.file("copy"), self.file("served"))
        self.grow(one, 3, 3)
        self.assert_exit(self.mirror(one.url + "/log"), binary.DONE)
        run = self.mirror(served, "--json")
        self.assert_exit(run, binary.NO)
        evidence = binary.is_one_document(run.stdout)["evidence"]
        with open(os.path.join(evidence, "later"), encoding="utf-8") as file:
            self.assertEqual(file.read(), older)

    def test_a_log_that_cannot_be_reached_is_no_answer(self):
        """Exit 3: later may work."""
        self.make_hub()
        self.assert_exit(self.mirror("http://127.0.0.1:9/log"), binary.FAILED)


if __name__ == "__main__":
    unittest.main()
