#include "lib/toml/dotted.h"

#include <algorithm>

namespace heed::toml {
namespace {

/// Where the text in quotes that begins at `at` ends: just past its closing quotes, or at the end of everything.
/// A text on one line that is not closed ends with its line; toml++ refuses it there.
std::size_t past_quotes(std::string_view text, std::size_t at) {
  const char quote = text[at];
  const bool has_escapes = quote == '"';
  const bool is_long = text.substr(at, 3) == std::string_view(has_escapes ? "\"\"\"" : "'''");
  std::size_t i = at + (is_long ? 3 : 1);
  while (i < text.size()) {
    if (has_escapes && text[i] == '\\') {
      i += 2;
    } else if (!is_long && (text[i] == quote || text[i] == '\n')) {
      return i + 1;
    } else if (is_long && text[i] == quote && text.substr(i, 3) == text.substr(at, 3)) {
      // One or two quotes may stand just before the closing three.
      i += 3;
      while (i < text.size() && text[i] == quote) ++i;
      return i;
    } else {
      ++i;
    }
  }
  return text.size();
}

/// Where the text in quotes or the comment that begins at `at` ends; `at` itself where none begins.
std::size_t past_prose(std::string_view text, std::size_t at) {
  if (text[at] == '"' || text[at] == '\'') return past_quotes(text, at);
  if (text[at] == '#') return std::min(text.find('\n', at), text.size());
  return at;
}

}  // namespace

std::optional<std::uint32_t> line_of_deep_name(std::string_view text, std::size_t parts_max) {
  constexpr std::string_view ends_of_name = "\n=,[]{}";
  std::size_t dots = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (const auto past = past_prose(text, at); past > at) {
      at = past;
      continue;
    }
    if (ends_of_name.find(text[at]) != std::string_view::npos) dots = 0;
    if (text[at] == '.' && ++dots >= parts_max) {
      const auto before = text.substr(0, at);
      return static_cast<std::uint32_t>(1 + std::count(before.begin(), before.end(), '\n'));
    }
    ++at;
  }
  return std::nullopt;
}

}  // namespace heed::toml
