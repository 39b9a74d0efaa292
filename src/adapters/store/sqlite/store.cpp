#include "adapters/store/sqlite/store.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <limits>

#include "adapters/store/sqlite/schema.h"
#include "core/text.h"

namespace heed::sqlite {

namespace {

constexpr std::size_t hash_bytes = 32;
constexpr std::size_t chunk_entries = 256;
constexpr std::size_t chunk_bytes = 4UL << 20;  // so that large entries do not add up

Access access_of(Mode mode) {
  switch (mode) {
    case Mode::create: return Access::create;
    case Mode::existing: return Access::write;
    case Mode::read_only: return Access::read;
  }
  return Access::read;
}

/// Why we look ourselves: SQLite takes a file of a few bytes for an empty one and writes over it.
Result<void> check_first_bytes(const std::string& path) {
  constexpr std::string_view first_bytes{"SQLite format 3", 16};
  std::ifstream file(path, std::ios::binary);
  std::string found(first_bytes.size(), '\0');
  file.read(found.data(), static_cast<std::streamsize>(found.size()));
  found.resize(static_cast<std::size_t>(file.gcount()));
  if (file.bad() || !file.is_open()) return fail(Code::unavailable, cat("the store ", path, " cannot be read"));
  if (found.empty() || found == first_bytes) return {};
  return fail(Code::invalid, cat("the file ", path, " is not a store of Heed; name another file"));
}

/// The file is there, and in a mode that writes it is ours to write.
Result<FileLock> claim(const std::string& path, Mode mode) {
  std::error_code unreadable;
  const bool is_there = std::filesystem::exists(path, unreadable);
  if (unreadable)
    return fail(Code::unavailable, cat("the store ", path, " cannot be looked at: ", unreadable.message()));
  if (!is_there && mode != Mode::create) return fail(Code::not_found, cat("there is no store ", path));
  if (is_there) TRY(check_first_bytes(path));
  if (mode == Mode::read_only) return FileLock();
  TRY(auto lock, FileLock::take(path + ".lock"));
  // SQLite would make the file readable for everybody; it gives the files beside it the same rights as this one.
  if (!is_there) TRY(make_private_file(path));
  return lock;
}

/// Why after the schema: changing the journal writes to the file, and a file of another program is not to be written
/// to.
Result<void> make_durable(Database& database) {
  TRY(auto mode, database.prepare("PRAGMA journal_mode = WAL"));
  TRY(const bool answered, mode.next_row());
  if (!answered || mode.bytes(0) != "wal") {
    return fail(Code::unavailable,
                cat("the store ", database.path(), " is on a disk that cannot share memory; use a local one"));
  }
  return database.run("PRAGMA synchronous = FULL");
}

ports::StoredEntry entry_in(const Statement& row) {
  return {row.number(0), row.bytes(1), row.bytes(2), row.bytes(3), row.bytes(4)};
}

Result<void> check_entry(const ports::StoredEntry& entry, std::uint64_t expected) {
  if (entry.index != expected) return fail(Code::corrupt, cat("entry ", expected, " is missing from the store"));
  if (entry.hash.size() != hash_bytes) return fail(Code::corrupt, cat("entry ", expected, " has no whole hash"));
  return {};
}

}  // namespace

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const std::string& path, Mode mode) {
  TRY(auto lock, claim(path, mode));
  TRY(auto database, Database::open(path, access_of(mode)));
  TRY(prepare_schema(database, access_of(mode)));
  if (mode != Mode::read_only) TRY(make_durable(database));
  TRY(auto entry, database.prepare("INSERT INTO entries (idx, leaf, hash) VALUES (?, ?, ?)"));
  TRY(auto content, database.prepare("INSERT INTO contents (idx, bytes, salts) VALUES (?, ?, ?)"));
  TRY(auto node, database.prepare("INSERT INTO nodes (level, idx, hash) VALUES (?, ?, ?)"));
  return std::unique_ptr<SqliteStore>(new SqliteStore(mode, std::move(lock), std::move(database),
                                                      {std::move(entry), std::move(content), std::move(node)}));
}

Result<void> SqliteStore::write(const std::function<Result<void>()>& changes) {
  if (mode_ == Mode::read_only)
    return fail(Code::refused, cat("the store ", database_.path(), " is open for reading only"));
  if (is_broken_) {
    return fail(Code::unavailable, cat("the store ", database_.path(), " failed at an earlier write; open it anew"));
  }
  const auto attempt = [&]() -> Result<void> {
    TRY(auto transaction, Transaction::begin(database_));
    TRY(changes());
    return transaction.commit();
  };
  auto outcome = attempt();
  if (!outcome) is_broken_ = outcome.error().code == Code::unavailable || outcome.error().code == Code::corrupt;
  return outcome;
}

