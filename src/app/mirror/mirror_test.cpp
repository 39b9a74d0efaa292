#include "app/mirror/mirror.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "adapters/store/memory/store.h"
#include "operations/audit/log_files.h"
#include "operations/testing/test_desk.h"

namespace heed::mirror {
namespace {

namespace fs = std::filesystem;
using memory::MemoryStore;
using testing::must;
using testing::TestDesk;

struct Scratch {
  std::string path;
  Scratch() {
    std::string pattern = (fs::temp_directory_path() / "heed-mirror-XXXXXX").string();
    path = mkdtemp(pattern.data());
  }
  ~Scratch() { fs::remove_all(path); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  [[nodiscard]] std::string file(std::string_view name) const { return cat(path, "/", name); }
};

std::string read_all(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write_all(const std::string& path, std::string_view bytes) {
  fs::create_directories(fs::path(path).parent_path());
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

/// The log of a hub, and a folder where it stands as files.
struct Hub {
  MemoryStore store;
  TestDesk desk{store};

  void grow(std::size_t entries) {
    const delivery::Published fact{WarningId{"w"}, 1, "cap/w.xml", "d"};
    must(desk.note(record::Drafts(entries, record::draft(fact))));
    REQUIRE(desk.run(desk.journal.publish_checkpoint()));
  }
  /// Writes the files that the newest checkpoint implies.
  void write_to(const std::string& folder) {
    write_all(folder + "/checkpoint", must(audit::log_file(store, "checkpoint")).bytes);
    for (const auto& row : tlog::tiles_of(must(store.size()))) {
      for (std::uint64_t i = 0; i < row.full; ++i) write_tile(folder, {tlog::Content::hashes, row.level, i});
      if (row.partial > 0) write_tile(folder, {tlog::Content::hashes, row.level, row.full, row.partial});
    }
  }

 private:
  void write_tile(const std::string& folder, tlog::Tile tile) {
    write_file(folder, tlog::path(tile));
    tile.content = tlog::Content::entries;
    if (tile.level == 0) write_file(folder, tlog::path(tile));
  }
  void write_file(const std::string& folder, const std::string& path) {
    write_all(cat(folder, "/", path), must(audit::log_file(store, path)).bytes);
  }
};

audit::PublicKeys keys() { return audit::public_keys(testing::TestKeys{}.keys()); }

Result<Round> mirrored(const Scratch& scratch, std::string_view from = "log", audit::PublicKeys trusted = keys()) {
  TRY(auto mirror, Mirror::open({scratch.file(from), scratch.file("copy"), std::move(trusted)}));
  return mirror.round();
}

std::vector<std::string> files_in(const std::string& folder) {
  std::vector<std::string> files;
  for (const auto& each : fs::recursive_directory_iterator(folder)) {
    if (each.is_regular_file() && !each.path().filename().string().starts_with('.'))
      files.push_back(fs::relative(each.path(), folder).string());
  }
  std::ranges::sort(files);
  return files;
}

TEST_CASE("a_mirror_follows_a_log_and_holds_the_same_files") {
  const Scratch scratch;
  Hub hub;
  std::uint64_t size = 0;
  for (const std::size_t more : {1UL, 254UL, 1UL, 0UL, 30UL, 500UL}) {
    CAPTURE(size);
    if (more > 0) hub.grow(more);
    fs::remove_all(scratch.file("log"));
    hub.write_to(scratch.file("log"));
    const auto round = must(mirrored(scratch));
    size += more;
    CHECK(round.size == size);
    CHECK(round.new_entries == more);
    CHECK_FALSE(round.contradiction);
    for (const auto& file : files_in(scratch.file("log"))) {
      CAPTURE(file);
      CHECK(read_all(scratch.file(cat("copy/", file))) == read_all(scratch.file(cat("log/", file))));
    }
  }
  CHECK_FALSE(fs::exists(scratch.file("copy/tile/0/000.p")));  // a full tile took their place
  CHECK(fs::exists(scratch.file("copy/tile/0/003.p/18")));
}

TEST_CASE("a_mirror_refuses_every_file_in_which_a_byte_was_changed") {
  const Scratch scratch;
  Hub hub;
  hub.grow(300);
  hub.write_to(scratch.file("log"));
  const auto files = files_in(scratch.file("log"));
  CHECK(files.size() == 6);
  for (const auto& file : files) {
    CAPTURE(file);
    const auto path = scratch.file(cat("log/", file));
    const auto bytes = read_all(path);
    auto changed = bytes;
    changed[bytes.size() / 2] ^= 1;
    write_all(path, changed);
    const auto round = mirrored(scratch);
    REQUIRE_FALSE(round);
    CHECK(round.error().code != Code::unavailable);
    CHECK_FALSE(fs::exists(scratch.file("copy/checkpoint")));
    CHECK_FALSE(fs::exists(scratch.file(cat("copy/", file))));
    write_all(path, bytes);
    fs::remove_all(scratch.file("copy"));
  }
  CHECK(mirrored(scratch));
}

TEST_CASE("an_entry_that_the_issuer_did_not_sign_is_refused") {
  const Scratch scratch;
  Hub hub;
  hub.grow(3);
  hub.write_to(scratch.file("log"));
  auto trusted = keys();
  trusted.issuer = {trusted.issuer.name, testing::KeySigner("test.example/log/issuer", 'x').public_key()};
  const auto round = mirrored(scratch, "log", trusted);
  REQUIRE_FALSE(round);
  CHECK(core::sentence(round.error()).contains("entry 0"));
  CHECK_FALSE(fs::exists(scratch.file("copy/checkpoint")));
}

TEST_CASE("a_log_that_contradicts_itself_is_convicted_by_both_notes") {
  const Scratch scratch;
  Hub hub, other;
  hub.grow(40);
  hub.write_to(scratch.file("older"));
  hub.grow(260);
  hub.write_to(scratch.file("log"));
  other.desk.random = system::SeededRandom(8);  // other salts: another history under the same keys
  other.grow(300);
  other.write_to(scratch.file("same-size"));
  other.grow(5);
  other.write_to(scratch.file("larger"));
  REQUIRE(mirrored(scratch));
  const auto before = files_in(scratch.file("copy"));

  using enum tlog::Contradiction::Kind;
  const std::vector<std::pair<std::string, tlog::Contradiction::Kind>> rows = {
      {"older", smaller}, {"same-size", other_root}, {"larger", rewritten}};
  for (const auto& [from, kind] : rows) {
    CAPTURE(from);
    const auto round = must(mirrored(scratch, from));
    REQUIRE(round.contradiction);
    CHECK(round.contradiction->kind == kind);
    CHECK(round.size == 300);
    CHECK(read_all(round.evidence + "/earlier") == read_all(scratch.file("log/checkpoint")));
    CHECK(read_all(round.evidence + "/later") == read_all(scratch.file(from + "/checkpoint")));
    fs::remove_all(scratch.file("copy/evidence"));
    CHECK(files_in(scratch.file("copy")) == before);
  }
}

TEST_CASE("a_round_that_was_cut_off_goes_on_with_the_full_files_that_it_has") {
  const Scratch scratch;
  Hub hub;
  hub.grow(600);
  hub.write_to(scratch.file("log"));
  const auto missing = scratch.file("log/tile/entries/001");
  const auto bundle = read_all(missing);
  fs::remove(missing);
  CHECK(mirrored(scratch).error().code == Code::not_found);
  CHECK(fs::exists(scratch.file("copy/tile/entries/000")));

  write_all(missing, bundle);
  const auto first = scratch.file("log/tile/entries/000");
  const auto first_bundle = read_all(first);
  SUBCASE("they are not asked for again") {
    fs::remove(first);
    CHECK(must(mirrored(scratch)).size == 600);
  }
  SUBCASE("one that went bad on the mirror's own disk is fetched anew") {
    auto rotten = first_bundle;
    rotten[700] ^= 1;
    write_all(scratch.file("copy/tile/entries/000"), rotten);
    CHECK(must(mirrored(scratch)).size == 600);
    CHECK(read_all(scratch.file("copy/tile/entries/000")) == first_bundle);
  }
}

TEST_CASE("what_is_no_log_is_said_so") {
  const Scratch scratch;
  CHECK(mirrored(scratch).error().code == Code::not_found);  // no such folder
  fs::create_directories(scratch.file("log"));
  CHECK(mirrored(scratch).error().code == Code::unavailable);  // no checkpoint in it
  CHECK(Source::open("http://").error().code == Code::malformed);
  Hub hub;
  hub.grow(3);
  hub.write_to(scratch.file("log"));
  const auto one = Copy::open(scratch.file("copy"));
  REQUIRE(one);
  CHECK(mirrored(scratch).error().code == Code::conflict);  // two mirrors in one folder
}

}  // namespace
}  // namespace heed::mirror
