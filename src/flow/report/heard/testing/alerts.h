#pragma once
// Alerts for tests: plain ones, of which a test changes what it is about.

#include "flow/record/testing/desk.h"
#include "flow/report/heard/rules.h"

namespace heed::testing {

using HeardDesk = Desk<heard::State, report::State>;

inline const Instant first_sent = at("2024-03-06T06:00:00Z");

/// A public warning of floods for six hours, from one service by one feed.
inline heard::Heard heard_alert(std::string identifier, Instant sent = first_sent,
                                cap::MessageType type = cap::MessageType::alert) {
  heard::Heard alert;
  alert.sender = "rivers@example.org";
  alert.identifier = std::move(identifier);
  alert.sent = sent;
  alert.sent_text = to_text(sent);
  alert.digest = cat("digest-of-", alert.identifier);
  alert.bytes = 1'234;
  alert.via = {"national", "https://feed.example/rivers"};
  alert.status = cap::Status::actual;
  alert.msg_type = type;
  alert.scope = cap::Scope::everybody;
  heard::Info info;
  info.event = "Flood Warning";
  info.categories = {cap::Category::met};
  info.expires = sent + hours(6);
  info.headline = "The river rises";
  alert.infos = {info};
  alert.life.from = sent;
  alert.life.expires = sent + hours(6);
  alert.signature = "none";
  return alert;
}

inline heard::Heard naming(heard::Heard alert, const heard::Heard& other) {
  alert.references.push_back({other.sender, other.identifier, other.sent, other.has_no_zone});
  return alert;
}

/// Hears it as the rule says; the test ends when the rule refuses.
inline record::Drafts hear(HeardDesk& desk, const heard::Heard& alert, const heard::Policy& policy = {}) {
  return desk.done(heard::hear(desk.of<heard::State>(), alert, policy, desk.now));
}

inline const heard::Message& message(const HeardDesk& desk, const heard::Heard& alert) {
  return *must(find(desk.of<heard::State>(), heard::version_of(alert)));
}

inline std::string_view standing_word(const HeardDesk& desk, const heard::Heard& alert) {
  return word(heard::standing_of(message(desk, alert), desk.now));
}

/// "a, b": the identifiers of what stands now.
inline std::string standing_names(const HeardDesk& desk) {
  std::string names;
  for (const auto* each : heard::standing(desk.of<heard::State>(), desk.now)) {
    names += cat(names.empty() ? "" : ", ", each->heard.identifier);
  }
  return names;
}

}  // namespace heed::testing