Result<void> SqliteStore::append(const std::vector<ports::StoredEntry>& entries) {
  if (entries.empty()) return {};
  return write([&] { return insert_all(entries); });
}

Result<void> SqliteStore::insert_all(const std::vector<ports::StoredEntry>& entries) {
  TRY(auto next, size());
  for (const auto& entry : entries) {
    if (entry.index != next++) return fail(Code::internal, cat("entry ", entry.index, " does not follow the last one"));
    TRY(inserts_.entry.bind(1, entry.index).bind_bytes(2, entry.leaf).bind_bytes(3, entry.hash).run());
    TRY(inserts_.content.bind(1, entry.index).bind_bytes(2, entry.bytes).bind_bytes(3, entry.salts).run());
    for (const auto& node : entry.completes) {
      TRY(inserts_.node.bind(1, node.level).bind(2, node.index).bind_bytes(3, node.hash).run());
    }
  }
  return {};
}

Result<std::uint64_t> SqliteStore::size() { return database_.number("SELECT coalesce(max(idx) + 1, 0) FROM entries"); }

Result<void> SqliteStore::read(std::uint64_t from, std::uint64_t until,
                               const std::function<Result<void>(ports::StoredEntry)>& each) {
  until = std::min(until, std::uint64_t{std::numeric_limits<std::int64_t>::max()});
  while (from < until) {
    TRY(auto chunk, read_chunk(from, until));
    if (chunk.empty()) return {};
    for (auto& entry : chunk) {
      TRY(check_entry(entry, from++));
      TRY(each(std::move(entry)));
    }
  }
  return {};
}

Result<std::vector<ports::StoredEntry>> SqliteStore::read_chunk(std::uint64_t from, std::uint64_t until) {
  TRY(auto query, database_.prepare("SELECT idx, bytes, hash, leaf, salts FROM entries JOIN contents USING (idx) "
                                    "WHERE idx >= ? AND idx < ? ORDER BY idx"));
  query.bind(1, from).bind(2, until);
  std::vector<ports::StoredEntry> chunk;
  std::size_t bytes = 0;
  while (chunk.size() < chunk_entries && bytes < chunk_bytes) {
    TRY(const bool is_there, query.next_row());
    if (!is_there) break;
    chunk.push_back(entry_in(query));
    bytes += chunk.back().bytes.size();
  }
  return chunk;
}

Result<std::vector<std::string>> SqliteStore::leaves(std::uint64_t from, std::size_t count) {
  TRY(auto query, database_.prepare("SELECT leaf FROM entries WHERE idx >= ? ORDER BY idx LIMIT ?"));
  query.bind(1, from).bind(2, count);
  std::vector<std::string> found;
  while (true) {
    TRY(const bool is_there, query.next_row());
    if (!is_there) return found;
    found.push_back(query.bytes(0));
  }
}

Result<std::vector<std::string>> SqliteStore::hashes(unsigned level, std::uint64_t first, std::size_t count) {
  constexpr std::string_view of_leaves = "SELECT idx, hash FROM entries WHERE ? = 0 AND idx >= ? ORDER BY idx LIMIT ?";
  constexpr std::string_view of_nodes = "SELECT idx, hash FROM nodes WHERE level = ? AND idx >= ? ORDER BY idx LIMIT ?";
  TRY(auto query, database_.prepare(level == 0 ? of_leaves : of_nodes));
  query.bind(1, level).bind(2, first).bind(3, count);
  std::vector<std::string> found;
  while (found.size() < count) {
    TRY(const bool is_there, query.next_row());
    if (!is_there || query.number(0) != first + found.size() || query.bytes(1).size() != hash_bytes) {
      return fail(Code::corrupt, cat("the hash ", first + found.size(), " of level ", level, " is missing"));
    }
    found.push_back(query.bytes(1));
  }
  return found;
}

Result<void> SqliteStore::rewrite(const std::vector<ports::StoredEntry>& entries) {
  TRY(database_.run("PRAGMA secure_delete = ON"));
  TRY(write([&]() -> Result<void> {
    TRY(auto update, database_.prepare("UPDATE contents SET bytes = ?, salts = ? WHERE idx = ?"));
    for (const auto& entry : entries) {
      TRY(update.bind_bytes(1, entry.bytes).bind_bytes(2, entry.salts).bind(3, entry.index).run());
      TRY(const auto changed, database_.number("SELECT changes()"));
      if (changed != 1) return fail(Code::internal, cat("there is no entry ", entry.index));
    }
    return drop_snapshot();
  }));
  // The old pages still stand in the write-ahead log until it is brought in and cut off.
  TRY(const auto is_busy, database_.number("PRAGMA wal_checkpoint(TRUNCATE)"));
  if (is_busy != 0) return fail(Code::unavailable, cat("another program reads ", database_.path(), "; stop it first"));
  return {};
}

