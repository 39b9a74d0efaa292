#pragma once
// Private to this folder: an open connection to one host, checked, and closed when its time is over.

#include <chrono>
#include <memory>
#include <optional>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include "adapters/http_client/interrupt.h"
#include "adapters/http_client/reach.h"
#include "adapters/http_client/url.h"

namespace heed::http_client {

using TimePoint = std::chrono::steady_clock::time_point;

/// A network session; shared because the timer that ends it may outlive the call that waits on it.
struct Line {
  explicit Line(const boost::asio::any_io_executor& executor) : socket(executor), timer(executor) {}

  boost::asio::ip::tcp::socket socket;
  std::optional<boost::asio::ssl::stream<boost::asio::ip::tcp::socket&>> tls{};
  boost::beast::flat_buffer unread{};
  boost::asio::steady_timer timer;
  TimePoint idle_since{};
  bool is_over = false;  ///< the deadline has closed it

  void close();
};
using SharedLine = std::shared_ptr<Line>;

/// Closes the line at `until`, unless it is armed anew or disarmed before.
void arm(const SharedLine& line, TimePoint until);
void disarm(Line& line);
/// Whether a line that lay idle can still be used: the other side has neither closed it nor said something unasked.
[[nodiscard]] bool is_usable(Line& line);

struct Wanted {
  Url url;
  Reach reach = Reach::public_only;
  const AllowList& allowed;          ///< outlives the call
  boost::asio::ssl::context& trust;  ///< outlives the line
  TimePoint until{};
  Interrupt* interrupt = nullptr;
  boost::asio::thread_pool* lookups = nullptr;  ///< null: the context's own thread for names
};

/// Looks the host up, checks every address, connects to the first that answers, and shakes hands over TLS where the URL
/// says so. Errors: refused (no address may be reached), unavailable; also when it was interrupted.
boost::asio::awaitable<Result<SharedLine>> open_line(Wanted wanted);

}  // namespace heed::http_client
