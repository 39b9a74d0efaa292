#pragma once
// The file that proves one entry: C2SP tlog-proof ("c2sp.org/tlog-proof@v1"), with the name NAME.tlog-proof.
//
// It holds the entry's place, the hashes that lead from it to the root of a checkpoint, the checkpoint itself, and as
// "extra" data the SD-JWT presentation: what stands before the presentation's first "~" is the entry.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace heed::proof {

inline constexpr std::size_t proof_bytes = 24UL << 20;  ///< the largest file that is read
inline constexpr std::size_t proof_hashes = 63;         ///< the longest path: a log has less than 2^63 entries

struct Proof {
  std::optional<std::string> extra{};  ///< raw bytes, not empty. Trust: nothing in the file signs them
  std::uint64_t index = 0;             ///< from 0
  std::vector<std::string> path{};     ///< hashes of 32 bytes, from the leaf's sibling to the root's child
  std::string checkpoint;              ///< a signed note, as the log published it
  bool operator==(const Proof&) const = default;
};

/// The file's text. Requires: the fields would be read back by parse_proof.
[[nodiscard]] std::string to_text(const Proof& proof);

/// Guarantees: one proof has one text, so that to_text gives the same bytes again; the checkpoint reads as one.
/// Errors: Code::malformed with the line as their place ("line 3"; for a checkpoint where it begins); too_large.
/// Trust: nothing is verified yet.
[[nodiscard]] Result<Proof> parse_proof(std::string_view text);

}  // namespace heed::proof
