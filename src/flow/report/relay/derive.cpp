#include "flow/report/relay/derive.h"

#include <algorithm>

#include "flow/report/copies/name.h"
#include "flow/report/heard/bounds.h"
#include "lib/cap/check.h"
#include "lib/cap/read.h"
#include "lib/cap/write.h"
#include "lib/capfeed/document.h"
#include "lib/digest/base64.h"
#include "lib/digest/sha1.h"

namespace heed::relay {
namespace {

/// Which way a time without a zone is taken.
enum class Taken { earliest, latest };

void give_zone(std::optional<cap::Time>& time, Taken taken) {
  if (!time || time->zone != cap::Zone::missing) return;
  const auto slack = taken == Taken::latest ? heard::zone_slack : -heard::zone_slack;
  time = cap::Time(time->instant + slack);
}

std::string name_of(const cap::Alert& original) {
  return cat(original.sender, ",", original.identifier, ",", cap::time_text(original.sent));
}

cap::Resource attachment(std::string_view bytes) {
  return {.description = std::string(attached_as),
          .mime_type = std::string(cap::media_type),
          .size_bytes = static_cast<std::int64_t>(bytes.size()),
          .deref_uri = digest::to_base64(bytes),
          .digest = digest::to_hex(digest::sha1(bytes))};
}

std::string note_of(const cap::Alert& original, const std::string& sender) {
  const auto ours = cat("This is a copy that ", sender, " made of the alert ", original.identifier, " of ",
                        original.sender, ", sent ", cap::time_text(original.sent),
                        original.infos.empty() ? "." : ". The alert as it came is attached.");
  return original.note.empty() ? ours : cat(ours, "\n", original.note);
}

Result<void> check_type(const Derivation& derivation) {
  switch (derivation.fact.msg_type) {
    case cap::MessageType::alert:
    case cap::MessageType::update: return {};
    case cap::MessageType::cancel:
      if (!derivation.references.empty()) return {};
      // Why not as an Alert, like an Update: what says that something is over must warn nobody of it.
      return fail(Code::refused, "it cancels nothing of which this partner was given a copy");
    case cap::MessageType::ack:
    case cap::MessageType::error: break;
  }
  return fail(Code::refused, "it is an answer to somebody else's alert");
}

cap::Alert envelope(const Derivation& derivation, cap::Alert original) {
  auto alert = std::move(original);
  alert.note = note_of(alert, derivation.sender);
  alert.source = alert.sender;
  alert.sender = derivation.sender;
  alert.identifier = copies::copy_name(derivation.fact.digest, derivation.references);
  // Why the original's: it is the same whenever the copy is made, also anew after a crash; of two copies the later one
  // is that of the later original, which is what lets an Update end what it names, however close together both were
  // heard; and times that count from it, such as an effective or an expiry that is not said, stay what they were.
  if (alert.sent.zone == cap::Zone::missing) alert.sent = cap::Time(derivation.fact.sent);
  alert.status = derivation.fact.status;
  if (alert.type == cap::MessageType::update && derivation.references.empty()) alert.type = cap::MessageType::alert;
  alert.references = derivation.references;
  alert.signatures.clear();
  return alert;
}

/// Into the first so many infos.
void attach(cap::Alert& alert, const Derivation& derivation, const std::string& name, std::size_t most) {
  for (auto& info : alert.infos) {
    give_zone(info.effective, Taken::earliest);
    give_zone(info.onset, Taken::earliest);
    give_zone(info.expires, Taken::latest);
    info.parameters.push_back({std::string(named_in), name});
    if (most == 0) continue;
    info.resources.push_back(attachment(derivation.bytes));
    --most;
  }
}

Result<std::string> issued(const cap::Alert& alert) {
  const auto findings = cap::check(alert);
  const auto error = std::ranges::find(findings, cap::Level::error, &cap::Finding::level);
  if (error != findings.end()) return fail(Code::invalid, cat(error->rule, ": ", error->text), error->place);
  return cap::write(alert);
}

}  // namespace

Result<std::string> derive(const Derivation& derivation) {
  if (derivation.fact.scope != cap::Scope::everybody) {
    return fail(Code::refused, "it is not for everybody, and whom it is for is not ours to widen");
  }
  TRY(check_type(derivation));
  const auto reading = cap::read(derivation.bytes);
  if (!reading.alert) return fail(Code::invalid, "these bytes are no alert any more");
  const auto plain = envelope(derivation, *reading.alert);
  const auto name = name_of(*reading.alert);
  // Why once more with one: a receiver that shows one language has it there, but a large one need not be there twice.
  for (const auto most : {plain.infos.size(), std::size_t{1}}) {
    auto alert = plain;
    attach(alert, derivation, name, most);
    TRY(auto text, issued(alert));
    if (text.size() <= capfeed::alert_bytes) return text;
  }
  return fail(Code::too_large, cat("with the original in it, its copy has more than ", capfeed::alert_bytes, " bytes"));
}

bool is_copy_from(std::string_view bytes, std::string_view sender) {
  const auto reading = cap::read(bytes);
  return reading.alert && reading.alert->source == sender;
}

}  // namespace heed::relay
