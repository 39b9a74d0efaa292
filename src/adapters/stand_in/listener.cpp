#include "adapters/stand_in/listener.h"

#include <set>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "core/text.h"

namespace heed::stand_in {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

struct Listener::State {
  State(asio::any_io_executor chosen, Serve given)
      : executor(std::move(chosen)), serve(std::move(given)), acceptor(executor) {}

  asio::any_io_executor executor;
  Serve serve;
  tcp::acceptor acceptor;
  std::set<SharedSocket> sessions{};
  std::uint16_t port = 0;
};

namespace {

constexpr std::chrono::minutes session_max{5};

using SharedState = std::shared_ptr<Listener::State>;

void close(tcp::socket& socket) {
  error_code ignored;
  socket.close(ignored);
}

asio::awaitable<void> serve_one(SharedState state, SharedSocket socket) {
  asio::steady_timer timer(state->executor, session_max);
  timer.async_wait([socket](error_code error) {
    if (!error) close(*socket);
  });
  co_await state->serve(socket);
  close(*socket);
  state->sessions.erase(socket);
}

asio::awaitable<void> accept_all(SharedState state) {
  while (true) {
    auto socket = std::make_shared<tcp::socket>(state->executor);
    error_code error;
    co_await state->acceptor.async_accept(*socket, asio::redirect_error(asio::use_awaitable, error));
    if (error) co_return;
    if (state->sessions.size() >= sessions_max) continue;
    state->sessions.insert(socket);
    asio::co_spawn(state->executor, serve_one(state, socket), asio::detached);
  }
}

}  // namespace

Listener::Listener(asio::any_io_executor executor, Serve serve)
    : state_(std::make_shared<State>(std::move(executor), std::move(serve))) {}

Listener::~Listener() { stop(); }

Result<void> Listener::start() {
  auto& acceptor = state_->acceptor;
  if (acceptor.is_open()) return {};
  error_code error;
  const tcp::endpoint here(asio::ip::address_v4::loopback(), state_->port);
  acceptor.open(here.protocol(), error);
  if (!error) acceptor.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) acceptor.bind(here, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (!error) state_->port = acceptor.local_endpoint(error).port();
  if (error) {
    stop();
    return fail(Code::unavailable, cat("the stand-in cannot listen: ", error.message()));
  }
  asio::co_spawn(state_->executor, accept_all(state_), asio::detached);
  return {};
}

void Listener::stop() {
  error_code ignored;
  state_->acceptor.close(ignored);
  for (const auto& socket : state_->sessions) close(*socket);
}

std::uint16_t Listener::port() const { return state_->port; }

}  // namespace heed::stand_in
