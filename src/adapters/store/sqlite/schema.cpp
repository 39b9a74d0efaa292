#include "adapters/store/sqlite/schema.h"

#include <array>

#include "core/text.h"

namespace heed::sqlite {

namespace {

constexpr std::uint64_t application_id = 0x48656564;  // "Heed", in the file's header: `file` shows it

/// Migration n makes version n out of version n - 1. A line that has been released is never changed; new ones are
/// added.
constexpr std::array<std::string_view, 1> migrations = {
    R"(
    CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
    INSERT INTO meta VALUES ('schema', 0);
    CREATE TABLE entries (idx INTEGER PRIMARY KEY, bytes BLOB NOT NULL, hash BLOB NOT NULL) STRICT;
    CREATE TABLE checkpoints (size INTEGER PRIMARY KEY, note TEXT NOT NULL) STRICT;
    CREATE TABLE snapshots (size INTEGER PRIMARY KEY, format TEXT NOT NULL, bytes BLOB NOT NULL, hash BLOB NOT NULL)
      STRICT;
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

Result<void> migrate(Database& database, std::uint64_t from) {
  TRY(auto transaction, Transaction::begin(database));
  if (from == 0) TRY(database.run(cat("PRAGMA application_id = ", application_id)));
  for (auto version = from; version < migrations.size(); ++version) TRY(database.run(std::string(migrations[version])));
  TRY(database.run(cat("UPDATE meta SET value = ", migrations.size(), " WHERE name = 'schema'")));
  return transaction.commit();
}

Result<void> make_fresh(Database& database, Access access) {
  if (access != Access::create) return fail(Code::refused, cat("the store ", database.path(), " was never set up"));
  return migrate(database, 0);
}

}  // namespace

std::uint64_t newest_schema() { return migrations.size(); }

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
  if (access == Access::read) {
    return fail(Code::refused,
                cat("the store ", database.path(), " is of an older Heed; start the hub once to bring it up to date"));
  }
  return migrate(database, version);
}

}  // namespace heed::sqlite
