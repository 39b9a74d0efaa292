#pragma once
// How mail carries what is not ASCII: encoded words in headers (RFC 2047), quoted-printable in texts (RFC 2045).

#include <string>
#include <string_view>

namespace heed::email {

/// The value of a header that takes free text, folded for a line that begins with `name` and ": ". Plain words stay
/// plain; as soon as one letter is not ASCII, or a reader could take the text for an encoded word, the whole becomes
/// encoded words, each of whole characters. Requires: valid UTF-8 without control characters.
[[nodiscard]] std::string header_text(std::string_view name, std::string_view text);

/// The text as encoded words, whatever is in it: safe in a header under any name of at most twelve letters.
[[nodiscard]] std::string encoded_words(std::string_view text);

/// The text in quoted-printable: lines of at most 76 bytes, ended by CRLF. Line breaks of the text ("\n" and "\r\n")
/// stay line breaks; everything that a mail server could change on its way is written as "=XX".
[[nodiscard]] std::string quoted_printable(std::string_view text);

}  // namespace heed::email
