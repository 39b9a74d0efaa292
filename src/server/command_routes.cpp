#include "lib/json/json.h"
#include "operations/audit/promise.h"
#include "server/reception.h"

namespace heed::server {

namespace asio = boost::asio;

namespace {

constexpr std::size_t key_bytes = 255;

/// The idempotency key of a request, if it has one.
Result<std::optional<std::string>> key_of(const http::Request& request) {
  const auto* key = request.headers.find("Idempotency-Key");
  if (key == nullptr) return std::optional<std::string>{};
  if (key->empty() || key->size() > key_bytes || !core::is_clean_utf8(*key)) {
    return fail(Code::malformed, cat("an idempotency key has 1 to ", key_bytes, " bytes of clean text"),
                "Idempotency-Key");
  }
  return std::optional(*key);
}

/// The last part of the path is the command.
std::string command_of(const http::Request& request) { return request.path.substr(request.path.rfind('/') + 1); }

asio::awaitable<Result<commands::Done>> command(Reception& reception, http::Request request) {
  CO_TRY(auto caller, reception.accounts.identify(request, reception.desk.clock.now()));
  CO_TRY(caller.key, key_of(request));
  CO_TRY(auto body, json::parse(request.body));
  co_return co_await commands::execute(reception.desk, std::move(caller), command_of(request), std::move(body));
}

/// What was done, and our signed word that it is in the log. A command that was done long before has its proof by now.
Value receipt_of(const desk::Desk& desk, const commands::Done& done) {
  auto value = to_value(done);
  if (!done.entry) return value;
  const auto leaf = desk.journal.recent_leaf(*done.entry);
  if (!leaf) return value;
  const auto due = desk.clock.now() + audit::promise_within;
  value.set("due", to_value(due));
  value.set("promise", audit::promise({*done.entry, *leaf, due}, desk.journal.keys()));
  return value;
}

asio::awaitable<http::Response> answer(Reception& reception, http::Request request) {
  const auto path = request.path;
  const auto done = co_await command(reception, std::move(request));
  if (!done) co_return http::problem(done.error(), path);
  co_return http::json(200, receipt_of(reception.desk, *done));
}

}  // namespace

void add_command_routes(http::Router& router, Reception& reception) {
  router.add(http::Method::post, "/api/v1/commands/{command}",
             [&reception](http::Request request) { return answer(reception, std::move(request)); });
  // A file of recipients is larger than any other command; who sends it is asked before its body is read.
  http::RouteOptions large{limits::import_bytes,
                           [&reception](const http::Request& request) -> std::optional<http::Response> {
                             const auto caller = reception.accounts.identify(request, reception.desk.clock.now());
                             if (caller) return std::nullopt;
                             return http::problem(caller.error(), request.path);
                           }};
  router.add(
      http::Method::post, "/api/v1/commands/register_recipients",
      [&reception](http::Request request) { return answer(reception, std::move(request)); }, std::move(large));
}

}  // namespace heed::server
