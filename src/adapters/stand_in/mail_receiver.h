#pragma once
// STAND-IN, for drills and tests only: a mail relay that keeps what it is given. Nobody is warned by it.

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "core/result.h"

namespace heed::stand_in {

struct Mail {
  std::string from;             ///< envelope sender
  std::vector<std::string> to;  ///< envelope recipients that were taken
  std::string text;             ///< header and body as sent, dots unstuffed, lines ended by CRLF
};

enum class MailCondition {
  up,
  silent,             ///< takes connections and never says a word
  silent_after_data,  ///< takes the whole message and never says what became of it
};

struct MailCounters {
  std::uint64_t sessions = 0;
  std::uint64_t taken = 0;    ///< messages answered 250
  std::uint64_t refused = 0;  ///< recipients answered 4xx or 5xx
};

/// A small SMTP server (RFC 5321: EHLO, HELO, MAIL, RCPT, DATA, RSET, NOOP, QUIT) on 127.0.0.1 that remembers what
/// came.
///
/// Guarantees: keeps the newest 1,000 messages, takes messages up to 1 MiB and 100 recipients each.
/// Requires: used from its executor's thread.
class MailReceiver {
 public:
  explicit MailReceiver(boost::asio::any_io_executor executor);
  ~MailReceiver();
  MailReceiver(const MailReceiver&) = delete;
  MailReceiver& operator=(const MailReceiver&) = delete;

  /// Errors: unavailable, when there is no port to listen on.
  [[nodiscard]] Result<void> start();
  /// Afterwards connections are refused; what came is kept, and `start` takes the same port again.
  void stop();
  [[nodiscard]] std::uint16_t port() const;

  void set_condition(MailCondition condition);
  /// RCPT for this address is answered with that code (550, 451, …) from now on; 250 takes it again.
  void refuse(std::string_view address, int code);

  [[nodiscard]] const std::deque<Mail>& received() const;
  [[nodiscard]] const MailCounters& counters() const;

  struct State;

 private:
  std::shared_ptr<State> state_;
};

}  // namespace heed::stand_in
