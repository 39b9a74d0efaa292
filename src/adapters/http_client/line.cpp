#include "adapters/http_client/line.h"

#include <algorithm>
#include <atomic>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <openssl/ssl.h>

#include "core/text.h"

namespace heed::http_client {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using Endpoints = std::vector<tcp::endpoint>;
using std::chrono::steady_clock;

constexpr std::size_t addresses_max = 8;  ///< of one host that are tried

/// Lives on after the waiter has given up: a name lookup cannot be interrupted, only left behind.
struct Lookup {
  explicit Lookup(const asio::any_io_executor& executor) : resolver(executor), timer(executor) {}

  tcp::resolver resolver;
  asio::steady_timer timer;
  std::optional<error_code> outcome{};
  Endpoints found{};
  std::atomic<bool> is_abandoned = false;  ///< read on the threads for names
};

tcp::resolver::flags how() { return tcp::resolver::numeric_service | tcp::resolver::address_configured; }

/// On a thread of the pool. Why the question first: whoever gave up must not take the thread from who still waits.
void start_on(asio::thread_pool& pool, const std::shared_ptr<Lookup>& lookup, const Url& url) {
  asio::post(pool, [lookup, host = url.host, port = std::to_string(url.port)] {
    if (lookup->is_abandoned) return;
    asio::io_context own;
    tcp::resolver resolver(own);
    error_code error;
    const auto results = resolver.resolve(host, port, how(), error);
    Endpoints found;
    for (const auto& entry : results) found.push_back(entry.endpoint());
    asio::post(lookup->timer.get_executor(), [lookup, error, found = std::move(found)]() mutable {
      lookup->outcome = error;
      lookup->found = std::move(found);
      lookup->timer.cancel();
    });
  });
}

void start(const std::shared_ptr<Lookup>& lookup, const Url& url) {
  lookup->resolver.async_resolve(url.host, std::to_string(url.port), how(),
                                 [lookup](error_code error, const tcp::resolver::results_type& results) {
                                   lookup->outcome = error;
                                   for (const auto& entry : results) lookup->found.push_back(entry.endpoint());
                                   lookup->timer.cancel();
                                 });
}

asio::awaitable<Result<Endpoints>> look_up(Wanted wanted) {
  const auto& url = wanted.url;
  error_code error;
  const auto literal = asio::ip::make_address(url.host, error);
  if (!error) co_return Endpoints{tcp::endpoint(literal, url.port)};

  const auto executor = co_await asio::this_coro::executor;
  const auto lookup = std::make_shared<Lookup>(executor);
  lookup->timer.expires_at(wanted.until);
  if (wanted.lookups != nullptr) {
    start_on(*wanted.lookups, lookup, url);
  } else {
    start(lookup, url);
  }
  const Watch watch(wanted.interrupt, [&lookup] { lookup->timer.cancel(); });
  co_await lookup->timer.async_wait(asio::redirect_error(asio::use_awaitable, error));
  lookup->is_abandoned = !lookup->outcome;
  if (!lookup->outcome) co_return fail(Code::unavailable, cat("looking up ", url.host, " took too long"));
  if (*lookup->outcome || lookup->found.empty())
    co_return fail(Code::unavailable, cat("no address found for ", url.host));
  co_return std::move(lookup->found);
}

/// The addresses that may be called. One forbidden address does not shut out the others: many hosts publish both kinds.
Result<Endpoints> permitted(const Endpoints& found, Reach reach, const AllowList& allowed) {
  Endpoints kept;
  Result<void> last;
  for (const auto& endpoint : found) {
    auto verdict = may_reach(endpoint.address().to_string(), reach, allowed);
    if (verdict && kept.size() < addresses_max) kept.push_back(endpoint);
    if (!verdict) last = std::move(verdict);
  }
  if (kept.empty() && !last) return fail(last.error());
  return kept;
}

asio::awaitable<Result<SharedLine>> connect(Endpoints endpoints, TimePoint until, Interrupt* interrupt) {
  const auto executor = co_await asio::this_coro::executor;
  std::string last = "no address was tried";
  for (std::size_t i = 0; i < endpoints.size(); ++i) {
    if (interrupt != nullptr && interrupt->is_raised()) break;
    // Why a share and not the whole time: an address that swallows everything must leave time for the next one.
    const auto now = steady_clock::now();
    const auto share = (until - now) / static_cast<long>(endpoints.size() - i);
    auto line = std::make_shared<Line>(executor);
    const Watch watch(interrupt, [&line] { line->close(); });
    arm(line, now + share);
    error_code error;
    co_await line->socket.async_connect(endpoints[i], asio::redirect_error(asio::use_awaitable, error));
    disarm(*line);
    if (!error) {
      line->socket.set_option(tcp::no_delay(true), error);
      co_return line;
    }
    last = line->is_over ? "the connection took too long" : error.message();
    line->close();
  }
  co_return fail(Code::unavailable, cat("no connection: ", last));
}

Result<void> name_the_host(Line& line, const std::string& host) {
  error_code error;
  const bool is_literal = (asio::ip::make_address(host, error), !error);
  // SNI takes names only (RFC 6066, section 3); a certificate for an address is checked all the same.
  if (!is_literal) {
    std::string name = host;
    if (SSL_ctrl(line.tls->native_handle(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name.data()) !=
        1) {
      return fail(Code::unavailable, "TLS: the host name cannot be sent");
    }
  }
  line.tls->set_verify_callback(asio::ssl::host_name_verification(host), error);
  if (error) return fail(Code::unavailable, cat("TLS: ", error.message()));
  return {};
}

}  // namespace

void Line::close() {
  // Without a TLS farewell: nothing is read from this line any more, so a cut cannot be mistaken for an end.
  error_code ignored;
  socket.close(ignored);
}

void arm(const SharedLine& line, TimePoint until) {
  line->timer.expires_at(until);
  line->timer.async_wait([line](error_code error) {
    // A timer that was armed anew may still report its former time.
    if (error || line->timer.expiry() > steady_clock::now()) return;
    line->is_over = true;
    line->close();
  });
}

void disarm(Line& line) { line.timer.expires_at(TimePoint::max()); }

bool is_usable(Line& line) {
  if (!line.socket.is_open() || line.unread.size() > 0) return false;
  error_code error;
  line.socket.non_blocking(true, error);
  char byte = 0;
  line.socket.receive(asio::buffer(&byte, 1), tcp::socket::message_peek, error);
  return error == asio::error::would_block;
}

asio::awaitable<Result<SharedLine>> open_line(Wanted wanted) {
  CO_TRY(auto found, co_await look_up(wanted));
  CO_TRY(auto endpoints, permitted(found, wanted.reach, wanted.allowed));
  CO_TRY(auto line, co_await connect(std::move(endpoints), wanted.until, wanted.interrupt));
  if (wanted.url.scheme == Scheme::http) co_return line;

  const Watch watch(wanted.interrupt, [&line] { line->close(); });
  line->tls.emplace(line->socket, wanted.trust);
  CO_TRY(name_the_host(*line, wanted.url.host));
  arm(line, wanted.until);
  error_code error;
  co_await line->tls->async_handshake(asio::ssl::stream_base::client, asio::redirect_error(asio::use_awaitable, error));
  disarm(*line);
  if (!error) co_return line;
  line->close();
  co_return fail(Code::unavailable, cat("TLS: ", line->is_over ? "the handshake took too long" : error.message()));
}

}  // namespace heed::http_client
