#pragma once
// The list that rules write to, and what it becomes for people.

#include <cstdint>
#include <memory_resource>
#include <string>
#include <string_view>
#include <vector>

#include "lib/cap/findings/rule.h"
#include "lib/cap/xml/document.h"

namespace heed::findings {

/// What a rule says of one message.
struct Finding {
  std::string rule{};  ///< the code of its row, such as "polygon.open"
  Level level = Level::error;
  std::string place{};     ///< the element, as an XPath: "/alert/info[2]/area/polygon[3]"
  std::uint32_t line = 0;  ///< of the element's start tag, from 1
  std::string text{};      ///< a sentence for people
  bool operator==(const Finding&) const = default;
};

enum class Purpose {
  receiving,  ///< lenient: what can be read is read, and told
  issuing,    ///< strict: what the plainest receiver may stumble over is an error
};

/// Findings of one message that are told; the next one says that there are more.
inline constexpr std::size_t findings_max = 1'000;

class Report {
 public:
  Report(const xml::Document& document, Purpose purpose) : document_(document), purpose_(purpose) {}

  /// `element` is where it is wrong. `child` names an element that should stand inside it and does not; it is kept as
  /// it is, so it must outlive the report.
  void add(Rule rule, const xml::Element* element, std::string text, std::string_view child = {});
  /// The same, at a place in the document's text.
  void add_at(Rule rule, std::uint32_t offset, std::string text);

  /// Says of `element` what was said of `earlier` by rules that `is_wanted` names.
  void add_again(const xml::Element* earlier, const xml::Element* element, bool (*is_wanted)(Rule));

  [[nodiscard]] Purpose purpose() const { return purpose_; }
  [[nodiscard]] const xml::Document& document() const { return document_; }
  /// Whether what comes now is not told any more.
  [[nodiscard]] bool is_full() const { return has_more_; }

  /// Everything that was added, with lines and places, in the order of the document. The report is spent afterwards.
  [[nodiscard]] std::vector<Finding> finish();

 private:
  struct Draft {
    Rule rule;
    std::uint32_t offset;
    const xml::Element* element;
    std::string_view child;
    std::string text;
  };

  const xml::Document& document_;
  Purpose purpose_;
  std::pmr::vector<Draft> drafts_{document_.memory()};
  bool has_more_ = false;
};

/// The finding for a document that could not be read at all.
[[nodiscard]] Finding finding_of(const xml::Refusal& refusal);

}  // namespace heed::findings
