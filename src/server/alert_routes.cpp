// The alerts of others: what was heard, from whom, whether it stands, and its bytes as they came.

#include <algorithm>

#include "flow/record/authority.h"
#include "flow/report/heard/corroboration.h"
#include "operations/hear/concern.h"
#include "operations/hear/hear.h"
#include "server/reception.h"

namespace heed::server {

namespace asio = boost::asio;

namespace {

constexpr std::uint64_t page_default = 200;
constexpr std::uint64_t page_max = 1'000;
constexpr std::size_t places_shown = 100;  ///< that one alert covers
/// Of one push. Why less than a feed may have: it is read on the thread that serves everybody.
constexpr std::size_t push_bytes = 4UL << 20;

/// One line of the list, without what makes it long.
Value line_of(const heard::State& state, const heard::Message& message, Instant now) {
  const auto& heard = message.heard;
  const auto marks = heard::marks_of(state, heard::identity_of(heard));
  Value line = core::Object{{"sender", heard.sender},
                            {"identifier", heard.identifier},
                            {"sent", to_value(heard.sent)},
                            {"digest", heard.digest},
                            {"bytes", heard.bytes},
                            {"standing", core::word(heard::standing_of(message, now))},
                            {"status", to_value(heard.status)},
                            {"msg_type", to_value(heard.msg_type)},
                            {"scope", to_value(heard.scope)},
                            {"infos", to_value(heard.infos)},
                            {"stands_until", to_value(heard.ruling.stands_until)},
                            {"is_assumed", heard.ruling.is_assumed},
                            {"signature", heard.signature},
                            {"errors", heard.errors},
                            {"warnings", heard.warnings},
                            {"is_altered", marks.is_altered},
                            {"is_reused", marks.is_reused},
                            {"ways", to_value(message.ways)},
                            {"entry", message.entry.index}};
  if (heard.concerns) line.set("concerns", to_value(*heard.concerns));
  if (message.end) line.set("end", to_value(*message.end));
  if (message.report) line.set("report", message.report->text);
  return line;
}

Result<std::optional<heard::Standing>> standing_asked(const http::Request& request) {
  const auto asked = request.asked("standing");
  if (asked.empty()) return std::optional<heard::Standing>{};
  auto standing = core::parse_word<heard::Standing>(asked);
  if (!standing) return fail(Code::malformed, standing.error().detail, "standing");
  return std::optional(*standing);
}

Result<bool> only_concerning(const http::Request& request) {
  const auto asked = request.asked("concerning");
  if (!asked.empty() && asked != "true") return fail(Code::malformed, "only \"true\" can be asked for", "concerning");
  return !asked.empty();
}

/// Newest first; of one standing, or all; with concerning=true what covers our recipients.
Result<Value> list(const desk::Desk& desk, const http::Request& request) {
  TRY(const auto wanted, standing_asked(request));
  TRY(const bool is_concerning, only_concerning(request));
  TRY(const auto limit, http::asked_number(request, "limit", page_default, page_max));
  TRY(const auto before, http::asked_number(request, "before", desk.state.size, desk.state.size));
  const auto now = desk.clock.now();
  std::vector<const heard::Message*> found;
  for (const auto& [version, message] : desk.state.heard.messages) {
    if (message.entry.index >= before || (wanted && heard::standing_of(message, now) != *wanted)) continue;
    if (is_concerning && !interest::may_concern_somebody(message.heard)) continue;
    found.push_back(&message);
  }
  const auto total = found.size();
  const auto shown = std::min<std::size_t>(limit, total);
  std::ranges::partial_sort(found, found.begin() + static_cast<std::ptrdiff_t>(shown), std::greater{},
                            [](const auto* message) { return message->entry.index; });
  core::Array lines;
  for (std::size_t at = 0; at < shown; ++at) lines.push_back(line_of(desk.state.heard, *found[at], now));
  Value view = core::Object{{"alerts", std::move(lines)}, {"total", std::uint64_t{total}}};
  if (shown > 0 && shown < total) view.set("next", found[shown - 1]->entry.index);
  return view;
}

Result<Value> one(const desk::Desk& desk, const commands::Caller& caller, const http::Request& request) {
  TRY(const auto* message, heard::find_by_digest(desk.state.heard, request.parameter("digest")));
  const auto now = desk.clock.now();
  auto view = line_of(desk.state.heard, *message, now);
  view.set("areas", to_value(message->heard.areas));
  view.set("findings", to_value(message->heard.findings));
  core::Array links;
  for (const auto& link : heard::links(desk.state.heard, *message)) {
    links.push_back(
        core::Object{{"reference", to_value(link.reference)}, {"link", core::word(link.link)}, {"said", link.said}});
  }
  view.set("references", std::move(links));
  TRY(const auto others, heard::corroborations(desk.state.heard, heard::version_of(message->heard), now));
  core::Array corroborated;
  for (const auto& other : others) {
    corroborated.push_back(core::Object{{"alert", to_value(other.alert)}, {"reasons", to_value(other.reasons)}});
  }
  view.set("corroborated_by", std::move(corroborated));
  if (message->heard.concerns && record::may(caller.actor.role, "read_recipients")) {
    view.set("places", to_value(hear::places_concerned(desk, message->heard, places_shown)));
  }
  return view;
}

asio::awaitable<Result<std::string>> bytes_of(Reception& reception, const http::Request& request) {
  CO_TRY(co_await admit(reception, request, "read_alerts"));
  const auto& digest = request.parameter("digest");
  CO_TRY(const auto bytes,
         co_await reception.desk.journal.ask([&digest](ports::Store& store) { return store.original(digest); }));
  if (!bytes) co_return fail(Code::not_found, "no bytes of this digest are kept", "digest");
  co_return *bytes;
}

asio::awaitable<http::Response> original(Reception& reception, http::Request request) {
  const auto bytes = co_await bytes_of(reception, request);
  if (!bytes) co_return http::problem(bytes.error(), request.path);
  // Why never shown in the browser as what it is: others wrote it.
  co_return http::file(*bytes, "application/octet-stream")
      .with("Content-Disposition", cat("attachment; filename=\"", request.parameter("digest"), ".xml\""));
}

asio::awaitable<Result<Value>> hear(Reception& reception, http::Request request) {
  CO_TRY(const auto caller, co_await admit(reception, request, "hear_alert"));
  auto& desk = reception.desk;
  const hear::Received received{request.body, {cat("push:", caller.actor.name), {}}, desk.clock.now(), reception.trust};
  CO_TRY(auto reading, hear::read(received));
  for (const auto& item : reading.to_fetch) {
    reading.unusable.push_back({item.id, {Code::invalid, "it only names where its alert is; send the alert"}});
  }
  if (reading.alerts.empty()) {
    if (reading.unusable.empty()) co_return fail(Code::invalid, "there is no alert in it");
    co_return fail(reading.unusable.front().why);
  }
  CO_TRY(auto outcome, co_await hear::hear_alerts(desk, std::move(reading.alerts), caller.actor));
  outcome.refused.insert(outcome.refused.end(), reading.unusable.begin(), reading.unusable.end());
  core::Array refused;
  for (const auto& each : outcome.refused) {
    refused.push_back(core::Object{{"item", each.item}, {"why", core::sentence(each.why)}});
  }
  co_return core::Object{{"fresh", to_value(outcome.fresh)},
                         {"again", outcome.again},
                         {"known", outcome.known},
                         {"refused", std::move(refused)}};
}

asio::awaitable<http::Response> answer_hear(Reception& reception, http::Request request) {
  const auto path = request.path;
  const auto value = co_await hear(reception, std::move(request));
  if (!value) co_return http::problem(value.error(), path);
  co_return http::json(200, *value);
}

Result<Value> feeds(const Reception& reception) {
  core::Array lines;
  if (reception.feeds != nullptr) {
    for (const auto& feed : *reception.feeds) lines.push_back(to_value(feed));
  }
  Value view = core::Object{{"feeds", std::move(lines)}};
  if (reception.websub != nullptr) view.set("subscribers", websub::standing(*reception.websub));
  return view;
}

}  // namespace

void add_alert_routes(http::Router& router, Reception& reception) {
  auto& desk = reception.desk;
  router.add(http::Method::get, "/api/v1/alerts",
             reading(reception, "read_alerts",
                     [&desk](const auto&, const http::Request& request) { return list(desk, request); }));
  router.add(http::Method::get, "/api/v1/alerts/{digest}",
             reading(reception, "read_alerts",
                     [&desk](const auto& caller, const http::Request& request) { return one(desk, caller, request); }));
  router.add(http::Method::get, "/api/v1/alerts/{digest}/original",
             [&reception](http::Request request) { return original(reception, std::move(request)); });
  // Who may push large bodies is asked before they are read.
  const auto known = [&reception](const http::Request& request) -> std::optional<http::Response> {
    auto caller = reception.accounts.identify(request, reception.desk.clock.now());
    if (!caller) return http::problem(caller.error(), request.path);
    return std::nullopt;
  };
  router.add(http::Method::post, "/api/v1/alerts",
             [&reception](http::Request request) { return answer_hear(reception, std::move(request)); },
             {push_bytes, known});
  router.add(http::Method::get, "/api/v1/feeds",
             reading(reception, "read_alerts", [&reception](const auto&, const auto&) { return feeds(reception); }));
}

}  // namespace heed::server
