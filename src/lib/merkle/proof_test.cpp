#include "lib/merkle/proof.h"

#include <bit>

#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/digest/base64.h"
#include "lib/digest/sha256.h"
#include "lib/merkle/frontier.h"
#include "lib/merkle/tree.h"

namespace heed::merkle {
namespace {

using Hashes = std::vector<std::string>;

/// The slow twin: the definition of RFC 6962 section 2.1, word for word.
std::string slow_root(std::span<const std::string> leaves) {
  if (leaves.empty()) return digest::sha256("");
  if (leaves.size() == 1) return leaves.front();
  std::size_t split = 1;
  while (split * 2 < leaves.size()) split *= 2;
  return digest::sha256("\x01" + slow_root(leaves.first(split)) + slow_root(leaves.subspan(split)));
}

Hashes numbered_leaves(std::size_t count) {
  Hashes leaves;
  for (std::size_t i = 0; i < count; ++i) {
    leaves.push_back(leaf_hash(std::string{static_cast<char>(i >> 8), static_cast<char>(i & 255)}));
  }
  return leaves;
}

std::string bytes_of(std::string_view hex) { return digest::from_hex(hex).value(); }

TEST_CASE("roots_are_those_of_the_classic_eight_leaves") {
  const std::string_view entries[] = {
      "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"};
  Hashes leaves;
  for (const auto entry : entries) leaves.push_back(leaf_hash(bytes_of(entry)));
  CHECK(digest::to_hex(empty_root()) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(digest::to_hex(leaves[0]) == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
  const std::span<const std::string> all(leaves);
  CHECK(root_of(all.first(0)) == empty_root());
  CHECK(root_of(all.first(1)) == leaves[0]);
  CHECK(digest::to_hex(root_of(all.first(2))).starts_with("fac54203"));
  CHECK(digest::to_hex(root_of(all.first(2))).ends_with("f00e3c125"));
  CHECK(digest::to_hex(root_of(all.first(3))).starts_with("aeb6bcfe"));
  CHECK(digest::to_hex(root_of(all.first(3))).ends_with("329e06e77"));
  CHECK(digest::to_hex(root_of(all)) == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
}

TEST_CASE("every_tree_up_to_300_leaves_has_the_root_of_its_definition") {
  const auto leaves = numbered_leaves(300);
  Frontier frontier;
  for (std::size_t size = 0; size <= leaves.size(); ++size) {
    const auto expected = slow_root(std::span(leaves).first(size));
    REQUIRE(frontier.size() == size);
    REQUIRE(frontier.root() == expected);
    REQUIRE(frontier.packed().size() == 8 + hash_bytes * static_cast<std::size_t>(std::popcount(size)));
    REQUIRE(Frontier::unpacked(frontier.packed()).value() == frontier);
    if (size < leaves.size()) frontier.append(leaves[size]);
  }
}

TEST_CASE("a_packed_frontier_of_another_length_is_corrupt") {
  Frontier frontier;
  for (const auto& leaf : numbered_leaves(5)) frontier.append(leaf);
  const auto packed = frontier.packed();
  for (const auto& changed :
       {packed.substr(1), packed + "x", packed.substr(0, 7), packed.substr(0, 8), std::string()}) {
    const auto read = Frontier::unpacked(changed);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().code == Code::corrupt);
  }
  CHECK(Frontier::unpacked(std::string(8, '\0')).value() == Frontier{});
}

/// All roots and proofs of trees of 1 to `most` leaves, as text; three independent programs agree on the digests of
/// these texts.
struct Accumulated {
  std::string roots, inclusion, consistency;
};

std::string path_text(const Hashes& path) {
  std::string text;
  for (const auto& hash : path) text += " " + digest::to_hex(hash);
  return text + "\n";
}

Accumulated accumulate(std::size_t most) {
  const auto leaves = numbered_leaves(most);
  Accumulated all;
  for (std::size_t size = 1; size <= most; ++size) {
    const auto tree = std::span(leaves).first(size);
    all.roots += cat(size, " ", digest::to_hex(root_of(tree)), "\n");
    for (std::size_t i = 0; i < size; ++i) all.inclusion += cat(i, " ", size, path_text(prove_inclusion(tree, i).path));
    for (std::size_t old = 1; old <= size; ++old) {
      all.consistency += cat(old, " ", size, path_text(prove_consistency(tree, old).path));
    }
  }
  return all;
}

TEST_CASE("roots_and_proofs_agree_with_independent_programs") {
  struct Row {
    std::size_t most;
    std::string_view roots, inclusion, consistency;
  };
  const Row rows[] = {{8, "0c6f8ae7b0aca986d707b0b7036aaf39bf58e6a8bf82953907972580b33167dd",
                       "4b21af4d2e40ac66c4bc1ca78cdb50235ecf26b7a59849705e9786a7cefc25ef",
                       "ff8a7afc77fd5869c8e6fdfd374c86dac00acdcc836a01a1a9c2e786990a3705"},
                      {130, "d73f1c712310ec62d57995eea114c4201225cbf57d23855261d8f8c1704231ee",
                       "0c74f600e51217f6a254d3680a7fc57f9ad80cb59846c2302ab1d35a05b13e6a",
                       "411a317832035157b541b2c56b573426b67e2234c4b5597fbe71705bb0d1054b"},
                      {260, "3988ca5eddf31ab0d61e7d234689ec383d65bc10b76167d71a0bc0705e0f0f8f",
                       "7fdead239ec6c19168c9b2b8f6d9463ca9ee00466730a3f87d82a28060c1d817",
                       "58442419a1058905f2ec8b0c6c18c53f3007fbdc134abb1f3ab9a8259061d3b3"}};
  for (const auto& row : rows) {
    const auto all = accumulate(row.most);
    CHECK(digest::to_hex(digest::sha256(all.roots)) == row.roots);
    CHECK(digest::to_hex(digest::sha256(all.inclusion)) == row.inclusion);
    CHECK(digest::to_hex(digest::sha256(all.consistency)) == row.consistency);
  }
}

TEST_CASE("every_inclusion_proof_holds_for_its_leaf_and_for_no_other") {
  const auto leaves = numbered_leaves(70);
  for (std::size_t size = 1; size <= leaves.size(); ++size) {
    const auto tree = std::span(leaves).first(size);
    const auto root = slow_root(tree);
    for (std::size_t i = 0; i < size; ++i) {
      const auto proof = prove_inclusion(tree, i);
      REQUIRE(verify_inclusion(proof, leaves[i], root));
      REQUIRE_FALSE(verify_inclusion(proof, leaves[(i + 1) % 70], root));
      REQUIRE_FALSE(verify_inclusion(proof, leaves[i], leaf_hash(root)));
      for (std::uint64_t other = 0; other <= size; ++other) {
        if (other != i) REQUIRE_FALSE(verify_inclusion({other, size, proof.path}, leaves[i], root));
      }
    }
  }
}

TEST_CASE("every_consistency_proof_holds_for_its_trees_and_for_no_others") {
  const auto leaves = numbered_leaves(70);
  for (std::size_t size = 0; size <= leaves.size(); ++size) {
    const auto tree = std::span(leaves).first(size);
    const auto root = slow_root(tree);
    for (std::size_t old = 0; old <= size; ++old) {
      const auto proof = prove_consistency(tree, old);
      const auto old_root = slow_root(tree.first(old));
      REQUIRE(verify_consistency(proof, old_root, root));
      REQUIRE_FALSE(verify_consistency(proof, leaf_hash(old_root), root));
      if (old == 0) continue;
      REQUIRE_FALSE(verify_consistency(proof, old_root, leaf_hash(root)));
      REQUIRE_FALSE(verify_consistency({old - 1, size, proof.path}, old_root, root));
    }
  }
}

TEST_CASE("a_proof_that_was_tampered_with_does_not_hold") {
  const auto leaves = numbered_leaves(11);
  const auto root = slow_root(leaves);
  const auto old_root = slow_root(std::span(leaves).first(6));
  const auto inclusion = prove_inclusion(leaves, 4);
  const auto consistency = prove_consistency(leaves, 6);
  const auto tampered = [](Hashes path) {
    std::vector<Hashes> all;
    for (std::size_t i = 0; i < path.size(); ++i) {
      all.push_back(path);
      all.back()[i][31] = static_cast<char>(all.back()[i][31] ^ 1);
      all.push_back(path);
      all.back().erase(all.back().begin() + static_cast<std::ptrdiff_t>(i));
      all.push_back(path);
      all.back().insert(all.back().begin() + static_cast<std::ptrdiff_t>(i), path[i]);
      all.push_back(path);
      all.back()[i].pop_back();
    }
    all.emplace_back();
    all.push_back(path);
    all.back().push_back(path.front());
    return all;
  };
  for (const auto& path : tampered(inclusion.path)) {
    const auto outcome = verify_inclusion({4, 11, path}, leaves[4], root);
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().code == Code::invalid);
  }
  for (const auto& path : tampered(consistency.path)) {
    const auto outcome = verify_consistency({6, 11, path}, old_root, root);
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().code == Code::invalid);
  }
}

TEST_CASE("sizes_at_the_end_of_64_bits_are_refused_without_harm") {
  const auto hash = leaf_hash("x");
  constexpr auto most = ~std::uint64_t{0};
  CHECK_FALSE(verify_inclusion({most - 1, most, Hashes(64, hash)}, hash, hash));
  CHECK_FALSE(verify_inclusion({most, most, {}}, hash, hash));
  CHECK_FALSE(verify_consistency({most - 1, most, Hashes(64, hash)}, hash, hash));
  CHECK_FALSE(verify_consistency({most, 1, {}}, hash, hash));
  CHECK(verify_consistency({most, most, {}}, hash, hash));
}

}  // namespace
}  // namespace heed::merkle
