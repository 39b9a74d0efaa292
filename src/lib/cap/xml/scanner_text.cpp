#include "core/text.h"
#include "lib/cap/xml/characters.h"
#include "lib/cap/xml/runs.h"
#include "lib/cap/xml/scanner.h"

namespace heed::xml {
/// A text that does not stand in the source, and begins with a copy of `text`. Why it is never deleted: all that it has
/// is in the memory of the document, which goes at once.
std::pmr::string* Scanner::make(std::string_view text) {
  return std::pmr::polymorphic_allocator<>(document_.memory()).new_object<std::pmr::string>(text);
}

std::pmr::string& Scanner::made() {
  auto& frame = open_.back();
  if (frame.made == nullptr) frame.made = make(document_.elements_[frame.place].text);
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

/// Goes over the blanks between two tags where flush() or link() would leave them out again. Half of what stands
/// between tags is of this kind.
bool Scanner::skip_layout() {
  const auto until = at_ + layout_length(text_.substr(at_));
  if (until + 1 >= text_.size() || text_[until] != '<') return false;
  const auto& frame = open_.back();
  const auto& element = document_.elements_[frame.place];
  const char next = text_[until + 1];
  const bool is_before_first =
      element.text.empty() && frame.made == nullptr && next != '/' && next != '!' && next != '?';
  if (element.first_child == nothing && !is_before_first) return false;
  at_ = until;
  return true;
}

/// Up to the next "<", which is left standing.
bool Scanner::character_data() {
  if (!is_at_end() && is_blank(text_[at_]) && skip_layout()) return true;
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

bool Scanner::reference(std::pmr::string& out) {
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

bool Scanner::character_reference(std::pmr::string& out) {
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
