#include "flow/report/heard/normalise.h"

#include <algorithm>

#include "core/text.h"
#include "flow/report/heard/bounds.h"
#include "lib/digest/base64.h"
#include "lib/digest/sha256.h"

namespace heed::heard {
namespace {

using cap::Time;
using cap::Zone;

/// What the record can write, with room for the policy's spans behind it.
constexpr Instant first_instant{0};
constexpr Instant last_instant{253'000'000'000'000};  // in the year 9987

Instant in_range(Instant at) { return std::clamp(at, first_instant, last_instant); }

Instant latest(const Time& time) {
  return in_range(time.zone == Zone::missing ? time.instant + zone_slack : time.instant);
}
Instant earliest(const Time& time) {
  return in_range(time.zone == Zone::missing ? time.instant - zone_slack : time.instant);
}
bool is_in_range(const Time& time) { return first_instant < latest(time) && latest(time) < last_instant; }

/// Whole seconds. Requires: not before 1970.
Instant to_the_second(Instant at) {
  constexpr std::int64_t second = 1'000;
  return {at.ms - at.ms % second};
}

std::string text_of(const Time& time) {
  constexpr std::size_t zone_characters = 6;
  auto text = values::to_text(time);
  if (time.zone == Zone::missing) text.resize(text.size() - zone_characters);
  return text;
}

/// Why names are refused and not cut: two messages whose names were cut to one would end each other.
Result<std::string> name_of(std::string_view text, std::string_view field) {
  const auto name = core::trimmed(text);
  if (name.empty())
    return fail(Code::malformed, "an alert without this cannot be told from others", std::string(field));
  if (name.size() > limits::line_bytes) {
    return fail(Code::too_large, cat("this may have at most ", limits::line_bytes, " bytes"), std::string(field));
  }
  if (!core::is_clean_utf8(name)) {
    return fail(Code::malformed, "this name is not UTF-8 or holds control characters", std::string(field));
  }
  return std::string(name);
}

std::unexpected<Error> no_alert(const cap::Reading& reading) {
  const auto error = std::ranges::find(reading.findings, cap::Level::error, &cap::Finding::level);
  const auto why = error == reading.findings.end() ? std::string{} : cat(": ", error->text);
  return fail(Code::malformed, kept(cat("this is no alert of CAP that says who sent what, and when", why), 1'000));
}

void add_references(Heard& heard, const std::vector<cap::Reference>& references) {
  for (const auto& each : references) {
    auto reference = reference_of(each);
    if (!reference || heard.references.size() == references_kept) {
      ++heard.more_references;
    } else {
      heard.references.push_back(*std::move(reference));
    }
  }
}

template <class T>
bool has(const std::vector<T>& list, const T& wanted) {
  return std::ranges::find(list, wanted) != list.end();
}

Info info_of(const cap::Info& read) {
  Info info;
  info.language = kept(read.language, limits::chosen_name_bytes);
  info.event = kept(read.event, limits::line_bytes);
  for (const auto& code : read.event_codes) {
    if (info.event_codes.size() == codes_kept) break;
    info.event_codes.push_back({kept(code.name, limits::name_bytes), kept(code.value, limits::name_bytes)});
  }
  for (const auto category : read.categories) {
    if (!has(info.categories, category)) info.categories.push_back(category);
  }
  info.urgency = read.urgency;
  info.severity = read.severity;
  info.certainty = read.certainty;
  if (read.effective) info.effective = earliest(*read.effective);
  if (read.onset) info.onset = earliest(*read.onset);
  if (read.expires) info.expires = latest(*read.expires);
  info.headline = kept(read.headline, limits::line_bytes);
  return info;
}

void lengthen(Life& life, const cap::Info& info, Instant sent) {
  const auto from = info.onset ? earliest(*info.onset) : info.effective ? earliest(*info.effective) : sent;
  life.from = std::min(life.from.value_or(from), from);
  if (info.expires) {
    const auto expires = latest(*info.expires);
    life.expires = std::max(life.expires.value_or(expires), expires);
    return;
  }
  auto open_from = sent;
  if (info.effective) open_from = std::max(open_from, latest(*info.effective));
  if (info.onset) open_from = std::max(open_from, latest(*info.onset));
  life.open_from = std::max(life.open_from.value_or(open_from), open_from);
}

void add_findings(Heard& heard, const std::vector<cap::Finding>& findings) {
  for (const auto& finding : findings) {
    if (finding.level == cap::Level::error) ++heard.errors;
    if (finding.level == cap::Level::warning) ++heard.warnings;
    if (heard.findings.size() == findings_kept || has(heard.findings, finding.rule)) continue;
    heard.findings.push_back(finding.rule);
  }
}

}  // namespace

Result<Reference> reference_of(const cap::Reference& reference) {
  TRY(auto sender, name_of(reference.sender, "sender"));
  TRY(auto identifier, name_of(reference.identifier, "identifier"));
  if (!is_in_range(reference.sent)) return fail(Code::malformed, "nobody can have sent this then", "sent");
  return Reference{std::move(sender), std::move(identifier), to_the_second(latest(reference.sent)),
                   reference.sent.zone == Zone::missing};
}

Result<Heard> normalise(const cap::Reading& reading, const Arrival& arrival) {
  if (!reading.alert) return no_alert(reading);
  const auto& alert = *reading.alert;
  Heard heard;
  TRY(heard.sender, name_of(alert.sender, "sender"));
  TRY(heard.identifier, name_of(alert.identifier, "identifier"));
  if (!is_in_range(alert.sent)) return fail(Code::malformed, "nobody can have sent this then", "sent");
  heard.sent = to_the_second(latest(alert.sent));
  heard.sent_text = text_of(alert.sent);
  heard.has_no_zone = alert.sent.zone == Zone::missing;
  heard.digest = digest::to_base64url(digest::sha256(arrival.bytes));
  heard.bytes = arrival.bytes.size();
  heard.via = {kept(arrival.via.feed, limits::line_bytes), kept(arrival.via.address, address_bytes)};
  heard.status = alert.status;
  heard.msg_type = alert.type;
  heard.scope = alert.scope;
  add_references(heard, alert.references);
  for (const auto& info : alert.infos) {
    lengthen(heard.life, info, heard.sent);
    if (heard.infos.size() < infos_kept) heard.infos.push_back(info_of(info));
  }
  heard.more_infos = alert.infos.size() - heard.infos.size();
  heard.areas = place_of(alert.infos);
  heard.signature = kept(arrival.signature, limits::chosen_name_bytes);
  add_findings(heard, reading.findings);
  return heard;
}

}  // namespace heed::heard
