#include "adapters/store/sqlite/schema.h"

#include <array>

#include "core/text.h"

namespace heed::sqlite {

namespace {

constexpr std::uint64_t application_id = 0x48656564;  // "Heed", in the file's header: `file` shows it

constexpr std::uint64_t first_schema = 2;  ///< before it leaves were plain text; no such record can be brought here

/// Migration n makes version first_schema + n out of the one before, or out of nothing. A line that has been released
/// is never changed; new ones are added.
constexpr std::array<std::string_view, 4> migrations = {
    // Why contents stand apart: they can be erased, and are then really gone; what was signed stays for ever.
    R"(
    CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
    INSERT INTO meta VALUES ('schema', 0);
    CREATE TABLE entries (idx INTEGER PRIMARY KEY, leaf BLOB NOT NULL, hash BLOB NOT NULL) STRICT;
    CREATE TABLE contents (idx INTEGER PRIMARY KEY, bytes BLOB NOT NULL, salts BLOB NOT NULL) STRICT;
    CREATE TABLE nodes (level INTEGER NOT NULL, idx INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY (level, idx))
      STRICT, WITHOUT ROWID;
    CREATE TABLE checkpoints (size INTEGER PRIMARY KEY, note TEXT NOT NULL) STRICT;
    CREATE TABLE snapshots (size INTEGER PRIMARY KEY, format TEXT NOT NULL, bytes BLOB NOT NULL, hash BLOB NOT NULL)
      STRICT;
    )",
    "CREATE TABLE time_stamps (size INTEGER PRIMARY KEY, answer BLOB NOT NULL) STRICT;",
    R"(
    CREATE TABLE originals (digest TEXT PRIMARY KEY, at INTEGER NOT NULL, is_pinned INTEGER NOT NULL DEFAULT 0,
      bytes BLOB NOT NULL) STRICT;
    CREATE INDEX originals_by_age ON originals (at) WHERE is_pinned = 0;
    )",
    // Why in pieces: a value ends at 1 GB, and ten million recipients do not. The snapshot that is there goes; the next
    // start folds the entries once.
    R"(
    DROP TABLE snapshots;
    CREATE TABLE snapshots (size INTEGER PRIMARY KEY, format TEXT NOT NULL, hash BLOB NOT NULL) STRICT;
    CREATE TABLE snapshot_pieces (piece INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
    )",
};

struct Found {
  std::uint64_t application = 0;
  std::uint64_t tables = 0;
  [[nodiscard]] bool is_fresh() const { return application == 0 && tables == 0; }
};

std::unexpected<Error> not_ours(const Database& database) {
  return fail(Code::invalid, cat("the file ", database.path(), " is not a store of Heed; name another file"));
}

Result<Found> look_at(Database& database) {
  const auto application = database.number("PRAGMA application_id");
  // The first read of the file: a file of any other form shows itself here.
  const auto tables = database.number("SELECT count(*) FROM sqlite_schema");
  if (!tables && tables.error().code == Code::corrupt) return not_ours(database);
  if (!tables) return fail(tables.error());
  if (!application) return fail(application.error());
  return Found{*application, *tables};
}

}  // namespace

std::uint64_t newest_schema() { return first_schema + migrations.size() - 1; }

namespace {

/// `from`: how many migrations it has seen already.
Result<void> migrate(Database& database, std::uint64_t from) {
  TRY(auto transaction, Transaction::begin(database));
  if (from == 0) TRY(database.run(cat("PRAGMA application_id = ", application_id)));
  for (auto done = from; done < migrations.size(); ++done) TRY(database.run(std::string(migrations[done])));
  TRY(database.run(cat("UPDATE meta SET value = ", newest_schema(), " WHERE name = 'schema'")));
  return transaction.commit();
}

Result<void> make_fresh(Database& database, Access access) {
  if (access != Access::create) return fail(Code::refused, cat("the store ", database.path(), " was never set up"));
  return migrate(database, 0);
}

}  // namespace

Result<void> prepare_schema(Database& database, Access access) {
  TRY(const auto found, look_at(database));
  if (found.is_fresh()) return make_fresh(database, access);
  if (found.application != application_id) return not_ours(database);
  TRY(const auto version, database.number("SELECT value FROM meta WHERE name = 'schema'"));
  if (version > newest_schema()) {
    return fail(Code::unsupported, cat("the store ", database.path(), " was written by a newer Heed (schema ", version,
                                       ", this one knows ", newest_schema(), "); use that one"));
  }
  if (version == newest_schema()) return {};
  if (version < first_schema) {
    return fail(Code::unsupported, cat("the store ", database.path(), " is from before the first release, when leaves ",
                                       "were plain text; a record cannot be signed anew, so begin a new one"));
  }
  if (access == Access::read) {
    return fail(Code::refused,
                cat("the store ", database.path(), " is of an older Heed; start the hub once to bring it up to date"));
  }
  return migrate(database, version - first_schema + 1);
}

}  // namespace heed::sqlite
