#include "operations/deliver.h"

#include "flow/record/batch.h"
#include "operations/desk/enrolment.h"
#include "operations/desk/links.h"

namespace heed::operations {

namespace asio = boost::asio;

namespace {

const warning::Content* content_of(const warning::Edition& edition, const delivery::Planned& planned) {
  for (const auto& content : edition.drafted.contents) {
    if (content.tier == planned.tier && content.language == planned.language) return &content;
  }
  return nullptr;
}

Value machine_readable(const warning::Drafted& drafted, const warning::Content& content, const std::string& ack_url) {
  Value body;
  body.set("type", cat("warning.", word(drafted.what)));
  body.set("warning", drafted.warning.text);
  body.set("edition", drafted.edition);
  body.set("status", word(drafted.status));
  body.set("issuer", drafted.issuer);
  body.set("tier", word(content.tier));
  body.set("language", content.language);
  body.set("headline", content.headline);
  body.set("instruction", content.instruction);
  body.set("valid", to_value(drafted.valid));
  if (!ack_url.empty()) body.set("acknowledge", ack_url);
  return body;
}

delivery::Outcome outcome_of(ports::Outcome outcome) {
  switch (outcome) {
    case ports::Outcome::accepted: return delivery::Outcome::accepted;
    case ports::Outcome::delivered: return delivery::Outcome::delivered;
    case ports::Outcome::failed_for_now: return delivery::Outcome::failed_for_now;
    case ports::Outcome::failed_for_good: return delivery::Outcome::failed_for_good;
    case ports::Outcome::unknown: return delivery::Outcome::unknown;
  }
  return delivery::Outcome::unknown;
}

record::Moment hub_moment(const desk::Desk& desk) { return {desk.clock.now(), record::the_hub()}; }

delivery::Report report_of(desk::Desk& desk, const DeliveryId& id, std::uint64_t attempt,
                           const ports::Attempted& attempted) {
  constexpr std::uint64_t grain = 1 << 20;
  const auto drawn = static_cast<double>(desk.random.below(grain)) / static_cast<double>(grain);
  return {id, attempt, outcome_of(attempted.outcome), attempted.detail, attempted.retry_after, drawn};
}

asio::awaitable<ports::Attempted> send(desk::Desk& desk, ports::Message message, std::string channel) {
  const auto found = desk.channels.find(channel);
  if (found == desk.channels.end()) {
    // Why not an error: the plan was made when the channel existed; the next contact must still be tried.
    co_return ports::Attempted{ports::Outcome::failed_for_good, cat("this hub has no channel \"", channel, "\""), {}};
  }
  co_return co_await found->second->deliver(std::move(message));
}

}  // namespace

ports::Message message_of(const desk::Desk& desk, const delivery::Delivery& delivery, std::uint64_t contact) {
  const auto& planned = delivery.planned;
  const auto& edition = desk.state.warnings.warnings.at(planned.warning).editions.at(planned.edition - 1);
  const auto* content = content_of(edition, planned);
  const auto& drafted = edition.drafted;
  ports::Message message;
  message.key = delivery::message_key(planned.delivery, contact);
  message.address = planned.contacts.at(contact).address;
  message.recipient = planned.recipient.text;
  message.language = planned.language;
  message.status = word(drafted.status);
  message.at = desk.clock.now();
  if (planned.acknowledge_within) message.ack_url = desk::acknowledge_url(desk.manner, planned.delivery);
  const auto registered = desk.state.recipients.recipients.find(planned.recipient);
  if (registered && desk::is_subscriber(registered->recipient)) {
    message.unsubscribe_url = desk::unsubscribe_url(desk.manner, planned.recipient);
  }
  const auto first_words =
      drafted.status == warning::Status::actual ? std::string{} : cat("[", word(drafted.status), "] ");
  message.subject = cat(first_words, content == nullptr ? std::string("Warning") : content->headline);
  message.text = content == nullptr ? std::string{} : content->text;
  if (!message.ack_url.empty()) {
    message.text += cat("\nAcknowledge, and say back what you understood:\n", message.ack_url, "\n");
  }
  if (content != nullptr) message.content = machine_readable(drafted, *content, message.ack_url);
  return message;
}

namespace {

bool is_gone(const desk::Desk& desk, const DeliveryId& id) {
  const auto found = desk.state.deliveries.deliveries.find(id);
  return found != desk.state.deliveries.deliveries.end() &&
         !audience::find(desk.state.recipients, found->second.planned.recipient);
}

/// Who was retired, or left, while a delivery was waiting is told nothing more.
Result<record::Drafts> stop(const desk::Desk& desk, const DeliveryId& id) {
  return delivery::stop(desk.state.deliveries, id, "its recipient is registered no longer");
}

}  // namespace

asio::awaitable<Result<std::vector<delivery::Attempted>>> begin_attempts(desk::Desk& desk,
                                                                         std::vector<DeliveryId> due) {
  record::Drafts drafts;
  std::vector<delivery::Attempted> begun;
  const auto now = desk.clock.now();
  for (const auto& id : due) {
    const bool is_told = !is_gone(desk, id);
    auto next = is_told ? delivery::attempt(desk.state.deliveries, id, now) : stop(desk, id);
    if (!next) continue;
    const auto& delivery = desk.state.deliveries.deliveries.at(id);
    if (is_told) begun.push_back({id, delivery.attempts.size() + 1, delivery.contact});
    drafts.push_back(std::move(next->front()));
  }
  if (drafts.empty()) co_return begun;
  CO_TRY(co_await desk.journal.commit(record::batched(std::move(drafts)), hub_moment(desk), std::nullopt));
  co_return begun;
}

asio::awaitable<delivery::Report> carry(desk::Desk& desk, delivery::Attempted begun) {
  const auto& delivery = desk.state.deliveries.deliveries.at(begun.delivery);
  auto message = message_of(desk, delivery, begun.contact);
  auto channel = delivery.planned.contacts.at(begun.contact).channel;
  const auto attempted = co_await send(desk, std::move(message), std::move(channel));
  co_return report_of(desk, begun.delivery, begun.attempt, attempted);
}

asio::awaitable<Result<void>> report_attempts(desk::Desk& desk, std::vector<delivery::Report> reports) {
  record::Drafts drafts;
  const auto now = desk.clock.now();
  for (const auto& report : reports) {
    auto reported = delivery::report(desk.state.deliveries, report, now);
    if (!reported) continue;  // it was reported on already
    drafts.insert(drafts.end(), reported->begin(), reported->end());
  }
  CO_TRY(co_await desk.journal.commit(record::batched(std::move(drafts)), hub_moment(desk), std::nullopt));
  co_return Result<void>{};
}

asio::awaitable<Result<void>> escalate(desk::Desk& desk, std::vector<DeliveryId> overdue) {
  record::Drafts drafts;
  const auto now = desk.clock.now();
  for (const auto& id : overdue) {
    const auto found = desk.state.deliveries.deliveries.find(id);
    const bool is_overdue = found != desk.state.deliveries.deliveries.end() &&
                            delivery::wants(found->second, now) == delivery::Want::escalation;
    if (!is_overdue) continue;
    auto next =
        is_gone(desk, id) ? stop(desk, id) : delivery::escalate(desk.state.deliveries, id, "not acknowledged in time");
    if (next) drafts.insert(drafts.end(), next->begin(), next->end());
  }
  if (drafts.empty()) co_return fail(Code::refused, "no acknowledgement is overdue", "delivery");
  CO_TRY(co_await desk.journal.commit(record::batched(std::move(drafts)), hub_moment(desk), std::nullopt));
  co_return Result<void>{};
}

asio::awaitable<Result<void>> recover_deliveries(desk::Desk& desk) {
  record::Drafts drafts;
  for (const auto& [id, delivery] : desk.state.deliveries.deliveries) {
    if (delivery::on_the_wire(delivery) == nullptr) continue;
    const ports::Attempted lost{ports::Outcome::unknown, "the hub stopped before the channel had answered", Duration{}};
    const auto report = report_of(desk, id, delivery.attempts.size(), lost);
    CO_TRY(auto reported, delivery::report(desk.state.deliveries, report, desk.clock.now()));
    drafts.insert(drafts.end(), reported.begin(), reported.end());
  }
  if (!drafts.empty()) CO_TRY(co_await desk.journal.commit(std::move(drafts), hub_moment(desk), std::nullopt));
  co_return Result<void>{};
}

}  // namespace heed::operations
