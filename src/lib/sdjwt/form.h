#pragma once
// Private to this folder: the words of RFC 9901, and what issuing and verifying do in the same way.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace heed::sdjwt {

inline constexpr std::string_view digests_name = "_sd";
inline constexpr std::string_view algorithm_name = "_sd_alg";
inline constexpr std::string_view element_name = "...";
inline constexpr std::string_view algorithm = "sha-256";
inline constexpr std::string_view separator = "~";

/// Whole numbers beyond this are read differently by different readers (RFC 8259 section 6).
inline constexpr std::int64_t number_max = (std::int64_t{1} << 53) - 1;

inline constexpr std::size_t digest_digits = 43;
using Digest = std::array<char, digest_digits>;

/// Whether the format gives a name its own meaning, so that no claim may have it.
[[nodiscard]] inline bool is_reserved(std::string_view name) {
  return name == digests_name || name == algorithm_name || name == element_name;
}

/// base64url of the SHA-256 of `text`.
[[nodiscard]] Digest digest_of(std::string_view text);
[[nodiscard]] inline std::string_view view(const Digest& digest) { return {digest.data(), digest.size()}; }

/// Adds base64url without padding. Why not lib/digest: an entry has forty short pieces, and most of the time went into
/// making a string for each and adding to it by one digit.
void append_base64url(std::string& out, std::string_view bytes);

/// The path of a member or an element inside `outer`: "body.place", "told[3]".
[[nodiscard]] std::string member_path(std::string_view outer, std::string_view name);
[[nodiscard]] std::string element_path(std::string_view outer, std::size_t index);

}  // namespace heed::sdjwt
