#include "operations/enrol/enrol.h"

#include "core/limits.h"
#include "flow/audience/rules.h"
#include "operations/plan_arrivals.h"

namespace heed::enrol {

namespace asio = boost::asio;

bool Allowance::take(const std::string& key, Instant now) {
  if (taken_.size() >= keys_max && !taken_.contains(key)) {
    std::erase_if(taken_, [&](const auto& each) { return now - each.second.since >= within_; });
    if (taken_.size() >= keys_max) taken_.clear();
  }
  auto& taken = taken_.try_emplace(key, Taken{now, 0}).first->second;
  if (now - taken.since >= within_) taken = {now, 0};
  if (taken.times >= times_) return false;
  ++taken.times;
  return true;
}

void Allowance::give_back(const std::string& key) {
  const auto found = taken_.find(key);
  if (found != taken_.end() && found->second.times > 0) --found->second.times;
}

namespace {

constexpr std::size_t language_bytes = 35;  ///< RFC 5646, section 4.4.1: what every tag in use fits into
constexpr std::string_view reason_to_retire = "They unsubscribed by the link in a mail.";

Result<void> check_stay(const audience::Stay& stay, Instant now) {
  const auto& during = stay.during;
  if (during.until <= during.from) return fail(Code::invalid, "The last day is before the first.", "stay");
  if (during.until <= now) return fail(Code::invalid, "This stay is over already.", "stay");
  if (during.from - now > stay_max || during.until - during.from > stay_max + Duration{2 * 86'400'000}) {
    return fail(Code::invalid, "A stay begins within a year from now, and is a year long at most.", "stay");
  }
  return {};
}

bool is_language(std::string_view tag) {
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  };
  return !tag.empty() && tag.size() <= language_bytes && std::ranges::all_of(tag, is_plain);
}

Result<ports::Channel*> mail_channel(const desk::Desk& desk) {
  const auto found = desk.channels.find("email");
  if (found != desk.channels.end()) return found->second;
  return fail(Code::unsupported, "this hub sends no mail");
}

Result<void> check_enrolment(const desk::Enrolment& enrolment, Instant now) {
  if (!is_language(enrolment.language)) return fail(Code::invalid, "Choose a language.", "language");
  if (enrolment.places.size() + enrolment.stays.size() != 1) return fail(Code::invalid, "Give one place.", "place");
  for (const auto& stay : enrolment.stays) TRY(check_stay(stay, now));
  return {};
}

ports::Message letter(desk::Desk& desk, const desk::Enrolment& enrolment) {
  ports::Message message;
  message.key = desk::draw_name(desk.random, "enrolment");
  message.address = enrolment.address;
  message.language = "en";
  message.status = word(desk.manner.status);
  message.at = desk.clock.now();
  message.subject = "Confirm that you want public warnings by e-mail";
  message.text = cat(
      "Somebody, most likely you, asked ", desk.manner.publisher,
      " to send public warnings to this address.\n\nTo confirm, open this link and press the button there. It is good "
      "for ",
      core::spoken(desk::enrolment_valid), ":\n\n", desk::confirm_url(desk.manner, desk.random, enrolment),
      "\n\nIf you did not ask for this, do nothing: this address is not registered, and you get no further mail.\n");
  return message;
}

/// What the visitor is told of the attempt. `unknown` counts as sent: the mail may well be there, and a second one from
/// another try does no harm.
Result<void> judged(const ports::Attempted& attempted) {
  switch (attempted.outcome) {
    case ports::Outcome::accepted:
    case ports::Outcome::delivered:
    case ports::Outcome::unknown: return {};
    case ports::Outcome::failed_for_now:
      return fail(
          Code::unavailable,
          "The confirmation mail could not be sent just now. Nothing is registered. Try again in some minutes.");
    case ports::Outcome::failed_for_good:
      return fail(Code::invalid, "The mail server does not take mail for this address. Look at its spelling.",
                  "address");
  }
  return fail(Code::internal, "a mail has no outcome");
}

/// Counts a mail that is on the wire. Why a guard: a visitor's connection that is cut off ends the coroutine in its
/// wait.
class Seat {
 public:
  explicit Seat(std::shared_ptr<std::size_t> taken) : taken_(std::move(taken)) { ++*taken_; }
  ~Seat() { --*taken_; }
  Seat(const Seat&) = delete;
  Seat& operator=(const Seat&) = delete;

