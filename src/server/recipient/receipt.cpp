#include "server/recipient/receipt.h"

#include <algorithm>

#include "adapters/format/receipt/receipt.h"
#include "flow/record/batch.h"
#include "operations/audit/promise.h"

namespace heed::recipient {

namespace asio = boost::asio;

namespace {

std::string_view channel_name(std::string_view channel) {
  if (channel == "email") return "by e-mail";
  if (channel == "webhook") return "to its own system";
  return channel;
}

/// The attempt that came furthest, in words. Why without the address: a second contact is somebody else.
std::string way_of(const delivery::Delivery& delivery) {
  if (delivery.is_taken_over) return "by a person, outside every channel";
  const delivery::Attempt* furthest = nullptr;
  for (const auto& attempt : delivery.attempts) {
    if (!attempt.report) continue;
    const auto outcome = attempt.report->outcome;
    if (outcome == delivery::Outcome::delivered) furthest = &attempt;
    if (outcome == delivery::Outcome::accepted && furthest == nullptr) furthest = &attempt;
  }
  if (furthest == nullptr) {
    return delivery.attempts.empty() ? "nothing was sent yet" : "tried; that it arrived is not known";
  }
  const auto channel = channel_name(delivery.planned.contacts.at(furthest->contact).channel);
  const auto at = core::spoken(furthest->reported_at.value_or(furthest->at));
  return furthest->report->outcome == delivery::Outcome::delivered
             ? cat(channel, "; it arrived there on ", at)
             : cat(channel, "; the next machine took it on ", at, ", arrival not known");
}

receipt::Told told_of(const desk::Desk& desk, const Shown& shown) {
  const auto& drafted = shown.edition.drafted;
  const auto released = shown.edition.release ? shown.edition.release->entry.at : shown.delivery.entry.at;
  return {shown.name,      desk.manner.publisher,  drafted.status,         drafted.what,
          drafted.edition, shown.content.language, shown.content.headline, shown.content.text,
          released,        drafted.valid.until,    way_of(shown.delivery)};
}

receipt::Standing standing_of(audit::Proven proven) {
  switch (proven) {
    case audit::Proven::promised: return receipt::Standing::promised;
    case audit::Proven::signed_by_log: return receipt::Standing::signed_by_log;
    case audit::Proven::pending: return receipt::Standing::pending;
    case audit::Proven::witnessed: return receipt::Standing::witnessed;
  }
  return receipt::Standing::promised;
}

receipt::Place place_of(const desk::Desk& desk, const audit::Place& found) {
  receipt::Place place;
  place.entry = found.index;
  place.leaf = audit::leaf_text(found);
  place.origin = desk.journal.keys().log.name();
  place.standing = standing_of(found.proven);
  if (!found.checkpoint) {
    place.due = desk.clock.now() + audit::promise_within;
    place.promise = audit::promise({found.index, found.leaf, place.due}, desk.journal.keys());
    return place;
  }
  place.size = found.checkpoint->size;
  place.root = audit::root_text(found);
  for (const auto& cosigned : found.cosigned) place.witnesses.push_back({cosigned.witness, cosigned.at});
  if (const auto& stamped = found.time_stamped) {
    place.stamped = receipt::Stamped{stamped->stamp.authority, stamped->stamp.at, stamped->size};
  }
  return place;
}

/// Who declined it last, where nobody acknowledged.
std::string refused_by(const desk::Desk& desk, const DeliveryId& id) {
  const auto found = desk.state.responses.refusals.find(id);
  return found == desk.state.responses.refusals.end() ? std::string() : found->second.back().fact.who;
}

receipt::Receipt made(const desk::Desk& desk, const Shown& shown, const Asked& asked, const audit::Place& found) {
  receipt::Receipt receipt;
  receipt.told = told_of(desk, shown);
  if (const auto* answer = acknowledgement_of(desk, asked.delivery)) {
    receipt.answer = answer->fact;
    receipt.answered_at = answer->entry.at;
    receipt.answered_in = answer->entry.index;
  }
  receipt.refused_by = refused_by(desk, asked.delivery);
  receipt.is_answer_asked = shown.delivery.planned.acknowledge_within.has_value();
  receipt.place = place_of(desk, found);
  receipt.base_url = desk.manner.base_url;
  receipt.proofs = asked.proofs;
  receipt.made_at = desk.clock.now();
  return receipt;
}

}  // namespace

asio::awaitable<Result<http::Response>> receipt_page(desk::Desk& desk, const audit::Assurance& assurance, Asked asked) {
  CO_TRY(co_await desk.journal.settled());
  CO_TRY(const auto* delivery, delivery::find(desk.state.deliveries, asked.delivery));
  const auto index = delivery->entry.index;
  CO_TRY(const auto place, co_await desk.journal.ask([index, &assurance](ports::Store& store) {
    return audit::place_of(store, index, assurance);
  }));
  // Why only now: while the store was asked the state may have changed.
  CO_TRY(const auto shown, shown_of(desk, asked.delivery));
  CO_TRY(auto html, receipt::page(made(desk, shown, asked, place)));
  co_return http::page(std::move(html)).with("Cache-Control", "no-store");
}

asio::awaitable<Result<DeliveryId>> delivery_in(desk::Desk& desk, std::uint64_t index, std::string named) {
  CO_TRY(const auto entries, co_await desk.journal.read(index, index + 1));
  if (entries.empty()) co_return fail(Code::not_found, "there is no such entry", "index");
  const auto& entry = entries.front();
  if (!record::is<delivery::Planned>(entry) && !record::is<response::Acknowledged>(entry)) {
    co_return fail(Code::invalid, "a receipt is of an entry that plans a delivery, or of its acknowledgement", "index");
  }
  const auto bodies = record::bodies(entry);
  if (bodies.size() > 1 && named.empty()) {
    co_return fail(Code::invalid, cat("this entry is about ", bodies.size(), " deliveries; name one"), "delivery");
  }
  for (const auto* body : bodies) {
    const auto* name = body->find("delivery");
    if (name == nullptr || name->text() == nullptr) continue;
    if (named.empty() || *name->text() == named) co_return DeliveryId{*name->text()};
  }
  co_return fail(Code::not_found, "this entry is not about that delivery", "delivery");
}

}  // namespace heed::recipient
