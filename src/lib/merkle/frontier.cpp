#include "lib/merkle/frontier.h"

#include <bit>

#include "core/assert.h"
#include "core/text.h"
#include "lib/merkle/tree.h"

namespace heed::merkle {

namespace {

constexpr std::size_t size_bytes = 8;

}  // namespace

void Frontier::append(std::string leaf) {
  HEED_ASSERT(leaf.size() == hash_bytes, "a leaf hash has ", hash_bytes, " bytes, not ", leaf.size());
  // Counting up by one carries through the low bits that are set; each carry joins two subtrees of equal size.
  for (auto carry = size_; (carry & 1) != 0; carry >>= 1) {
    leaf = node_hash(subtrees_.back(), leaf);
    subtrees_.pop_back();
  }
  subtrees_.push_back(std::move(leaf));
  ++size_;
}

std::string Frontier::root() const {
  if (subtrees_.empty()) return empty_root();
  auto root = subtrees_.back();
  for (auto left = subtrees_.rbegin() + 1; left != subtrees_.rend(); ++left) root = node_hash(*left, root);
  return root;
}

std::string Frontier::packed() const {
  std::string bytes;
  for (unsigned shift = 64; shift > 0; shift -= 8) bytes += static_cast<char>(size_ >> (shift - 8) & 0xFF);
  for (const auto& subtree : subtrees_) bytes += subtree;
  return bytes;
}

Result<Frontier> Frontier::unpacked(std::string_view bytes) {
  if (bytes.size() < size_bytes) return fail(Code::corrupt, "a packed frontier begins with its size in eight bytes");
  Frontier frontier;
  for (const char c : bytes.substr(0, size_bytes)) frontier.size_ = frontier.size_ << 8 | static_cast<unsigned char>(c);
  bytes.remove_prefix(size_bytes);
  const auto count = static_cast<std::size_t>(std::popcount(frontier.size_));
  if (bytes.size() != count * hash_bytes) {
    return fail(Code::corrupt, cat("a packed frontier of ", frontier.size_, " leaves holds ", count, " hashes, not ",
                                   bytes.size(), " bytes"));
  }
  for (std::size_t i = 0; i < count; ++i) frontier.subtrees_.emplace_back(bytes.substr(i * hash_bytes, hash_bytes));
  return frontier;
}

}  // namespace heed::merkle
