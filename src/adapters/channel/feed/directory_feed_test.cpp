#include "adapters/channel/feed/directory_feed.h"

#include <atomic>
#include <filesystem>
#include <fstream>
#include <set>
#include <stdlib.h>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "core/text.h"

namespace heed::feed {
namespace {

namespace fs = std::filesystem;

class Root {
 public:
  Root() {
    auto name = (fs::temp_directory_path() / "heed-feed-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~Root() { fs::remove_all(path_); }
  Root(const Root&) = delete;
  Root& operator=(const Root&) = delete;

  [[nodiscard]] DirectoryFeed feed() const { return DirectoryFeed::open(path_.string()).value(); }
  [[nodiscard]] const fs::path& path() const { return path_; }
  /// Every file below the root, by its path.
  [[nodiscard]] std::set<std::string> files() const {
    std::set<std::string> found;
    for (const auto& entry : fs::recursive_directory_iterator(path_)) {
      if (entry.is_regular_file()) found.insert(entry.path().lexically_relative(path_).string());
    }
    return found;
  }
  void put(const std::string& name, const std::string& bytes) const { std::ofstream(path_ / name) << bytes; }

 private:
  fs::path path_;
};

TEST_CASE("what_is_published_is_read_back_and_can_be_replaced") {
  const Root root;
  auto feed = root.feed();
  const std::string binary("a\0\n\xFF", 4);
  REQUIRE(feed.publish("feed.atom", "one"));
  REQUIRE(feed.publish("cap/2024/hall-1.xml", binary));
  CHECK(feed.read("feed.atom").value() == "one");
  CHECK(feed.read("cap/2024/hall-1.xml").value() == binary);
  REQUIRE(feed.publish("feed.atom", ""));
  CHECK(feed.read("feed.atom").value().empty());
  const std::string large(1'000'000, 'x');
  REQUIRE(feed.publish("feed.atom", large));
  CHECK(feed.read("feed.atom").value() == large);
  CHECK(root.files() == std::set<std::string>{"cap/2024/hall-1.xml", "feed.atom"});
}

TEST_CASE("a_plain_web_server_may_read_what_is_published") {
  const Root root;
  REQUIRE(root.feed().publish("cap/a.xml", "x"));
  const auto others = fs::perms::others_read;
  CHECK((fs::status(root.path() / "cap/a.xml").permissions() & others) == others);
  CHECK((fs::status(root.path() / "cap").permissions() & others) == others);
}

TEST_CASE("a_missing_root_is_created_and_an_impossible_one_is_an_error") {
  const Root root;
  const auto inner = (root.path() / "a/b").string();
  REQUIRE(DirectoryFeed::open(inner).value().publish("x", "1"));
  CHECK(root.files() == std::set<std::string>{"a/b/x"});
  CHECK(DirectoryFeed::open((root.path() / "a/b/x").string()).error().code == Code::unavailable);
}

TEST_CASE("paths_that_could_leave_the_root_or_hide_are_refused") {
  const Root root;
  auto feed = root.feed();
  const std::string deep = "1/2/3/4/5/6/7/8";
  const std::string long_name(path_name_bytes_max, 'n');
  REQUIRE(feed.publish(deep, "x"));
  REQUIRE(feed.publish(long_name, "x"));
  const auto before = root.files();
  for (const std::string& path : {std::string(),
                                  std::string("/"),
                                  std::string("/etc/passwd"),
                                  std::string(".."),
                                  std::string("../x"),
                                  std::string("a/../x"),
                                  std::string("a/.."),
                                  std::string("."),
                                  std::string("./x"),
                                  std::string("a//x"),
                                  std::string("a/"),
                                  std::string(".x"),
                                  std::string("a/.part-1-1"),
                                  std::string("-x"),
                                  std::string("_x"),
                                  std::string("a b"),
                                  std::string("a\\b"),
                                  std::string("a\0b", 3),
                                  std::string("a\n"),
                                  std::string("é"),
                                  std::string("a:b"),
                                  std::string("%2e%2e"),
                                  std::string("~"),
                                  deep + "/9",
                                  long_name + "n"}) {
    const auto refused = feed.publish(path, "x");
    REQUIRE_MESSAGE(!refused, path);
    CHECK_MESSAGE(refused.error().code == Code::malformed, path);
    CHECK(refused.error().place == "path");
    CHECK_MESSAGE(feed.read(path).error().code == Code::malformed, path);
  }
  CHECK(root.files() == before);
}

TEST_CASE("names_with_dots_inside_are_names") {
  const Root root;
  auto feed = root.feed();
  for (const std::string path : {"a..b", "a.", "0", "A-b_c.d.xml", "tile/0/x001/067.p/5"}) {
    CHECK_MESSAGE(feed.publish(path, path), path);
    CHECK_MESSAGE(feed.read(path).value() == path, path);
  }
}

TEST_CASE("what_was_never_published_is_not_found") {
  const Root root;
  auto feed = root.feed();
  REQUIRE(feed.publish("cap/a.xml", "x"));
  for (const std::string path : {"b", "cap", "cap/b.xml", "no/b", "cap/a.xml/b"}) {
    CHECK_MESSAGE(feed.read(path).error().code == Code::not_found, path);
  }
}

TEST_CASE("a_file_and_a_folder_of_one_name_conflict_and_nothing_is_left_behind") {
  const Root root;
  auto feed = root.feed();
  REQUIRE(feed.publish("cap/a.xml", "x"));
  CHECK(feed.publish("cap", "y").error().code == Code::conflict);
  CHECK(feed.publish("cap/a.xml/b", "y").error().code == Code::conflict);
  CHECK(root.files() == std::set<std::string>{"cap/a.xml"});
  CHECK(feed.read("cap/a.xml").value() == "x");
}

TEST_CASE("what_a_crash_left_half_written_is_removed_at_the_start") {
  const Root root;
  REQUIRE(root.feed().publish("cap/a.xml", "x"));
  root.put(".part-17-0", "hal");
  root.put("cap/.part-17-1", "");
  root.put(".well-known", "kept");
  fs::create_directory(root.path() / ".part-folder");
  fs::create_symlink(root.path(), root.path() / "loop");
  const auto feed = root.feed();
  CHECK(root.files() == std::set<std::string>{".well-known", "cap/a.xml"});
  CHECK(feed.read("cap/a.xml").value() == "x");
}

TEST_CASE("a_reader_sees_the_old_file_or_the_new_one_and_never_a_part") {
  const Root root;
  auto feed = root.feed();
  const std::string old_bytes(300'000, 'o');
  const std::string new_bytes(200'000, 'n');
  REQUIRE(feed.publish("feed.atom", old_bytes));
  std::atomic<bool> is_done = false;
  std::atomic<int> read_count = 0;
  std::atomic<int> torn_count = 0;
  std::thread reader([&] {
    while (!is_done || read_count == 0) {
      const auto seen = feed.read("feed.atom");
      if (!seen || (*seen != old_bytes && *seen != new_bytes)) ++torn_count;
      ++read_count;
    }
  });
  bool is_published = true;
  for (int i = 0; i < 60; ++i)
    is_published = is_published && feed.publish("feed.atom", i % 2 == 0 ? new_bytes : old_bytes);
  is_done = true;
  reader.join();
  CHECK(is_published);
  CHECK(torn_count == 0);
  CHECK(read_count > 0);
}

TEST_CASE("threads_may_publish_at_the_same_time") {
  const Root root;
  auto feed = root.feed();
  std::atomic<int> failure_count = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 10; ++i) {
        if (!feed.publish("same/file", cat(t))) ++failure_count;
        if (!feed.publish(cat("own", t, "/file", i), cat(t))) ++failure_count;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(failure_count == 0);
  CHECK(root.files().size() == 41);
  CHECK(feed.read("same/file").value().size() == 1);
}

}  // namespace
}  // namespace heed::feed
