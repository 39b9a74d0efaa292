#include "adapters/format/cap_alert/alert.h"

#include <algorithm>

#include "adapters/format/cap_alert/name.h"
#include "adapters/format/cap_alert/shapes.h"
#include "flow/delivery/rules.h"
#include "lib/cap/check.h"
#include "lib/cap/write.h"
#include "lib/event_codes/event_codes.h"

namespace heed::cap_alert {
namespace {

using warning::Content;
using warning::Drafted;
using warning::Edition;
using warning::Kind;

/// Some displays give an event no more room than a line.
constexpr std::size_t event_bytes = 60;

std::vector<const Content*> public_contents(const Drafted& drafted) {
  std::vector<const Content*> contents;
  for (const auto& content : drafted.contents) {
    if (content.tier == report::Tier::everyone) contents.push_back(&content);
  }
  return contents;
}

bool is_out_in_public(const Edition& edition) { return edition.release && !public_contents(edition.drafted).empty(); }

bool ends_something(Kind kind) { return kind == Kind::cancel || kind == Kind::all_clear || kind == Kind::lapse_notice; }

cap::Status status_of(warning::Status status) {
  switch (status) {
    case warning::Status::actual: return cap::Status::actual;
    case warning::Status::exercise: return cap::Status::exercise;
    case warning::Status::test: return cap::Status::test;
  }
  return cap::Status::draft;
}

/// Why an all-clear is no Cancel: a receiver may take a cancelled message away without showing what it says.
cap::MessageType type_of(Kind kind) {
  switch (kind) {
    case Kind::alert: return cap::MessageType::alert;
    case Kind::cancel: return cap::MessageType::cancel;
    case Kind::update:
    case Kind::extend:
    case Kind::correct:
    case Kind::downgrade:
    case Kind::all_clear:
    case Kind::lapse_notice: return cap::MessageType::update;
  }
  return cap::MessageType::update;
}

/// What a receiver that shows nothing but the headline must not miss (DE-13, FT-2).
std::string headline_of(const Drafted& drafted, const Content& content) {
  std::string headline;
  if (drafted.status == warning::Status::exercise) headline += "EXERCISE: ";
  if (drafted.status == warning::Status::test) headline += "TEST: ";
  if (drafted.what == Kind::cancel) headline += "CANCELLED: ";
  if (drafted.what == Kind::all_clear) headline += "ALL CLEAR: ";
  if (drafted.what == Kind::lapse_notice) headline += "WINDOW ENDED: ";
  return headline + content.headline;
}

/// The beginning of the headline, cut between two words.
std::string event_of(const Content& content) {
  const auto headline = core::trimmed(content.headline);
  if (headline.size() <= event_bytes) return std::string(headline);
  auto cut = headline.rfind(' ', event_bytes);
  if (cut == std::string_view::npos || cut == 0) {
    cut = event_bytes;
    while (cut > 0 && (headline[cut] & '\xC0') == '\x80') --cut;
  }
  return cat(core::trimmed(headline.substr(0, cut)), "…");
}

struct Weight {
  cap::Urgency urgency;
  cap::Severity severity;
  cap::Certainty certainty;
};

/// The hub warns of what somebody may do: expected, severe and possible, until an edition says otherwise.
Weight weight_of(Kind kind) {
  switch (kind) {
    case Kind::alert:
    case Kind::update:
    case Kind::extend:
    case Kind::correct: return {cap::Urgency::expected, cap::Severity::severe, cap::Certainty::possible};
    case Kind::downgrade: return {cap::Urgency::expected, cap::Severity::moderate, cap::Certainty::possible};
    case Kind::cancel:
    case Kind::all_clear: return {cap::Urgency::past, cap::Severity::minor, cap::Certainty::unlikely};
    case Kind::lapse_notice: return {cap::Urgency::expected, cap::Severity::severe, cap::Certainty::unknown};
  }
  return {cap::Urgency::unknown, cap::Severity::unknown, cap::Certainty::unknown};
}

std::vector<cap::Area> areas_of(const Drafted& drafted) {
  std::vector<cap::Area> areas;
  for (const auto& reach : drafted.reach) {
    if (reach.tier != report::Tier::everyone) continue;
    const bool is_drawn = reach.area && !(reach.area->polygons.empty() && reach.area->circles.empty());
    if (is_drawn) areas.push_back(drawn(*reach.area));
    for (const auto& geocode : reach.geocodes) areas.push_back(drawn(geocode));
  }
  return areas;
}

Instant expiry_of(const Edition& edition) {
  if (ends_something(edition.drafted.what)) return edition.release->entry.at + delivery::closing_worth;
  return edition.drafted.valid.until;
}

cap::Info info_of(const Edition& edition, const Content& content) {
  const auto& drafted = edition.drafted;
  const auto weight = weight_of(drafted.what);
  cap::Info info{.language = content.language,
                 .categories = {cap::Category::security},
                 .event = event_of(content),
                 .urgency = weight.urgency,
                 .severity = weight.severity,
                 .certainty = weight.certainty};
  if (drafted.what == Kind::all_clear) info.response_types = {cap::ResponseType::all_clear};
  if (drafted.what == Kind::lapse_notice) info.response_types = {cap::ResponseType::monitor};
  const auto sent = edition.release->entry.at;
  info.effective = sent;
  // Told now, threatened later: the one is CAP's effective, the other its onset.
  if (!ends_something(drafted.what) && drafted.valid.from > sent) info.onset = drafted.valid.from;
  info.expires = expiry_of(edition);
  info.sender_name = drafted.issuer;
  info.headline = headline_of(drafted, content);
  info.description = content.text;
  info.instruction = content.instruction;
  info.areas = areas_of(drafted);
  return info;
}

std::string note_of(const Edition& edition) {
  std::vector<std::string> sentences;
  const auto& drafted = edition.drafted;
  if (drafted.status == warning::Status::exercise) sentences.emplace_back("Exercise: this is not a live warning.");
  if (drafted.status == warning::Status::test) sentences.emplace_back("Test: this is not a live warning.");
  if (drafted.what == Kind::lapse_notice) {
    sentences.push_back(cat("The window of the warning ended on ", core::spoken(drafted.valid.until), "."));
  }
  if (ends_something(drafted.what)) {
    sentences.push_back(cat("The time in expires, ", core::spoken(delivery::closing_worth),
                            " after sent, says only how long this notice is to be shown."));
  }
  std::string note;
  for (const auto& sentence : sentences) note += (note.empty() ? "" : " ") + sentence;
  return note;
}

std::vector<cap::Reference> references_of(const Issue& issue) {
  std::vector<cap::Reference> references;
  for (const auto& earlier : issue.warning.editions) {
    const auto number = earlier.drafted.edition;
    if (number >= issue.edition || !is_out_in_public(earlier)) continue;
    references.push_back({issue.sender, identifier(issue.warning.id, number), earlier.release->entry.at});
  }
  return references;
}

}  // namespace

Result<cap::Alert> alert(const Issue& issue) {
  TRY(const auto* edition, warning::find(issue.warning, issue.edition));
  if (!edition->release) return fail(Code::refused, "this edition has not been released", "edition");
  if (!is_out_in_public(*edition)) return fail(Code::not_found, "this edition says nothing to the public", "edition");
  cap::Alert alert{.identifier = identifier(issue.warning.id, issue.edition),
                   .sender = issue.sender,
                   .sent = edition->release->entry.at,
                   .status = status_of(edition->drafted.status)};
  alert.references = references_of(issue);
  alert.type = alert.references.empty() ? cap::MessageType::alert : type_of(edition->drafted.what);
  alert.scope = cap::Scope::everybody;
  alert.note = note_of(*edition);
  auto codes = issue.event_codes;
  if (const auto& own = edition->drafted.event_codes; !own.empty()) {
    codes.clear();
    for (const auto& named : own) codes.push_back(event_codes::code_in(named));
  }
  for (const auto* content : public_contents(edition->drafted)) {
    alert.infos.push_back(info_of(*edition, *content));
    alert.infos.back().event_codes = codes;
    alert.infos.back().web = cat(issue.base_url, "/warnings/", issue.warning.id.text, ".html");
  }
  return alert;
}

Result<std::string> write(const Issue& issue) {
  TRY(const auto message, alert(issue));
  for (const auto& finding : cap::check(message)) {
    if (finding.level != cap::Level::error) continue;
    return fail(Code::invalid, cat("as a CAP alert it breaks the rule \"", finding.rule, "\": ", finding.text),
                finding.place);
  }
  return cap::write(message);
}

}  // namespace heed::cap_alert
