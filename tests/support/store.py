"""The record as it lies on the disk, read by SQLite alone: what the program says of it is not asked."""

import collections
import json
import os
import sqlite3

# Kinds whose number depends on how often the hub was stopped: attempts that were cut off are made again.
OF_ATTEMPTS = {"delivery.attempted", "delivery.reported", "delivery.escalated", "watch.raised"}


def path_of(data):
    """The store of a data folder."""
    return os.path.join(data, "record.sqlite")


def entries(data):
    """Every entry, in order, parsed. An empty list when there is no store yet."""
    if not os.path.exists(path_of(data)):
        return []
    with sqlite3.connect(f"file:{path_of(data)}?mode=ro", uri=True) as store:
        rows = store.execute("SELECT idx, bytes FROM contents ORDER BY idx").fetchall()
    store.close()
    return [json.loads(bytes_of) for _, bytes_of in rows]


def count_by_kind(of):
    """How many facts there are of each kind, without those whose number depends on interruptions."""
    counted = collections.Counter()
    for entry in of:
        if entry["kind"] not in OF_ATTEMPTS:
            counted[entry["kind"]] += len(entry["body"].get("each", [None]))
    return dict(counted)


def change(data, *statements):
    """Writes to the store behind the program's back. Each statement is (SQL, parameters)."""
    store = sqlite3.connect(path_of(data))
    with store:
        for sql, parameters in statements:
            cursor = store.execute(sql, parameters)
            if cursor.rowcount == 0:
                raise AssertionError(f"this changed nothing: {sql}")
    store.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()


def cut(data, size):
    """Takes the record back to its first entries, as a power cut would have left it."""
    store = sqlite3.connect(path_of(data))
    with store:
        store.execute("DELETE FROM entries WHERE idx >= ?", (size,))
        store.execute("DELETE FROM contents WHERE idx >= ?", (size,))
        store.execute("DELETE FROM nodes WHERE (idx + 1) << (8 * level) > ?", (size,))
        store.execute("DELETE FROM checkpoints WHERE size > ?", (size,))
        if store.execute("DELETE FROM snapshots WHERE size > ?", (size,)).rowcount:
            store.execute("DELETE FROM snapshot_pieces")
    store.close()


def ask(data, sql, parameters=()):
    """The rows of one question."""
    store = sqlite3.connect(f"file:{path_of(data)}?mode=ro", uri=True)
    try:
        return store.execute(sql, parameters).fetchall()
    finally:
        store.close()
