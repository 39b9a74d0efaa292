#include "lib/cap/values/lists.h"

#include "lib/cap/values/bytes.h"

namespace heed::values {
namespace {

constexpr Bytes quote("\"");
constexpr Bytes comma(",");

/// Takes the first piece off `text`, up to one of `ends`.
std::string_view take(std::string_view& text, const Bytes& ends) {
  const auto piece = text.substr(0, ends.find_in(text));
  text.remove_prefix(piece.size());
  return piece;
}

void skip_blanks(std::string_view& text) { text.remove_prefix(blanks.end_in(text)); }

}  // namespace

Items read_items(std::string_view text) {
  Items read;
  for (skip_blanks(text); !text.empty(); skip_blanks(text)) {
    if (!text.starts_with('"')) {
      const auto item = take(text, blanks);
      if (item.find('"') != std::string_view::npos) read.are_quotes_sound = false;
      read.items.push_back(item);
      continue;
    }
    text.remove_prefix(1);
    // Why nothing between two quotes is no item: it names nobody, and could not be written again.
    const auto item = take(text, quote);
    if (item.empty()) read.are_quotes_sound = false;
    if (!item.empty()) read.items.push_back(item);
    if (text.empty()) {
      read.are_quotes_sound = false;
      break;
    }
    text.remove_prefix(1);
    if (!text.empty() && !blanks.has(text.front())) read.are_quotes_sound = false;
  }
  return read;
}

std::vector<std::string_view> pieces(std::string_view text) {
  std::vector<std::string_view> found;
  for (skip_blanks(text); !text.empty(); skip_blanks(text)) found.push_back(take(text, blanks));
  return found;
}

std::vector<ReadReference> read_references(std::string_view text) {
  std::vector<ReadReference> read;
  for (skip_blanks(text); !text.empty() && read.size() < references_max; skip_blanks(text)) {
    auto rest = take(text, blanks);
    ReadReference reference{.text = rest};
    reference.sender = take(rest, comma);
    if (!rest.empty()) rest.remove_prefix(1);
    reference.identifier = take(rest, comma);
    reference.has_three_parts = rest.starts_with(',');
    if (reference.has_three_parts) {
      reference.sent_text = rest.substr(1);
      reference.sent = read_time(reference.sent_text);
    }
    read.push_back(reference);
  }
  return read;
}

bool is_name(std::string_view name) {
  constexpr auto refused = blanks.with(",<&");
  return !name.empty() && refused.find_in(name) == name.size();
}

}  // namespace heed::values
