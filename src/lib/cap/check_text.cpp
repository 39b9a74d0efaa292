#include <algorithm>
#include <array>

#include "core/text.h"
#include "lib/cap/findings.h"

namespace heed::cap {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Finds "<p>", "</b>", "<br/>": what a receiver would show as it stands.
bool has_tag(std::string_view text) {
  for (auto at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    auto rest = text.substr(at + 1);
    if (rest.starts_with('/')) rest.remove_prefix(1);
    const auto end = rest.find_first_of("<>");
    if (!rest.empty() && is_letter(rest.front()) && end != std::string_view::npos && rest[end] == '>') return true;
  }
  return false;
}

/// Finds "&amp;", "&nbsp;", "&#39;": the mark of a text that was escaped before it came here.
bool has_entity(std::string_view text) {
  constexpr std::size_t longest = 12;
  for (auto at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1)) {
    auto rest = text.substr(at + 1, longest);
    const auto end = rest.find(';');
    if (end == std::string_view::npos || end == 0) continue;
    rest = rest.substr(0, end);
    if (rest.starts_with('#') && rest.size() > 1) rest.remove_prefix(1);
    if (std::ranges::all_of(rest, [](char c) { return is_letter(c) || (c >= '0' && c <= '9'); })) return true;
  }
  return false;
}

}  // namespace

void check_text(Findings& findings, const std::string& place, std::string_view text) {
  if (text.empty()) return;
  if (!core::is_clean_utf8(text)) {
    findings.error("text", place, "The text holds control characters or bytes that are not UTF-8.");
  }
  if (core::trimmed(text).empty()) findings.error("text", place, "The text is blank; leave it out instead.");
  if (has_tag(text))
    findings.warning("markup", place, "The text holds an HTML tag, which receivers show as it stands.");
  if (has_entity(text)) {
    findings.warning("markup", place, "The text holds an entity such as &amp;, as if it had been escaped already.");
  }
}

void check_required_text(Findings& findings, const std::string& place, std::string_view text) {
  if (text.empty()) findings.error("required", place, "It is empty, and CAP requires it.");
  check_text(findings, place, text);
}

void check_time(Findings& findings, const std::string& place, Instant instant) {
  constexpr Instant first{-62'135'596'800'000};      // 0001-01-01T00:00:00Z
  constexpr Instant past_last{253'402'300'800'000};  // 10000-01-01T00:00:00Z
  if (instant < first || instant >= past_last) {
    findings.error("time", place, "The year does not fit into four digits.");
  }
}

void check_named_values(Findings& findings, const std::string& place, const std::vector<NamedValue>& pairs) {
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const auto here = cat(place, "[", i, "]");
    check_required_text(findings, cat(here, ".valueName"), pairs[i].name);
    check_required_text(findings, cat(here, ".value"), pairs[i].value);
  }
}

}  // namespace heed::cap
