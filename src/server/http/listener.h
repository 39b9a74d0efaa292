#pragma once
// The server's front: accepts connections, reads requests, asks the router, writes answers. Plain HTTP/1.1.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include "core/instant.h"
#include "core/limits.h"
#include "server/http/router.h"

namespace heed::http {

/// How long the other side may take. A body on its way in, and an answer on its way out, may stand still for that long,
/// and move no more slowly than 16 KiB a second beyond it: a slow line is served, a client that only holds on is not.
struct Deadlines {
  Duration idle{75'000};    ///< between two requests
  Duration header{10'000};  ///< from the first byte of a request to the end of its header
  Duration body{30'000};
  Duration write{30'000};
  Duration stop{10'000};  ///< what running requests get to finish when the hub stops
};

struct Capacity {
  std::size_t connections = limits::connections;      ///< one more is told 503 and closed
  std::size_t event_streams = limits::event_streams;  ///< one more is told 503
  std::size_t header_bytes = 16UL << 10;              ///< request line and header fields together
  std::size_t bodies_bytes = 512UL << 20;             ///< bodies of all requests at one time; one more is told 503
};

struct Config {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  ///< 0: the system chooses one
  Capacity capacity{};
  Deadlines deadlines{};
  Duration heartbeat{15'000};      ///< between two signs of life on a silent event stream
  std::function<Instant()> now{};  ///< for the Date field; without a clock none is sent (RFC 9110, 6.6.1)
  /// Called when an answer is ready to be written, for metrics and logs. The request has its method, path, route and
  /// peer, and neither headers nor body. The time runs from the end of the header; a stream is reported when it begins.
  std::function<void(const Request&, int status, std::chrono::microseconds)> on_request{};
};

class Service;

/// Guarantees: no request, and no handler, can end the process or another connection: an exception out of a handler is
/// logged and answered with 500. Every wait on a client has a deadline. HTTP pipelining is answered in order.
/// Requires: the io_context runs on one thread; the router outlives the listener and no longer changes; every handler's
/// own waits end.
class Listener {
 public:
  Listener(boost::asio::io_context& context, const Router& router, Config config);
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  /// Listens, and returns the port. Fails with `malformed` on an address that is none, `unavailable` when it is taken.
  Result<std::uint16_t> start();
  /// Accepts nothing more, ends event streams and idle connections, lets running requests finish until the deadline,
  /// then cuts them off. Guarantees: on return no task of the listener runs. Called once, after start().
  boost::asio::awaitable<void> stop();

  [[nodiscard]] std::size_t connections() const;
  [[nodiscard]] std::size_t event_streams() const;

 private:
  std::shared_ptr<Service> service_;
};

}  // namespace heed::http
