#include "app/websub/kept.h"

#include <filesystem>
#include <fstream>
#include <unistd.h>

#include <doctest/doctest.h>

#include "core/text.h"

namespace heed::websub {
namespace {

namespace fs = std::filesystem;

struct Folder {
  Folder() { fs::create_directory(path); }
  ~Folder() { fs::remove_all(path); }
  [[nodiscard]] std::string file() const { return path / "websub.json"; }
  void write(const std::string& text) const { std::ofstream(file(), std::ios::binary) << text; }

  fs::path path = fs::temp_directory_path() / cat("heed-websub-", ::getpid());
};

const std::vector<Subscription> two = {
    {"https://heed.example/feed.atom", "https://a.example/c?d=1", "secret \"ä\"", Instant{1'700'000'000'250}, "digest"},
    {"https://heed.example/feed.rss", "https://b.example/", {}, Instant{1'700'000'000'000}, {}}};

}  // namespace

TEST_CASE("what_is_written_is_read_again_and_nobody_else_may_read_it") {
  const Folder folder;
  CHECK(read_kept(folder.file())->empty());
  for (const auto& all : {two, std::vector<Subscription>{}, two}) {
    REQUIRE(write_kept(folder.file(), all));
    CHECK(read_kept(folder.file()).value() == all);
    CHECK(fs::status(folder.file()).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
  }
  CHECK(std::distance(fs::directory_iterator(folder.path), fs::directory_iterator{}) == 1);
  fs::permissions(folder.file(), fs::perms::group_read, fs::perm_options::add);
  CHECK(read_kept(folder.file()).error().code == Code::refused);
}

TEST_CASE("as_many_as_are_served_fit_into_the_file") {
  const Folder folder;
  std::vector<Subscription> many;
  for (std::size_t i = 0; i < Limits{}.subscriptions; ++i) {
    many.push_back({std::string(100, 't'), cat("https://a.example/", i), std::string(199, 's'), Instant{1}, {}});
  }
  REQUIRE(write_kept(folder.file(), many));
  CHECK(read_kept(folder.file()).value() == many);
}

TEST_CASE("what_a_crash_left_half_written_is_not_read_and_is_in_nobodys_way") {
  const Folder folder;
  REQUIRE(write_kept(folder.file(), two));
  std::ofstream(folder.file() + ".part") << "{\"format\":1,\"subscr";
  CHECK(read_kept(folder.file()).value() == two);
  REQUIRE(write_kept(folder.file(), {}));
  CHECK(read_kept(folder.file())->empty());
}

TEST_CASE("a_file_that_is_not_what_was_written_is_said_and_never_read_as_nobody") {
  const Folder folder;
  REQUIRE(write_kept(folder.file(), two));
  std::ifstream in(folder.file(), std::ios::binary);
  const std::string good((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  for (std::size_t size = 0; size < good.size(); ++size) {
    CAPTURE(size);
    folder.write(good.substr(0, size));
    const auto read = read_kept(folder.file());
    REQUIRE_FALSE(read);
    CHECK(read.error().code == Code::corrupt);
    CHECK(read.error().detail.contains("websub.json"));
    CHECK_FALSE(read.error().detail.contains("secret"));
  }
  folder.write(cat(good.substr(0, good.find(':')), ":2", good.substr(good.find(':') + 2)));
  CHECK(read_kept(folder.file()).error().detail.contains("format"));
}

TEST_CASE("a_folder_that_cannot_be_written_to_is_said") {
  const auto written = write_kept("/no/such/folder/websub.json", two);
  REQUIRE_FALSE(written);
  CHECK(written.error().code == Code::unavailable);
}

}  // namespace heed::websub