 private:
  std::shared_ptr<std::size_t> taken_;
};

record::Moment moment_of(Instant now, const RecipientId& recipient) {
  return {now, {"link:" + recipient.text, record::Role::recipient}};
}

audience::Register registration(const desk::Desk& desk, const desk::Enrolment& enrolment, Instant now) {
  audience::Register command;
  command.recipient = desk::subscriber_id(desk.manner, enrolment.address);
  // Why not the address: names stand in lists that are read aloud and printed.
  command.name = cat("Subscriber ", command.recipient->text.substr(command.recipient->text.size() - 6));
  command.sort = audience::Sort::person;
  command.roles = {std::string(desk::subscriber_role)};
  command.languages = {enrolment.language};
  command.tier = report::Tier::everyone;
  command.places = enrolment.places;
  command.stays = enrolment.stays;
  command.contacts = {{"email", enrolment.address, {}, now, "self"}};
  return command;
}

/// What is registered under the enrolment's name already, if this link, or one asked for later, was used before.
Result<std::optional<audience::Recipient>> used_before(const desk::Desk& desk, const desk::Enrolment& enrolment) {
  const auto found = desk.state.recipients.recipients.find(desk::subscriber_id(desk.manner, enrolment.address));
  if (!found || found->entry.at < enrolment.asked_at) return std::optional<audience::Recipient>{};
  if (!found->retired) return std::optional(found->recipient);
  // Why: who has left must not be registered again by an old mail that somebody opens once more.
  return fail(Code::refused, "This link was used already, and the subscription was ended since. Subscribe again.");
}

}  // namespace

Result<void> check_address(const desk::Desk& desk, std::string_view address) {
  TRY(const auto* mail, mail_channel(desk));
  if (address.empty()) return fail(Code::invalid, "Give your e-mail address.", "address");
  if (mail->check_address(address)) return {};
  return fail(Code::invalid, "This is not an e-mail address that mail can be sent to. Write it as name@example.org.",
              "address");
}

asio::awaitable<Result<void>> ask(desk::Desk& desk, Turnstile& turnstile, desk::Enrolment enrolment,
                                  std::string client) {
  const auto now = desk.clock.now();
  enrolment.asked_at = now;
  CO_TRY(auto* mail, mail_channel(desk));
  CO_TRY(check_address(desk, enrolment.address));
  CO_TRY(check_enrolment(enrolment, now));
  if (*turnstile.on_the_wire >= asks_at_once) {
    co_return fail(Code::too_many, "Very many people subscribe just now. Try again in a minute.");
  }
  if (!turnstile.by_client.take(client, now)) {
    co_return fail(Code::too_many, "From your connection we were asked too often. Try again in an hour.");
  }
  const auto name = desk::subscriber_id(desk.manner, enrolment.address).text;
  if (!turnstile.by_address.take(name, now)) co_return Result<void>{};

  const Seat seat(turnstile.on_the_wire);
  const auto attempted = co_await mail->deliver(letter(desk, enrolment));
  const auto outcome = judged(attempted);
  // Why: three tries while the relay was down would else close the way for an hour in which it is up again.
  if (!outcome) turnstile.by_address.give_back(name);
  co_return outcome;
}

asio::awaitable<Result<Enrolled>> confirm(desk::Desk& desk, std::string token) {
  const auto now = desk.clock.now();
  CO_TRY(const auto enrolment, desk::open_enrolment(desk.manner, token, now));
  CO_TRY(const auto before, used_before(desk, enrolment));
  if (before) {
    CO_TRY(co_await desk.journal.settled());
    co_return Enrolled{*before, 0};
  }
  const auto command = registration(desk, enrolment, now);
  const auto recipient = audience::recipient_of(command);
  CO_TRY(auto drafts, audience::register_recipient(desk.state.recipients, command));
  CO_TRY(const auto arrivals, operations::plan_arrivals(desk, recipient, now));
  const auto told = std::ranges::count(arrivals, audience::Arrived::kind, &record::Draft::kind);
  drafts.insert(drafts.end(), arrivals.begin(), arrivals.end());
  CO_TRY(co_await desk.journal.commit(std::move(drafts), moment_of(now, recipient.recipient), std::nullopt));
  co_return Enrolled{recipient, static_cast<std::size_t>(told)};
}

Membership membership(const desk::Desk& desk, const RecipientId& recipient) {
  const auto found = desk.state.recipients.recipients.find(recipient);
  return found && !found->retired ? Membership::subscribed : Membership::gone;
}

asio::awaitable<Result<void>> leave(desk::Desk& desk, RecipientId recipient) {
  if (membership(desk, recipient) == Membership::gone) {
    CO_TRY(co_await desk.journal.settled());
    co_return Result<void>{};
  }
  CO_TRY(auto drafts, audience::retire(desk.state.recipients, {recipient, std::string(reason_to_retire)}));
  for (const auto& [id, warning] : desk.state.warnings.warnings) {
    for (const auto& edition : warning.editions) {
      const auto found =
          desk.state.deliveries.deliveries.find(delivery::delivery_id(id, edition.drafted.edition, recipient));
      if (found == desk.state.deliveries.deliveries.end()) continue;
      if (found->second.standing != delivery::Standing::queued) continue;
      drafts.push_back(record::draft(delivery::Stopped{found->first, "the recipient unsubscribed"}));
    }
  }
  CO_TRY(co_await desk.journal.commit(std::move(drafts), moment_of(desk.clock.now(), recipient), std::nullopt));
  co_return Result<void>{};
}

}  // namespace heed::enrol
