#pragma once
// For this folder, and for tests that need a peer of their own: accepts connections on the loopback and runs one
// session for each.

#include <cstdint>
#include <functional>
#include <memory>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "core/result.h"

namespace heed::stand_in {

inline constexpr std::size_t sessions_max = 256;  ///< at one time; more are closed at once

using SharedSocket = std::shared_ptr<boost::asio::ip::tcp::socket>;

/// Guarantees: listens on 127.0.0.1 only; a session ends after five minutes at the latest; `stop` closes every session,
/// and the next `start` listens on the same port again.
class Listener {
 public:
  using Serve = std::function<boost::asio::awaitable<void>(SharedSocket)>;

  Listener(boost::asio::any_io_executor executor, Serve serve);
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  [[nodiscard]] Result<void> start();
  void stop();
  /// 0 before the first start.
  [[nodiscard]] std::uint16_t port() const;

  struct State;

 private:
  std::shared_ptr<State> state_;  ///< sessions hold it too, and end after the listener
};

}  // namespace heed::stand_in
