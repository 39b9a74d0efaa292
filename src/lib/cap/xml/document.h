#pragma once
// An XML document as a flat list of elements, for readers of messages that come from strangers.

#include <cstdint>
#include <expected>
#include <memory>
#include <memory_resource>
#include <string>
#include <string_view>
#include <vector>

namespace heed::xml {

/// What one document may cost. A test stands at each limit and one past it.
struct Limits {
  std::size_t bytes = 16UL << 20;        ///< of the document as it came, and again of it as UTF-8
  std::size_t depth = 64;                ///< elements inside each other
  std::size_t elements = 200'000;        ///< in the whole document
  std::size_t attributes = 64;           ///< on one element, declarations of namespaces among them
  std::size_t attributes_all = 200'000;  ///< in the whole document
  std::size_t namespaces = 256;          ///< in scope at one time
};

enum class Fault {
  syntax,     ///< not well formed
  encoding,   ///< bytes that are not what the encoding says, or an encoding that is not known
  dtd,        ///< a document type: never read, for it can define entities and name files
  too_large,  ///< over one of the limits
};

/// Why there is no document. `line` counts from 1.
struct Refusal {
  Fault fault = Fault::syntax;
  std::uint32_t line = 0;
  std::string text{};
};

struct Attribute {
  std::string_view prefix{};
  std::string_view local{};
  std::string_view value{};  ///< with references resolved and white space normalised
  std::string_view space{};  ///< the namespace's name; empty: none
};

inline constexpr std::uint32_t nothing = 0xFFFF'FFFF;

/// One element. Elements stand in the order in which they open; `next` and the others are places in that list.
struct Element {
  std::string_view prefix{};
  std::string_view local{};
  std::string_view space{};  ///< the namespace's name; empty: none
  std::string_view text{};   ///< the character data directly inside, joined, references resolved; blanks between
                             ///< children are left out
  std::uint32_t offset = 0;  ///< where its start tag begins, in the document as UTF-8
  std::uint32_t end = 0;     ///< one past its end tag
  std::uint32_t parent = nothing;
  std::uint32_t first_child = nothing;
  std::uint32_t next = nothing;       ///< the next sibling
  std::uint32_t first_attribute = 0;  ///< declarations of namespaces are not kept as attributes
  std::uint16_t attribute_count = 0;
  bool has_words = false;     ///< some of the character data is not white space, or comes as CDATA
  bool is_verbatim = true;    ///< `text` is a part of the document as it stands: no reference and no CDATA is in it
  bool is_plain = true;       ///< known to be verbatim, and ASCII without control characters but newline and tab
  bool is_declaring = false;  ///< it declares a namespace
};

/// A mistake in namespaces: the document is well formed all the same, and some readers go on.
struct Slip {
  std::uint32_t offset = 0;
  std::string text{};
};

/// Guarantees: every `string_view` in it stays good as long as the document and the bytes that it was read from.
class Document {
 public:
  [[nodiscard]] const std::vector<Element>& elements() const { return elements_; }
  [[nodiscard]] const Element& root() const { return elements_.front(); }
  [[nodiscard]] const Element* at(std::uint32_t place) const {
    return place == nothing ? nullptr : elements_.data() + place;
  }
  [[nodiscard]] const Attribute* attributes_of(const Element& element) const {
    return attributes_.data() + element.first_attribute;
  }
  [[nodiscard]] const std::vector<Slip>& slips() const { return slips_; }
  /// The document as UTF-8, without a byte order mark. Line ends are as they came.
  [[nodiscard]] std::string_view source() const { return source_; }
  /// From 1, by counting newlines. No newline is counted by two calls, but for a few hundred bytes.
  [[nodiscard]] std::uint32_t line_of(std::uint32_t offset) const;
  /// What the document calls itself ("UTF-8" where it says nothing), and what its bytes really are, in capitals.
  [[nodiscard]] const std::string& declared_encoding() const { return declared_encoding_; }
  [[nodiscard]] const std::string& encoding() const { return encoding_; }
  /// Memory for what lives no longer than the document, such as lists of its elements. It is cheap to take, and comes
  /// back all at once, when the document goes.
  [[nodiscard]] std::pmr::memory_resource* memory() const { return memory_.get(); }

 private:
  friend class Scanner;

  static constexpr std::size_t memory_at_first = 960;

  std::unique_ptr<std::pmr::monotonic_buffer_resource> memory_ =
      std::make_unique<std::pmr::monotonic_buffer_resource>(memory_at_first);
  std::vector<Element> elements_;
  std::vector<Attribute> attributes_;
  std::vector<Slip> slips_;
  std::unique_ptr<const std::string> recoded_;
  std::string_view source_;
  std::string declared_encoding_ = "UTF-8";
  std::string encoding_ = "UTF-8";
  mutable std::vector<std::uint32_t> newlines_{};  ///< how many stand before each block of the source, as far as known
};

/// Reads XML 1.0 (fifth edition) with Namespaces in XML 1.0, in UTF-8, UTF-16 or an encoding that iconv knows.
///
/// Guarantees: no document type is read, so there are no entities but the five of XML and numeric references; nothing
/// is fetched; time and memory grow with the size of the document, within `limits`.
/// Requires: `bytes` outlive the document. Lines count from 1.
[[nodiscard]] std::expected<Document, Refusal> parse(std::string_view bytes, const Limits& limits = {});

}  // namespace heed::xml
