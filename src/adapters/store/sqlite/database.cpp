#include "adapters/store/sqlite/database.h"

#include <tuple>

#include <sqlite3.h>

#include "core/assert.h"
#include "core/text.h"

namespace heed::sqlite {

namespace {

constexpr int patience_ms = 5'000;  // how long we wait for another program that is reading or copying the file

Code code_of(int outcome) {
  switch (outcome & 0xFF) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
    case SQLITE_MISMATCH:
    case SQLITE_CONSTRAINT:
    case SQLITE_ERROR: return Code::corrupt;  // our statements are right, so it is the tables that are not ours
    default: return Code::unavailable;
  }
}

std::unexpected<Error> failed(sqlite3* connection, std::string_view path) {
  const auto outcome = sqlite3_extended_errcode(connection);
  return fail(code_of(outcome), cat("the store ", path, " failed: ", std::string_view(sqlite3_errmsg(connection)),
                                    " (SQLite ", outcome, ")"));
}

/// SQLite reads a null pointer as NULL, also where it means no bytes.
const char* never_null(std::string_view bytes) { return bytes.data() == nullptr ? "" : bytes.data(); }

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
void Database::Close::operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }

// A binding fails only for a wrong place or for want of memory; both are our mistake.
Statement& Statement::bind(int at, std::uint64_t number) {
  const auto outcome = sqlite3_bind_int64(statement_.get(), at, static_cast<sqlite3_int64>(number));
  HEED_ASSERT(outcome == SQLITE_OK, "bind ", at, " gave ", outcome);
  return *this;
}

Statement& Statement::bind_text(int at, std::string_view text) {
  const auto outcome =
      sqlite3_bind_text64(statement_.get(), at, never_null(text), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  HEED_ASSERT(outcome == SQLITE_OK, "bind ", at, " gave ", outcome);
  return *this;
}

Statement& Statement::bind_bytes(int at, std::string_view bytes) {
  const auto outcome = sqlite3_bind_blob64(statement_.get(), at, never_null(bytes), bytes.size(), SQLITE_STATIC);
  HEED_ASSERT(outcome == SQLITE_OK, "bind ", at, " gave ", outcome);
  return *this;
}

Result<void> Statement::run() {
  auto row = next_row();
  while (row && *row) row = next_row();
  sqlite3_reset(statement_.get());
  sqlite3_clear_bindings(statement_.get());
  TRY(std::move(row));
  return {};
}

Result<bool> Statement::next_row() {
  const auto outcome = sqlite3_step(statement_.get());
  if (outcome == SQLITE_ROW) return true;
  if (outcome == SQLITE_DONE) return false;
  return failed(sqlite3_db_handle(statement_.get()), path_);
}

std::uint64_t Statement::number(int column) const {
  return static_cast<std::uint64_t>(sqlite3_column_int64(statement_.get(), column));
}

std::string_view Statement::view(int column) const {
  // The order matters: asking for the bytes may change their number.
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
  const auto count = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
  return bytes == nullptr ? std::string_view() : std::string_view(bytes, count);
}

Result<Database> Database::open(const std::string& path, Access access) {
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_EXRESCODE;
  switch (access) {
    case Access::create: flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE; break;
    case Access::write: flags |= SQLITE_OPEN_READWRITE; break;
    case Access::read: flags |= SQLITE_OPEN_READONLY; break;
  }
  Database database;
  database.path_ = std::make_unique<std::string>(path);
  sqlite3* connection = nullptr;
  const auto outcome = sqlite3_open_v2(path.c_str(), &connection, flags, nullptr);
  database.connection_.reset(connection);  // a failed opening gives a connection too, and it must be closed
  if (connection == nullptr) return fail(Code::unavailable, cat("no memory to open the store ", path));
  if (outcome != SQLITE_OK) return failed(connection, path);
  sqlite3_busy_timeout(connection, patience_ms);
  sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  return database;
}

Result<void> Database::run(const std::string& sql) {
  if (sqlite3_exec(connection_.get(), sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK) return {};
  return failed(connection_.get(), path());
}

Result<Statement> Database::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const auto length = static_cast<int>(sql.size());
  if (sqlite3_prepare_v2(connection_.get(), sql.data(), length, &statement, nullptr) != SQLITE_OK) {
    return failed(connection_.get(), path());
  }
  return Statement(statement, path());
}

Result<std::uint64_t> Database::number(std::string_view sql) {
  TRY(auto query, prepare(sql));
  TRY(const bool is_there, query.next_row());
  if (!is_there) return fail(Code::corrupt, cat("the store ", path(), " lacks a row that it must have"));
  return query.number(0);
}

Result<Transaction> Transaction::begin(Database& database) {
  TRY(database.run("BEGIN IMMEDIATE"));
  return Transaction(database);
}

Transaction::~Transaction() {
  // Some errors have taken the changes back already; then this fails, and there is nothing left to do.
  if (database_ != nullptr) std::ignore = database_->run("ROLLBACK");
}

Result<void> Transaction::commit() {
  TRY(database_->run("COMMIT"));
  database_ = nullptr;
  return {};
}

}  // namespace heed::sqlite
