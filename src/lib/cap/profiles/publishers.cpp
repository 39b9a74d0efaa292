// The profiles of those who show alerts of many senders: MeteoAlarm, Google, and the World Meteorological Organization.

#include <algorithm>
#include <array>
#include <set>

#include "lib/cap/profiles/context.h"
#include "lib/cap/values/forms.h"
#include "lib/cap/values/time.h"

namespace heed::profiles {
namespace {

constexpr std::array<std::string_view, 6> european_places = {"EMMA_ID",    "NUTS2", "NUTS3",
                                                             "WARNCELLID", "FIPS",  "CISORP"};

bool has_shape(const Area& area) { return !area.polygons.empty() || !area.circles.empty(); }

/// "2; yellow; Moderate": a number from 1 to `last`, then words, apart by semicolons.
bool has_awareness_form(std::string_view text, int last) {
  const auto parts = core::split(text, ';');
  if (parts.size() < 2 || parts[0].empty() || parts[0].size() > 2) return false;
  int number = 0;
  for (const char c : parts[0]) {
    if (c < '0' || c > '9') return false;
    number = number * 10 + (c - '0');
  }
  return number >= 1 && number <= last;
}

void check_awareness(const Context& context, const Info& info) {
  const auto* level = find(info.parameters, "awareness_level");
  const auto* type = find(info.parameters, "awareness_type");
  if (level == nullptr || !has_awareness_form(level->value, 4)) {
    context.add_missing(Rule::meteoalarm_level, info.at, "parameter",
                        "The profile needs a parameter awareness_level such as 2; yellow; Moderate.");
  } else if (core::trimmed(level->value).starts_with("1;")) {
    context.add(Rule::meteoalarm_green, level->at, "Level 1, green, is no warning.");
  }
  if (type == nullptr || !has_awareness_form(type->value, 13)) {
    context.add_missing(Rule::meteoalarm_type, info.at, "parameter",
                        "The profile needs a parameter awareness_type such as 3; Thunderstorm.");
  }
}

void check_european_places(const Context& context, const Info& info) {
  for (const auto& area : info.areas) {
    const bool is_placed = has_shape(area) || std::ranges::any_of(area.geocodes, [](const Pair& geocode) {
                             return std::ranges::find(european_places, geocode.name) != european_places.end();
                           });
    if (is_placed) continue;
    context.add_missing(Rule::meteoalarm_geocode, area.at, "geocode", "A geocode such as EMMA_ID is expected.");
  }
}

void check_google_areas(const Context& context, const Info& info) {
  constexpr std::size_t description_characters = 49;
  if (info.areas.empty()) context.add_missing(Rule::google_area, info.at, "area", "The profile needs an area.");
  for (const auto& area : info.areas) {
    check_length(context, area.description, Rule::google_area_long, description_characters);
    if (has_shape(area) || !area.geocodes.empty()) continue;
    context.add(Rule::google_area, area.at, "The profile needs a polygon, a circle or a geocode.");
  }
}

void check_google_needs(const Context& context, const Info& info) {
  need(context, info, info.expires, {Rule::google_expires, "expires"});
  need(context, info, info.description, {Rule::google_description, "description"});
  need(context, info, info.web, {Rule::google_web, "web"});
  check_google_areas(context, info);
  // Without effective an info is in effect from sent (CAP 1.2, 3.2.2).
  const Slot from = info.effective != nullptr ? info.effective : context.message.sent;
  const auto effective = values::read_time(text_of(from));
  const auto expires = values::read_time(text_of(info.expires));
  if (effective && expires && effective->time.instant > expires->time.instant) {
    context.add(Rule::google_order, info.expires, cat(from->local, " is later than expires."));
  }
}

void check_google_texts(const Context& context, const Info& info) {
  constexpr std::size_t headline_characters = 140;
  constexpr std::size_t event_characters = 34;
  if (values::character_count(text_of(info.headline)) > headline_characters) {
    context.add(Rule::google_headline, info.headline, cat("It has more than ", headline_characters, " characters."));
  }
  check_length(context, info.event, Rule::google_event_long, event_characters);
  want(context, info, info.sender_name, {Rule::google_sender_name, "senderName"});
  want(context, info, info.contact, {Rule::google_contact, "contact"});
  want_response(context, info, Rule::google_response);
  for (const Slot slot : {info.urgency, info.severity, info.certainty}) {
    if (text_of(slot) == "Unknown") context.add(Rule::google_unknown, slot, cat(slot->local, " is Unknown."));
  }
  const auto description = core::trimmed(text_of(info.description));
  for (const Slot slot : {info.headline, info.instruction}) {
    if (description.empty() || core::trimmed(text_of(slot)) != description) continue;
    context.add(Rule::google_same_text, slot, cat(slot->local, " says the same as the description."));
  }
}

/// An object identifier below `root`, plain or as "urn:oid:…".
bool is_oid_below(std::string_view text, std::string_view root) {
  if (text.starts_with("urn:oid:")) text.remove_prefix(8);
  return text.starts_with(root);
}

}  // namespace

void check_meteoalarm(const Context& context) {
  const auto& message = context.message;
  if (message.identifier != nullptr && !is_oid_below(message.identifier->text, "2.49.0.")) {
    context.add(Rule::meteoalarm_identifier, message.identifier, "The profile wants an identifier below 2.49.0.");
  }
  std::set<std::string_view> languages;
  for (const auto& info : message.infos) {
    check_awareness(context, info);
    check_european_places(context, info);
    need(context, info, info.onset, {Rule::meteoalarm_expires, "onset"});
    need(context, info, info.expires, {Rule::meteoalarm_expires, "expires"});
    if (!languages.insert(core::trimmed(text_of(info.language))).second) {
      context.add(Rule::meteoalarm_language, info.at, "There is an earlier info in this language.");
    }
  }
}

void check_google(const Context& context) {
  const auto& message = context.message;
  if (message.infos.empty()) context.add_missing(Rule::google_info, message.at, "info", "The profile needs an info.");
  if (text_of(message.status) == "Test") {
    context.add(Rule::google_test, message.status, "A Test is not shown to the public.");
  }
  check_same_infos(context, Rule::google_infos_differ);
  check_same_events(context, Rule::google_events_differ);
  for (const auto& info : message.infos) {
    check_google_needs(context, info);
    check_google_texts(context, info);
  }
}

void check_wmo(const Context& context) {
  constexpr std::size_t event_characters = 35;
  constexpr std::size_t description_characters = 50;
  const auto& message = context.message;
  if (message.identifier != nullptr && !is_oid_below(message.identifier->text, "2.49.0.1.")) {
    context.add(Rule::wmo_identifier, message.identifier,
                "It is no identifier below 2.49.0.1, as urn:oid:2.49.0.1.250.7.");
  }
  const auto sender = text_of(message.sender);
  if (message.sender != nullptr && !is_oid_below(sender, "2.49.0.0.") && sender.find('@') == std::string_view::npos) {
    context.add(Rule::wmo_sender, message.sender, "It is neither an identifier below 2.49.0.0 nor an address.");
  }
  for (const auto& info : message.infos) {
    need(context, info, info.expires, {Rule::wmo_expires, "expires"});
    const bool is_placed =
        std::ranges::any_of(info.areas, [](const Area& area) { return has_shape(area) || !area.geocodes.empty(); });
    if (!is_placed) context.add_missing(Rule::wmo_size, info.at, "area", "No area with a shape or a geocode is there.");
    for (const Slot slot : {info.urgency, info.severity, info.certainty}) {
      if (text_of(slot) == "Unknown") context.add(Rule::wmo_unknown, slot, cat(slot->local, " is Unknown."));
    }
    check_length(context, info.event, Rule::wmo_event_long, event_characters);
    for (const auto& area : info.areas) {
      check_length(context, area.description, Rule::wmo_area_long, description_characters);
      for (const Slot polygon : area.polygons) {
        const auto commas = std::ranges::count(polygon->text, ',');
        if (commas > 100) context.add(Rule::wmo_many, polygon, cat("It has ", commas, " points; 100 are advised."));
      }
    }
  }
}

}  // namespace heed::profiles
