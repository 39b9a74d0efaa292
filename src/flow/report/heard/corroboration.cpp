#include "flow/report/heard/corroboration.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "flow/report/copies/name.h"
#include "lib/area/overlap/overlap.h"

namespace heed::heard {
namespace {

using Reason = std::optional<std::string>;

/// Letters and digits in lower case, all else a blank; characters beyond ASCII stay as they are.
std::string plain(std::string_view text) {
  std::string out(text);
  for (auto& c : out) {
    const bool is_beyond_ascii = (static_cast<unsigned char>(c) & 0x80) != 0;
    const bool is_capital = c >= 'A' && c <= 'Z';
    const bool is_kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || is_beyond_ascii;
    c = is_capital ? static_cast<char>(c - 'A' + 'a') : is_kept ? c : ' ';
  }
  return std::string(core::trimmed(out));
}

bool is_rank(std::string_view word) {
  constexpr std::array<std::string_view, 22> ranks = {
      "warning", "warnings", "watch",    "advisory", "alert", "alerts", "statement", "emergency",
      "severe",  "extreme",  "moderate", "minor",    "major", "red",    "orange",    "yellow",
      "amber",   "green",    "level",    "for",      "the",   "of"};
  return std::ranges::find(ranks, word) != ranks.end();
}

std::vector<std::string_view> telling_words(std::string_view text) {
  auto words = core::split(text, ' ');
  std::erase_if(words, is_rank);
  std::ranges::sort(words);
  words.erase(std::ranges::unique(words).begin(), words.end());
  return words;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (auto& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

Reason same_code(const std::vector<Coded>& a, const std::vector<Coded>& b, std::string_view noun) {
  for (const auto& code : a) {
    const auto is_same = [&](const Coded& other) {
      return !code.value.empty() && other.value == code.value && lower(other.name) == lower(code.name);
    };
    if (std::ranges::any_of(b, is_same)) return cat("the same ", noun, " ", code.name, " ", code.value);
  }
  return std::nullopt;
}

Reason same_event(const Info& a, const Info& b) {
  if (auto reason = same_code(a.event_codes, b.event_codes, "event code")) return reason;
  const auto is_shared = [&](cap::Category each) {
    return std::ranges::find(b.categories, each) != b.categories.end();
  };
  const auto category = std::ranges::find_if(a.categories, is_shared);
  if (category == a.categories.end()) return std::nullopt;
  switch (likeness(a.event, b.event)) {
    case Likeness::none: return std::nullopt;
    case Likeness::alike:
      return cat("both of the category ", word(*category), ", and \"", a.event, "\" is like \"", b.event, "\"");
    case Likeness::same: return cat("both of the category ", word(*category), " and both \"", a.event, "\"");
  }
  return std::nullopt;
}

Reason same_hazard(const Heard& a, const Heard& b) {
  for (const auto& info : a.infos) {
    for (const auto& other : b.infos) {
      if (auto reason = same_event(info, other)) return reason;
    }
  }
  return std::nullopt;
}

Interval window_of(const Heard& heard) { return {heard.life.from.value_or(heard.sent), heard.ruling.stands_until}; }

Reason same_time(const Heard& a, const Heard& b) {
  const auto one = window_of(a), other = window_of(b);
  if (!one.overlaps(other)) return std::nullopt;
  const auto from = std::max(one.from, other.from), until = std::min(one.until, other.until);
  return cat("both hold from ", spoken(from), " until ", spoken(until));
}

/// Made when it is first needed: compiling an outline costs more than all that is asked before.
class Here {
 public:
  explicit Here(const Place& place) : place_(place) {}

  [[nodiscard]] bool may_touch(const Place& other) const {
    return place_.box && other.box && meet(*place_.box, *other.box);
  }
  /// Requires: may_touch.
  Reason touches(const Place& other) {
    if (!place_.shapes || !other.shapes) return "the boxes round their shapes touch; a shape was too large to keep";
    if (!extent_) extent_.emplace(*place_.shapes);
    if (!extent_->touches(overlap::Extent(*other.shapes))) return std::nullopt;
    return "their shapes touch";
  }
  [[nodiscard]] const Place& place() const { return place_; }

 private:
  const Place& place_;
  std::optional<overlap::Extent> extent_;
};

Reason same_place(Here& here, const Place& other) {
  if (auto reason = same_code(here.place().geocodes, other.geocodes, "geocode")) return reason;
  return here.may_touch(other) ? here.touches(other) : std::nullopt;
}

/// From cheap to costly.
std::vector<std::string> reasons_for(const Heard& heard, Here& here, const Heard& other) {
  if (other.sender == heard.sender) return {};
  // Why: a copy in somebody's name is handed on, not seen; it is no second witness (IN-8).
  if (copies::origin_of(other.identifier, other.digest) == copies::origin_of(heard.identifier, heard.digest)) return {};
  auto time = same_time(heard, other);
  if (!time || (!here.may_touch(other.areas) && (here.place().geocodes.empty() || other.areas.geocodes.empty())))
    return {};
  auto hazard = same_hazard(heard, other);
  if (!hazard) return {};
  auto place = same_place(here, other.areas);
  if (!place) return {};
  return {*std::move(hazard), *std::move(time), *std::move(place)};
}

}  // namespace

Likeness likeness(std::string_view event, std::string_view other) {
  const auto a = plain(event), b = plain(other);
  if (a.empty() || b.empty()) return Likeness::none;
  if (a == b) return Likeness::same;
  const auto words = telling_words(a), others = telling_words(b);
  std::vector<std::string_view> shared;
  std::ranges::set_intersection(words, others, std::back_inserter(shared));
  // At least half of all their words.
  const auto all = words.size() + others.size() - shared.size();
  return !shared.empty() && 2 * shared.size() >= all ? Likeness::alike : Likeness::none;
}

Result<std::vector<Corroboration>> corroborations(const State& state, const Version& version, Instant now) {
  TRY(const auto* message, find(state, version));
  Here here(message->heard.areas);
  std::vector<Corroboration> all;
  for (const auto* other : standing(state, now)) {
    auto reasons = reasons_for(message->heard, here, other->heard);
    if (!reasons.empty()) all.push_back({version_of(other->heard), std::move(reasons)});
  }
  return all;
}

}  // namespace heed::heard
