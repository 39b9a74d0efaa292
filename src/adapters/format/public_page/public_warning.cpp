#include "adapters/format/public_page/public_warning.h"

#include <algorithm>

#include "flow/warning/compose.h"

namespace heed::public_page {
namespace {

using warning::Disposition;
using warning::Kind;

/// Whether the instruction was written as one. An edition that only speaks of the warning itself ("extended until …")
/// carries that message in the same field, and it must not push out what people are to do.
bool is_advice(const warning::Content& content) {
  return content.text.contains(cat("What to do: ", content.instruction));
}

std::string earlier_advice(const std::vector<PublicEdition>& editions, const std::string& language) {
  for (auto edition = editions.rbegin(); edition != editions.rend(); ++edition) {
    for (const auto& text : edition->texts) {
      if (text.language == language && !text.advice.empty()) return text.advice;
    }
  }
  return {};
}

void add_reach(PublicEdition& shown, const warning::Reach& reach) {
  if (reach.area) {
    shown.areas.push_back(area::spoken(*reach.area));
    shown.shapes.push_back(&*reach.area);
  }
  for (const auto& geocode : reach.geocodes) {
    const auto& name = geocode.meaning ? geocode.meaning->name : geocode.code;
    shown.areas.push_back(cat(name, " (", geocode.system, " ", geocode.code, ")"));
    shown.places.push_back({geocode.system, geocode.code, name});
    if (geocode.meaning) shown.shapes.push_back(&geocode.meaning->outline);
  }
}

PublicEdition public_part(const warning::Edition& edition, const std::vector<PublicEdition>& earlier) {
  const auto& drafted = edition.drafted;
  PublicEdition shown{.number = drafted.edition,
                      .what = drafted.what,
                      .status = drafted.status,
                      .issuer = drafted.issuer,
                      .released_at = edition.release->entry.at,
                      .valid = drafted.valid,
                      .areas = {},
                      .places = {},
                      .shapes = {},
                      .texts = {}};
  for (const auto& reach : drafted.reach) {
    if (reach.tier == report::Tier::everyone) add_reach(shown, reach);
  }
  for (const auto& content : drafted.contents) {
    if (content.tier != report::Tier::everyone) continue;
    auto advice = is_advice(content) ? content.instruction : earlier_advice(earlier, content.language);
    shown.texts.push_back({content.language, content.headline, content.instruction, content.text, std::move(advice)});
  }
  return shown;
}

bool ends_window(Kind kind) { return kind == Kind::cancel || kind == Kind::all_clear || kind == Kind::lapse_notice; }

/// The end of the window that the public was last given.
Instant end_of_window(const PublicWarning& shown) {
  for (auto edition = shown.editions.rbegin(); edition != shown.editions.rend(); ++edition) {
    if (!ends_window(edition->what)) return edition->valid.until;
  }
  return newest(shown).valid.until;
}

/// How a named officer ended the warning without an edition of its own; nothing when nobody did.
const warning::Ending* named_end(const warning::Warning& warning) {
  if (warning.standing != warning::Standing::ended || warning.history.empty()) return nullptr;
  const auto& last = warning.history.back();
  const bool is_named = last.disposition == Disposition::lapsed || last.disposition == Disposition::replaced;
  return is_named ? &last : nullptr;
}

void set_standing(PublicWarning& shown, const warning::Warning& warning, Instant now) {
  const auto& last = newest(shown);
  shown.since = last.released_at;
  if (last.what == Kind::cancel || last.what == Kind::all_clear) {
    shown.standing = last.what == Kind::cancel ? PublicStanding::cancelled : PublicStanding::all_clear;
    return;
  }
  if (const auto* end = named_end(warning)) {
    const bool is_replaced = end->disposition == Disposition::replaced;
    shown.standing = is_replaced ? PublicStanding::replaced : PublicStanding::lapsed;
    shown.since = std::max(end->entry.at, last.released_at);
    if (is_replaced) shown.replaced_by = end->replaced_by;
    return;
  }
  const auto end = end_of_window(shown);
  if (last.what != Kind::lapse_notice && now < end) return;
  shown.standing = PublicStanding::window_over;
  shown.since = end;
  if (last.what != Kind::lapse_notice) return;
  shown.is_threat_recorded_ended = std::ranges::all_of(
      last.texts, [](const auto& text) { return text.instruction == warning::lapse_message(false); });
}

}  // namespace

std::optional<PublicWarning> public_part(const warning::Warning& warning, Instant now) {
  PublicWarning shown;
  shown.id = warning.id;
  for (const auto& edition : warning.editions) {
    if (!edition.release) continue;
    auto part = public_part(edition, shown.editions);
    if (part.texts.empty()) continue;
    shown.is_extended = shown.is_extended || part.what == Kind::extend;
    shown.editions.push_back(std::move(part));
  }
  if (shown.editions.empty()) return std::nullopt;
  set_standing(shown, warning, now);
  return shown;
}

std::vector<PublicWarning> public_part(const warning::State& state, Instant now) {
  std::vector<PublicWarning> all;
  for (const auto& [id, warning] : state.warnings) {
    if (auto shown = public_part(warning, now)) all.push_back(*std::move(shown));
  }
  const auto is_known = [&](const WarningId& id) {
    return std::ranges::any_of(all, [&](const auto& shown) { return shown.id == id; });
  };
  for (auto& shown : all) {
    if (shown.replaced_by && !is_known(*shown.replaced_by)) shown.replaced_by.reset();
  }
  const auto news_at = [](const PublicWarning& shown) { return std::max(shown.since, newest(shown).released_at); };
  std::ranges::sort(
      all, [&](const auto& a, const auto& b) { return std::pair(news_at(b), a.id) < std::pair(news_at(a), b.id); });
  return all;
}

std::vector<short_text::Short> short_forms(const PublicEdition& edition, const PublicText& text) {
  short_text::Said said{.status = edition.status,
                        .what = edition.what,
                        .headline = text.headline,
                        .instruction = ends_window(edition.what) ? text.instruction : text.advice,
                        .until = edition.valid.until,
                        .areas = {},
                        .issuer = edition.issuer};
  for (const auto& place : edition.places) said.areas.push_back(place.name);
  return short_text::forms(said);
}

const PublicEdition& newest(const PublicWarning& warning) { return warning.editions.back(); }

}  // namespace heed::public_page
