// The register of recipients: page by page, its stale contacts, and whom a draft would reach.

#include "flow/audience/contacts.h"
#include "flow/audience/resolve.h"
#include "lib/json/json.h"
#include "operations/look_up_geocodes.h"
#include "server/reception.h"

namespace heed::server {

namespace asio = boost::asio;

namespace {

constexpr std::uint64_t page_default = 500;
constexpr std::uint64_t page_max = 1'000;
constexpr std::uint64_t looks_max = 100'000;
constexpr std::uint64_t stale_days_default = 180;  ///< a habit of the field, not a rule of law
constexpr std::uint64_t stale_days_max = 36'500;
constexpr std::int64_t day_ms = 86'400'000;

Result<Value> recipients(const desk::Desk& desk, const http::Request& request) {
  const auto& registry = desk.state.recipients.recipients;
  TRY(const auto from, http::asked_number(request, "from", 0, registry.size()));
  TRY(const auto limit, http::asked_number(request, "limit", page_default, page_max));
  core::Array lines;
  auto number = static_cast<audience::Number>(from);
  for (std::uint64_t looked = 0; number < registry.size() && lines.size() < limit && looked < looks_max; ++looked) {
    if (desk.state.recipients.ground.brief(number).is_there) lines.push_back(to_value(registry.at(number)));
    ++number;
  }
  core::Array channels;
  for (const auto& [word, channel] : desk.channels) channels.emplace_back(word);
  Value view = core::Object{
      {"recipients", std::move(lines)}, {"total", std::uint64_t{registry.size()}}, {"channels", std::move(channels)}};
  if (number < registry.size()) view.set("next", std::uint64_t{number});
  return view;
}

Result<Value> one_recipient(const desk::Desk& desk, const http::Request& request) {
  const auto& id = request.parameter("recipient");
  const auto found = desk.state.recipients.recipients.find(RecipientId{id});
  if (!found) return fail(Code::not_found, cat("there is no recipient \"", id, "\""), "recipient");
  return to_value(*found);
}

Result<Value> stale(const desk::Desk& desk, const http::Request& request) {
  const auto now = desk.clock.now();
  TRY(const auto days, http::asked_number(request, "days", stale_days_default, stale_days_max));
  TRY(const auto from, http::asked_number(request, "from", 0, desk.state.recipients.recipients.size()));
  TRY(const auto limit, http::asked_number(request, "limit", page_default, page_max));
  const Duration span{static_cast<std::int64_t>(days) * day_ms};
  auto view = to_value(audience::stale_contacts(desk.state.recipients,
                                                {now - span, static_cast<audience::Number>(from), limit, looks_max}));
  view.set("days", days);
  return view;
}

asio::awaitable<Result<Value>> preview(Reception& reception, http::Request request) {
  CO_TRY(co_await admit(reception, request, "read_recipients"));
  CO_TRY(const auto body, json::parse(request.body));
  CO_TRY(auto asked, from_value<audience::Question>(body));
  if (auto looked_up = operations::look_up_geocodes(reception.desk, asked.reach); !looked_up) {
    co_return fail(core::within("reach", std::move(looked_up).error()));
  }
  CO_TRY(co_await reception.desk.journal.settled());
  CO_TRY(const auto found, audience::preview(reception.desk.state.recipients, {asked.reach, asked.during}));
  co_return to_value(found);
}

asio::awaitable<http::Response> answer_preview(Reception& reception, http::Request request) {
  const auto path = request.path;
  const auto value = co_await preview(reception, std::move(request));
  if (!value) co_return http::problem(value.error(), path);
  co_return http::json(200, *value);
}

}  // namespace

void add_audience_routes(http::Router& router, Reception& reception) {
  auto& desk = reception.desk;
  router.add(http::Method::get, "/api/v1/recipients",
             reading(reception, "read_recipients",
                     [&desk](const auto&, const http::Request& request) { return recipients(desk, request); }));
  router.add(http::Method::get, "/api/v1/recipients/stale",
             reading(reception, "read_recipients",
                     [&desk](const auto&, const http::Request& request) { return stale(desk, request); }));
  router.add(http::Method::get, "/api/v1/recipients/{recipient}",
             reading(reception, "read_recipients",
                     [&desk](const auto&, const http::Request& request) { return one_recipient(desk, request); }));
  router.add(http::Method::post, "/api/v1/audience/preview",
             [&reception](http::Request request) { return answer_preview(reception, std::move(request)); });
}

}  // namespace heed::server
