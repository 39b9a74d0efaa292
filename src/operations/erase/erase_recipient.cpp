#include "operations/erase/erase_recipient.h"

#include "flow/delivery/life.h"

namespace heed::erase {
namespace {

/// Why it may not be forgotten for the sake of one delivery; nothing when it may.
Result<void> check_delivery(const flow::State& state, const decision::Regimes& regimes,
                            const delivery::Delivery& delivery, Instant now) {
  const auto& warning = state.warnings.warnings.at(delivery.planned.warning);
  const auto& id = warning.editions.front().drafted.case_id;
  const auto found = state.cases.cases.find(id);
  if (found == state.cases.cases.end()) return {};
  const auto& closed_at = found->second.closed_at;
  if (!closed_at) return fail(Code::refused, cat("it was told in the case ", id.text, ", which is open"), "recipient");
  const auto regime = regimes.find(found->second.opened.regime);
  if (regime == regimes.end()) return {};
  if (regime->second.legal_hold) {
    return fail(Code::refused, cat("the regime ", regime->first, " of the case ", id.text, " is under a legal hold"),
                "recipient");
  }
  if (!regime->second.keep) return {};
  const auto until = *closed_at + *regime->second.keep;
  if (until <= now) return {};
  return fail(Code::refused,
              cat("the regime ", regime->first, " keeps the case ", id.text, " until ", core::to_text(until)),
              "recipient");
}

}  // namespace

Result<void> check(const flow::State& state, const decision::Regimes& regimes, const Asked& asked) {
  const auto registration = state.recipients.recipients.find(asked.recipient);
  if (!registration) {
    return fail(Code::not_found, cat("there is no recipient \"", asked.recipient.text, "\""), "recipient");
  }
  if (!registration->retired) {
    return fail(Code::refused, "it is still registered; retire it first", "recipient");
  }
  for (const auto& [id, delivery] : state.deliveries.deliveries) {
    if (delivery.planned.recipient == asked.recipient) TRY(check_delivery(state, regimes, delivery, asked.now));
  }
  return {};
}

Result<std::vector<ports::StoredEntry>> rewritten(ports::Store& store, const Forgotten& forgotten) {
  std::vector<ports::StoredEntry> entries;
  TRY(const auto size, store.size());
  TRY(store.read(0, size, [&](const ports::StoredEntry& stored) -> Result<void> {
    TRY(auto changed, without(stored, forgotten));
    if (changed) entries.push_back(*std::move(changed));
    return {};
  }));
  return entries;
}

}  // namespace heed::erase
