#pragma once
// From an entry to its leaf: what the world sees of it, and what may be shown of it piece by piece.
//
// The leaf is the issuer-signed part of an SD-JWT (RFC 9901). Nothing stands in it in the clear but who issued it:
// every field of the entry is a salted digest, and decoys fill their number up, so that all leaves of a log are of one
// length. docs/record-format.md has the whole form.

#include "flow/record/entry.h"
#include "lib/sdjwt/issue.h"

namespace heed::record {

inline constexpr std::string_view leaf_type = "heed+sd-jwt";
inline constexpr std::size_t leaf_digests = 12;   ///< in every leaf; an entry has seven fields at most
inline constexpr std::size_t inner_multiple = 8;  ///< digests inside a field come in multiples of it
inline constexpr std::size_t batch_multiple =
    64;  ///< and those of a batch of it: who is shown one learns little of how many
inline constexpr std::size_t salt_seed_bytes = 32;  ///< what the salts and decoys of one entry are drawn from

/// Who issues: the log that the leaf is for, and the issuer's key.
struct Issuer {
  std::string log;  ///< the log's origin
  std::string kid;  ///< eight hex digits: the C2SP key id of the issuer's key
  sdjwt::Sign sign;
};

struct Sealed {
  std::string leaf;   ///< the JWS: what is hashed, published and kept for ever
  std::string salts;  ///< with the content, what every disclosure is made from again; erasable
};

/// Fails (invalid) on an entry that two verifiers could read differently. Requires: `seed` has salt_seed_bytes bytes
/// from a good source, never used before and thrown away afterwards.
[[nodiscard]] Result<Sealed> seal(const Entry& entry, const Issuer& issuer, std::string_view seed);

/// Whether a body can be sealed: refuses (invalid) names that the form of a leaf gives its own meaning, and too deep
/// nesting. What passes here is never refused by `seal`.
[[nodiscard]] Result<void> check_body(const Value& body);

/// Every disclosure of an entry as it was issued, but those that were erased. Corrupt when content and salts do not
/// fit.
[[nodiscard]] Result<std::vector<sdjwt::Disclosure>> disclosures(const Entry& entry, std::string_view salts);

/// Whether the leaf commits to this content: each disclosure's digest stands where it must. The signature is not looked
/// at. Corrupt otherwise, with the path of the first field that does not fit.
[[nodiscard]] Result<void> check_sealed(const Entry& entry, std::string_view salts, std::string_view leaf);

/// The claims that an entry is sealed as.
[[nodiscard]] sdjwt::Claim claims_of(const Entry& entry);

}  // namespace heed::record
