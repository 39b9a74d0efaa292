#include "lib/capfeed/repository/gaps.h"

#include <algorithm>

namespace heed::repository {
namespace {

bool holds(std::span<const cap::Reference> messages, const cap::Reference& message) {
  return std::ranges::find(messages, message) != messages.end();
}
bool holds(const std::vector<Gap>& gaps, const cap::Reference& message) {
  return std::ranges::find(gaps, message, &Gap::message) != gaps.end();
}

}  // namespace

void Gaps::drop(const IsHere& is_here) {
  const auto has_come = [&](const Gap& gap) { return is_here(gap.message); };
  std::erase_if(open_, has_come);
  std::erase_if(lost_, has_come);
}

void Gaps::take(std::span<const cap::Reference> listed, const IsHere& is_here, Instant now) {
  listed = listed.first(std::min(listed.size(), listed_max));
  drop(is_here);
  std::erase_if(had_, [&](const cap::Reference& message) { return !holds(listed, message); });
  std::erase_if(lost_, [&](const Gap& gap) { return now - gap.next > lost_kept && !holds(listed, gap.message); });
  for (const auto& message : listed) {
    if (open_.size() >= gaps_max) return;
    const bool is_known = holds(open_, message) || holds(lost_, message) || holds(had_, message);
    if (!is_known && !is_here(message)) open_.push_back({.message = message, .next = now});
  }
}

std::vector<cap::Reference> Gaps::due(Instant now) const {
  std::vector<cap::Reference> messages;
  for (const auto& gap : open_) {
    if (gap.next <= now) messages.push_back(gap.message);
  }
  return messages;
}

std::optional<Instant> Gaps::next() const {
  const auto first = std::ranges::min_element(open_, {}, &Gap::next);
  return first == open_.end() ? std::nullopt : std::optional(first->next);
}

void Gaps::note_had(const cap::Reference& message) {
  std::erase_if(open_, [&](const Gap& gap) { return gap.message == message; });
  if (had_.size() >= gaps_max) had_.erase(had_.begin());
  had_.push_back(message);
}

void Gaps::note_failed(const cap::Reference& message, std::string why, Instant now) {
  const auto gap = std::ranges::find(open_, message, &Gap::message);
  if (gap == open_.end()) return;
  gap->why = std::move(why);
  gap->next = now + first_wait * (std::int64_t{1} << gap->asks);
  if (++gap->asks < asks_max) return;
  gap->next = now;
  if (lost_.size() >= gaps_max) lost_.erase(lost_.begin());
  lost_.push_back(std::move(*gap));
  open_.erase(gap);
}

}  // namespace heed::repository
