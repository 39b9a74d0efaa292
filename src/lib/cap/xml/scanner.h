#pragma once
// Private to this folder: the one pass over the text that makes a document.

#include <memory_resource>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/cap/xml/document.h"

namespace heed::xml {

/// Functions that return false have said why in `refusal_`, and the pass ends. Quick ways (`leaf`, `skip_layout`,
/// `inherit`) are not among them: where they return false, nothing has happened yet, and the usual way is taken.
class Scanner {
 public:
  /// The whole document. Guarantees: on success it has a root and every element is closed.
  [[nodiscard]] static std::expected<Document, Refusal> read(std::string_view bytes, const Limits& limits);

 private:
  Scanner(Document& document, const Limits& limits) : document_(document), limits_(limits), text_(document.source_) {}

  struct Binding {
    std::string_view prefix;
    std::string_view space;
  };
  /// An element that is open.
  struct Frame {
    std::uint32_t place = nothing;
    std::uint32_t last_child = nothing;
    std::string_view name{};   ///< with its prefix, as it stands in the start tag
    std::size_t bindings = 0;  ///< how many there were before it
    std::pmr::string* made = nullptr;
  };

  // scanner.cpp: the document and what stands between elements
  bool document();
  bool declaration();
  bool pseudo_attribute(std::string_view name, std::string_view& value);
  bool misc();
  bool comment();
  bool instruction();
  bool content();
  bool markup();
  // scanner_text.cpp: character data
  bool character_data();
  bool skip_layout();  ///< a quick way
  bool special();
  bool cdata();
  bool reference(std::pmr::string& out);
  bool character_reference(std::pmr::string& out);
  bool wide_characters();
  void flush(std::size_t from, std::size_t until);
  std::pmr::string& made();
  std::pmr::string* make(std::string_view text);
  // scanner_tags.cpp: tags, attributes, namespaces
  bool start_tag();
  bool end_tag();
  bool attributes(const Element& element);
  bool attribute();
  bool attribute_value(std::string_view& value);
  bool attribute_piece(std::pmr::string& out, char quote);
  bool name(std::string_view& out);
  void bind(const Attribute& declared);
  bool take_declarations(std::uint32_t first);
  void resolve(Element& element);
  void resolve_attribute(Attribute& attribute);
  [[nodiscard]] const Binding* binding_of(std::string_view prefix) const;
  bool inherit(Element& element) const;                ///< a quick way
  bool leaf(Element& element, std::string_view name);  ///< a quick way
  void link(Element& element);
  [[nodiscard]] std::uint32_t place_of_last() const {
    return static_cast<std::uint32_t>(document_.elements_.size() - 1);
  }
  void close();

  [[nodiscard]] bool is_at(std::string_view expected) const { return text_.substr(at_).starts_with(expected); }
  [[nodiscard]] bool is_at_end() const { return at_ >= text_.size(); }
  bool skip_blanks();  ///< whether there were any
  bool refuse(Fault fault, std::string text);
  bool wrong(std::string text) { return refuse(Fault::syntax, std::move(text)); }
  void slip(std::string text);
  /// Checks the characters up to `stop`, and leaves the place there.
  bool check_characters(std::size_t stop);

  Document& document_;
  const Limits& limits_;
  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t tag_ = 0;  ///< where the tag begins that is being read
  std::pmr::vector<Frame> open_{document_.memory()};
  std::pmr::vector<Binding> bindings_{document_.memory()};
  std::optional<Refusal> refusal_{};
};

}  // namespace heed::xml
