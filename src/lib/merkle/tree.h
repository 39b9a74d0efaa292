#pragma once
// The hashes of an RFC 6962 Merkle tree (SHA-256). A hash is 32 raw bytes in a string.
//
// The tree over n leaves splits at the largest power of two below n. It is never padded, and no leaf is doubled.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace heed::merkle {

inline constexpr std::size_t hash_bytes = 32;

/// SHA-256(0x00 || bytes). The prefixes keep a leaf from being passed off as a node, and the other way round.
[[nodiscard]] std::string leaf_hash(std::string_view bytes);
/// SHA-256(0x01 || left || right). Requires: both are hashes.
[[nodiscard]] std::string node_hash(std::string_view left, std::string_view right);
/// The same for two hashes that stand one straight after the other. Requires: 64 bytes.
[[nodiscard]] std::string node_hash(std::string_view both);
/// The root of a tree without leaves: SHA-256 of nothing.
[[nodiscard]] const std::string& empty_root();
/// The root over leaf hashes in order; one pass, with a logarithmic number of hashes held.
[[nodiscard]] std::string root_of(std::span<const std::string> leaves);

}  // namespace heed::merkle
