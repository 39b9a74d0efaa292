#include "adapters/stand_in/web_receiver.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

#include <boost/asio/buffer.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "adapters/stand_in/listener.h"
#include "core/text.h"
#include "lib/digest/base64.h"
#include "lib/digest/sha256.h"

namespace heed::stand_in {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

constexpr std::size_t kept_max = 1'000;
constexpr std::size_t head_bytes = 16 * 1024;
constexpr std::size_t body_bytes = 256 * 1024;
constexpr std::size_t paths_max = 10'000;
constexpr Duration window{5 * 60 * 1'000};

struct Request {
  std::string path;
  std::map<std::string, std::string, std::less<>> headers;
  std::string body;

  [[nodiscard]] std::string_view header(std::string_view name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string_view{} : std::string_view(found->second);
  }
};

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

/// Only what our own channel sends needs to be understood here: request line, headers, Content-Length.
std::optional<Request> read_head(std::string_view head) {
  Request request;
  const auto lines = core::split(head, '\n');
  if (lines.empty()) return std::nullopt;
  const auto words = core::split(lines.front(), ' ');
  if (words.size() != 3 || !words[1].starts_with('/')) return std::nullopt;
  request.path = words[1].substr(0, words[1].find('?'));
  for (const auto line : lines) {
    const auto colon = line.find(':');
    if (line.data() == lines.front().data() || colon == std::string_view::npos) continue;
    std::string name(line.substr(0, colon));
    std::ranges::transform(name, name.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    request.headers[name] = core::trimmed(line.substr(colon + 1));
  }
  return request;
}

}  // namespace

struct WebReceiver::State {
  Secret secret;
  std::function<Instant()> now{};
  std::map<std::string, Condition, std::less<>> conditions{};
  std::map<std::string, Failure, std::less<>> failures{};
  std::deque<Received> received{};
  WebCounters counters{};
  std::unique_ptr<Listener> listener{};

  [[nodiscard]] Condition condition(std::string_view path) const {
    const auto found = conditions.find(path);
    return found == conditions.end() ? Condition::up : found->second;
  }

  [[nodiscard]] bool is_signed(const Request& request) const {
    const auto stamp = request.header("webhook-timestamp");
    const auto seconds = whole_number(stamp);
    if (!seconds || request.header("webhook-id").empty()) return false;
    const Instant at{*seconds * 1'000};
    if (now && (at < now() - window || now() + window < at)) return false;
    const auto content = cat(request.header("webhook-id"), ".", stamp, ".", request.body);
    const auto wanted = cat("v1,", digest::to_base64(digest::hmac_sha256(secret(request.path), content)));
    const auto given = core::split(request.header("webhook-signature"), ' ');
    return std::ranges::any_of(given,
                               [&](std::string_view one) { return digest::equal_in_constant_time(one, wanted); });
  }

  /// The status line and headers of the answer to this request; also notes the request down.
  std::string answer(const Request& request) {
    Received noted{request.path, std::string(request.header("webhook-id")), request.body};
    noted.has_valid_signature = is_signed(request);
    noted.is_repeat = std::ranges::any_of(received, [&](const Received& one) {
      return one.id == noted.id && one.path == noted.path && one.answered == 204;
    });
    std::string more;
    const auto failure = failures.find(request.path);
    const auto now_is = condition(request.path);
    if (now_is == Condition::silent || now_is == Condition::broken) {
      noted.answered = 0;
    } else if (failure != failures.end()) {
      noted.answered = failure->second.status;
      if (!failure->second.retry_after.empty()) more = cat("Retry-After: ", failure->second.retry_after, "\r\n");
      if (--failure->second.times <= 0) failures.erase(failure);
    } else if (now_is == Condition::down) {
      noted.answered = 503;
    } else {
      noted.answered = noted.has_valid_signature ? 204 : 401;
    }
    const int status = noted.answered;
    note(std::move(noted));
    const auto length = status == 204 ? std::string{} : std::string("Content-Length: 0\r\n");
    return cat("HTTP/1.1 ", status, " stand-in\r\n", length, more, "\r\n");
  }

  void note(Received one) {
    ++counters.requests;
    if (one.answered == 204) ++counters.taken;
    if (one.answered == 204 && one.is_repeat) ++counters.repeats;
    if (one.answered == 401 && !one.has_valid_signature) ++counters.not_signed;
    received.push_back(std::move(one));
    if (received.size() > kept_max) received.pop_front();
  }
};

namespace {

using SharedState = std::shared_ptr<WebReceiver::State>;

/// Reads one request; nothing when the other side has closed, or sent what this stand-in does not take.
asio::awaitable<std::optional<Request>> read_request(SharedSocket socket, std::string& unread) {
  error_code error;
  const auto head_end = co_await asio::async_read_until(*socket, asio::dynamic_buffer(unread, head_bytes), "\r\n\r\n",
                                                        asio::redirect_error(asio::use_awaitable, error));
  if (error) co_return std::nullopt;
  auto request = read_head(std::string_view(unread).substr(0, head_end));
  unread.erase(0, head_end);
  if (!request || !request->header("transfer-encoding").empty()) co_return std::nullopt;
  const auto given = request->header("content-length");
  const auto length = given.empty() ? std::optional<std::int64_t>(0) : whole_number(given);
  if (!length || *length > static_cast<std::int64_t>(body_bytes)) co_return std::nullopt;

  const auto wanted = static_cast<std::size_t>(*length);
  if (unread.size() < wanted) {
    co_await asio::async_read(*socket, asio::dynamic_buffer(unread), asio::transfer_exactly(wanted - unread.size()),
                              asio::redirect_error(asio::use_awaitable, error));
  }
  if (error) co_return std::nullopt;
  request->body = unread.substr(0, wanted);
  unread.erase(0, wanted);
  co_return request;
}

asio::awaitable<void> serve(SharedState state, SharedSocket socket) {
  if (!state) co_return;  // the receiver is gone, and this connection came too late
  std::string unread;
  error_code error;
  while (!error) {
    const auto request = co_await read_request(socket, unread);
    if (!request) co_return;
    const auto condition = state->condition(request->path);
    const auto answer = state->answer(*request);
    if (condition == Condition::broken) co_return;
    if (condition == Condition::silent) {
      // Waits until the caller gives up and closes.
      co_await asio::async_read(*socket, asio::dynamic_buffer(unread, head_bytes),
                                asio::redirect_error(asio::use_awaitable, error));
      co_return;
    }
    co_await asio::async_write(*socket, asio::buffer(answer), asio::redirect_error(asio::use_awaitable, error));
    if (request->header("connection") == "close") co_return;
  }
}

}  // namespace

WebReceiver::WebReceiver(asio::any_io_executor executor, Secret secret) : state_(std::make_shared<State>()) {
  state_->secret = std::move(secret);
  // Why a weak pointer: the state owns the listener, and a strong one would keep both alive for ever.
  const std::weak_ptr<State> weak = state_;
  state_->listener = std::make_unique<Listener>(
      std::move(executor), [weak](SharedSocket socket) { return serve(weak.lock(), std::move(socket)); });
}

WebReceiver::~WebReceiver() { stop(); }

Result<void> WebReceiver::start() { return state_->listener->start(); }
void WebReceiver::stop() { state_->listener->stop(); }
std::uint16_t WebReceiver::port() const { return state_->listener->port(); }
std::string WebReceiver::url(std::string_view path) const { return cat("http://127.0.0.1:", port(), path); }

void WebReceiver::set_condition(std::string_view path, Condition condition) {
  if (state_->conditions.size() < paths_max) state_->conditions[std::string(path)] = condition;
}
void WebReceiver::fail_next(std::string_view path, Failure failure) {
  if (state_->failures.size() < paths_max) state_->failures[std::string(path)] = std::move(failure);
}
void WebReceiver::set_clock(std::function<Instant()> now) { state_->now = std::move(now); }

const std::deque<Received>& WebReceiver::received() const { return state_->received; }
const WebCounters& WebReceiver::counters() const { return state_->counters; }

}  // namespace heed::stand_in
