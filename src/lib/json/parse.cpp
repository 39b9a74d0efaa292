#include <algorithm>

#include <boost/json/basic_parser_impl.hpp>

#include "core/limits.h"
#include "core/text.h"
#include "lib/json/builder.h"
#include "lib/json/json.h"

namespace heed::json {
namespace {

using Parser = boost::json::basic_parser<Builder>;
constexpr std::string_view blanks = " \t\r\n";

/// The rest of the line that begins at `from`, with its newline and all blanks after it.
///
/// Why pieces: the parser does not say where an event stood. No token of JSON spans lines, so all events of such a
/// piece stand on its first line.
std::string_view piece_at(std::string_view text, std::size_t from) {
  const auto newline = text.find('\n', from);
  const auto next = newline == std::string_view::npos ? newline : text.find_first_not_of(blanks, newline);
  return text.substr(from, next == std::string_view::npos ? next : next - from);
}

/// "line 3, column 7: "
std::string position(std::string_view text, std::size_t offset) {
  const auto before = text.substr(0, offset);
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const auto start = before.rfind('\n') + 1;  // npos + 1 is 0: the first line
  const auto begins_character = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
  const auto column =
      1 + std::count_if(before.begin() + static_cast<std::ptrdiff_t>(start), before.end(), begins_character);
  return cat("line ", line, ", column ", column, ": ");
}

std::string unexpected(std::string_view rest) {
  if (rest.empty()) return "the text ends too early; look for a missing quote or bracket";
  const auto byte = static_cast<unsigned char>(rest.front());
  if (byte >= 0x80) return "this is not JSON in UTF-8; look for a stray character, or save the file as UTF-8";
  if (byte < 0x20) return "a line break or control character stands inside a text or word; write it as \\n or \\u00XX";
  return cat("\"", rest.front(), "\" cannot stand here; look for a missing or extra comma, quote or bracket");
}

Error explain(const boost::json::error_code& failure, std::string_view text, std::size_t offset) {
  using boost::json::error;
  const auto at = position(text, offset);
  const auto malformed = [&](std::string_view detail) { return Error{Code::malformed, cat(at, detail)}; };
  if (!failure) return malformed("something follows the end of the document; remove it");
  if (failure == error::too_deep) {
    return {Code::too_large, cat(at, "a document may be nested at most ", limits::value_depth, " levels deep")};
  }
  if (failure == error::exponent_overflow) return malformed("this number is too large; write it as a text");
  if (failure == error::incomplete) return malformed(unexpected({}));
  if (failure == error::syntax) return malformed(unexpected(text.substr(offset)));
  return malformed("this escape is not one of JSON's; an emoji takes two, as in \\ud83d\\ude00");
}

}  // namespace

Result<core::Value> parse(std::string_view text) {
  if (text.size() > limits::import_bytes) {
    return fail(Code::too_large, cat("a document may have at most ", limits::import_bytes, " bytes; split it"));
  }
  if (text.find_first_not_of(blanks) == std::string_view::npos) {
    return fail(Code::malformed, "line 1, column 1: the text is empty; send a JSON document");
  }
  boost::json::parse_options options;
  options.max_depth = limits::value_depth;
  Parser parser(options);
  std::uint32_t line = 1;
  for (std::size_t at = 0; at < text.size();) {
    const auto piece = piece_at(text, at);
    const bool is_last = at + piece.size() == text.size();
    parser.handler().set_line(line);
    boost::json::error_code failure;
    const auto read = parser.write_some(!is_last, piece.data(), piece.size(), failure);
    if (const auto& refusal = parser.handler().refusal()) return fail(*refusal);
    if (failure || read < piece.size()) return fail(explain(failure, text, at + read));
    line += static_cast<std::uint32_t>(std::count(piece.begin(), piece.end(), '\n'));
    at += piece.size();
  }
  return parser.handler().take();
}

}  // namespace heed::json
