#include "lib/cap/signatures.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace heed::cap {
namespace {

struct Declaration {
  std::string_view name;  ///< "xmlns" or "xmlns:ds"
  std::string_view text;  ///< the whole of it, with its quotes
};

/// The declarations in a start tag. Requires: `tag` begins with "<" and is well formed.
std::vector<Declaration> declarations_in(std::string_view tag) {
  constexpr std::string_view blanks = " \t\r\n";
  std::vector<Declaration> found;
  auto at = tag.find_first_of(" \t\r\n/>", 1);
  while (true) {
    at = tag.find_first_not_of(blanks, at);
    if (at == std::string_view::npos || tag[at] == '>' || tag[at] == '/') return found;
    const auto name = tag.substr(at, tag.find_first_of(" \t\r\n=", at) - at);
    const auto open = tag.find_first_of("\"'", at);
    const auto close = tag.find(tag[open], open + 1);
    if (name == "xmlns" || name.starts_with("xmlns:")) found.push_back({name, tag.substr(at, close + 1 - at)});
    at = close + 1;
  }
}

/// Without carriage returns: they are line ends here, for a parser has not yet seen this text.
void normalise_lines(std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      out += text[i];
    } else if (i + 1 == text.size() || text[i + 1] != '\n') {
      out += '\n';
    }
  }
  text = std::move(out);
}

}  // namespace

std::string signature_text(const xml::Document& document, const xml::Element& element) {
  const auto source = document.source();
  std::string text(source.substr(element.offset, element.end - element.offset));
  const auto own = declarations_in(text);
  auto outer = declarations_in(source.substr(document.root().offset));
  const auto declares = [](const std::vector<Declaration>& all, std::string_view name) {
    return std::ranges::find(all, name, &Declaration::name) != all.end();
  };
  // Why: names without a prefix are in no namespace here, and would be in that of CAP where it is the default one.
  if (!declares(outer, "xmlns")) outer.push_back({"xmlns", "xmlns=\"\""});
  std::string inherited;
  for (const auto& declaration : outer) {
    if (!declares(own, declaration.name)) (inherited += ' ') += declaration.text;
  }
  text.insert(text.find_first_of(" \t\r\n/>", 1), inherited);
  if (text.find('\r') != std::string::npos) normalise_lines(text);
  return text;
}

}  // namespace heed::cap
