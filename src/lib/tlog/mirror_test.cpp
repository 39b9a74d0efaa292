#include "lib/tlog/mirror.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/digest/ed25519.h"
#include "lib/digest/sha256.h"
#include "lib/merkle/checkpoint.h"
#include "lib/merkle/tree.h"

namespace heed::tlog {
namespace {

using Files = std::map<std::string, std::string, std::less<>>;

const std::string origin = "hub.example/log";
const digest::KeyPair pair = digest::key_pair_from_seed(digest::sha256("log"));
const merkle::VerifierKey key{origin, pair.public_key};

/// A log that publishes files. `branch` tells two histories apart from entry `fork` on.
struct Log {
  std::string branch{};
  std::uint64_t fork = 0;
  std::uint64_t size = 0;
  std::vector<std::string> levels = std::vector<std::string>(levels_max);  ///< the nodes' hashes, all of them
  std::string bundle{};                                                    ///< of the last, partial tile
  Edge edge{};
  Files files{};

  [[nodiscard]] std::string entry(std::uint64_t i) const {
    return cat("entry ", i, i < fork ? "" : branch, std::string(i % 7, '.'));
  }

  void append() {
    const auto bytes = entry(size++);
    REQUIRE(add_entry(bundle, bytes));
    levels[0] += merkle::leaf_hash(bytes);
    for (const auto& node : edge.append(merkle::leaf_hash(bytes))) levels[node.level] += node.hash;
    if (size % tile_width != 0) return;
    files[path({Content::entries, 0, size / tile_width - 1})] = std::exchange(bundle, {});
    for (unsigned level = 0; nodes_at(level, size) > 0; ++level) {
      const auto nodes = nodes_at(level, size);
      if (nodes_at(level, size - 1) != nodes && nodes % tile_width == 0) {
        files[path({Content::hashes, level, nodes / tile_width - 1})] = levels[level].substr((nodes - tile_width) * 32);
      }
    }
  }

  [[nodiscard]] std::string note() const {
    return merkle::sign_checkpoint({origin, size, edge.root()}, pair.public_key,
                                   [](std::string_view bytes) { return digest::sign(pair, bytes); })
        .value();
  }

  /// Goes on to this size and publishes it.
  Log& publish(std::uint64_t to) {
    while (size < to) append();
    for (const auto& row : tiles_of(size)) {
      if (row.partial == 0) continue;
      files[path({Content::hashes, row.level, row.full, row.partial})] = edge.rows()[row.level];
      if (row.level == 0) files[path({Content::entries, 0, row.full, row.partial})] = bundle;
    }
    files["checkpoint"] = note();
    return *this;
  }
};

/// Keeps what it is given, and holds it to what the log published.
struct Mirror {
  MirrorState state{};
  Files kept{};
  std::vector<std::string> fetched{};
  std::uint64_t next_entry = 0;

