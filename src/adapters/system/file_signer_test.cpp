#include "adapters/system/file_signer.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <doctest/doctest.h>

#include "adapters/system/random.h"
#include "core/text.h"
#include "lib/digest/base64.h"

namespace heed::system {
namespace {

namespace fs = std::filesystem;

/// A folder of its own for each test, gone at the end.
struct Folder {
  fs::path path;
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "heed-signer-XXXXXX").string();
    path = mkdtemp(pattern.data());
  }
  ~Folder() { fs::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string file(std::string_view name) const { return (path / name).string(); }
  [[nodiscard]] std::string with(std::string_view text) const {
    const auto name = file("key");
    std::ofstream(name, std::ios::binary) << text;
    fs::permissions(name, fs::perms::owner_read | fs::perms::owner_write);
    return name;
  }
};

std::string bytes_in(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

TEST_CASE("a_created_key_loads_and_its_signatures_hold") {
  const Folder folder;
  const auto path = folder.file("key");
  REQUIRE(create_signer_file(path, "hub.example/log"));
  CHECK((fs::status(path).permissions() & fs::perms::mask) == (fs::perms::owner_read | fs::perms::owner_write));
  const auto signer = FileSigner::load(path);
  REQUIRE(signer.has_value());
  CHECK((*signer)->name() == "hub.example/log");
  CHECK(digest::verify((*signer)->public_key(), "message", (*signer)->sign("message")));
  CHECK(FileSigner::load(path).value()->public_key() == (*signer)->public_key());
}

TEST_CASE("the_file_is_one_line_with_name_and_seed") {
  const Folder folder;
  SeededRandom random(1);
  SeededRandom same(1);
  REQUIRE(create_signer_file(folder.file("key"), "hub.example/log", random));
  CHECK(bytes_in(folder.file("key")) == cat("heed-signer+hub.example/log+", digest::to_base64(same.bytes(32)), "\n"));
}

TEST_CASE("two_created_keys_are_not_the_same") {
  const Folder folder;
  REQUIRE(create_signer_file(folder.file("a"), "hub"));
  REQUIRE(create_signer_file(folder.file("b"), "hub"));
  CHECK(FileSigner::load(folder.file("a")).value()->public_key() !=
        FileSigner::load(folder.file("b")).value()->public_key());
}

TEST_CASE("a_key_that_is_there_is_never_overwritten") {
  const Folder folder;
  const auto path = folder.file("key");
  REQUIRE(create_signer_file(path, "hub"));
  const auto before = bytes_in(path);
  const auto again = create_signer_file(path, "hub");
  REQUIRE_FALSE(again);
  CHECK(again.error().code == Code::conflict);
  CHECK(bytes_in(path) == before);
}

TEST_CASE("a_name_that_cannot_stand_in_a_note_gets_no_key") {
  const Folder folder;
  for (const std::string_view name : {"", "two words", "a+b", "line\n"}) {
    CHECK_FALSE(create_signer_file(folder.file("key"), name));
    CHECK_FALSE(fs::exists(folder.file("key")));
  }
}

TEST_CASE("a_key_that_others_may_use_is_refused_with_what_to_do") {
  const Folder folder;
  const auto path = folder.file("key");
  REQUIRE(create_signer_file(path, "hub"));
  for (const auto extra :
       {fs::perms::group_read, fs::perms::others_read, fs::perms::group_write, fs::perms::others_exec}) {
    fs::permissions(path, fs::perms::owner_read | extra);
    const auto loaded = FileSigner::load(path);
    REQUIRE_FALSE(loaded.has_value());
    CHECK(loaded.error().code == Code::refused);
    CHECK(loaded.error().detail.find("chmod 600") != std::string::npos);
  }
  fs::permissions(path, fs::perms::owner_read);
  CHECK(FileSigner::load(path).has_value());
}

TEST_CASE("a_file_that_is_no_key_is_refused") {
  const Folder folder;
  const auto seed = digest::to_base64(std::string(32, 's'));
  const std::string texts[] = {
      "",
      "heed-signer+hub+" + seed,                                            // no newline
      "heed-signer+hub+" + seed + "\n\n",                                   // two
      "heed-signer+" + seed + "\n",                                         // no name
      "heed-signer++" + seed + "\n",                                        // an empty name
      "heed-signer+two words+" + seed + "\n",                               // no key name
      "heed-signer+hub+" + seed.substr(0, 40) + "\n",                       // a short seed
      "heed-signer+hub+" + digest::to_base64(std::string(33, 's')) + "\n",  // a long seed
      "PRIVATE+KEY+hub+" + seed + "\n",                                     // another program's key
      std::string(5000, 'x'),
  };
  for (const auto& text : texts) {
    CAPTURE(text);
    const auto loaded = FileSigner::load(folder.with(text));
    REQUIRE_FALSE(loaded.has_value());
    CHECK(loaded.error().code == Code::corrupt);
  }
  CHECK(FileSigner::load(folder.with("heed-signer+hub+" + seed + "\n")).has_value());
  CHECK(FileSigner::load(folder.file("absent")).error().code == Code::not_found);
  CHECK(FileSigner::load(folder.path.string()).error().code != Code::not_found);
}

}  // namespace
}  // namespace heed::system
