#include <array>
#include <bit>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "core/text.h"
#include "lib/cap/xml/characters.h"
#include "lib/cap/xml/scanner.h"

namespace heed::xml {
namespace {

constexpr std::array<bool, 256> plain_table = [] {
  std::array<bool, 256> table{};
  for (std::size_t c = 0x20; c < 0x7F; ++c) table[c] = c != '<' && c != '&' && c != ']';
  table['\n'] = table['\t'] = true;
  return table;
}();

#if defined(__SSE2__)
/// Those of sixteen bytes that need a second look.
__m128i suspects_at(const char* bytes) {
  const auto word = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes));
  const auto is = [=](char c) { return _mm_cmpeq_epi8(word, _mm_set1_epi8(c)); };
  // One more makes DEL negative, as bytes beyond ASCII are, and so they are below a blank like the control characters.
  const auto is_outside = _mm_cmplt_epi8(_mm_add_epi8(word, _mm_set1_epi8(1)), _mm_set1_epi8(0x21));
  const auto is_special = _mm_or_si128(_mm_or_si128(is('<'), is('&')), is(']'));
  return _mm_or_si128(is_outside, is_special);
}
/// A bit for each of them. Newlines are none, for half of the texts of a document are the ends of lines.
unsigned suspects_among(const char* bytes) {
  const auto newlines = _mm_cmpeq_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes)), _mm_set1_epi8('\n'));
  return static_cast<unsigned>(_mm_movemask_epi8(_mm_andnot_si128(newlines, suspects_at(bytes))));
}
bool has_suspect_in_64(const char* bytes) {
  const auto first = _mm_or_si128(suspects_at(bytes), suspects_at(bytes + 16));
  const auto second = _mm_or_si128(suspects_at(bytes + 32), suspects_at(bytes + 48));
  return _mm_movemask_epi8(_mm_or_si128(first, second)) != 0;
}
#endif

/// How many of the first bytes are plain text: ASCII that is neither "<", "&", "]", DEL nor a control character other
/// than newline and tab. Looks at many bytes at a time where the processor can, for most of a large alert is
/// coordinates.
inline std::size_t plain_length(std::string_view text) {
  std::size_t at = 0;
#if defined(__SSE2__)
  while (at + 16 <= text.size()) {
    const auto suspects = suspects_among(text.data() + at);
    if (suspects == 0) {
      at += 16;
      while (at + 64 <= text.size() && !has_suspect_in_64(text.data() + at)) at += 64;
      continue;
    }
    at += static_cast<std::size_t>(std::countr_zero(suspects));
    if (text[at] != '\t') return at;
    ++at;
  }
#endif
  while (at < text.size() && plain_table[static_cast<unsigned char>(text[at])]) ++at;
  return at;
}

}  // namespace

std::string& Scanner::made() {
  auto& frame = open_.back();
  if (frame.made == nullptr) {
    auto& element = document_.elements_[frame.place];
    frame.made = &document_.made_.emplace_front(element.text);
  }
  return *frame.made;
}

/// Adds a piece of the source to the text of the innermost element, without copying it where that can be.
void Scanner::flush(std::size_t from, std::size_t until) {
  if (from == until) return;
  auto& frame = open_.back();
  auto& element = document_.elements_[frame.place];
  const auto piece = text_.substr(from, until - from);
  if (element.first_child != nothing && is_blank(piece)) return;
  if (frame.made == nullptr && element.text.empty()) {
    element.text = piece;
  } else if (frame.made == nullptr && element.text.data() + element.text.size() == piece.data()) {
    element.text = {element.text.data(), element.text.size() + piece.size()};
  } else {
    made() += piece;
  }
}

/// Up to the next "<", which is left standing.
bool Scanner::character_data() {
  auto from = at_;
  bool is_plain = true;
  while (true) {
    at_ += plain_length(text_.substr(at_));
    if (is_at_end() || text_[at_] == '<') break;
    const char c = text_[at_];
    if (c == ']') {
      if (is_at("]]>")) return wrong("\"]]>\" may not stand in a text.");
      ++at_;
      continue;
    }
    is_plain = false;
    if (c == '\x7F') {
      ++at_;
    } else if (static_cast<unsigned char>(c) >= 0x80) {
      if (!wide_characters()) return false;
    } else {
      flush(from, at_);
      if (!special()) return false;
      from = at_;
    }
  }
  flush(from, at_);
  if (!is_plain) document_.elements_[open_.back().place].is_plain = false;
  return true;
}

/// A reference, a carriage return, or a character that may not be there.
bool Scanner::special() {
  if (text_[at_] == '&') {
    document_.elements_[open_.back().place].is_verbatim = false;
    return reference(made());
  }
  if (text_[at_] != '\r') return wrong("A control character stands here that XML does not allow.");
  ++at_;
  // XML 1.0, 2.11: a line ends with a newline, however it was written.
  if (!is_at("\n")) made() += '\n';
  return true;
}

bool Scanner::wide_characters() {
  while (at_ < text_.size() && static_cast<unsigned char>(text_[at_]) >= 0x80) {
    const auto character = character_at(text_.substr(at_));
    if (character.length == 0) return refuse(Fault::encoding, "A byte here is not valid UTF-8.");
    if (!is_allowed(character.point)) return wrong("A character stands here that XML does not allow.");
    at_ += character.length;
  }
  return true;
}

bool Scanner::cdata() {
  constexpr std::string_view begin = "<![CDATA[";
  at_ += begin.size();
  const auto end = text_.find("]]>", at_);
  if (end == std::string_view::npos) return wrong("A CDATA section does not end.");
  auto& element = document_.elements_[open_.back().place];
  element.is_verbatim = element.is_plain = false;
  element.has_words = true;
  const auto from = at_;
  if (!check_characters(end)) return false;
  auto& out = made();
  for (auto i = from; i < end; ++i) {
    if (text_[i] != '\r') {
      out += text_[i];
    } else if (text_[i + 1] != '\n') {
      out += '\n';
    }
  }
  at_ = end + 3;
  return true;
}

bool Scanner::reference(std::string& out) {
  if (is_at("&#")) return character_reference(out);
  struct Entity {
    std::string_view written;
    char meant;
  };
  constexpr Entity known[] = {{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&apos;", '\''}};
  for (const auto& entity : known) {
    if (!is_at(entity.written)) continue;
    out += entity.meant;
    at_ += entity.written.size();
    return true;
  }
  const auto end = text_.substr(at_, 40).find(';');
  if (end == std::string_view::npos) return wrong("An \"&\" stands alone; write \"&amp;\".");
  return wrong(cat("The entity ", text_.substr(at_, end + 1), " is not defined in XML; write the character itself."));
}

bool Scanner::character_reference(std::string& out) {
  const bool is_hex = is_at("&#x");
  auto at = at_ + (is_hex ? 3U : 2U);
  const auto digits = at;
  std::uint32_t point = 0;
  for (; at < text_.size() && point <= 0x10FFFF; ++at) {
    const char c = text_[at];
    const char low = static_cast<char>(c | 0x20);
    if (c >= '0' && c <= '9') {
      point = point * (is_hex ? 16 : 10) + static_cast<std::uint32_t>(c - '0');
    } else if (is_hex && low >= 'a' && low <= 'f') {
      point = point * 16 + static_cast<std::uint32_t>(low - 'a') + 10;
    } else {
      break;
    }
  }
  if (at == digits || at >= text_.size() || text_[at] != ';' || !is_allowed(point)) {
    return wrong("A numeric reference stands here that names no character of XML.");
  }
  append_utf8(out, point);
  at_ = at + 1;
  return true;
}

}  // namespace heed::xml
