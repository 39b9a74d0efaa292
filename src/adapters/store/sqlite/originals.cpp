// What came from outside, beside the record: SqliteStore's four functions for it.

#include "adapters/store/sqlite/store.h"

namespace heed::sqlite {

Result<void> SqliteStore::keep_originals(const std::vector<ports::StoredOriginal>& originals) {
  // Why without a sync of its own: the entries that name them are appended behind them to the same write-ahead log,
  // whose sync covers both; and before that nobody knows of them.
  TRY(database_.run("PRAGMA synchronous = NORMAL"));
  auto kept = write([&]() -> Result<void> {
    TRY(auto insert, database_.prepare("INSERT INTO originals (digest, at, bytes) VALUES (?, ?, ?) "
                                       "ON CONFLICT (digest) DO UPDATE SET at = max(at, excluded.at)"));
    for (const auto& each : originals) {
      insert.bind_text(1, each.digest).bind(2, static_cast<std::uint64_t>(each.at.ms)).bind_bytes(3, each.bytes);
      TRY(insert.run());
    }
    return {};
  });
  if (auto restored = database_.run("PRAGMA synchronous = FULL"); !restored) {
    is_broken_ = true;
    return restored;
  }
  return kept;
}

Result<std::optional<std::string>> SqliteStore::original(const std::string& digest) {
  TRY(auto query, database_.prepare("SELECT bytes FROM originals WHERE digest = ?"));
  query.bind_text(1, digest);
  TRY(const bool is_there, query.next_row());
  if (!is_there) return std::nullopt;
  return std::optional(query.bytes(0));
}

Result<void> SqliteStore::pin_original(const std::string& digest) {
  return write([&]() -> Result<void> {
    TRY(auto update, database_.prepare("UPDATE originals SET is_pinned = 1 WHERE digest = ?"));
    return update.bind_text(1, digest).run();
  });
}

Result<std::uint64_t> SqliteStore::drop_originals(Instant before) {
  const auto until = static_cast<std::uint64_t>(before.ms);
  std::uint64_t count = 0;
  TRY(write([&]() -> Result<void> {
    TRY(auto query, database_.prepare("SELECT count(*) FROM originals WHERE at < ? AND is_pinned = 0"));
    TRY(query.bind(1, until).next_row());
    count = query.number(0);
    TRY(auto remove, database_.prepare("DELETE FROM originals WHERE at < ? AND is_pinned = 0"));
    return remove.bind(1, until).run();
  }));
  return count;
}

}  // namespace heed::sqlite
