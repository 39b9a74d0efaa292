#include "server/reception.h"

#include "flow/record/authority.h"

namespace heed::server {

namespace asio = boost::asio;

std::shared_ptr<http::EventSource> Broadcast::open() {
  auto source = std::make_shared<http::EventSource>();
  streams_.push_back(source);
  return source;
}

void Broadcast::send(const http::Event& event) {
  std::erase_if(streams_, [&](const auto& stream) { return !stream->push(event); });
}

asio::awaitable<Result<commands::Caller>> admit(Reception& reception, const http::Request& request,
                                                std::string command) {
  auto& desk = reception.desk;
  CO_TRY(auto caller, reception.accounts.identify(request, desk.clock.now()));
  if (auto allowed = record::may(caller.actor.role, command); !allowed) {
    record::Drafts attempt{record::draft(record::AccessRefused{command})};
    CO_TRY(co_await desk.journal.commit(std::move(attempt), {desk.clock.now(), caller.actor}, std::nullopt));
    co_return fail(std::move(allowed).error());
  }
  co_return caller;
}

namespace {

asio::awaitable<http::Response> read(Reception& reception, std::string command, const Make& make,
                                     http::Request request) {
  auto caller = co_await admit(reception, request, std::move(command));
  if (!caller) co_return http::problem(caller.error(), request.path);
  const auto settled = co_await reception.desk.journal.settled();
  if (!settled) co_return http::problem(settled.error(), request.path);
  const auto value = make(*caller, request);
  if (!value) co_return http::problem(value.error(), request.path);
  co_return http::json(200, *value);
}

}  // namespace

http::Handler reading(Reception& reception, std::string command, Make make) {
  return [&reception, command = std::move(command), make = std::move(make)](http::Request request) {
    return read(reception, command, make, std::move(request));
  };
}

void add_routes(http::Router& router, Reception& reception) {
  add_command_routes(router, reception);
  add_reading_routes(router, reception);
  add_audience_routes(router, reception);
  add_record_routes(router, reception);
  add_log_routes(router, reception);
  add_session_routes(router, reception);
  add_alert_routes(router, reception);
  add_acknowledge_routes(router, reception);
  add_enrol_routes(router, reception);
  add_public_routes(router, reception);
  if (reception.websub != nullptr) websub::add_routes(router, *reception.websub);
}

}  // namespace heed::server
