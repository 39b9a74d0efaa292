#include "core/text.h"

#include <cstdint>

namespace heed::core {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blank = " \t\r\n";
  const auto first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> pieces;
  while (!text.empty()) {
    const auto cut = text.find(separator);
    const auto piece = trimmed(text.substr(0, cut));
    if (!piece.empty()) pieces.push_back(piece);
    if (cut == std::string_view::npos) break;
    text.remove_prefix(cut + 1);
  }
  return pieces;
}

std::string listed(const std::vector<std::string>& words, std::string_view last_joint) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += i + 1 == words.size() ? cat(" ", last_joint, " ") : ", ";
    out += words[i];
  }
  return out;
}

namespace {

struct Sequence {
  std::size_t length;
  std::uint32_t least;  ///< smaller code points in this length are overlong, and refused
};

Sequence sequence_of(unsigned char lead) {
  if (lead < 0x80) return {1, 0};
  if ((lead & 0xE0) == 0xC0) return {2, 0x80};
  if ((lead & 0xF0) == 0xE0) return {3, 0x800};
  if ((lead & 0xF8) == 0xF0) return {4, 0x10000};
  return {0, 0};
}

bool is_allowed(std::uint32_t point) {
  if (point < 0x20) return point == '\n' || point == '\t';
  if (point >= 0x7F && point < 0xA0) return false;
  const bool is_surrogate = point >= 0xD800 && point < 0xE000;
  return !is_surrogate && point <= 0x10FFFF && (point & 0xFFFE) != 0xFFFE;
}

}  // namespace

bool is_clean_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const auto [length, least] = sequence_of(lead);
    if (length == 0 || at + length > text.size()) return false;
    std::uint32_t point = length == 1 ? lead : lead & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
      const auto next = static_cast<unsigned char>(text[at + i]);
      if ((next & 0xC0) != 0x80) return false;
      point = (point << 6) | (next & 0x3FU);
    }
    if (point < least || !is_allowed(point)) return false;
    at += length;
  }
  return true;
}

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
  return out;
}

}  // namespace heed::core
