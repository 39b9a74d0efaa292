"""The record proves itself: any byte that is changed behind the program's back is found and named."""

import hashlib
import os
import shutil
import tempfile
import unittest

from support import binary, store


def flipped(data, place):
    """The bytes with one bit changed; `place` counts from the end when negative."""
    changed = bytearray(data)
    changed[place] ^= 0x01
    return bytes(changed)


def flip(data, table, column, where, place=0):
    """Changes one bit of one stored value."""
    (value,) = store.ask(data, f"SELECT {column} FROM {table} WHERE {where}")[0]
    is_text = isinstance(value, str)
    changed = flipped(value.encode() if is_text else value, place)
    store.change(data, (f"UPDATE {table} SET {column} = ? WHERE {where}",
                        (changed.decode("latin-1") if is_text else changed,)))


def delete_last(data):
    """Takes the newest entry away."""
    store.change(data, ("DELETE FROM entries WHERE idx = (SELECT max(idx) FROM entries)", ()))


def swap(data):
    """Lets entries 3 and 4 change places, hashes and all."""
    for table, columns in (("entries", ("leaf", "hash")), ("contents", ("bytes", "salts"))):
        three, four = store.ask(data, f"SELECT {', '.join(columns)} FROM {table} WHERE idx IN (3, 4) ORDER BY idx")
        setting = ", ".join(f"{column} = ?" for column in columns)
        store.change(data, (f"UPDATE {table} SET {setting} WHERE idx = 3", four),
                     (f"UPDATE {table} SET {setting} WHERE idx = 4", three))


def delete_inside(data):
    """Takes an entry away that a checkpoint covers."""
    store.change(data, ("DELETE FROM entries WHERE idx = 5", ()))


def close_the_gap(data):
    """Takes an entry away and numbers the later ones anew, so that no gap shows."""
    for table in ("entries", "contents"):
        store.change(data, (f"DELETE FROM {table} WHERE idx = 5", ()),
                     (f"UPDATE {table} SET idx = -idx WHERE idx > 5", ()),
                     (f"UPDATE {table} SET idx = -idx - 1 WHERE idx < 0", ()))


def move_checkpoint(data):
    """Keeps a checkpoint under another size than it was signed for."""
    store.change(data, ("UPDATE checkpoints SET size = size - 1 WHERE size = (SELECT max(size) FROM checkpoints)", ()))


LAST = "idx = (SELECT max(idx) FROM entries)"
NOTE = "size = (SELECT max(size) FROM checkpoints)"

# What is done to the store, how, and a word that the message must have: the place.
TAMPERED = [
    ("the first byte of the first leaf", lambda d: flip(d, "entries", "leaf", "idx = 0", 0), "entry 0"),
    ("a byte inside a leaf", lambda d: flip(d, "entries", "leaf", "idx = 7", 200), "entry 7"),
    ("the last byte of a leaf", lambda d: flip(d, "entries", "leaf", "idx = 7", -1), "entry 7"),
    ("a byte of the newest leaf", lambda d: flip(d, "entries", "leaf", LAST, 30), "entry"),
    ("the first byte of a content", lambda d: flip(d, "contents", "bytes", "idx = 0", 0), "entry"),
    ("a byte inside a content", lambda d: flip(d, "contents", "bytes", "idx = 7", 60), "entry 7"),
    ("a byte of the salts", lambda d: flip(d, "contents", "salts", "idx = 7", 3), "entry 7"),
    ("the last byte of the salts", lambda d: flip(d, "contents", "salts", "idx = 7", -1), "entry 7"),
    ("the hash of an entry", lambda d: flip(d, "entries", "hash", "idx = 2", 31), "entry 2"),
    ("the words of a checkpoint", lambda d: flip(d, "checkpoints", "note", NOTE, 0), "checkpoint"),
    ("the size in a checkpoint", lambda d: flip(d, "checkpoints", "note", NOTE, 18), "checkpoint"),
    ("the signature of a checkpoint", lambda d: flip(d, "checkpoints", "note", NOTE, -8), "checkpoint"),
    ("a checkpoint under another size", move_checkpoint, "checkpoint"),
    ("the bytes of a snapshot", lambda d: flip(d, "snapshot_pieces", "bytes", "1", 100), "snapshot"),
    ("the last byte of a snapshot", lambda d: flip(d, "snapshot_pieces", "bytes", "1", -1), "snapshot"),
    ("the hash of a snapshot", lambda d: flip(d, "snapshots", "hash", "1", 5), "snapshot"),
    ("the last entry is gone", delete_last, "checkpoint"),
    ("two entries change places", swap, "entry 3"),
    ("an entry inside is gone", delete_inside, "entry 5"),
    ("an entry is gone and the gap is closed", close_the_gap, "entry 5"),
]


