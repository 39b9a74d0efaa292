#include "adapters/format/feeds/items.h"

#include <algorithm>

#include "adapters/format/cap_alert/name.h"

namespace heed::feeds {
namespace {

using public_page::PublicEdition;
using public_page::PublicText;

std::string title_of(const PublicEdition& edition, const PublicText& text) {
  std::string title;
  if (edition.status == warning::Status::exercise) title = "EXERCISE: ";
  if (edition.status == warning::Status::test) title = "TEST: ";
  if (edition.what != warning::Kind::alert) title += cat(public_page::edition_title(edition.what), ": ");
  return title + text.headline;
}

/// What is no longer in force says so before anything else: most readers show no categories.
std::string summary_of(const Standing& standing, const PublicText& text) {
  if (standing.state == State::in_force) return text.instruction;
  return cat("[", label_of(standing.state), ", ", core::spoken(standing.since), "] ", text.instruction);
}

const cap::Alert* alert_of(const News& news, const Edition& edition) {
  const auto found = news.state.warnings.find(edition.warning.id);
  if (found == news.state.warnings.end()) return nullptr;
  return news.shelf.find(found->second, edition.edition.number);
}

}  // namespace

atom::Item item_of(const News& news, const Edition& of, std::size_t text) {
  const auto& edition = of.edition;
  const auto& words = edition.texts.at(text);
  const auto& site = news.site;
  atom::Item item{
      .id = cat("tag:", site.tagging_entity, ":", cap_alert::identifier(of.warning.id, edition.number)),
      .title = title_of(edition, words),
      .language = words.language,
      .updated = std::max(of.standing.since, edition.released_at),
      .published = edition.released_at,
      .summary = summary_of(of.standing, words),
      .link_cap = cat(site.base_url, "/", cap_alert::path(of.warning.id, edition.number)),
      .link_html = cat(site.base_url, "/", public_page::page_path(of.warning.id), "#edition-", edition.number),
      .category = "Security",
      .state = {std::string(word(of.standing.state)), std::string(label_of(of.standing.state))}};
  if (const auto* alert = alert_of(news, of); alert != nullptr && text < alert->infos.size()) {
    item.cap = atom::Inline{*alert, text};
  }
  return item;
}

cap::Severity severity_of(const News& news, const Edition& edition) {
  const auto* alert = alert_of(news, edition);
  return alert == nullptr || alert->infos.empty() ? cap::Severity::unknown : alert->infos.front().severity;
}

bool is_at_least(cap::Severity severity, cap::Severity wanted) {
  return severity != cap::Severity::unknown && severity <= wanted;
}

std::string language_of(std::string_view tag) {
  const auto main = lower(tag.substr(0, tag.find('-')));
  const bool is_safe =
      !main.empty() && main.size() <= 8 && std::ranges::all_of(main, [](char c) { return c >= 'a' && c <= 'z'; });
  return is_safe ? main : std::string();
}

std::vector<AreaFeed> areas_of(const PublicEdition& edition) {
  std::vector<AreaFeed> found;
  const auto add = [&](const std::string& system, const std::string& code, std::string title) {
    auto name = area_name(system, code);
    const bool is_known = std::ranges::any_of(found, [&](const auto& each) { return each.name == name; });
    if (!is_known && name.size() <= area_name_max) found.push_back({std::move(name), std::move(title)});
  };
  for (const auto& place : edition.places) {
    add(place.system, place.code, cat(place.name, " (", place.system, " ", place.code, ")"));
    const auto hyphen = place.code.find('-');
    const bool is_region = lower(place.system) == "iso3166-2" && hyphen == 2;
    if (is_region) add("ISO3166-1", place.code.substr(0, 2), cat("ISO3166-1 ", place.code.substr(0, 2)));
  }
  return found;
}

std::string path_of(const std::string& name) { return name.empty() ? "feed" : cat("feeds/", name); }

std::string lower(std::string_view text) {
  std::string out(text);
  for (auto& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

}  // namespace heed::feeds
