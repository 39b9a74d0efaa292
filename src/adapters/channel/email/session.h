#pragma once
// Private to this folder: one SMTP session of libcurl, blocking, used by one thread at a time.

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "adapters/channel/email/email.h"

namespace heed::email {

/// What is known when a transaction has ended, from which `judge` says what came of it.
struct Transaction {
  bool is_taken = false;       ///< libcurl saw 2xx after the last dot
  bool is_whole_sent = false;  ///< the last byte of the message has been handed over
  int code = 0;                ///< of the relay's last answer; 0 for none
  std::string command{};       ///< the last command that was sent, its first word; "." after the message
  std::string reply{};         ///< the relay's last line
  std::string error{};         ///< libcurl's words
};

/// The table in email.h.
[[nodiscard]] ports::Attempted judge(const Transaction& transaction);

class Session {
 public:
  /// `stopping` ends a running transaction within a second once it is true; it outlives the session.
  Session(const Configuration& configuration, const std::atomic<bool>& stopping);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  /// Keeps the connection to the relay for the next message.
  [[nodiscard]] Transaction send(const std::string& to, const std::string& letter, Duration time_left);

 private:
  struct Wire;
  std::unique_ptr<Wire> wire_;
};

}  // namespace heed::email