class TamperedRecord(binary.FolderCase):
    """heed record verify."""

    @classmethod
    def setUpClass(cls):
        """One drill, whose record is copied for every change."""
        kept = tempfile.TemporaryDirectory(prefix="heed-test-")
        cls.addClassCleanup(kept.cleanup)
        cls.kept = os.path.join(kept.name, "data")
        run = binary.heed("drill", "run", binary.TAJ, "--data", cls.kept)
        if run.returncode != binary.DONE:
            raise AssertionError(run.stdout + run.stderr)

    def copy(self, name):
        """The record of the drill, to be changed."""
        return shutil.copytree(self.kept, self.file(name))

    def verify(self, data, *options):
        """What the program says of a record."""
        return binary.heed("record", "verify", "--data", data, *options)

    def test_an_untouched_record_verifies(self):
        """Exit 0, with the number of entries and the root; the newest checkpoint covers all."""
        run = self.verify(self.copy("untouched"), "--json")
        self.assert_exit(run, binary.DONE)
        verified = binary.is_one_document(run.stdout)
        self.assertEqual(verified["entries"], store.ask(self.kept, "SELECT count(*) FROM entries")[0][0])
        self.assertEqual(verified["covered"], verified["entries"])
        self.assertGreaterEqual(verified["checkpoints"], 1)

    def test_any_changed_byte_is_found_and_its_place_is_named(self):
        """Every stored column, changed at several places, and entries taken away or moved (issue, 3)."""
        for number, (name, change, place) in enumerate(TAMPERED):
            with self.subTest(name):
                data = self.copy(f"tampered-{number}")
                change(data)
                run = self.verify(data)
                self.assert_exit(run, binary.NO)
                self.assertIn(place, run.stderr)

    def test_an_entry_forged_with_its_own_hash_is_found(self):
        """Who changes an entry and hashes it anew is found by the signed root."""
        data = self.copy("forged")
        (leaf,) = store.ask(data, "SELECT leaf FROM entries WHERE idx = 4")[0]
        forged = leaf[:300] + (b"x" if leaf[300:301] != b"x" else b"y") + leaf[301:]
        store.change(data, ("UPDATE entries SET leaf = ?, hash = ? WHERE idx = 4",
                            (forged, hashlib.sha256(b"\x00" + forged).digest())))
        run = self.verify(data)
        self.assert_exit(run, binary.NO)
        self.assertIn("entry 4", run.stderr)

    def test_a_forged_content_is_found_by_its_leaf(self):
        """Who changes what the hub keeps is found by what it signed."""
        data = self.copy("forged-content")
        (text,) = store.ask(data, "SELECT bytes FROM contents WHERE idx = 4")[0]
        letter = text.index(b'"name":"') + len(b'"name":"')
        forged = text[:letter] + (b"x" if text[letter:letter + 1] != b"x" else b"y") + text[letter + 1:]
        store.change(data, ("UPDATE contents SET bytes = ? WHERE idx = 4", (forged,)))
        run = self.verify(data)
        self.assert_exit(run, binary.NO)
        self.assertIn("entry 4: actor", run.stderr)

    def test_a_record_of_another_log_does_not_verify(self):
        """The verifier key comes from where it is trusted; another key says no."""
        binary.heed("init", "--data", self.file("other"), "--origin", "drill.example/log")
        other = self.file("other")
        run = self.verify(self.copy("data"), "--vkey", os.path.join(other, "log.vkey"),
                          "--vkey", os.path.join(other, "issuer.vkey"))
        self.assert_exit(run, binary.NO)
        self.assertIn("checkpoint", run.stderr)

    def test_a_hub_does_not_start_on_a_record_that_was_changed(self):
        """Stored bytes that are not what was written stop the hub before it says anything."""
        data = self.copy("served")
        store.change(data, ("DELETE FROM snapshots", ()), ("DELETE FROM snapshot_pieces", ()))
        flip(data, "contents", "bytes", "idx = 7", 60)
        run = binary.heed("serve", "--data", data, "--listen", "127.0.0.1:0", seconds=20)
        self.assertNotEqual(run.returncode, binary.DONE)
        self.assertIn("entry 7", run.stderr)

    def test_a_folder_without_a_record_cannot_be_verified(self):
        """Exit neither 0 nor silence."""
        run = self.verify(self.file("nothing"))
        self.assertIn(run.returncode, (binary.NO, binary.USAGE, binary.FAILED))
        self.assertIn("nothing", run.stderr)


if __name__ == "__main__":
    unittest.main()
