#include "lib/tlog/proofs.h"

#include <algorithm>
#include <random>
#include <set>

#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/merkle/frontier.h"
#include "lib/merkle/tree.h"

namespace heed::tlog {
namespace {

using Hashes = std::vector<std::string>;

/// A log in memory: the nodes of every level, as an edge gave them.
struct Log {
  Edge edge;
  std::vector<Hashes> levels{1};

  void append(const std::string& leaf) {
    levels[0].push_back(leaf);
    for (const auto& node : edge.append(leaf)) {
      if (levels.size() == node.level) levels.emplace_back();
      REQUIRE(levels[node.level].size() == node.index);
      levels[node.level].push_back(node.hash);
    }
  }

  /// Answers for a tree of `size` leaves, and holds the questions to the rule.
  [[nodiscard]] ReadHashes at(std::uint64_t size) const {
    return [this, size, asked = std::set<std::pair<unsigned, std::uint64_t>>{}](
               unsigned level, std::uint64_t first, std::size_t count) mutable -> Result<Hashes> {
      REQUIRE(first % tile_width == 0);
      REQUIRE(count == width_of(level, first / tile_width, size));
      REQUIRE(count > 0);
      REQUIRE(asked.emplace(level, first).second);
      REQUIRE(std::ranges::count(asked, level, [](const auto& each) { return each.first; }) <= 2);
      const auto begin = levels.at(level).begin() + static_cast<std::ptrdiff_t>(first);
      return Hashes(begin, begin + static_cast<std::ptrdiff_t>(count));
    };
  }
};

Log log_of(std::size_t size) {
  Log log;
  for (std::size_t i = 0; i < size; ++i) log.append(merkle::leaf_hash(cat("entry ", i)));
  return log;
}

TEST_CASE("an_edge_has_the_root_of_its_tree_at_every_size") {
  merkle::Frontier frontier;
  Log log;
  CHECK(log.edge.root() == merkle::empty_root());
  for (std::size_t size = 1; size <= 1'100; ++size) {
    const auto leaf = merkle::leaf_hash(cat(size));
    frontier.append(leaf);
    log.append(leaf);
    REQUIRE(log.edge.size() == size);
    REQUIRE(log.edge.root() == frontier.root());
    REQUIRE(size_of(log.edge.rows()) == size);
  }
}

TEST_CASE("an_edge_completes_nodes_of_every_level") {
  merkle::Frontier frontier;
  Edge edge;
  std::size_t at_level_1 = 0;
  for (std::size_t size = 1; size <= 65'537; ++size) {
    const auto leaf = merkle::leaf_hash(cat(size));
    frontier.append(leaf);
    const auto completed = edge.append(leaf);
    REQUIRE(completed.size() == (size % 256 == 0) + (size % 65'536 == 0));
    if (!completed.empty()) REQUIRE(completed[0].index == at_level_1++);
    if (size == 65'536) CHECK(completed.back() == Node{2, 0, frontier.root()});
  }
  CHECK(edge.root() == frontier.root());
  CHECK(edge.rows()[0].size() == 32);
  CHECK(edge.rows()[1].empty());
  CHECK(edge.rows()[2].size() == 32);
}

TEST_CASE("an_edge_is_rebuilt_from_its_rows_and_from_the_store") {
  const auto log = log_of(66'000);
  for (const std::uint64_t size : {0ULL, 1ULL, 255ULL, 256ULL, 257ULL, 65'535ULL, 65'536ULL, 65'793ULL, 66'000ULL}) {
    CAPTURE(size);
    const auto edge = Edge::rebuilt(size, log.at(size)).value();
    CHECK(edge.size() == size);
    CHECK(edge.root() == root_at(size, log.at(size)).value());
    CHECK(Edge::rebuilt(edge.rows()).value() == edge);
  }
  CHECK(Edge::rebuilt(66'000, log.at(66'000)).value() == log.edge);
}

TEST_CASE("an_edge_of_broken_rows_is_corrupt") {
  Rows rows;
  rows[0] = std::string(255 * merkle::hash_bytes, 'h');
  CHECK(Edge::rebuilt(rows).value().size() == 255);
  rows[0] += std::string(merkle::hash_bytes, 'h');
  CHECK(Edge::rebuilt(rows).error().code == Code::corrupt);
  rows[0].resize(31);
  CHECK(Edge::rebuilt(rows).error().code == Code::corrupt);
  const ReadHashes too_few = [](unsigned, std::uint64_t, std::size_t count) -> Result<Hashes> {
    return Hashes(count - 1, std::string(merkle::hash_bytes, 'h'));
  };
  const ReadHashes too_short = [](unsigned, std::uint64_t, std::size_t count) -> Result<Hashes> {
    return Hashes(count, std::string(merkle::hash_bytes - 1, 'h'));
  };
  for (const auto& hashes : {too_few, too_short}) {
    CHECK(Edge::rebuilt(300, hashes).error().code == Code::corrupt);
    CHECK(prove_inclusion(3, 300, hashes).error().code == Code::corrupt);
    CHECK(root_at(300, hashes).error().code == Code::corrupt);
  }
}

TEST_CASE("proofs_from_tiles_are_those_of_the_whole_tree_up_to_600_leaves") {
  const auto log = log_of(600);
  const std::span<const std::string> leaves(log.levels[0]);
  std::mt19937_64 random(1);
  for (std::size_t size = 1; size <= 600; ++size) {
    const auto tree = leaves.first(size);
    REQUIRE(root_at(size, log.at(size)).value() == merkle::root_of(tree));
    // Every index and old size over the run of sizes, not each at each size: that is a matter of seconds.
    for (const std::uint64_t index : {std::uint64_t{0}, size - 1, random() % size, random() % size}) {
      REQUIRE(prove_inclusion(index, size, log.at(size)).value() == merkle::prove_inclusion(tree, index));
    }
    for (const std::uint64_t old : {std::uint64_t{0}, size, size - 1, random() % size, random() % size}) {
      REQUIRE(prove_consistency(old, size, log.at(size)).value() == merkle::prove_consistency(tree, old));
    }
  }
}

TEST_CASE("proofs_from_tiles_hold_in_larger_trees") {
  const auto log = log_of(140'000);
  std::mt19937_64 random(2);
  for (int round = 0; round < 60; ++round) {
    const auto size = round == 0 ? 131'072 : round == 1 ? 65'536 : 1 + random() % 140'000;
    const auto index = random() % size;
    const auto old = 1 + random() % size;
    CAPTURE(size);
    CAPTURE(index);
    CAPTURE(old);
    const auto root = root_at(size, log.at(size)).value();
    const auto inclusion = prove_inclusion(index, size, log.at(size)).value();
    REQUIRE(merkle::verify_inclusion(inclusion, log.levels[0][index], root));
    const auto consistency = prove_consistency(old, size, log.at(size)).value();
    REQUIRE(merkle::verify_consistency(consistency, root_at(old, log.at(old)).value(), root));
  }
}

TEST_CASE("what_a_log_does_not_have_is_not_proven") {
  const auto log = log_of(10);
  CHECK(prove_inclusion(10, 10, log.at(10)).error().code == Code::invalid);
  CHECK(prove_inclusion(0, 0, log.at(0)).error().code == Code::invalid);
  CHECK(prove_consistency(11, 10, log.at(10)).error().code == Code::invalid);
  CHECK(root_at(0, log.at(0)).value() == merkle::empty_root());
  const ReadHashes broken = [](unsigned, std::uint64_t, std::size_t) -> Result<Hashes> {
    return fail(Code::unavailable, "the disk is busy");
  };
  CHECK(prove_inclusion(3, 10, broken).error().code == Code::unavailable);
  CHECK(prove_consistency(3, 10, broken).error().code == Code::unavailable);
}

}  // namespace
}  // namespace heed::tlog
