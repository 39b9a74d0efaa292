#include "operations/review_case.h"
#include "server/reception.h"
#include "server/views/views.h"

namespace heed::server {

namespace asio = boost::asio;

namespace {

Result<std::optional<report::Stage>> stage_of(const http::Request& request) {
  const auto asked = request.asked("stage");
  if (asked.empty()) return std::optional<report::Stage>{};
  auto stage = core::parse_word<report::Stage>(asked);
  if (!stage) return fail(Code::malformed, stage.error().detail, "stage");
  return std::optional(*stage);
}

Result<std::optional<Instant>> as_of_of(const http::Request& request) {
  const auto asked = request.asked("as_of");
  if (asked.empty()) return std::optional<Instant>{};
  auto at = core::parse_instant(asked);
  if (!at) return fail(Code::malformed, at.error().detail, "as_of");
  return std::optional(*at);
}

asio::awaitable<Result<Value>> case_with_story(Reception& reception, http::Request request) {
  CO_TRY(const auto caller, co_await admit(reception, request, "read_cases"));
  CO_TRY(co_await reception.desk.journal.settled());
  const CaseId id{request.parameter("case")};
  CO_TRY(const auto story, co_await operations::tell_case(reception.desk, id));
  CO_TRY(auto view, views::case_view(reception.desk, id, reception.desk.clock.now()));
  view.set("me", to_value(caller.actor));
  view.set("timeline", to_value(story));
  co_return view;
}

asio::awaitable<Result<Value>> review(Reception& reception, http::Request request) {
  CO_TRY(co_await admit(reception, request, "read_cases"));
  CO_TRY(const auto as_of, as_of_of(request));
  CO_TRY(const auto view, co_await operations::review_case(reception.desk, CaseId{request.parameter("case")}, as_of));
  co_return to_value(view);
}

Result<Value> case_deliveries(const desk::Desk& desk, const http::Request& request) {
  constexpr std::uint64_t page_default = 500;
  constexpr std::uint64_t page_max = 1'000;
  views::Page page;
  TRY(page.from, http::asked_number(request, "from", 0, UINT32_MAX));
  TRY(page.limit, http::asked_number(request, "limit", page_default, page_max));
  return views::case_deliveries_view(desk, CaseId{request.parameter("case")}, page);
}

using Telling = asio::awaitable<Result<Value>> (*)(Reception&, http::Request);

asio::awaitable<http::Response> answer(Reception& reception, Telling tell, http::Request request) {
  const auto path = request.path;
  const auto value = co_await tell(reception, std::move(request));
  if (!value) co_return http::problem(value.error(), path);
  co_return http::json(200, *value);
}

asio::awaitable<http::Response> open_stream(Reception& reception, http::Request request) {
  const auto caller = co_await admit(reception, request, "read_watch");
  if (!caller) co_return http::problem(caller.error(), request.path);
  co_return http::stream(reception.broadcast.open());
}

}  // namespace

void add_reading_routes(http::Router& router, Reception& reception) {
  auto& desk = reception.desk;
  const auto get = [&](std::string_view pattern, std::string command, Make make) {
    router.add(http::Method::get, pattern, reading(reception, std::move(command), std::move(make)));
  };
  get("/api/v1/cases", "read_cases",
      [&desk](const auto&, const auto&) { return views::cases_view(desk, desk.clock.now()); });
  get("/api/v1/watch", "read_watch",
      [&desk](const auto&, const auto&) { return views::watch_view(desk, desk.clock.now()); });
  get("/api/v1/event-codes", "read_cases", [&desk](const auto&, const auto&) -> Result<Value> {
    core::Array lists;
    if (desk.event_codes != nullptr) {
      for (const auto& [name, system] : desk.event_codes->systems()) lists.push_back(to_value(system));
    }
    return Value(core::Object{{"lists", std::move(lists)}});
  });
  get("/api/v1/regimes", "read_cases", [&desk](const auto&, const auto&) -> Result<Value> {
    core::Array regimes;
    for (const auto& [id, regime] : desk.regimes) regimes.push_back(to_value(regime));
    return Value(core::Object{{"regimes", std::move(regimes)}});
  });
  get("/api/v1/reports", "read_reports", [&desk](const auto&, const http::Request& request) -> Result<Value> {
    TRY(const auto stage, stage_of(request));
    return views::reports_view(desk, stage);
  });
  get("/api/v1/cases/{case}/deliveries", "read_cases",
      [&desk](const auto&, const http::Request& request) { return case_deliveries(desk, request); });
  get("/api/v1/deliveries", "read_deliveries", [&desk](const commands::Caller& caller, const auto&) -> Result<Value> {
    if (!caller.recipient) return fail(Code::forbidden, "these are a recipient's own deliveries");
    return views::deliveries_view(desk, *caller.recipient);
  });
  router.add(http::Method::get, "/api/v1/cases/{case}",
             [&reception](http::Request request) { return answer(reception, case_with_story, std::move(request)); });
  router.add(http::Method::get, "/api/v1/cases/{case}/review",
             [&reception](http::Request request) { return answer(reception, review, std::move(request)); });
  router.add(http::Method::get, "/api/v1/events",
             [&reception](http::Request request) { return open_stream(reception, std::move(request)); });
}

}  // namespace heed::server
