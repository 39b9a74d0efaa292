#include "adapters/stand_in/mail_receiver.h"

#include <algorithm>
#include <map>
#include <optional>

#include <boost/asio/buffer.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include "adapters/stand_in/listener.h"
#include "core/text.h"

namespace heed::stand_in {

namespace asio = boost::asio;
using boost::system::error_code;

struct MailReceiver::State {
  MailCondition condition = MailCondition::up;
  std::map<std::string, int, std::less<>> refusals{};
  std::deque<Mail> received{};
  MailCounters counters{};
  std::unique_ptr<Listener> listener{};
};

namespace {

constexpr std::size_t kept_max = 1'000;
constexpr std::size_t line_bytes = 4'096;
constexpr std::size_t mail_bytes = 1 << 20;
constexpr std::size_t recipients_max = 100;
constexpr std::size_t refusals_max = 10'000;

using SharedState = std::shared_ptr<MailReceiver::State>;

/// One connection: the bytes not yet read, and the message being put together.
struct Session {
  SharedState state;
  SharedSocket socket;
  std::string unread{};
  Mail mail{};
};

/// The next line without its CRLF; nothing when the other side is gone or the line is too long.
asio::awaitable<std::optional<std::string>> read_line(Session& session) {
  error_code error;
  const auto length = co_await asio::async_read_until(*session.socket, asio::dynamic_buffer(session.unread, line_bytes),
                                                      "\r\n", asio::redirect_error(asio::use_awaitable, error));
  if (error) co_return std::nullopt;
  std::string line = session.unread.substr(0, length - 2);
  session.unread.erase(0, length);
  co_return line;
}

asio::awaitable<bool> say(Session& session, std::string reply) {
  error_code error;
  reply += "\r\n";
  co_await asio::async_write(*session.socket, asio::buffer(reply), asio::redirect_error(asio::use_awaitable, error));
  co_return !error;
}

std::string between_angles(std::string_view line) {
  const auto open = line.find('<');
  const auto close = line.find('>', open == std::string_view::npos ? 0 : open);
  if (open == std::string_view::npos || close == std::string_view::npos) return {};
  return std::string(line.substr(open + 1, close - open - 1));
}

std::string on_recipient(Session& session, std::string_view line) {
  auto address = between_angles(line);
  if (session.mail.from.empty()) return "503 5.5.1 MAIL first";
  if (session.mail.to.size() >= recipients_max) return "452 4.5.3 too many recipients";
  const auto refusal = session.state->refusals.find(address);
  if (refusal != session.state->refusals.end()) {
    ++session.state->counters.refused;
    return cat(refusal->second, refusal->second < 500 ? " 4.2.1" : " 5.1.1", " refused by the stand-in");
  }
  session.mail.to.push_back(std::move(address));
  return "250 2.1.5 taken";
}

/// The answer to every command but DATA and QUIT.
std::string answer(Session& session, std::string_view verb, std::string_view line) {
  if (verb == "EHLO") return cat("250-stand-in\r\n250-PIPELINING\r\n250-SIZE ", mail_bytes, "\r\n250 8BITMIME");
  if (verb == "HELO" || verb == "NOOP") return "250 2.0.0 stand-in";
  if (verb == "RCPT") return on_recipient(session, line);
  if (verb == "RSET") {
    session.mail = {};
    return "250 2.0.0 forgotten";
  }
  if (verb == "MAIL") {
    session.mail = {between_angles(line), {}, {}};
    return session.mail.from.empty() ? "501 5.1.7 who?" : "250 2.1.0 go on";
  }
  return "502 5.5.1 not known here";
}

/// Reads the message up to the lone dot. False when the connection is lost.
asio::awaitable<bool> take_mail(Session& session) {
  const bool may_begin = !session.mail.to.empty();
  bool is_alive = co_await say(session, may_begin ? "354 go on" : "503 5.5.1 RCPT first");
  if (!may_begin || !is_alive) co_return is_alive;
  while (true) {
    const auto line = co_await read_line(session);
    if (!line) co_return false;
    if (*line == ".") break;
    if (session.mail.text.size() + line->size() > mail_bytes) co_return false;
    session.mail.text += cat(std::string_view(*line).substr(line->starts_with('.') ? 1 : 0), "\r\n");
  }
  if (session.state->condition == MailCondition::silent_after_data) {
    co_await read_line(session);
    co_return false;
  }
  auto& state = *session.state;
  ++state.counters.taken;
  state.received.push_back(std::exchange(session.mail, {}));
  if (state.received.size() > kept_max) state.received.pop_front();
  co_return co_await say(session, "250 2.0.0 kept");
}

asio::awaitable<void> serve(SharedState state, SharedSocket socket) {
  if (!state) co_return;  // the receiver is gone, and this connection came too late
  Session session{state, std::move(socket)};
  ++state->counters.sessions;
  if (state->condition == MailCondition::silent) {
    co_await read_line(session);
    co_return;
  }
  bool is_alive = co_await say(session, "220 stand-in ESMTP");
  while (is_alive) {
    const auto line = co_await read_line(session);
    if (!line) co_return;
    std::string verb = line->substr(0, 4);
    std::ranges::transform(verb, verb.begin(),
                           [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    if (verb == "DATA") {
      is_alive = co_await take_mail(session);
    } else if (verb == "QUIT") {
      co_await say(session, "221 2.0.0 bye");
      co_return;
    } else {
      is_alive = co_await say(session, answer(session, verb, *line));
    }
  }
}

}  // namespace

MailReceiver::MailReceiver(asio::any_io_executor executor) : state_(std::make_shared<State>()) {
  // Why a weak pointer: the state owns the listener, and a strong one would keep both alive for ever.
  const std::weak_ptr<State> weak = state_;
  state_->listener = std::make_unique<Listener>(
      std::move(executor), [weak](SharedSocket socket) { return serve(weak.lock(), std::move(socket)); });
}

MailReceiver::~MailReceiver() { stop(); }

Result<void> MailReceiver::start() { return state_->listener->start(); }
void MailReceiver::stop() { state_->listener->stop(); }
std::uint16_t MailReceiver::port() const { return state_->listener->port(); }

void MailReceiver::set_condition(MailCondition condition) { state_->condition = condition; }

void MailReceiver::refuse(std::string_view address, int code) {
  if (code < 400) {
    state_->refusals.erase(std::string(address));
  } else if (state_->refusals.size() < refusals_max) {
    state_->refusals[std::string(address)] = code;
  }
}

const std::deque<Mail>& MailReceiver::received() const { return state_->received; }
const MailCounters& MailReceiver::counters() const { return state_->counters; }

}  // namespace heed::stand_in
