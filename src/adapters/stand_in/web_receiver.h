#pragma once
// STAND-IN, for drills and tests only: a recipient's own web server that takes webhooks. Nobody is warned by it.

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "core/instant.h"
#include "core/result.h"

namespace heed::stand_in {

/// One request as it came.
struct Received {
  std::string path;
  std::string id;  ///< webhook-id
  std::string body;
  bool has_valid_signature = false;
  bool is_repeat = false;  ///< the same id came to the same path before, among those still kept
  int answered = 0;        ///< the status that was sent back; 0 for none
};

enum class Condition {
  up,
  down,    ///< answers 503
  silent,  ///< reads the request and never answers
  broken,  ///< reads the request and closes the connection
};

struct Failure {
  int status = 503;
  int times = 1;
  std::string retry_after{};  ///< value of the Retry-After header; empty for none
};

struct WebCounters {
  std::uint64_t requests = 0;    ///< read in full
  std::uint64_t taken = 0;       ///< answered 204
  std::uint64_t repeats = 0;     ///< taken before
  std::uint64_t not_signed = 0;  ///< signature missing, wrong, or too old: answered 401
};

/// A small HTTP/1.1 server on 127.0.0.1 that checks Standard Webhooks signatures, answers 204 and remembers what came.
///
/// Guarantees: keeps the newest 1,000 requests, takes bodies up to 256 KiB. Requires: used from its executor's thread.
class WebReceiver {
 public:
  /// The raw secret of the end point at that path.
  using Secret = std::function<std::string(std::string_view path)>;

  WebReceiver(boost::asio::any_io_executor executor, Secret secret);
  ~WebReceiver();
  WebReceiver(const WebReceiver&) = delete;
  WebReceiver& operator=(const WebReceiver&) = delete;

  /// Errors: unavailable, when there is no port to listen on.
  [[nodiscard]] Result<void> start();
  /// Afterwards connections are refused; what came is kept, and `start` takes the same port again.
  void stop();
  [[nodiscard]] std::uint16_t port() const;
  /// "http://127.0.0.1:PORT" and the path, which begins with '/'.
  [[nodiscard]] std::string url(std::string_view path) const;

  /// Stays until it is set anew. Every path is up at the start.
  void set_condition(std::string_view path, Condition condition);
  /// The next requests to the path are answered with that status, whatever their signature.
  void fail_next(std::string_view path, Failure failure);
  /// Signatures whose time stamp is more than five minutes from this clock are refused; without a clock any time will
  /// do.
  void set_clock(std::function<Instant()> now);

  [[nodiscard]] const std::deque<Received>& received() const;
  [[nodiscard]] const WebCounters& counters() const;

  struct State;

 private:
  std::shared_ptr<State> state_;
};

}  // namespace heed::stand_in
