#include "lib/merkle/tree.h"

#include <algorithm>
#include <array>

#include "core/assert.h"
#include "lib/digest/sha256.h"
#include "lib/merkle/frontier.h"

namespace heed::merkle {

namespace {

constexpr std::string_view leaf_prefix{"\x00", 1};
constexpr std::string_view node_prefix{"\x01", 1};

}  // namespace

std::string leaf_hash(std::string_view bytes) { return digest::sha256_joined({leaf_prefix, bytes}); }

std::string node_hash(std::string_view left, std::string_view right) {
  return digest::sha256_joined({node_prefix, left, right});
}

std::string node_hash(std::string_view both) {
  // Why a copy: SHA-256 takes one piece of 65 bytes faster than a piece of one and a piece of 64.
  std::array<char, 1 + 2 * hash_bytes> bytes;
  HEED_ASSERT(both.size() == 2 * hash_bytes, both.size(), " bytes");
  bytes[0] = node_prefix[0];
  std::ranges::copy(both, bytes.begin() + 1);
  return digest::sha256({bytes.data(), bytes.size()});
}

const std::string& empty_root() {
  static const std::string root = digest::sha256("");
  return root;
}

std::string root_of(std::span<const std::string> leaves) {
  Frontier frontier;
  for (const auto& leaf : leaves) frontier.append(leaf);
  return frontier.root();
}

}  // namespace heed::merkle
