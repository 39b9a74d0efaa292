#include "lib/cap/findings/report.h"

#include <algorithm>
#include <map>
#include <utility>

#include "core/text.h"
#include "lib/cap/xml/names.h"

namespace heed::findings {

void Report::add(Rule rule, const xml::Element* element, std::string text, std::string_view child) {
  const auto& row = row_of(rule);
  if ((purpose_ == Purpose::issuing ? row.issuing : row.level) == Level::silent) return;
  if (drafts_.size() >= findings_max) {
    has_more_ = true;
    return;
  }
  drafts_.push_back({rule, element->offset, element, child, std::move(text)});
}

void Report::add_at(Rule rule, std::uint32_t offset, std::string text) {
  if (drafts_.size() >= findings_max) {
    has_more_ = true;
    return;
  }
  drafts_.push_back({rule, offset, nullptr, {}, std::move(text)});
}

void Report::add_again(const xml::Element* earlier, const xml::Element* element, bool (*is_wanted)(Rule)) {
  const auto count = drafts_.size();
  for (std::size_t i = 0; i < count; ++i) {
    const auto& draft = drafts_[i];
    if (draft.element == earlier && is_wanted(draft.rule)) add(draft.rule, element, std::string(draft.text));
  }
}

namespace {

/// Writes where elements stand: "/alert/info[2]/area".
class Paths {
 public:
  explicit Paths(const xml::Document& document) : document_(document) {}

  /// Why the last path is kept: most of what is asked for stands near what was asked for before.
  std::string_view of(const xml::Element& element) {
    chain_.clear();
    for (const auto* at = &element; at != nullptr; at = document_.at(at->parent)) chain_.push_back(at);
    std::ranges::reverse(chain_);
    std::size_t known = 0;
    while (known < steps_.size() && known < chain_.size() && steps_[known].element == chain_[known]) ++known;
    path_.resize(known == 0 ? 0 : steps_[known - 1].length);
    steps_.resize(known);
    for (auto i = known; i < chain_.size(); ++i) {
      append(*chain_[i]);
      steps_.push_back({chain_[i], path_.size()});
    }
    return path_;
  }

 private:
  /// Elements of one name in one parent, in their order.
  using Family = std::pmr::vector<const xml::Element*>;
  /// One step of the path, and how long the path is with it.
  struct Step {
    const xml::Element* element = nullptr;
    std::size_t length = 0;
  };

  // Why families are kept: a thousand findings may be about children of one element that has a hundred thousand.
  void append(const xml::Element& element) {
    (path_ += '/') += element.local;
    const auto* parent = document_.at(element.parent);
    if (parent == nullptr) return;
    auto& family = families_[{element.parent, element.local}];
    const auto first = family.empty() ? parent->first_child : xml::nothing;
    for (const auto* each = document_.at(first); each != nullptr; each = document_.at(each->next)) {
      if (xml::is_same_name(each->local, element.local)) family.push_back(each);
    }
    if (family.size() < 2) return;
    const auto place = std::ranges::lower_bound(family, &element) - family.begin() + 1;
    ((path_ += '[') += cat(place)) += ']';
  }

  const xml::Document& document_;
  std::pmr::map<std::pair<std::uint32_t, std::string_view>, Family> families_{document_.memory()};
  std::pmr::vector<const xml::Element*> chain_{document_.memory()};
  std::pmr::vector<Step> steps_{document_.memory()};
  std::pmr::string path_{document_.memory()};
};

}  // namespace

std::vector<Finding> Report::finish() {
  Paths paths(document_);
  if (drafts_.empty()) return {};
  std::pmr::vector<Draft*> order(document_.memory());
  order.reserve(drafts_.size());
  for (auto& draft : drafts_) order.push_back(&draft);
  // Why the address too: of two findings at one place the earlier one comes first.
  std::ranges::sort(order, {}, [](const Draft* each) { return std::pair(each->offset, each); });
  std::vector<Finding> findings;
  findings.reserve(drafts_.size() + 1);
  for (auto* draft : order) {
    const auto& row = row_of(draft->rule);
    auto& finding = findings.emplace_back();
    finding.rule = row.code;
    finding.level = purpose_ == Purpose::issuing ? row.issuing : row.level;
    if (draft->element != nullptr) finding.place = paths.of(*draft->element);
    if (!draft->child.empty()) (finding.place += '/') += draft->child;
    finding.line = document_.line_of(draft->offset);
    finding.text = std::move(draft->text);
  }
  if (has_more_) {
    findings.push_back({std::string(row_of(Rule::findings_many).code), Level::note, "/alert", 1,
                        cat("There are more than ", findings_max, " findings; the others are not told.")});
  }
  return findings;
}

Finding finding_of(const xml::Refusal& refusal) {
  const auto rule = [&] {
    switch (refusal.fault) {
      case xml::Fault::syntax: return Rule::xml_syntax;
      case xml::Fault::encoding: return Rule::xml_encoding;
      case xml::Fault::dtd: return Rule::xml_dtd;
      case xml::Fault::too_large: return Rule::xml_limit;
    }
    return Rule::xml_syntax;
  }();
  const auto& row = row_of(rule);
  return {std::string(row.code), row.level, {}, refusal.line, refusal.text};
}

}  // namespace heed::findings
