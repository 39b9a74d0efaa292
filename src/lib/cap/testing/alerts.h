#pragma once
// Messages for the tests of this folder.

#include "lib/cap/alert.h"

namespace heed::cap::testing {

inline constexpr Instant noon{1'709'726'400'000};  // 2024-03-06T12:00:00Z

/// Nothing is found in this one, not even a note.
inline Alert sound_alert() {
  Info info{.language = "en",
            .categories = {Category::security},
            .event = "Threat to public gatherings",
            .response_types = {ResponseType::avoid},
            .urgency = Urgency::expected,
            .severity = Severity::severe,
            .certainty = Certainty::possible};
  info.expires = noon + std::chrono::hours(48);
  info.headline = "Avoid large gatherings for 48 hours";
  info.description = "Extremists may attack concerts.";
  info.instruction = "Stay away from large gatherings.";
  info.web = "https://example.org/warnings/7";
  info.areas.push_back({.description = "Moscow",
                        .polygons = {"55.9,37.3 55.9,37.9 55.5,37.9 55.5,37.3 55.9,37.3"},
                        .circles = {"55.75,37.61 25"},
                        .geocodes = {{"ISO3166-2", "RU-MOW"}}});
  Alert alert{.identifier = "heed-7", .sender = "warnings@example.org", .sent = noon, .status = Status::actual};
  alert.scope = Scope::everybody;
  alert.infos.push_back(info);
  return alert;
}

/// Every element that can be written, once or more; only the order and the words matter here.
inline Alert full_alert() {
  auto alert = sound_alert();
  alert.type = MessageType::update;
  alert.source = "Desk 4";
  alert.scope = Scope::restricted;
  alert.restriction = "Venue security only";
  alert.addresses = {"hall@example.org", "Duty Officer"};
  alert.codes = {"heed:edition:2"};
  alert.note = "Second edition";
  alert.references = {{"warnings@example.org", "heed-6", noon - std::chrono::hours(1)},
                      {"warnings@example.org", "heed-5", noon - std::chrono::hours(2)}};
  alert.incidents = {"crocus", "case 12"};
  auto& info = alert.infos.front();
  info.audience = "Visitors";
  info.event_codes = {{"OET", "OET-193"}};
  info.effective = noon;
  info.onset = noon + std::chrono::hours(1);
  info.sender_name = "Embassy";
  info.contact = "+1 555 0100";
  info.parameters = {{"tier", "public"}};
  info.areas.front().altitude_feet = 0;
  info.areas.front().ceiling_feet = 300;
  return alert;
}

}  // namespace heed::cap::testing