Result<void> SqliteStore::put_checkpoint(const ports::StoredCheckpoint& checkpoint) {
  return write([&]() -> Result<void> {
    TRY(const auto last, last_checkpoint());
    if (last && checkpoint.size == last->size && checkpoint.note == last->note) return {};
    if (last && checkpoint.size <= last->size) {
      return fail(Code::conflict, "a checkpoint of this size or a larger one is kept");
    }
    TRY(auto insert, database_.prepare("INSERT INTO checkpoints (size, note) VALUES (?, ?)"));
    return insert.bind(1, checkpoint.size).bind_text(2, checkpoint.note).run();
  });
}

Result<void> SqliteStore::add_signatures(std::uint64_t size, const std::vector<std::string>& lines) {
  return write([&]() -> Result<void> {
    TRY(auto query, database_.prepare("SELECT note FROM checkpoints WHERE size = ?"));
    query.bind(1, size);
    TRY(const bool is_there, query.next_row());
    if (!is_there) return fail(Code::not_found, cat("no checkpoint of size ", size, " is kept"));
    auto note = query.bytes(0);
    for (const auto& line : lines) {
      if (!note.contains(line)) note += line;
    }
    TRY(auto update, database_.prepare("UPDATE checkpoints SET note = ? WHERE size = ?"));
    return update.bind_text(1, note).bind(2, size).run();
  });
}

Result<std::vector<ports::StoredCheckpoint>> SqliteStore::checkpoints() {
  return checkpoints_from(0, std::numeric_limits<std::int64_t>::max());
}

Result<std::vector<ports::StoredCheckpoint>> SqliteStore::checkpoints_from(std::uint64_t from, std::size_t count) {
  TRY(auto query, database_.prepare("SELECT size, note FROM checkpoints WHERE size >= ? ORDER BY size LIMIT ?"));
  query.bind(1, from).bind(2, count);
  std::vector<ports::StoredCheckpoint> found;
  while (true) {
    TRY(const bool is_there, query.next_row());
    if (!is_there) return found;
    found.push_back({query.number(0), query.bytes(1)});
  }
}

Result<std::optional<ports::StoredCheckpoint>> SqliteStore::last_checkpoint() {
  TRY(auto query, database_.prepare("SELECT size, note FROM checkpoints ORDER BY size DESC LIMIT 1"));
  TRY(const bool is_there, query.next_row());
  if (!is_there) return std::nullopt;
  return ports::StoredCheckpoint{query.number(0), query.bytes(1)};
}

Result<void> SqliteStore::put_time_stamp(const ports::StoredTimeStamp& stamp) {
  return write([&]() -> Result<void> {
    TRY(const auto checkpoint, checkpoints_from(stamp.size, 1));
    if (checkpoint.empty() || checkpoint.front().size != stamp.size) {
      return fail(Code::not_found, cat("no checkpoint of size ", stamp.size, " is kept"));
    }
    TRY(const auto kept, time_stamp_from(stamp.size));
    if (kept == stamp) return {};
    if (kept && kept->size == stamp.size) return fail(Code::conflict, "this checkpoint has a time stamp already");
    TRY(auto insert, database_.prepare("INSERT INTO time_stamps (size, answer) VALUES (?, ?)"));
    return insert.bind(1, stamp.size).bind_bytes(2, stamp.answer).run();
  });
}

Result<std::optional<ports::StoredTimeStamp>> SqliteStore::time_stamp_from(std::uint64_t from) {
  TRY(auto query, database_.prepare("SELECT size, answer FROM time_stamps WHERE size >= ? ORDER BY size LIMIT 1"));
  query.bind(1, from);
  TRY(const bool is_there, query.next_row());
  if (!is_there) return std::nullopt;
  return ports::StoredTimeStamp{query.number(0), query.bytes(1)};
}

Result<std::optional<ports::StoredTimeStamp>> SqliteStore::last_time_stamp() {
  TRY(auto query, database_.prepare("SELECT size, answer FROM time_stamps ORDER BY size DESC LIMIT 1"));
  TRY(const bool is_there, query.next_row());
  if (!is_there) return std::nullopt;
  return ports::StoredTimeStamp{query.number(0), query.bytes(1)};
}

}  // namespace heed::sqlite
