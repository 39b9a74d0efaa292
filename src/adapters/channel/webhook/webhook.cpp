#include "adapters/channel/webhook/webhook.h"

#include "adapters/channel/webhook/body.h"
#include "adapters/channel/webhook/retry_after.h"
#include "core/assert.h"
#include "core/text.h"

namespace heed::webhook {
namespace {

using http_client::Handover;
using ports::Attempted;
using ports::Outcome;

Attempted judge(const http_client::Answer& answer, Instant now) {
  const auto said = cat("the end point answered ", answer.status);
  if (answer.status >= 200 && answer.status < 300) return {Outcome::delivered, said, {}};
  if (answer.status == 410) return {Outcome::failed_for_good, cat(said, ": it is gone"), {}};
  // A date in Retry-After is the server's; its own Date header tells how its clock stands.
  const auto theirs = parse_http_date(http_client::header(answer, "date"));
  const auto wait = parse_retry_after(http_client::header(answer, "retry-after"), theirs.value_or(now));
  const bool is_redirect = answer.status >= 300 && answer.status < 400;
  return {Outcome::failed_for_now, is_redirect ? cat(said, ": redirects are not followed") : said, wait};
}

Attempted judge(const Error& error, Handover handover) {
  if (handover == Handover::written) return {Outcome::unknown, error.detail, {}};
  // A URL that does not parse and a forbidden address are the same at the next attempt, or would be an attack if not.
  const bool is_final = error.code == Code::malformed || error.code == Code::refused;
  return {is_final ? Outcome::failed_for_good : Outcome::failed_for_now, error.detail, {}};
}

}  // namespace

WebhookChannel::WebhookChannel(Configuration configuration, http_client::Client& client)
    : configuration_(std::move(configuration)), client_(client) {
  HEED_ASSERT(configuration_.secret != nullptr, "a webhook channel needs its secrets");
}

Result<void> WebhookChannel::check_address(std::string_view address) const {
  TRY(const auto url, http_client::parse_url(address));
  if (url.scheme == http_client::Scheme::http && configuration_.plain_text == PlainText::refused) {
    return fail(Code::malformed, "a webhook's address must begin with https://");
  }
  const auto kind = http_client::not_public_because(url.host);
  if (kind == "not an address") return {};  // a name: looked up and checked at every attempt
  return http_client::may_reach(url.host, configuration_.reach, client_.allowed());
}

http_client::Call WebhookChannel::call_for(const ports::Message& message, Instant signed_at) const {
  const auto seconds = signed_at.ms / 1'000;
  http_client::Call call;
  call.method = "POST";
  call.url = message.address;
  call.body = write_body(message);
  call.deadline = configuration_.deadline;
  call.reach = configuration_.reach;
  const auto secret = configuration_.secret(message.recipient, message.address);
  call.headers = {{"Content-Type", "application/json"},
                  {"User-Agent", "Heed"},
                  {"webhook-id", message.key},
                  {"webhook-timestamp", cat(seconds)},
                  {"webhook-signature", write_signature(secret, message.key, seconds, call.body)}};
  return call;
}

boost::asio::awaitable<Attempted> WebhookChannel::deliver(ports::Message message) {
  const auto checked = check_address(message.address);
  if (!checked) co_return judge(checked.error(), Handover::not_written);
  const auto signed_at = configuration_.signed_at ? configuration_.signed_at(message) : message.at;
  const auto exchange = co_await client_.exchange(call_for(message, signed_at));
  if (!exchange.answer) co_return judge(exchange.answer.error(), exchange.handover);
  co_return judge(*exchange.answer, signed_at);
}

}  // namespace heed::webhook
