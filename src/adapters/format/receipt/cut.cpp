#include "adapters/format/receipt/parts.h"
#include "core/text.h"

namespace heed::receipt {
namespace {

/// The bytes of the letter that begins with this byte. Requires: UTF-8.
std::size_t bytes_of(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

}  // namespace

Cut cut(std::string_view text, std::size_t columns, std::size_t lines) {
  std::size_t used = 0, newlines = 0, space = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto size = bytes_of(text[at]);
    used += size >= 3 ? 2 : 1;
    newlines += text[at] == '\n' ? 1 : 0;
    if (used > columns || newlines >= lines) {
      // Why not always at a space: some scripts have none, and a long word would take the whole text with it.
      const auto end = newlines >= lines || at - space > 40 ? at : space;
      return {cat(core::trimmed(text.substr(0, end)), " …"), true};
    }
    if (text[at] == ' ' || text[at] == '\n') space = at;
    at += size;
  }
  return {std::string(text), false};
}

}  // namespace heed::receipt
