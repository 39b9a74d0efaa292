#include "flow/delivery/rules.h"

#include <algorithm>

#include "core/assert.h"
#include "flow/report/rules.h"

namespace heed::delivery {

DeliveryId delivery_id(const WarningId& warning, std::uint64_t edition, const RecipientId& recipient) {
  return DeliveryId{cat(warning.text, "/", edition, "/", recipient.text)};
}

std::string message_key(const DeliveryId& delivery, std::uint64_t contact) { return cat(delivery.text, ".", contact); }

namespace {

bool is_closing(warning::Kind kind) {
  return kind == warning::Kind::cancel || kind == warning::Kind::all_clear || kind == warning::Kind::lapse_notice;
}

/// An acknowledgement is asked of everybody but the public.
bool asks_of(report::Tier tier) { return tier != report::Tier::everyone; }

/// Stops what earlier editions still had queued for this recipient, and the wait for its acknowledgement of them where
/// this edition asks for one: two ladders of contacts for one warning would only tire those who are called.
void stop_earlier(const State& state, const warning::Drafted& edition, const audience::Chosen& chosen,
                  record::Drafts& drafts) {
  for (std::uint64_t number = 1; number < edition.edition; ++number) {
    const auto found = state.deliveries.find(delivery_id(edition.warning, number, chosen.recipient));
    if (found == state.deliveries.end()) continue;
    const auto& [id, delivery] = *found;
    const bool is_queued = delivery.standing == Standing::queued;
    const bool is_waited_for = delivery.acknowledge_by && asks_of(chosen.tier) && next(delivery.standing, Event::stop);
    if (!is_queued && !is_waited_for) continue;
    drafts.push_back(record::draft(Stopped{id, cat("edition ", edition.edition, " tells this recipient more")}));
  }
}

}  // namespace

record::Drafts plan_one(const State& state, const audience::Recipient& recipient, const warning::Drafted& edition,
                        const ChoosingOne& choosing) {
  record::Drafts drafts;
  const auto& chosen = choosing.chosen;
  stop_earlier(state, edition, chosen, drafts);
  const auto until = is_closing(edition.what) ? choosing.now + closing_worth : edition.valid.until;
  drafts.push_back(record::draft(
      Planned{delivery_id(edition.warning, edition.edition, chosen.recipient), edition.warning, edition.edition,
              chosen.recipient, chosen.tier, chosen.language, audience::contacts_of(recipient), until,
              asks_of(chosen.tier) ? std::optional(choosing.acknowledge_within) : std::nullopt}));
  return drafts;
}

record::Drafts plan(const State& state, const audience::State& recipients, const warning::Drafted& edition,
                    const Choosing& choosing) {
  record::Drafts drafts;
  for (const auto& chosen : choosing.resolved.chosen) {
    const auto registration = recipients.recipients.find(chosen.recipient);
    HEED_ASSERT(registration.has_value(), chosen.recipient.text, " was chosen and is not registered");
    auto one = plan_one(state, registration->recipient, edition, {chosen, choosing.acknowledge_within, choosing.now});
    drafts.insert(drafts.end(), std::make_move_iterator(one.begin()), std::make_move_iterator(one.end()));
  }
  return drafts;
}

Result<record::Drafts> attempt(const State& state, const DeliveryId& id, Instant now) {
  TRY(const auto* delivery, find(state, id));
  if (wants(*delivery, now) != Want::attempt) return fail(Code::refused, "no attempt is due", "delivery");
  return record::Drafts{record::draft(Attempted{id, delivery->attempts.size() + 1, delivery->contact})};
}

namespace {

/// The next contact now, or nobody left.
record::Drafts onward(const Delivery& delivery, std::string reason) {
  const auto& id = delivery.planned.delivery;
  if (delivery.contact + 1 < delivery.planned.contacts.size()) {
    return {record::draft(Escalated{id, delivery.contact + 1, std::move(reason)})};
  }
  return {record::draft(Exhausted{id, std::move(reason)})};
}

std::size_t attempts_at_contact(const Delivery& delivery) {
  return static_cast<std::size_t>(std::count_if(delivery.attempts.begin(), delivery.attempts.end(),
                                                [&](const Attempt& a) { return a.contact == delivery.contact; }));
}

Duration retry_delay(std::size_t failures, const Report& report) {
  if (report.retry_after) return std::clamp(*report.retry_after, retry_delay_min, Duration{3'600'000});
  auto ceiling = retry_delay_min;
  for (std::size_t i = 1; i < failures && ceiling < retry_delay_max; ++i) ceiling *= 2;
  ceiling = std::min(ceiling, retry_delay_max);
  const auto drawn = static_cast<std::int64_t>(static_cast<double>(ceiling.count()) * report.jitter);
  return retry_delay_min / 2 + Duration{drawn};
}

bool is_settled(Standing standing) { return standing == Standing::acknowledged || standing == Standing::stopped; }

}  // namespace

Result<record::Drafts> report(const State& state, const Report& report, Instant now) {
  TRY(const auto* delivery, find(state, report.delivery));
  const bool is_known = report.attempt >= 1 && report.attempt <= delivery->attempts.size() &&
                        !delivery->attempts[report.attempt - 1].report;
  if (!is_known) return fail(Code::refused, "there is no such attempt on the wire", "attempt");
  Reported reported{report.delivery, report.attempt, report.outcome, report.detail, std::nullopt};
  const bool is_success = report.outcome == Outcome::accepted || report.outcome == Outcome::delivered;
  // Why nothing follows from a late failure: the next contact is tried already, or nobody is left and a person acts.
  const bool is_late = delivery->attempts[report.attempt - 1].contact != delivery->contact || delivery->exhausted ||
                       delivery->is_taken_over;
  if (is_success || is_late || is_settled(delivery->standing)) return record::Drafts{record::draft(reported)};

  const auto failures = attempts_at_contact(*delivery);
  const auto retry_at = now + retry_delay(failures, report);
  const bool is_final = report.outcome == Outcome::failed_for_good || failures >= attempts_per_contact;
  if (!is_final && retry_at < delivery->planned.until) reported.retry_at = retry_at;
  record::Drafts drafts{record::draft(reported)};
  if (!reported.retry_at) {
    const auto next = onward(*delivery, is_final ? cat("the contact failed: ", report.detail)
                                                 : "the time in which it was worth telling is over");
    drafts.insert(drafts.end(), next.begin(), next.end());
  }
  return drafts;
}

Result<record::Drafts> escalate(const State& state, const DeliveryId& id, std::string reason) {
  TRY(const auto* delivery, find(state, id));
  if (delivery->exhausted || is_settled(delivery->standing)) {
    return fail(Code::refused, "this delivery has no further contact to try", "delivery");
  }
  return onward(*delivery, std::move(reason));
}

Result<record::Drafts> stop(const State& state, const DeliveryId& id, std::string reason) {
  TRY(const auto* delivery, find(state, id));
  TRY(next(delivery->standing, Event::stop));
  return record::Drafts{record::draft(Stopped{id, std::move(reason)})};
}

Result<record::Drafts> take_over(const State& state, const TakeOver& command) {
  TRY(const auto* delivery, find(state, command.delivery));
  TRY(report::check_line(command.means, "means"));
  TRY(report::check_text(command.note, "note"));
  TRY(next(delivery->standing, Event::take_over));
  return record::Drafts{record::draft(TakenOver{command.delivery, command.means, command.note})};
}

Want wants(const Delivery& delivery, Instant now) {
  // Why the overdue acknowledgement first: the next contact makes an attempt at the present one idle.
  if (delivery.acknowledge_by && *delivery.acknowledge_by <= now) return Want::escalation;
  if (delivery.attempt_at && *delivery.attempt_at <= now && on_the_wire(delivery) == nullptr) return Want::attempt;
  return Want::nothing;
}

std::vector<Unpublished> unpublished(const State& state, const warning::State& warnings) {
  std::vector<Unpublished> waiting;
  for (const auto& [id, warning] : warnings.warnings) {
    const auto of_warning = state.published.find(id);
    for (const auto& edition : warning.editions) {
      const auto& contents = edition.drafted.contents;
      const bool is_public =
          std::any_of(contents.begin(), contents.end(), [](const auto& c) { return c.tier == report::Tier::everyone; });
      const bool is_out = of_warning != state.published.end() &&
                          std::any_of(of_warning->second.begin(), of_warning->second.end(), [&](const auto& done) {
                            return done.published.edition == edition.drafted.edition;
                          });
      if (edition.release && is_public && !is_out) waiting.push_back({id, edition.drafted.edition});
    }
  }
  return waiting;
}

}  // namespace heed::delivery
