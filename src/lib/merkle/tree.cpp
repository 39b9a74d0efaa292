#include "lib/merkle/tree.h"

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
