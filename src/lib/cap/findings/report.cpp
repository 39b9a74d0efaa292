#include "lib/cap/findings/report.h"

#include <algorithm>

#include "core/text.h"

namespace heed::findings {

void Report::add(Rule rule, const xml::Element* element, std::string text, std::string_view child) {
  const auto& row = row_of(rule);
  if ((purpose_ == Purpose::issuing ? row.issuing : row.level) == Level::silent) return;
  if (drafts_.size() >= findings_max) {
    has_more_ = true;
    return;
  }
  drafts_.push_back({rule, element->offset, element, std::string(child), std::move(text)});
}

void Report::add_at(Rule rule, std::uint32_t offset, std::string text) {
  if (drafts_.size() >= findings_max) {
    has_more_ = true;
    return;
  }
  drafts_.push_back({rule, offset, nullptr, {}, std::move(text)});
}

bool Report::has(const xml::Element* element) const {
  return std::ranges::any_of(drafts_, [=](const Draft& draft) { return draft.element == element; });
}

// Why families are kept: a thousand findings may be about children of one element that has a hundred thousand.
std::string Report::path_of(const xml::Element& element, Families& families) const {
  std::string path;
  for (const auto* at = &element; at != nullptr; at = document_.at(at->parent)) {
    auto& family = families[{at->parent, at->local}];
    const auto* parent = document_.at(at->parent);
    const auto first = parent == nullptr || !family.empty() ? xml::nothing : parent->first_child;
    for (const auto* each = document_.at(first); each != nullptr; each = document_.at(each->next)) {
      if (each->local == at->local) family.push_back(each);
    }
    const auto place = std::ranges::lower_bound(family, at) - family.begin() + 1;
    path = cat("/", at->local, family.size() > 1 ? cat("[", place, "]") : std::string(), path);
  }
  return path;
}

std::vector<Finding> Report::finish() const {
  Families families;
  std::vector<const Draft*> order;
  for (const auto& draft : drafts_) order.push_back(&draft);
  // Why the address too: of two findings at one place the earlier one comes first.
  std::ranges::sort(order, {}, [](const Draft* each) { return std::pair(each->offset, each); });
  std::vector<Finding> findings;
  findings.reserve(drafts_.size());
  for (const auto* each : order) {
    const auto& draft = *each;
    const auto& row = row_of(draft.rule);
    auto place = draft.element == nullptr ? std::string() : path_of(*draft.element, families);
    if (!draft.child.empty()) place += cat("/", draft.child);
    findings.push_back({std::string(row.code), purpose_ == Purpose::issuing ? row.issuing : row.level, std::move(place),
                        document_.line_of(draft.offset), draft.text});
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
