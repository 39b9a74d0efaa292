#pragma once
// SQLite in a few words: a connection, prepared statements, a transaction that cannot be forgotten. Private to this
// folder.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace heed::sqlite {

/// A prepared statement; values are bound from 1, columns counted from 0. Must not outlive its Database.
class Statement {
 public:
  Statement& bind(int at, std::uint64_t number);
  Statement& bind_text(int at, std::string_view text);
  /// Requires: `bytes` lives until the statement has run.
  Statement& bind_bytes(int at, std::string_view bytes);

  /// To the end, without looking at rows; ready to be bound and run again afterwards, also after a failure.
  Result<void> run();
  /// Whether there is one more row. A statement that is given up in the midst of its rows must be destroyed soon: it
  /// holds a view of the store as it was.
  Result<bool> next_row();
  [[nodiscard]] std::uint64_t number(int column) const;
  [[nodiscard]] std::string bytes(int column) const { return std::string(view(column)); }
  /// The same bytes, not copied. They live until the next row is asked for, or the statement ends.
  [[nodiscard]] std::string_view view(int column) const;

 private:
  friend class Database;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  Statement(sqlite3_stmt* statement, std::string_view path) : statement_(statement), path_(path) {}

  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  std::string_view path_;  ///< of the Database, for errors
};

enum class Access { create, write, read };

/// One connection. One thread uses it at a time.
/// Errors: corrupt when the file is damaged or not of the form we made, unavailable for all that the world can do to a
/// file. Every sentence names the file.
class Database {
 public:
  [[nodiscard]] static Result<Database> open(const std::string& path, Access access);

  /// Runs statements that give no rows, separated by semicolons.
  Result<void> run(const std::string& sql);
  Result<Statement> prepare(std::string_view sql);
  /// The first column of the first row.
  Result<std::uint64_t> number(std::string_view sql);
  [[nodiscard]] const std::string& path() const { return *path_; }

 private:
  struct Close {
    void operator()(sqlite3* connection) const;
  };
  std::unique_ptr<std::string> path_;  ///< on the heap, so that statements may point at it while the Database moves
  std::unique_ptr<sqlite3, Close> connection_;
};

/// All changes until `commit`, or none: whatever ends its life earlier takes them back.
class Transaction {
 public:
  /// Takes the right to write at once, so that it cannot fail for that later.
  [[nodiscard]] static Result<Transaction> begin(Database& database);
  Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();

  /// Guarantees: on success the changes are on stable storage.
  Result<void> commit();

 private:
  explicit Transaction(Database& database) : database_(&database) {}
  Database* database_;  ///< nothing once it is committed
};

}  // namespace heed::sqlite
