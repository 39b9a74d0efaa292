#include <algorithm>

#include "flow/response/statement.h"
#include "lib/digest/base64.h"
#include "lib/jws/jws.h"
#include "lib/jws/key.h"

namespace heed::response {

using report::check_line;
using report::check_text;

namespace {

/// Why "not found": a recipient is not to learn whether others are registered.
Result<void> check_own(const RecipientId& recipient, const Speaker& speaker) {
  if (!speaker.recipient || *speaker.recipient == recipient) return {};
  return fail(Code::not_found, cat("there is no recipient \"", recipient.text, "\""), "recipient");
}

/// The key that a statement names, once it may speak for the delivery's recipient about this delivery.
Result<const RecipientKey*> find_key(const Setting& setting, const std::string& kid,
                                     const delivery::Delivery& delivery) {
  const auto found = setting.responses.keys.find(kid);
  // Why one sentence for both: whose a key is nobody learns who does not hold it.
  if (found == setting.responses.keys.end() || found->second.registered.fact.recipient != delivery.planned.recipient) {
    return fail(Code::refused, "this key is not registered for this recipient; register it before the next warning",
                "header.kid");
  }
  const auto& [registered, withdrawn] = found->second;
  if (withdrawn) {
    return fail(Code::refused, cat("this key was withdrawn on ", core::spoken(withdrawn->entry.at)), "header.kid");
  }
  // Why: whoever has the link could register a key now and make the link look like more than it is.
  if (registered.entry.index > delivery.entry.index) {
    return fail(Code::refused,
                cat("this key was registered after this message was told (entry ", registered.entry.index, " after ",
                    delivery.entry.index, "); acknowledge without it, and it will count for the next one"),
                "header.kid");
  }
  return &found->second;
}

Result<void> check_said(const Said& said, const SignedAnswer& answer) {
  if (said.aud != answer.origin) {
    return fail(Code::invalid, cat("it is about another log; this one is ", answer.origin), "payload.aud");
  }
  if (said.leaf != digest::to_base64url(answer.leaf)) {
    return fail(Code::invalid, "it is about another message: its leaf hash is not that of what was told here",
                "payload.leaf");
  }
  if (said.delivery != answer.command.delivery.text) {
    return fail(Code::invalid, "it is about another delivery", "payload.delivery");
  }
  return {};
}

Result<Said> read_said(const Value& payload) {
  auto said = from_value<Said>(payload);
  if (!said) return fail(core::within("payload", std::move(said).error()));
  return said;
}

Result<void> check_new(const Setting& setting, const SignedAnswer& answer) {
  const auto found = setting.responses.acknowledgements.find(answer.command.delivery);
  if (found == setting.responses.acknowledgements.end()) return {};
  for (const auto& kept : found->second) {
    if (kept.fact.signed_by && kept.fact.signed_by->statement == answer.command.statement) {
      return fail(Code::conflict, cat("this statement is in the record already, as entry ", kept.entry.index));
    }
  }
  return {};
}

Result<Checked> check(const Setting& setting, const SignedAnswer& answer, const delivery::Delivery& delivery) {
  TRY(const auto statement, jws::read(answer.command.statement, statement_type));
  TRY(const auto* key, find_key(setting, statement.kid, delivery));
  const auto& [registered, withdrawn] = *key;
  TRY(const auto public_key, digest::from_base64url(registered.fact.public_key));
  if (!jws::is_signed_by(statement, public_key)) {
    return fail(Code::invalid, "the registered key did not sign this statement", "signature");
  }
  TRY(auto said, read_said(statement.payload));
  TRY(check_said(said, answer));
  TRY(check_new(setting, answer));
  return Checked{
      std::move(said),
      {statement.kid, registered.entry.index, registered.entry.at, registered.fact.evidence, answer.command.statement}};
}

}  // namespace

Result<Checked> check_statement(const Setting& setting, const SignedAnswer& answer,
                                const delivery::Delivery& delivery) {
  auto checked = check(setting, answer, delivery);
  if (!checked) return fail(core::within("statement", std::move(checked).error()));
  return checked;
}

Result<record::Drafts> register_key(const Setting& setting, const RegisterKey& command, const Speaker& speaker) {
  TRY(check_own(command.recipient, speaker));
  TRY(audience::find(setting.recipients, command.recipient));
  TRY(check_line(command.who, "who"));
  auto public_key = jws::read_public_key(command.public_key);
  if (!public_key) return fail(core::within("public_key", std::move(public_key).error()));
  const auto key = jws::thumbprint(*public_key);
  if (const auto found = setting.responses.keys.find(key); found != setting.responses.keys.end()) {
    return fail(Code::conflict,
                found->second.withdrawn ? "this key was withdrawn; make a new one" : "this key is registered already",
                "public_key");
  }
  const auto held = std::ranges::count_if(setting.responses.keys, [&](const auto& each) {
    return each.second.registered.fact.recipient == command.recipient && !each.second.withdrawn;
  });
  if (static_cast<std::size_t>(held) >= keys_max) {
    return fail(Code::refused, cat("a recipient has at most ", keys_max, " keys; withdraw one first"), "public_key");
  }
  return record::Drafts{record::draft(
      KeyRegistered{command.recipient, key, digest::to_base64url(*public_key), command.who, speaker.evidence})};
}

Result<record::Drafts> withdraw_key(const Setting& setting, const WithdrawKey& command, const Speaker& speaker) {
  TRY(check_own(command.recipient, speaker));
  const auto found = setting.responses.keys.find(command.thumbprint);
  if (found == setting.responses.keys.end() || found->second.registered.fact.recipient != command.recipient) {
    return fail(Code::not_found, "this recipient has no such key", "thumbprint");
  }
  if (found->second.withdrawn) return fail(Code::refused, "this key is withdrawn already", "thumbprint");
  TRY(check_text(command.reason, "reason"));
  return record::Drafts{record::draft(KeyWithdrawn{command.recipient, command.thumbprint, command.reason})};
}

}  // namespace heed::response
