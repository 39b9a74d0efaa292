#pragma once
// The store of a hub on one machine: one SQLite file.

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "adapters/store/sqlite/database.h"
#include "adapters/store/sqlite/file_lock.h"
#include "ports/store.h"

namespace heed::sqlite {

enum class Mode {
  create,     ///< write; a file that is not there is made
  existing,   ///< write; a file that is not there is an error, so that a lost store is not taken for a new one
  read_only,  ///< beside a running hub or without one; every write is refused
};

/// Guarantees: what a returned call wrote survives a killed process and a power failure (WAL, synchronous=FULL). One
/// process writes; PATH.lock beside the file holds the others off. After a failed write every further one is refused,
/// because nobody knows what the disk holds: open the store anew.
class SqliteStore final : public ports::Store {
 public:
  /// Errors: not_found when there is no file; conflict when another process writes; invalid for a file that is not
  /// ours; unsupported for a store of a newer Heed; else unavailable or corrupt. Each sentence names the file.
  [[nodiscard]] static Result<std::unique_ptr<SqliteStore>> open(const std::string& path, Mode mode);

  Result<void> append(const std::vector<ports::StoredEntry>& entries) override;
  Result<std::uint64_t> size() override;
  /// Reads in chunks and holds nothing open while `each` runs, so `each` may use the store. A gap in the indexes is
  /// corrupt.
  Result<void> read(std::uint64_t from, std::uint64_t until,
                    const std::function<Result<void>(ports::StoredEntry)>& each) override;
  Result<std::vector<std::string>> leaves(std::uint64_t from, std::size_t count) override;
  Result<std::vector<std::string>> hashes(unsigned level, std::uint64_t first, std::size_t count) override;
  Result<void> rewrite(const std::vector<ports::StoredEntry>& entries) override;
  Result<void> put_checkpoint(const ports::StoredCheckpoint& checkpoint) override;
  Result<void> add_signatures(std::uint64_t size, const std::vector<std::string>& lines) override;
  Result<std::vector<ports::StoredCheckpoint>> checkpoints() override;
  Result<std::vector<ports::StoredCheckpoint>> checkpoints_from(std::uint64_t from, std::size_t count) override;
  Result<std::optional<ports::StoredCheckpoint>> last_checkpoint() override;
  Result<void> put_time_stamp(const ports::StoredTimeStamp& stamp) override;
  Result<std::optional<ports::StoredTimeStamp>> time_stamp_from(std::uint64_t from) override;
  Result<std::optional<ports::StoredTimeStamp>> last_time_stamp() override;
  Result<void> keep_originals(const std::vector<ports::StoredOriginal>& originals) override;
  Result<std::optional<std::string>> original(const std::string& digest) override;
  Result<void> pin_original(const std::string& digest) override;
  Result<std::uint64_t> drop_originals(Instant before) override;
  Result<void> put_snapshot(const ports::StoredSnapshot& snapshot) override;
  Result<std::optional<ports::StoredSnapshot>> last_snapshot() override;

 private:
  struct Inserts {
    Statement entry, content, node;
  };
  SqliteStore(Mode mode, FileLock lock, Database database, Inserts inserts)
      : mode_(mode), lock_(std::move(lock)), database_(std::move(database)), inserts_(std::move(inserts)) {}

  /// Runs `changes` in one transaction; all that can be written goes through here.
  Result<void> write(const std::function<Result<void>()>& changes);
  Result<void> insert_all(const std::vector<ports::StoredEntry>& entries);
  Result<void> drop_snapshot();
  Result<std::vector<ports::StoredEntry>> read_chunk(std::uint64_t from, std::uint64_t until);

  Mode mode_;
  bool is_broken_ = false;  ///< a write has failed
  FileLock lock_;           // the members end in the opposite order: the lock is the last to go
  Database database_;
  Inserts inserts_;
};

}  // namespace heed::sqlite
