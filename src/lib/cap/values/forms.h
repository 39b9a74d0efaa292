#pragma once
// Small forms of text: languages, addresses on the web, numbers, media types.

#include <cstddef>
#include <optional>
#include <string_view>

namespace heed::values {

/// RFC 3066: letters, then groups of letters and digits, one to eight each, joined by hyphens.
[[nodiscard]] bool is_language(std::string_view tag);
/// The first group in lower case, and nothing else of the tag, for comparing: "en-US" and "EN" are one language.
[[nodiscard]] bool is_same_language(std::string_view a, std::string_view b);

/// xs:anyURI: what RFC 3986 allows, with any character that no URI may hold, blanks too, taken for an escaped one.
[[nodiscard]] bool is_any_uri(std::string_view text);
/// Whether it begins with a scheme ("https:").
[[nodiscard]] bool has_scheme(std::string_view uri);
/// RFC 3986 without names and passwords in front of the host: nothing that goes to the public needs them. "http" and
/// "https" need a host.
[[nodiscard]] bool is_plain_uri(std::string_view uri);

/// xs:integer and xs:decimal, of at most 24 digits that count; blanks around them are left out of account.
[[nodiscard]] bool is_integer(std::string_view text);
[[nodiscard]] bool is_decimal(std::string_view text);
/// The number, for comparing. Nothing when the text is no xs:decimal.
[[nodiscard]] std::optional<double> read_decimal(std::string_view text);

/// RFC 2046: a known type, a slash, a subtype; parameters after a semicolon.
[[nodiscard]] bool is_media_type(std::string_view text);
/// RFC 4648 base64, blanks among it left out of account; not empty.
[[nodiscard]] bool is_base64(std::string_view text);
/// Forty hexadecimal digits: SHA-1.
[[nodiscard]] bool is_sha1(std::string_view text);

/// Finds "<p>", "</b>", "<br/>": what a receiver would show as it stands.
[[nodiscard]] bool has_tag(std::string_view text);
/// Finds "&amp;", "&nbsp;", "&#39;": the mark of a text that was escaped before it came here.
[[nodiscard]] bool has_entity(std::string_view text);

[[nodiscard]] std::size_t character_count(std::string_view text);

}  // namespace heed::values
