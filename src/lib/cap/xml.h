#pragma once
// A small writer of XML 1.0 in UTF-8: elements, attributes and text, indented by two spaces. It writes; it never reads.

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace heed::cap {

/// Text made safe between tags and inside double quotes.
/// Guarantees: the answer is well formed for any bytes. What XML cannot hold (bytes that are not UTF-8, control
/// characters) becomes U+FFFD; a carriage return is written as a character reference, for parsers would turn it into a
/// newline.
[[nodiscard]] std::string xml_text(std::string_view text);

/// Builds one document from the top down.
/// Requires: names come from the program, never from outside; every open() has its close().
class XmlWriter {
 public:
  using Attributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  /// `prefix` goes in front of every name; it is empty, or a name.
  explicit XmlWriter(std::string_view prefix = {});
  void open(std::string_view name, Attributes attributes = {});
  void close();
  /// An element that holds text only, exactly this text.
  void text(std::string_view name, std::string_view content, Attributes attributes = {});
  /// An element that holds nothing.
  void empty(std::string_view name, Attributes attributes);
  /// Well-formed XML that was written elsewhere, as it is.
  void verbatim(std::string_view element);
  /// The document. The writer is spent afterwards.
  [[nodiscard]] std::string finish();

 private:
  void begin(std::string_view name, Attributes attributes);

  std::string out_;
  std::vector<std::string> open_;
  std::string prefix_;  ///< with its colon
};

}  // namespace heed::cap
