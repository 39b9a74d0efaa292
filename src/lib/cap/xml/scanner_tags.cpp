#include "core/text.h"
#include "lib/cap/xml/characters.h"
#include "lib/cap/xml/names.h"
#include "lib/cap/xml/runs.h"
#include "lib/cap/xml/scanner.h"

namespace heed::xml {
namespace {

constexpr std::string_view space_of_xml = "http://www.w3.org/XML/1998/namespace";
constexpr std::string_view space_of_declarations = "http://www.w3.org/2000/xmlns/";

/// What ends the quick way through a value in quotes.
constexpr auto value_table =
    ascii_table([](unsigned char c) { return c >= 0x20 && c != '<' && c != '&' && c != '"' && c != '\''; });

struct Split {
  std::string_view prefix;
  std::string_view local;
};
/// Of the first `length` bytes of a text.
Split split(std::string_view text, std::size_t length) {
  const auto colon = colon_place(text, length);
  const auto name = text.substr(0, length);
  return colon == length ? Split{{}, name} : Split{name.substr(0, colon), name.substr(colon + 1)};
}
bool is_well_split(const Split& parts, std::string_view name) {
  if (parts.local.size() == name.size()) return true;
  return !parts.prefix.empty() && !parts.local.empty() && parts.local.find(':') == std::string_view::npos &&
         may_start_name(character_at(parts.local).point);
}

}  // namespace

bool Scanner::name(std::string_view& out) {
  const auto from = at_;
  at_ += name_length(text_.substr(at_));
  while (at_ < text_.size() && static_cast<unsigned char>(text_[at_]) >= 0x80) {
    const auto character = character_at(text_.substr(at_));
    if (character.length == 0) return refuse(Fault::encoding, "A byte here is not valid UTF-8.");
    if (!may_be_in_name(character.point)) break;
    at_ += character.length;
    at_ += name_length(text_.substr(at_));
  }
  out = text_.substr(from, at_ - from);
  const bool has_start =
      !out.empty() && (holds(name_start_table, out.front()) || may_start_name(character_at(out).point));
  return has_start || wrong("A name is missing or not well formed here.");
}

bool Scanner::start_tag() {
  tag_ = at_;
  const auto bindings = bindings_.size();
  ++at_;
  std::string_view name;
  if (!this->name(name)) return false;
  const auto parts = split(text_.substr(tag_ + 1), name.size());
  if (!is_well_split(parts, name)) slip(cat("The name ", name.substr(0, 60), " is not well formed for namespaces."));
  // Why in its place at once: a hundred bytes that were just written piece by piece are slow to copy.
  auto& element = document_.elements_.emplace_back();
  element.offset = static_cast<std::uint32_t>(tag_);
  element.prefix = parts.prefix;
  element.local = parts.local;
  element.first_attribute = static_cast<std::uint32_t>(document_.attributes_.size());
  // Why this way round: nearly no element of an alert has attributes.
  const bool is_bare = is_at(">");
  if (!is_bare && !attributes(element)) return false;
  if (!is_bare || !inherit(element)) resolve(element);
  element.is_declaring = bindings_.size() > bindings;
  const bool is_empty = !is_bare && is_at("/>");
  if (!is_empty && !is_at(">")) return wrong(cat("The tag of ", name.substr(0, 60), " is not closed by \">\"."));
  at_ += is_empty ? 2 : 1;
  if (document_.elements_.size() > limits_.elements) {
    return refuse(Fault::too_large, cat("It has more than ", limits_.elements, " elements."));
  }
  if (open_.size() >= limits_.depth) {
    return refuse(Fault::too_large, cat("Its elements stand more than ", limits_.depth, " deep in each other."));
  }
  link(element);
  if (!is_empty && is_bare && leaf(element, name)) return true;
  open_.emplace_back(place_of_last(), nothing, name, bindings, nullptr);
  if (is_empty) close();
  return true;
}

/// The rest of an element whose text is plain and that ends with it, as most do, at once: it is never open. Leaves the
/// place where it is for every other.
bool Scanner::leaf(Element& element, std::string_view name) {
  if (is_at_end() || is_blank(text_[at_])) return false;
  const auto until = at_ + plain_length(text_.substr(at_));
  const auto end = until + 2 + name.size();
  const bool is_end = end < text_.size() && text_[until] == '<' && text_[until + 1] == '/' && text_[end] == '>' &&
                      is_same_name(text_.substr(until + 2, name.size()), name);
  if (!is_end || open_.empty()) return false;
  element.text = text_.substr(at_, until - at_);
  element.has_words = !element.text.empty();
  element.end = static_cast<std::uint32_t>(end + 1);
  at_ = end + 1;
  return true;
}

/// Everything between the name and the end of a start tag.
bool Scanner::attributes(const Element& element) {
  bool is_apart = skip_blanks();
  while (!is_at_end() && text_[at_] != '>' && text_[at_] != '/') {
    if (!is_apart) return wrong("A blank is missing between two attributes.");
    if (document_.attributes_.size() - element.first_attribute >= limits_.attributes) {
      return refuse(Fault::too_large, cat("An element has more than ", limits_.attributes, " attributes."));
    }
    if (!attribute()) return false;
    is_apart = skip_blanks();
  }
  return take_declarations(element.first_attribute);
}

/// Makes the last element of the document a child of the innermost one that is open.
void Scanner::link(Element& element) {
  if (open_.empty()) return;
  const auto place = place_of_last();
  auto& frame = open_.back();
  auto& parent = document_.elements_[frame.place];
  element.parent = frame.place;
  if (frame.last_child == nothing) {
    parent.first_child = place;
    if (frame.made == nullptr && is_blank(parent.text)) parent.text = {};
  } else {
    document_.elements_[frame.last_child].next = place;
  }
  frame.last_child = place;
}

void Scanner::close() {
  const auto& frame = open_.back();
  auto& element = document_.elements_[frame.place];
  if (frame.made != nullptr) element.text = *frame.made;
  element.has_words = element.has_words || !is_blank(element.text);
  element.end = static_cast<std::uint32_t>(at_);
  bindings_.resize(frame.bindings, Binding{});
  open_.pop_back();
}

bool Scanner::end_tag() {
  const auto name = open_.back().name;
  if (!is_same_name(text_.substr(at_ + 2, name.size()), name)) {
    return wrong(cat("The element ", name.substr(0, 60), " is closed by a tag of another name."));
  }
  at_ += 2 + name.size();
  skip_blanks();
  if (!is_at(">")) return wrong(cat("The element ", name.substr(0, 60), " is closed by a tag of another name."));
  ++at_;
  close();
  return true;
}

bool Scanner::attribute() {
  std::string_view name;
  if (!this->name(name)) return false;
  skip_blanks();
  if (!is_at("=")) return wrong(cat("The attribute ", name.substr(0, 60), " has no value."));
  ++at_;
  skip_blanks();
  const auto parts = split(name, name.size());
  Attribute attribute{.prefix = parts.prefix, .local = parts.local};
  if (!attribute_value(attribute.value)) return false;
  if (!is_well_split(parts, name)) slip(cat("The name ", name.substr(0, 60), " is not well formed for namespaces."));
  if (document_.attributes_.size() >= limits_.attributes_all) {
    return refuse(Fault::too_large, cat("It has more than ", limits_.attributes_all, " attributes."));
  }
  document_.attributes_.push_back(attribute);
  return true;
}

bool Scanner::attribute_value(std::string_view& value) {
  if (!is_at("\"") && !is_at("'")) return wrong("The value of an attribute must stand in quotes.");
  const char quote = text_[at_++];
  const auto from = at_;
  while (at_ < text_.size() && holds(value_table, text_[at_])) ++at_;
  if (!is_at_end() && text_[at_] == quote) {
    value = text_.substr(from, at_++ - from);
    return true;
  }
  auto& out = *make(text_.substr(from, at_ - from));
  while (!is_at_end() && text_[at_] != quote) {
    if (!attribute_piece(out, quote)) return false;
  }
  if (is_at_end()) return wrong("The value of an attribute does not end.");
  ++at_;
  value = out;
  return true;
}

/// One character or reference of a value, or a whole run of plain ones. XML 1.0, 3.3.3: blanks become spaces.
bool Scanner::attribute_piece(std::pmr::string& out, char quote) {
  const char c = text_[at_];
  if (c == '&') return reference(out);
  if (c == '<') return wrong("\"<\" may not stand in the value of an attribute.");
  if (is_blank(c)) {
    const bool is_pair = c == '\r' && text_.substr(at_).starts_with("\r\n");
    at_ += is_pair ? 2 : 1;
    out += ' ';
    return true;
  }
  const auto from = at_;
  if (static_cast<unsigned char>(c) >= 0x80) {
    if (!wide_characters()) return false;
  } else {
    if (static_cast<unsigned char>(c) < 0x20) return wrong("A control character stands here that XML does not allow.");
    ++at_;
    while (at_ < text_.size() && holds(value_table, text_[at_]) && text_[at_] != quote) ++at_;
  }
  out += text_.substr(from, at_ - from);
  return true;
}

const Scanner::Binding* Scanner::binding_of(std::string_view prefix) const {
  for (auto i = bindings_.size(); i > 0; --i) {
    if (is_same_name(bindings_[i - 1].prefix, prefix)) return &bindings_[i - 1];
  }
  return nullptr;
}

void Scanner::bind(const Attribute& declared) {
  const bool is_default = declared.prefix.empty();
  const auto prefix = is_default ? std::string_view{} : declared.local;
  if (prefix == "xml" && declared.value == space_of_xml) return;
  if (prefix == "xml" || prefix == "xmlns" || declared.value == space_of_xml ||
      declared.value == space_of_declarations) {
    return slip("A declaration binds a prefix or a namespace that XML keeps for itself.");
  }
  if (!is_default && declared.value.empty())
    return slip(cat("The prefix ", prefix.substr(0, 60), " has no namespace."));
  bindings_.push_back({prefix, declared.value});
}

/// Moves declarations of namespaces out of the attributes of the element that is being read, and refuses a name that
/// stands twice. Requires: at most Limits::attributes of them, so that asking each against each is cheap.
bool Scanner::take_declarations(std::uint32_t first) {
  auto& all = document_.attributes_;
  for (auto i = first; i < all.size(); ++i) {
    for (auto j = first; j < i; ++j) {
      if (all[i].local == all[j].local && all[i].prefix == all[j].prefix) {
        return wrong(cat("The attribute ", all[i].local.substr(0, 60), " stands twice."));
      }
    }
  }
  auto kept = first;
  for (auto i = first; i < all.size(); ++i) {
    const bool is_declaration = all[i].prefix == "xmlns" || (all[i].prefix.empty() && all[i].local == "xmlns");
    if (is_declaration) {
      bind(all[i]);
    } else {
      all[kept++] = all[i];
    }
  }
  all.resize(kept);
  if (bindings_.size() > limits_.namespaces) {
    return refuse(Fault::too_large, cat("More than ", limits_.namespaces, " namespaces are declared at one place."));
  }
  return true;
}

void Scanner::resolve_attribute(Attribute& attribute) {
  if (attribute.prefix.empty()) return;
  if (attribute.prefix == "xml") {
    attribute.space = space_of_xml;
  } else if (const auto* binding = binding_of(attribute.prefix)) {
    attribute.space = binding->space;
  } else {
    slip(cat("The prefix ", attribute.prefix.substr(0, 60), " of an attribute is not declared."));
  }
}

/// Takes the namespace of the element around it, where the prefix is the same. Requires: nothing is declared here.
bool Scanner::inherit(Element& element) const {
  if (open_.empty()) return false;
  const auto& parent = document_.elements_[open_.back().place];
  if (!is_same_name(element.prefix, parent.prefix) || (parent.space.empty() && !parent.prefix.empty())) return false;
  element.space = parent.space;
  return true;
}

void Scanner::resolve(Element& element) {
  auto& all = document_.attributes_;
  element.attribute_count = static_cast<std::uint16_t>(all.size() - element.first_attribute);
  if (element.prefix == "xml") {
    element.space = space_of_xml;
  } else if (const auto* binding = binding_of(element.prefix)) {
    element.space = binding->space;
  } else if (!element.prefix.empty()) {
    slip(cat("The prefix ", element.prefix.substr(0, 60), " is not declared."));
  }
  for (auto i = element.first_attribute; i < all.size(); ++i) {
    resolve_attribute(all[i]);
    for (auto j = element.first_attribute; j < i && !all[i].space.empty(); ++j) {
      if (all[i].local == all[j].local && all[i].space == all[j].space) slip("An attribute stands twice.");
    }
  }
}

}  // namespace heed::xml