  Result<MirrorRound> advance_with(const Log& log, const Files& files) {
    fetched.clear();
    auto seen = next_entry;
    const MirrorSource source{key,
                              [&](std::string_view path) -> Result<std::string> {
                                fetched.emplace_back(path);
                                const auto found = files.find(path);
                                if (found == files.end()) return fail(Code::not_found, cat("no ", path));
                                return found->second;
                              },
                              [&](std::string_view path, std::string_view bytes) -> Result<void> {
                                kept[std::string(path)] = bytes;
                                return {};
                              },
                              [&](std::uint64_t index, std::string_view entry) -> Result<void> {
                                REQUIRE(index == seen++);
                                REQUIRE(entry == log.entry(index));
                                return {};
                              }};
    auto round = advance(source, state);
    if (round && !round->contradiction) {
      state = round->state;
      next_entry = seen;
    }
    return round;
  }
  Result<MirrorRound> advance_with(const Log& log) { return advance_with(log, log.files); }
};

TEST_CASE("a_mirror_follows_a_log_through_every_shape_of_growth") {
  Log log;
  Mirror mirror;
  std::uint64_t before = 0;
  for (const std::uint64_t size : {0ULL, 1ULL, 1ULL, 2ULL, 255ULL, 256ULL, 257ULL, 511ULL, 1'000ULL, 1'024ULL,
                                   65'535ULL, 65'536ULL, 65'537ULL, 66'050ULL, 70'000ULL}) {
    CAPTURE(size);
    const auto round = mirror.advance_with(log.publish(size)).value();
    REQUIRE_FALSE(round.contradiction.has_value());
    CHECK(round.new_entries == size - before);
    CHECK(mirror.next_entry == size);
    CHECK(mirror.state.note == log.files["checkpoint"]);
    CHECK(Edge::rebuilt(mirror.state.rows).value() == log.edge);
    CHECK(mirror.kept == log.files);
    // Each path once, and no full tile of before.
    CHECK(std::set(mirror.fetched.begin(), mirror.fetched.end()).size() == mirror.fetched.size());
    CHECK(mirror.fetched.size() <= 1 + 8 + (size - before) / 128 + 4);
    before = size;
  }
}

TEST_CASE("a_mirror_that_comes_late_gets_all_but_the_older_partial_tiles") {
  Log log;
  for (const std::uint64_t size : {3ULL, 300ULL, 66'000ULL}) log.publish(size);
  Mirror mirror;
  CHECK(mirror.advance_with(log).value().new_entries == 66'000);
  auto expected = log.files;
  for (const auto* path :
       {"tile/0/000.p/3", "tile/entries/000.p/3", "tile/0/001.p/44", "tile/entries/001.p/44", "tile/1/000.p/1"}) {
    CHECK(expected.erase(path) == 1);
  }
  CHECK(mirror.kept == expected);
}

TEST_CASE("where_a_partial_tile_is_gone_the_full_one_is_cut_down") {
  Log log;
  const auto old_note = log.publish(300).note();
  const auto expected = log.files;
  log.publish(66'000);
  std::erase_if(log.files, [](const auto& file) { return file.first.find(".p/") != std::string::npos; });
  log.files["checkpoint"] = old_note;
  Mirror mirror;
  CHECK(mirror.advance_with(log).value().new_entries == 300);
  CHECK(mirror.kept == expected);
}

TEST_CASE("a_smaller_or_contradicting_checkpoint_is_kept_as_evidence_and_nothing_else") {
  Log log;
  Log fork{"'", 290};
  const auto at_290 = log.publish(290).note();
  fork.publish(290);
  CHECK(fork.note() == at_290);
  Mirror mirror;
  REQUIRE(mirror.advance_with(log.publish(300)).has_value());
  struct Row {
    std::uint64_t fork_size;
    Contradiction::Kind kind;
  };
  const Row rows[] = {{290, Contradiction::Kind::smaller},     {299, Contradiction::Kind::smaller},
                      {300, Contradiction::Kind::other_root},  {301, Contradiction::Kind::rewritten},
                      {511, Contradiction::Kind::rewritten},   {512, Contradiction::Kind::rewritten},
                      {70'000, Contradiction::Kind::rewritten}};
  const auto before = mirror;
  for (const auto& row : rows) {
    CAPTURE(row.fork_size);
    const auto round = mirror.advance_with(fork, fork.publish(row.fork_size).files).value();
    REQUIRE(round.contradiction.has_value());
    CHECK(round.contradiction->kind == row.kind);
    CHECK(round.contradiction->earlier == before.state.note);
    CHECK(round.contradiction->later == fork.note());
    CHECK(round.state == before.state);
    CHECK(round.new_entries == 0);
    CHECK(mirror.kept == before.kept);
  }
  CHECK(mirror.advance_with(log.publish(600)).value().new_entries == 300);
}

TEST_CASE("a_rewritten_row_of_a_high_level_is_found") {
  Log log;
  Log fork{"'", 10};  // the difference lies in tiles that are long full, so only rows above them show it
  Mirror mirror;
  REQUIRE(mirror.advance_with(log.publish(66'000)).has_value());
  for (const std::uint64_t size : {66'001ULL, 66'304ULL, 140'000ULL}) {
    const auto round = mirror.advance_with(fork, fork.publish(size).files).value();
    REQUIRE(round.contradiction.has_value());
    CHECK(round.contradiction->kind == Contradiction::Kind::rewritten);
  }
}

/// Flips bits of one file at a time: whatever the mirror keeps must still be what the log published.
void check_flips(const Log& log, const Mirror& start, std::size_t step) {
  for (const auto& [path, bytes] : log.files) {
    for (std::size_t at = 0; at < bytes.size(); at += step) {
      auto files = log.files;
      files[path][at] = static_cast<char>(bytes[at] ^ 1 << at % 8);
      auto mirror = start;
      const auto round = mirror.advance_with(log, files);
      const bool is_asked = std::ranges::find(mirror.fetched, path) != mirror.fetched.end();
      CAPTURE(path);
      CAPTURE(at);
      REQUIRE(round.has_value() == !is_asked);
      for (const auto& [name, kept] : mirror.kept) {
        const auto before = start.kept.find(name);
        REQUIRE((kept == log.files.at(name) || (before != start.kept.end() && kept == before->second)));
      }
    }
  }
}

TEST_CASE("every_flipped_byte_of_every_file_is_found") {
  Log small;
  check_flips(small.publish(3), {}, 1);
  Log log;
  Mirror mirror;
  REQUIRE(mirror.advance_with(log.publish(250)).has_value());
  log.publish(600);
  check_flips(log, mirror, 509);
}

TEST_CASE("a_file_that_is_missing_cut_or_too_long_ends_the_round_and_names_it") {
  Log log;
  log.publish(600);
  for (const auto& [path, bytes] : log.files) {
    if (path == "checkpoint") continue;
    CAPTURE(path);
    for (const auto& other : {bytes.substr(0, bytes.size() - 1), bytes + 'x', std::string()}) {
      auto files = log.files;
      files[path] = other;
      const auto round = Mirror{}.advance_with(log, files);
      REQUIRE_FALSE(round.has_value());
      CHECK(round.error().code == Code::corrupt);
      CHECK(round.error().place.starts_with(path));
    }
    auto files = log.files;
    files.erase(path);
    CHECK(Mirror{}.advance_with(log, files).error().code == Code::not_found);
  }
}

TEST_CASE("a_failing_check_keep_or_state_ends_the_round") {
  Log log;
  log.publish(300);
  const auto fetch = [&](std::string_view path) -> Result<std::string> { return log.files.at(std::string(path)); };
  const auto keep = [](std::string_view, std::string_view) -> Result<void> { return {}; };
  const auto no_17 = [](std::uint64_t index, std::string_view) -> Result<void> {
    if (index == 17) return fail(Code::invalid, "not signed by the issuer");
    return {};
  };
  const auto no_disk = [](std::string_view, std::string_view) -> Result<void> {
    return fail(Code::unavailable, "the disk is full");
  };
  CHECK(advance({key, fetch, keep}, {}).has_value());
  CHECK(advance({key, fetch, keep, no_17}, {}).error().place == "entry 17");
  CHECK(advance({key, fetch, no_disk}, {}).error().code == Code::unavailable);
  const auto state = advance({key, fetch, keep}, {}).value().state;
  auto broken = state;
  broken.rows[0].back() = static_cast<char>(broken.rows[0].back() ^ 1);
  CHECK(advance({key, fetch, keep}, broken).error().code == Code::corrupt);
  broken = state;
  broken.rows[1].clear();
  CHECK(advance({key, fetch, keep}, broken).error().code == Code::corrupt);
  broken = state;
  broken.note.clear();
  CHECK_FALSE(advance({key, fetch, keep}, broken).has_value());
  const merkle::VerifierKey other{origin, digest::key_pair_from_seed(digest::sha256("other")).public_key};
  CHECK(advance({other, fetch, keep}, {}).error().code == Code::invalid);
}

TEST_CASE("a_real_log_of_other_software_is_mirrored_at_every_size") {
  const char* root = std::getenv("HEED_CORPORA");
  if (root == nullptr) {
    MESSAGE("skipped: HEED_CORPORA is unset");
    return;
  }
  const auto folder = std::filesystem::path(root) / "tlog/tessera/testdata/log";
  const auto theirs =
      merkle::parse_vkey("example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx");
  for (const std::uint64_t stride : {1U, 4U, 15U}) {
    MirrorState state;
    std::uint64_t entries = 0;
    for (std::uint64_t size = 0; size <= 15; size += stride) {
      const MirrorSource source{theirs.value(),
                                [&](std::string_view path) -> Result<std::string> {
                                  const bool is_checkpoint = path == "checkpoint";
                                  std::ifstream file(folder / (is_checkpoint ? cat(path, ".", size) : path),
                                                     std::ios::binary);
                                  if (!file) return fail(Code::not_found, std::string(path));
                                  return std::string{std::istreambuf_iterator<char>(file), {}};
                                },
                                [](std::string_view, std::string_view) -> Result<void> { return {}; }};
      const auto round = advance(source, state).value();
      REQUIRE_FALSE(round.contradiction.has_value());
      entries += round.new_entries;
      CHECK(entries == size);
      state = round.state;
    }
  }
}

}  // namespace
}  // namespace heed::tlog
