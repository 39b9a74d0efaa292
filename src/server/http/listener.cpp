#include "server/http/listener.h"

#include <algorithm>
#include <vector>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include "core/text.h"
#include "server/http/connection.h"
#include "server/http/service.h"
#include "server/http/wire.h"

namespace heed::http {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

constexpr auto in_tuple = asio::as_tuple(asio::use_awaitable);

/// After a failed accept: when file descriptors have run out, trying again at once would only burn the processor.
constexpr std::chrono::milliseconds accept_pause{50};

asio::awaitable<void> run(std::shared_ptr<Connection> connection) { co_await connection->run(); }

/// Says 503 to one connection too many, as far as it can be said without waiting.
void turn_away(Socket socket) {
  const auto response = problem({Code::unavailable, "The hub has too many connections; try again soon."}, {});
  std::string bytes;
  append_head(bytes, response, {.persistence = Persistence::close});
  bytes += response.body;
  error_code ignored;
  socket.non_blocking(true, ignored);
  socket.write_some(asio::buffer(bytes), ignored);
  socket.shutdown(Socket::shutdown_send, ignored);
}

}  // namespace

void report(const std::exception_ptr& failure, std::string_view doing) {
  try {
    std::rethrow_exception(failure);
  } catch (const std::exception& thrown) {
    spdlog::error("http: {} failed: {}", doing, thrown.what());
  } catch (...) {
    spdlog::error("http: {} failed for an unknown reason", doing);
  }
}

Service::Service(asio::io_context& context, const Router& router, Config config)
    : context_(context),
      router_(router),
      config_(std::move(config)),
      acceptor_(context),
      watch_(context),
      pause_(context),
      all_ended_(context) {}

Result<Tcp::endpoint> Service::listen() {
  error_code code;
  const auto address = asio::ip::make_address(config_.address, code);
  if (code) return fail(Code::malformed, cat("\"", config_.address, "\" is not an IP address."));
  const Tcp::endpoint endpoint(address, config_.port);
  acceptor_.open(endpoint.protocol(), code);
  if (!code) acceptor_.set_option(asio::socket_base::reuse_address(true), code);
  if (!code) acceptor_.bind(endpoint, code);
  if (!code) acceptor_.listen(asio::socket_base::max_listen_connections, code);
  if (!code) return acceptor_.local_endpoint(code);
  error_code ignored;
  acceptor_.close(ignored);
  return fail(Code::unavailable,
              cat("Cannot listen on ", config_.address, " port ", config_.port, ": ", code.message()));
}

Result<std::uint16_t> Service::start() {
  TRY(auto endpoint, listen());
  const auto end = [self = shared_from_this()](const std::exception_ptr& failure) { self->end_task(failure); };
  begin_task();
  asio::co_spawn(context_, accept_connections(), end);
  begin_task();
  asio::co_spawn(context_, watch_deadlines(), end);
  return endpoint.port();
}

asio::awaitable<void> Service::accept_connections() {
  while (!is_stopping_) {
    auto [code, socket] = co_await acceptor_.async_accept(in_tuple);
    if (is_stopping_) break;
    if (!code) {
      welcome(std::move(socket));
      continue;
    }
    pause_.expires_after(accept_pause);
    co_await pause_.async_wait(in_tuple);
  }
}

void Service::welcome(Socket socket) {
  if (connections_.size() >= config_.capacity.connections) return turn_away(std::move(socket));
  auto connection = std::make_shared<Connection>(*this, std::move(socket));
  connections_.insert(connection.get());
  begin_task();
  const auto slot = connection->cancellation();
  auto end = [self = shared_from_this(), connection](const std::exception_ptr& failure) {
    self->connections_.erase(connection.get());
    self->end_task(failure);
  };
  asio::co_spawn(context_, run(connection), asio::bind_cancellation_slot(slot, std::move(end)));
}

void Service::end_task(const std::exception_ptr& failure) {
  // A cut-off connection ends with an exception of Asio's making; that is how stop() asked for it.
  if (failure && !is_stopping_) report(failure, "a connection");
  if (--tasks_ == 0) all_ended_.cancel();
}

Duration Service::watch_interval() const {
  const auto& limits = config_.deadlines;
  const auto shortest = std::min({limits.idle, limits.header, limits.body, limits.write});
  return std::clamp(shortest / 4, Duration{5}, Duration{1000});
}

// Why one task for all: a timer for each wait would cost more than the request; a deadline may run over by a quarter.
asio::awaitable<void> Service::watch_deadlines() {
  while (!is_stopping_) {
    watch_.expires_after(watch_interval());
    co_await watch_.async_wait(in_tuple);
    const auto now = Steady::now();
    for (auto* connection : connections_) connection->check_deadline(now);
  }
}

asio::awaitable<void> Service::stop() {
  const auto self = shared_from_this();
  is_stopping_ = true;
  error_code ignored;
  acceptor_.close(ignored);
  watch_.cancel();
  pause_.cancel();
  for (auto* connection : connections_) connection->finish();
  all_ended_.expires_after(config_.deadlines.stop);
  if (tasks_ > 0) co_await all_ended_.async_wait(in_tuple);
  if (tasks_ == 0) co_return;
  spdlog::warn("http: {} connections did not end in time and are cut off", connections_.size());
  // A copy, because a connection may leave the set while it is cut off.
  const std::vector<Connection*> late(connections_.begin(), connections_.end());
  for (auto* connection : late) connection->cut_off();
  all_ended_.expires_at(Steady::time_point::max());
  if (tasks_ > 0) co_await all_ended_.async_wait(in_tuple);
}

std::string_view Service::date() {
  if (!config_.now) return {};
  const auto now = config_.now();
  if (const auto second = now.ms / 1000; second != date_second_) {
    date_second_ = second;
    date_ = to_http_date(now);
  }
  return date_;
}

Listener::Listener(boost::asio::io_context& context, const Router& router, Config config)
    : service_(std::make_shared<Service>(context, router, std::move(config))) {}
Listener::~Listener() = default;

Result<std::uint16_t> Listener::start() { return service_->start(); }
boost::asio::awaitable<void> Listener::stop() { return service_->stop(); }
std::size_t Listener::connections() const { return service_->connections(); }
std::size_t Listener::event_streams() const { return service_->event_streams; }

}  // namespace heed::http
