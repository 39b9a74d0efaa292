#include "flow/report/heard/rules.h"

#include <algorithm>
#include <limits>

#include "core/assert.h"
#include "core/text.h"
#include "flow/report/copies/name.h"

namespace heed::heard {
namespace {

/// Later than any expiry that is kept; the record writes years of four digits.
constexpr Instant last_instant{253'300'000'000'000};

}  // namespace

Ruling ruling_of(const Heard& heard, const Policy& policy) {
  Ruling ruling;
  const auto& life = heard.life;
  if (life.expires) ruling.stands_until = *life.expires;
  ruling.is_assumed = life.open_from.has_value() || !life.expires;
  if (ruling.is_assumed) {
    const auto assumed = life.open_from.value_or(heard.sent) + policy.stands_without_expiry;
    ruling.stands_until = std::min(std::max(ruling.stands_until, assumed), last_instant);
  }
  for (const auto& right : policy.may_end) {
    const bool is_named = right.sender == heard.sender &&
                          std::ranges::find(heard.references, right.over, &Reference::sender) != heard.references.end();
    if (is_named && right.over != heard.sender) ruling.may_end.push_back(right.over);
  }
  return ruling;
}

namespace {

Result<record::Drafts> hear_again(const Message& message, const Heard& heard) {
  const auto has_feed = [&](const Provenance& known) { return known.way.feed == heard.via.feed; };
  if (message.ways.size() == ways_kept || std::ranges::any_of(message.ways, has_feed)) return record::Drafts{};
  return record::Drafts{record::draft(HeardAgain{heard.sender, heard.identifier, heard.sent, heard.digest, heard.via})};
}

/// What the report says: the words given, or else the first headline, or else the event.
std::string text_of(const Heard& heard, std::string_view given) {
  auto text = std::string(core::trimmed(given));
  for (const auto& info : heard.infos) {
    if (text.empty()) text = info.headline.empty() ? info.event : info.headline;
  }
  if (text.empty()) text = cat("Alert \"", heard.identifier, "\" of ", heard.sender);
  if (heard.status != cap::Status::actual) text = cat("[", word(heard.status), "] ", text);
  return kept(text, limits::text_bytes);
}

Link link_of(const State& state, const Heard& heard, const Reference& reference) {
  switch (bearing_of(heard, reference)) {
    case Bearing::only_names: return Link::only_named;
    case Bearing::foreign: return Link::foreign;
    case Bearing::not_earlier: return Link::not_earlier;
    case Bearing::ends: break;
  }
  const auto named = versions(state, identity_of(reference));
  const auto is_ended = [&](const Message* message) { return message->heard.status == heard.status; };
  if (named.empty()) return Link::missing;
  return std::ranges::any_of(named, is_ended) ? Link::ended : Link::other_status;
}

std::string said_of(Link link, const Heard& heard) {
  switch (link) {
    case Link::ended: return heard.msg_type == cap::MessageType::cancel ? "it is cancelled" : "it is replaced";
    case Link::missing: return "no such message was heard here, or it is forgotten; should it come, it is over";
    case Link::foreign: return cat("another sender's message: nobody allowed ", heard.sender, " to end it");
    case Link::not_earlier: return "it was not surely sent before this message";
    case Link::other_status: return cat("it is of another status: what is ", word(heard.status), " ends only its like");
    case Link::only_named: return cat("only named: a message of the type ", word(heard.msg_type), " ends nothing");
  }
  return {};
}

/// What was made of the original of this copy, and of its other copies: they are one source (IN-8). Not the other way
/// round: whether an original has copies is not worth a walk over all alerts.
std::vector<ReportId> reports_of_the_same(const State& state, const Heard& heard) {
  std::vector<ReportId> reports;
  const auto origin = copies::original_of(heard.identifier);
  if (!origin) return reports;
  for (const auto& [version, message] : state.messages) {
    const bool is_same = message.report && copies::origin_of(version.identity.identifier, version.digest) == *origin;
    if (is_same) reports.push_back(*message.report);
  }
  return reports;
}

}  // namespace

Result<record::Drafts> hear(const State& state, Heard heard, const Policy& policy, Instant now) {
  TRY(report::check_line(heard.via.feed, "via.feed"));
  const auto version = version_of(heard);
  if (const auto known = state.messages.find(version); known != state.messages.end()) {
    return hear_again(known->second, heard);
  }
  if (versions(state, version.identity).size() >= versions_kept) {
    return fail(Code::too_many, cat("this alert is known in ", versions_kept, " different forms already"), "digest");
  }
  if (is_full(state, now)) {
    return fail(Code::too_many, "as many alerts stand as the hub can hold; once some are over there is room again");
  }
  heard.ruling = ruling_of(heard, policy);
  return record::Drafts{record::draft(heard)};
}

Result<record::Drafts> report_alert(const State& state, const report::State& reports, const ReportAlert& command,
                                    const record::Moment& moment) {
  HEED_ASSERT(command.report.has_value());
  TRY(const auto* message, find_by_digest(state, command.digest));
  const auto& heard = message->heard;
  if (message->report) {
    return fail(Code::refused, cat("this alert is the report \"", message->report->text, "\" already"), "alert");
  }
  report::Receive receive;
  receive.report = command.report;
  receive.text = text_of(heard, command.text.value_or(""));
  receive.source = message->ways.front().way.feed;
  receive.marking = heard.scope == cap::Scope::everybody ? report::Tier::everyone : report::Tier::internal;
  receive.originator = heard.sender;
  receive.derived_from = reports_of_the_same(state, heard);
  receive.first_awareness = {std::min(heard.sent, moment.now), heard.sender};
  TRY(auto drafts, report::receive(reports, receive, moment));
  drafts.push_back(record::draft(Reported{heard.sender, heard.identifier, heard.sent, heard.digest, *command.report}));
  return drafts;
}

Standing standing_of(const Message& message, Instant now) {
  const auto& heard = message.heard;
  if (heard.status != cap::Status::actual || heard.scope != cap::Scope::everybody) return Standing::not_public;
  if (message.end) {
    return message.end->msg_type == cap::MessageType::cancel ? Standing::cancelled : Standing::replaced;
  }
  switch (heard.msg_type) {
    case cap::MessageType::cancel: return Standing::waiting;
    case cap::MessageType::ack:
    case cap::MessageType::error: return Standing::answer;
    case cap::MessageType::alert:
    case cap::MessageType::update: break;
  }
  return now < heard.ruling.stands_until ? Standing::standing : Standing::expired;
}

std::vector<const Message*> standing(const State& state, Instant now) {
  std::vector<std::pair<const Version*, const Message*>> found;
  // Whatever stands is idle only later.
  for (auto at = state.by_idle.lower_bound({now + Duration{1}, {}}); at != state.by_idle.end(); ++at) {
    const auto& [version, message] = *state.messages.find(at->second);
    if (standing_of(message, now) == Standing::standing) found.emplace_back(&version, &message);
  }
  std::ranges::sort(found, [](const auto& a, const auto& b) { return *a.first < *b.first; });
  std::vector<const Message*> all;
  all.reserve(found.size());
  for (const auto& [version, message] : found) all.push_back(message);
  return all;
}

Marks marks_of(const State& state, const Identity& identity) {
  constexpr Instant begin{std::numeric_limits<std::int64_t>::min()};
  const auto& messages = state.messages;
  const auto is_namesake = [&](auto at) {
    if (at == messages.end()) return false;
    const auto& other = at->first.identity;
    return other != identity && other.sender == identity.sender && other.identifier == identity.identifier;
  };
  // Namesakes stand side by side: the first of them, and the one behind this message, tell whether there is any other.
  const auto first = messages.lower_bound({{identity.sender, identity.identifier, begin}, {}});
  const auto behind = messages.lower_bound({{identity.sender, identity.identifier, identity.sent + Duration{1}}, {}});
  return {versions(state, identity).size() > 1, is_namesake(first) || is_namesake(behind)};
}

std::vector<Linked> links(const State& state, const Message& message) {
  std::vector<Linked> all;
  all.reserve(message.heard.references.size());
  for (const auto& reference : message.heard.references) {
    const auto link = link_of(state, message.heard, reference);
    all.push_back({reference, link, said_of(link, message.heard)});
  }
  return all;
}

}  // namespace heed::heard
