#include "lib/cap/xml/scanner.h"

#include <algorithm>
#include <cstring>

#include "core/text.h"
#include "lib/cap/xml/characters.h"
#include "lib/cap/xml/source.h"

namespace heed::xml {

std::expected<Document, Refusal> Scanner::read(std::string_view bytes, const Limits& limits) {
  auto source = decode(bytes, limits);
  if (!source) return std::unexpected(std::move(source).error());
  Document document;
  document.source_ = source->text;
  document.recoded_ = std::move(source->recoded);
  document.declared_encoding_ = std::move(source->declared);
  document.encoding_ = std::move(source->real);
  constexpr std::size_t bytes_an_element = 48;
  document.elements_.reserve(16 + std::min<std::size_t>(document.source_.size() / bytes_an_element, 512));
  Scanner scanner(document, limits);
  scanner.open_.reserve(8);
  scanner.bindings_.reserve(4);
  document.attributes_.reserve(4);
  if (!scanner.document()) return std::unexpected(*std::move(scanner.refusal_));
  return document;
}

std::expected<Document, Refusal> parse(std::string_view bytes, const Limits& limits) {
  return Scanner::read(bytes, limits);
}

bool Scanner::document() {
  if (is_at("<?xml") && text_.size() > 5 && is_blank(text_[5]) && !declaration()) return false;
  if (!misc()) return false;
  if (is_at_end()) return wrong("There is no element in it.");
  if (text_[at_] != '<') return wrong("It does not begin with an element: this is not XML.");
  if (!start_tag()) return false;
  if (!open_.empty() && !content()) return false;
  if (!misc()) return false;
  return is_at_end() || wrong("Something stands after the end of the root element.");
}

bool Scanner::pseudo_attribute(std::string_view name, std::string_view& value) {
  at_ += name.size();
  skip_blanks();
  if (!is_at("=")) return wrong("The XML declaration is not well formed.");
  ++at_;
  skip_blanks();
  if (!is_at("\"") && !is_at("'")) return wrong("The XML declaration is not well formed.");
  const auto close = text_.find(text_[at_], at_ + 1);
  if (close == std::string_view::npos) return wrong("The XML declaration does not end.");
  value = text_.substr(at_ + 1, close - at_ - 1);
  at_ = close + 1;
  return true;
}

/// <?xml version="1.0" encoding="…" standalone="…"?>, the parts in this order.
bool Scanner::declaration() {
  at_ += 5;
  std::string_view value;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto in_name = [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '.' || c == '_' || c == '-';
  };
  skip_blanks();
  if (!is_at("version") || !pseudo_attribute("version", value)) return wrong("The XML declaration has no version.");
  const bool is_known = value.starts_with("1.") && std::ranges::all_of(value.substr(2), is_digit);
  if (!is_known) return wrong("The version of XML is not known; write 1.0.");
  bool is_apart = skip_blanks();
  if (is_apart && is_at("encoding")) {
    if (!pseudo_attribute("encoding", value)) return false;
    const bool has_form = !value.empty() && std::ranges::all_of(value, in_name) && !is_digit(value.front()) &&
                          std::string_view("._-").find(value.front()) == std::string_view::npos;
    if (!has_form) return wrong("The encoding in the XML declaration is not a name.");
    is_apart = skip_blanks();
  }
  if (is_apart && is_at("standalone")) {
    if (!pseudo_attribute("standalone", value)) return false;
    if (value != "yes" && value != "no") return wrong("standalone in the XML declaration must be yes or no.");
    skip_blanks();
  }
  if (!is_at("?>")) return wrong("The XML declaration is not well formed.");
  at_ += 2;
  return true;
}

/// Comments, instructions and blanks outside the root element.
bool Scanner::misc() {
  while (true) {
    skip_blanks();
    if (is_at("<!--")) {
      if (!comment()) return false;
    } else if (is_at("<?")) {
      if (!instruction()) return false;
    } else if (is_at("<!DOCTYPE")) {
      return refuse(Fault::dtd, "It has a document type (<!DOCTYPE …>); CAP has none, and it is not read.");
    } else {
      return true;
    }
  }
}

bool Scanner::comment() {
  const auto end = text_.find("--", at_ + 4);
  if (end == std::string_view::npos) return wrong("A comment does not end.");
  if (!text_.substr(end).starts_with("-->")) return wrong("A comment may not hold \"--\".");
  if (!check_characters(end)) return false;
  at_ = end + 3;
  return true;
}

bool Scanner::instruction() {
  const auto end = text_.find("?>", at_ + 2);
  at_ += 2;
  std::string_view target;
  if (!name(target)) return false;
  const bool is_reserved =
      target.size() == 3 && (target[0] | 0x20) == 'x' && (target[1] | 0x20) == 'm' && (target[2] | 0x20) == 'l';
  if (is_reserved) return wrong("An XML declaration may stand at the very start only.");
  if (end == std::string_view::npos) return wrong("A processing instruction does not end.");
  if (at_ != end && !is_blank(text_[at_])) return wrong("A processing instruction is not well formed.");
  if (target.find(':') != std::string_view::npos) slip("The name of an instruction holds a colon.");
  if (!check_characters(end)) return false;
  at_ = end + 2;
  return true;
}

bool Scanner::content() {
  while (!open_.empty()) {
    if (!character_data()) return false;
    if (is_at_end()) {
      return wrong(
          cat("The element ", open_.back().name.substr(0, 60), " is not closed: the document ends too early."));
    }
    if (!markup()) return false;
  }
  return true;
}

bool Scanner::markup() {
  const char next = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
  if (next == '/') return end_tag();
  if (next == '?') return instruction();
  if (next != '!') return start_tag();
  if (is_at("<!--")) return comment();
  if (is_at("<![CDATA[")) return cdata();
  return wrong("\"<!\" begins neither a comment nor a CDATA section.");
}

bool Scanner::skip_blanks() {
  const auto from = at_;
  while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  return at_ > from;
}

bool Scanner::refuse(Fault fault, std::string text) {
  // Why only the first one: what comes after it follows from it.
  if (refusal_) return false;
  const auto until = text_.substr(0, std::min(at_, text_.size()));
  const auto line = 1 + std::ranges::count(until, '\n');
  refusal_ = Refusal{fault, static_cast<std::uint32_t>(line), std::move(text)};
  return false;
}

void Scanner::slip(std::string text) {
  constexpr std::size_t slips_max = 100;
  if (document_.slips_.size() >= slips_max) return;
  document_.slips_.push_back({static_cast<std::uint32_t>(std::min(at_, text_.size())), std::move(text)});
}

bool Scanner::check_characters(std::size_t stop) {
  while (at_ < stop) {
    const auto character = character_at(text_.substr(at_, stop - at_));
    if (character.length == 0) return refuse(Fault::encoding, "A byte here is not valid UTF-8.");
    if (!is_allowed(character.point)) return wrong("A control character stands here that XML does not allow.");
    at_ += character.length;
  }
  return true;
}

std::uint32_t Document::line_of(std::uint32_t offset) const {
  constexpr std::size_t block = 1'024;
  const auto count_in = [&](std::size_t from, std::size_t size) {
    return static_cast<std::uint32_t>(newlines_in(source_.substr(from, size)));
  };
  if (newlines_.empty()) {
    newlines_.reserve(source_.size() / block + 1);
    newlines_.push_back(0);
  }
  const auto wanted = std::min<std::size_t>(offset, source_.size()) / block;
  while (newlines_.size() <= wanted) {
    newlines_.push_back(newlines_.back() + count_in((newlines_.size() - 1) * block, block));
  }
  return newlines_[wanted] + count_in(wanted * block, offset - wanted * block) + 1;
}

}  // namespace heed::xml
