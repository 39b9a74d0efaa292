#pragma once
// For tests: a listener on loopback with its own loop, and the handlers that most tests need.

#include <chrono>
#include <cstdint>
#include <exception>
#include <functional>
#include <string>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <doctest/doctest.h>

#include "server/http/listener.h"

namespace heed::http::testing {

/// Turns the loop until `done` says yes; false when that takes longer than a test may.
inline bool turn_until(boost::asio::io_context& context, const std::function<bool()>& done) {
  const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (!done()) {
    if (std::chrono::steady_clock::now() > patience) return false;
    if (context.stopped()) context.restart();
    context.run_one_for(std::chrono::milliseconds(1));
  }
  return true;
}

/// A listener with its own loop. Stops it at the end, and so proves in every test that nothing is left running.
struct Served {
  explicit Served(Router routes, Config config = {})
      : router(std::move(routes)), listener(context, router, std::move(config)) {
    auto started = listener.start();
    REQUIRE_MESSAGE(started, (started ? std::string() : started.error().detail));
    port = *started;
  }
  ~Served() {
    if (!is_stopped) stop();
  }
  Served(const Served&) = delete;
  Served& operator=(const Served&) = delete;

  void begin_stop() {
    auto ended = [this](const std::exception_ptr& failure) {
      CHECK(failure == nullptr);
      is_stopped = true;
    };
    boost::asio::co_spawn(context, listener.stop(), std::move(ended));
  }
  void stop() {
    begin_stop();
    CHECK(turn([this] { return is_stopped; }));
  }
  bool turn(const std::function<bool()>& done) { return turn_until(context, done); }

  boost::asio::io_context context;
  Router router;
  Listener listener;
  std::uint16_t port = 0;
  bool is_stopped = false;
};

inline boost::asio::awaitable<Response> say_hello(Request) { co_return page("hello"); }
inline boost::asio::awaitable<Response> say_back(Request request) { co_return file(request.body, "text/plain"); }

}  // namespace heed::http::testing
