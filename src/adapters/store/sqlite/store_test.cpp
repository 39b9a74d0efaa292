#include "adapters/store/sqlite/store.h"

#include <fstream>
#include <iterator>

#include <doctest/doctest.h>

#include "adapters/store/sqlite/folder_test.h"
#include "adapters/store/sqlite/schema.h"
#include "core/text.h"
#include "ports/testing/store_contract.h"

namespace heed::sqlite {
namespace {

namespace fs = std::filesystem;
using testing::sample_entries;

std::unique_ptr<SqliteStore> opened(const std::string& path, Mode mode) {
  auto store = SqliteStore::open(path, mode);
  REQUIRE_MESSAGE(store.has_value(), store.error().detail);
  return *std::move(store);
}

std::string bytes_in(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// Changes the file behind the store's back.
void tamper(const std::string& path, const std::string& sql) {
  auto database = Database::open(path, Access::write).value();
  REQUIRE(database.run(sql));
}

TEST_CASE("the_sqlite_store_keeps_the_contract_of_stores") {
  const Folder folder;
  int count = 0;
  testing::run_store_contract([&] { return opened(folder.file(cat("store-", count++)), Mode::create); });
}

TEST_CASE("the_sqlite_store_keeps_what_it_holds_when_it_is_reopened") {
  const Folder folder;
  testing::run_reopened_store_contract([&] { return opened(folder.file("store"), Mode::create); });
  CHECK(opened(folder.file("store"), Mode::existing)->size().value() == 35);
  CHECK(opened(folder.file("store"), Mode::read_only)->size().value() == 35);
}

TEST_CASE("a_store_that_is_not_there_is_made_only_on_demand") {
  const Folder folder;
  const auto path = folder.file("store");
  for (const auto mode : {Mode::existing, Mode::read_only}) {
    const auto store = SqliteStore::open(path, mode);
    REQUIRE_FALSE(store.has_value());
    CHECK(store.error().code == Code::not_found);
    CHECK(store.error().detail.find(path) != std::string::npos);
    CHECK_FALSE(fs::exists(path));
  }
  opened(path, Mode::create);
  CHECK(opened(path, Mode::existing)->size().value() == 0);
}

TEST_CASE("the_files_of_a_store_are_for_their_owner_only") {
  const Folder folder;
  const auto store = opened(folder.file("store"), Mode::create);
  REQUIRE(store->append(sample_entries(0, 1)));
  int files = 0;
  for (const auto& file : fs::directory_iterator(folder.path)) {
    CAPTURE(file.path().string());
    CHECK((file.status().permissions() & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none);
    ++files;
  }
  CHECK(files == 4);  // the file, its WAL and shared memory, the lock
}

TEST_CASE("a_second_writer_is_refused_by_the_name_of_the_lock_and_readers_are_not") {
  const Folder folder;
  const auto path = folder.file("store");
  auto writer = opened(path, Mode::create);
  REQUIRE(writer->append(sample_entries(0, 2)));
  for (const auto mode : {Mode::create, Mode::existing}) {
    const auto second = SqliteStore::open(path, mode);
    REQUIRE_FALSE(second.has_value());
    CHECK(second.error().code == Code::conflict);
    CHECK(second.error().detail.find(path + ".lock") != std::string::npos);
  }
  const auto reader = opened(path, Mode::read_only);
  CHECK(reader->size().value() == 2);
  REQUIRE(writer->append(sample_entries(2, 1)));
  CHECK(testing::holds_only_samples(*reader));
  writer.reset();
  CHECK(opened(path, Mode::existing)->size().value() == 3);
}

TEST_CASE("a_store_opened_for_reading_refuses_every_write") {
  const Folder folder;
  const auto path = folder.file("store");
  opened(path, Mode::create);
  const auto reader = opened(path, Mode::read_only);
  CHECK(reader->append(sample_entries(0, 1)).error().code == Code::refused);
  CHECK(reader->put_checkpoint({0, "note"}).error().code == Code::refused);
  CHECK(reader->put_snapshot({0, "format", "", ""}).error().code == Code::refused);
}

TEST_CASE("a_file_of_another_program_is_refused_and_left_as_it_is") {
  const Folder folder;
  const auto path = folder.file("foreign");
  SUBCASE("text") { std::ofstream(path) << std::string(5000, 'x'); }
  SUBCASE("a short text") { std::ofstream(path) << "x"; }
  SUBCASE("tables of somebody else") {
    auto database = Database::open(path, Access::create).value();
    REQUIRE(database.run("CREATE TABLE theirs (x)"));
  }
  SUBCASE("somebody else's mark") {
    auto database = Database::open(path, Access::create).value();
    REQUIRE(database.run("PRAGMA application_id = 7; CREATE TABLE meta (name, value)"));
  }
  const auto before = bytes_in(path);
  for (const auto mode : {Mode::create, Mode::existing, Mode::read_only}) {
    const auto store = SqliteStore::open(path, mode);
    REQUIRE_FALSE(store.has_value());
    CHECK(store.error().code == Code::invalid);
    CHECK(store.error().detail.find(path) != std::string::npos);
  }
  CHECK(bytes_in(path) == before);
}

TEST_CASE("a_store_of_a_newer_heed_is_refused_and_one_of_the_same_is_not") {
  const Folder folder;
  const auto path = folder.file("store");
  opened(path, Mode::create);
  CHECK(SqliteStore::open(path, Mode::existing).has_value());
  tamper(path, cat("UPDATE meta SET value = ", newest_schema() + 1, " WHERE name = 'schema'"));
  for (const auto mode : {Mode::create, Mode::existing, Mode::read_only}) {
    const auto store = SqliteStore::open(path, mode);
    REQUIRE_FALSE(store.has_value());
    CHECK(store.error().code == Code::unsupported);
    CHECK(store.error().detail.find("newer Heed") != std::string::npos);
  }
}

TEST_CASE("a_file_that_was_never_set_up_is_finished_only_on_demand") {
  const Folder folder;
  const auto path = folder.file("store");
  std::ofstream(path).close();
  CHECK(SqliteStore::open(path, Mode::existing).error().code == Code::refused);
  CHECK(SqliteStore::open(path, Mode::read_only).error().code == Code::refused);
  CHECK(opened(path, Mode::create)->size().value() == 0);
}

TEST_CASE("a_store_that_was_tampered_with_is_corrupt") {
  const Folder folder;
  const auto path = folder.file("store");
  REQUIRE(opened(path, Mode::create)->append(sample_entries(0, 300)));
  SUBCASE("an entry is gone") { tamper(path, "DELETE FROM entries WHERE idx = 270"); }
  SUBCASE("a hash is cut") { tamper(path, "UPDATE entries SET hash = x'00' WHERE idx = 270"); }
  SUBCASE("a table is gone") { tamper(path, "DROP TABLE entries"); }
  const auto store = SqliteStore::open(path, Mode::existing);
  const auto outcome = store ? (*store)->read(0, 1000, [](const auto&) -> Result<void> { return {}; })
                             : Result<void>(fail(store.error()));
  REQUIRE_FALSE(outcome);
  CHECK(outcome.error().code == Code::corrupt);
}

TEST_CASE("a_folder_that_is_not_there_makes_the_store_unavailable") {
  const Folder folder;
  const auto store = SqliteStore::open(folder.file("no/such/store"), Mode::create);
  REQUIRE_FALSE(store.has_value());
  CHECK(store.error().code == Code::unavailable);
}

}  // namespace
}  // namespace heed::sqlite
