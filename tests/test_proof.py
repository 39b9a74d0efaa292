"""One fact is shown to a stranger, and nothing of the rest; a recipient is forgotten, and the record still proves."""

import json
import os
import shutil
import subprocess
import tempfile
import unittest

from support import binary, hub, store

VERIFIER = os.path.join(os.path.dirname(binary.BINARY), "heed-verify")
MAIL = '\n[mail]\nrelay = "smtp://127.0.0.1:1"\nfrom = "warnings@test.example"\n'  # nothing is sent
OTHER_LIBRARY = os.path.join(os.path.dirname(__file__), "sdjwt_js")


class Proofs(binary.FolderCase):
    """heed disclose, heed verify, heed-verify, heed erase."""

    @classmethod
    def setUpClass(cls):
        """One drill, whose record everything is shown of."""
        kept = tempfile.TemporaryDirectory(prefix="heed-test-")
        cls.addClassCleanup(kept.cleanup)
        cls.data = os.path.join(kept.name, "data")
        run = binary.heed("drill", "run", binary.TAJ, "--data", cls.data)
        if run.returncode != binary.DONE:
            raise AssertionError(run.stdout + run.stderr)

    def keys(self, data):
        """The options that name the two keys of a record."""
        return ["--vkey", os.path.join(data, "log.vkey"), "--vkey", os.path.join(data, "issuer.vkey")]

    def entry_of(self, kind, data=None):
        """The first entry of a kind."""
        rows = store.ask(data or self.data, "SELECT idx, bytes FROM contents ORDER BY idx")
        return next(index for index, content in rows if json.loads(content)["kind"] == kind)

    def disclose(self, entry, fields, data=None):
        """A proof file of the entry with these fields."""
        path = self.file(f"{entry}.tlog-proof")
        run = binary.heed("disclose", str(entry), "--fields", fields, "-o", path, "--data", data or self.data)
        self.assert_exit(run, binary.DONE)
        return path

    def test_the_fields_of_an_entry_are_listed_before_anything_is_shown(self):
        """Without --fields nothing is written."""
        run = binary.heed("disclose", str(self.entry_of("delivery.planned")), "--data", self.data, "--json")
        self.assert_exit(run, binary.DONE)
        paths = [field["path"] for field in binary.is_one_document(run.stdout)]
        self.assertIn("kind", paths)
        self.assertIn("body.recipient", paths)
        self.assertIn("thread[0]", paths)

    def test_a_stranger_sees_the_shown_fields_and_no_others(self):
        """Both programs say the same, and exit 0 (RA-2)."""
        entry = self.entry_of("delivery.planned")
        path = self.disclose(entry, "kind,body.recipient")
        run = binary.heed("verify", path, *self.keys(self.data))
        self.assert_exit(run, binary.DONE)
        self.assertIn("delivery.planned", run.stdout)
        self.assertIn("body.recipient", run.stdout)
        self.assertNotIn("contacts", run.stdout)
        self.assertIn("not proven", run.stdout)
        alone = subprocess.run([VERIFIER, path, *self.keys(self.data)], capture_output=True, text=True, check=False)
        self.assertEqual((alone.returncode, alone.stdout), (0, run.stdout))

    def test_the_program_of_auditors_needs_nothing_else_on_the_machine(self):
        """No shared library."""
        with open(VERIFIER, "rb") as file:
            self.assertNotIn(b"/lib64/ld-linux", file.read())

    def test_an_edited_proof_is_refused_and_the_step_is_named(self):
        """One changed byte at any of many places, and a file that was cut off (RA-2)."""
        path = self.disclose(self.entry_of("warning.drafted"), "kind,body.contents[0]")
        with open(path, "rb") as file:
            whole = file.read()
        self.assert_exit(binary.heed("verify", path, *self.keys(self.data)), binary.DONE)
        for place in range(0, len(whole), max(1, len(whole) // 40)):
            changed = bytearray(whole)
            changed[place] ^= 1
            edited = self.file("edited.tlog-proof")
            with open(edited, "wb") as file:
                file.write(changed)
            run = binary.heed("verify", edited, *self.keys(self.data))
            self.assertEqual(run.returncode, binary.NO, f"byte {place}")
            self.assertIn("REFUSED", run.stdout + run.stderr)

    def test_a_proof_of_another_log_is_refused(self):
        """The keys decide, not the file."""
        path = self.disclose(self.entry_of("case.opened"), "kind")
        other = self.file("other")
        self.assert_exit(binary.heed("init", "--data", other, "--origin", "other.example/log", "--status", "test"),
                         binary.DONE)
        self.assert_exit(binary.heed("verify", path, *self.keys(other)), binary.NO)

    @unittest.skipUnless(shutil.which("node") and os.path.isdir(os.path.join(OTHER_LIBRARY, "node_modules")),
                         "node or the packages of tests/sdjwt_js are absent; ./test installs both")
    def test_another_library_reads_what_is_shown(self):
        """An SD-JWT library from npm comes to the same claims (RFC 9901)."""
        path = self.disclose(self.entry_of("delivery.planned"), "kind,body.recipient,thread")
        run = subprocess.run(["node", os.path.join(OTHER_LIBRARY, "check.mjs"), path, "--vkey",
                              os.path.join(self.data, "issuer.vkey")], capture_output=True, text=True, check=False)
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
        claims = json.loads(run.stdout.splitlines()[0])["claims"]
        self.assertEqual(claims["kind"], "delivery.planned")
        self.assertEqual(list(claims["body"]), ["recipient"])

    def test_who_is_still_registered_is_not_erased(self):
        """Nothing is written, and the reason is said."""
        data = shutil.copytree(self.data, self.file("kept"))
        content = json.loads(store.ask(data, "SELECT bytes FROM contents WHERE idx = "
                                       f"{self.entry_of('audience.registered')}")[0][0])
        name = content["body"]["recipient"]["recipient"]
        run = binary.heed("erase", name, "--reason", "asked", "--data", data)
        self.assert_exit(run, binary.NO)
        self.assertIn("retire it first", run.stderr)
        self.assert_exit(binary.heed("record", "verify", "--data", data), binary.DONE)

    def test_of_an_entry_about_many_one_recipient_is_shown_without_the_others(self):
        """A batch: one fact of it is proven, and neither who else was told nor how many (RA-2)."""
        data = self.file("many")
        self.assert_exit(binary.heed("drill", "run", binary.CROCUS, "--data", data), binary.DONE)
        rows = store.ask(data, "SELECT idx, bytes FROM contents ORDER BY idx")
        entries = [(index, json.loads(content)) for index, content in rows]
        index, told = next((index, entry["body"]["each"]) for index, entry in entries
                           if entry["kind"] == "delivery.planned" and "each" in entry["body"])
        for place, one in enumerate(told):
            path = self.disclose(index, f"kind,body.each[{place}].recipient,body.each[{place}].edition", data=data)
            run = binary.heed("verify", path, *self.keys(data))
            self.assert_exit(run, binary.DONE)
            self.assertIn(one["recipient"], run.stdout)
            for other in told:
                if other["recipient"] not in one["recipient"]:
                    self.assertNotIn(other["recipient"], run.stdout)

    def test_who_has_left_is_erased_from_the_record_and_what_is_left_of_it_proves(self):
        """By the real programs, hub and all: the name is gone from the disk, the log is what it was (RA-2)."""
        of = hub.Hub(self.file("hub"), MAIL)
        self.addCleanup(of.stop)
        of.start()
        for name in ("leaving-person", "staying-person"):
            of.done("register_recipient", {
                "recipient": name, "name": f"Name of {name}", "sort": "person", "tier": "public", "languages": ["en"],
                "contacts": [{"channel": "email", "address": f"{name}@example.org"}]})
        of.done("retire_recipient", {"recipient": "leaving-person", "reason": "asked"})
        self.assertEqual(of.stop(), 0)
        before = store.ask(of.data, "SELECT idx, hash FROM entries ORDER BY idx")
        self.assert_exit(binary.heed("erase", "leaving-person", "--reason", "asked", "--data", of.data), binary.DONE)
        for file in os.listdir(of.data):
            if file.startswith("record.sqlite"):
                with open(os.path.join(of.data, file), "rb") as content:
                    self.assertNotIn(b"leaving-person", content.read(), file)
        self.assertEqual(store.ask(of.data, "SELECT idx, hash FROM entries ORDER BY idx")[:len(before)], before)
        self.assert_exit(binary.heed("record", "verify", "--data", of.data), binary.DONE)
        self.assert_exit(binary.heed("audit", "--data", of.data), binary.DONE)
        other = next(index for index, content in store.ask(of.data, "SELECT idx, bytes FROM contents ORDER BY idx")
                     if b"staying-person" in (content if isinstance(content, bytes) else content.encode()))
        path = self.disclose(other, "kind,body.recipient", data=of.data)
        run = binary.heed("verify", path, *self.keys(of.data))
        self.assert_exit(run, binary.DONE)
        self.assertIn("staying-person", run.stdout)


if __name__ == "__main__":
    unittest.main()
