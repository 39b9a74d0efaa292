// The packed state, beside the record: SqliteStore's functions for it.

#include <algorithm>

#include "adapters/store/sqlite/store.h"

namespace heed::sqlite {
namespace {

constexpr std::size_t piece_bytes = 1UL << 20;

}  // namespace

Result<void> SqliteStore::drop_snapshot() {
  return database_.run("DELETE FROM snapshots; DELETE FROM snapshot_pieces");
}

Result<void> SqliteStore::put_snapshot(const ports::StoredSnapshot& snapshot) {
  return write([&]() -> Result<void> {
    TRY(drop_snapshot());
    TRY(auto insert, database_.prepare("INSERT INTO snapshot_pieces (piece, bytes) VALUES (?, ?)"));
    // Why one piece at least: without any, not even the head would be found.
    std::string_view left = snapshot.bytes;
    for (std::uint64_t piece = 0; piece == 0 || !left.empty(); ++piece) {
      insert.bind(1, piece).bind_bytes(2, left.substr(0, piece_bytes));
      TRY(insert.run());
      left.remove_prefix(std::min(piece_bytes, left.size()));
    }
    TRY(auto head, database_.prepare("INSERT INTO snapshots (size, format, hash) VALUES (?, ?, ?)"));
    head.bind(1, snapshot.size).bind_text(2, snapshot.format).bind_bytes(3, snapshot.hash);
    return head.run();
  });
}

// Why one statement: whoever reads while the hub puts a newer one there sees all of the one or all of the other. Why
// the pieces first: they stand in their order then; the other way round SQLite would sort a gigabyte on the disk.
Result<std::optional<ports::StoredSnapshot>> SqliteStore::last_snapshot() {
  TRY(auto query,
      database_.prepare("SELECT size, format, hash, (SELECT sum(length(bytes)) FROM snapshot_pieces), bytes "
                        "FROM snapshot_pieces CROSS JOIN snapshots ORDER BY piece"));
  std::optional<ports::StoredSnapshot> snapshot;
  for (;;) {
    TRY(const bool is_more, query.next_row());
    if (!is_more) return snapshot;
    if (!snapshot) {
      snapshot = {query.number(0), query.bytes(1), {}, query.bytes(2)};
      snapshot->bytes.reserve(query.number(3));
    }
    snapshot->bytes += query.view(4);
  }
}

}  // namespace heed::sqlite
