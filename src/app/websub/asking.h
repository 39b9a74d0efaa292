#pragma once
// Callbacks are asked whether they want what was requested in their name, and told what is denied.

#include <deque>
#include <functional>
#include <map>

#include <boost/asio/io_context.hpp>

#include "adapters/http_client/client.h"
#include "lib/websub/request.h"
#include "ports/clock.h"
#include "ports/random.h"

namespace heed::websub {

inline constexpr std::size_t asked_max = 256;          ///< verifications that are pending
inline constexpr std::size_t asked_per_host_max = 16;  ///< of those: to one host, so that nobody is flooded through us
inline constexpr std::size_t asked_at_once = 16;
inline constexpr Duration answer_within{10'000};  ///< verification, denial and delivery, each

/// What asking and sending stand on, each with a client of its own; outlives them.
struct Doors {
  const ports::Clock& clock;
  ports::Random& random;
  http_client::Client& client;
  http_client::Reach reach = http_client::Reach::public_only;
};

class Asking {
 public:
  /// `at` is when the callback was asked: the lease begins then.
  using Confirmed = std::function<void(const Request& request, const std::string& host, Instant at)>;

  Asking(boost::asio::io_context& context, Doors doors, Confirmed confirmed)
      : context_(context), doors_(doors), confirmed_(std::move(confirmed)) {}

  /// Asks soon, once. Errors: too_many.
  [[nodiscard]] Result<void> verify(Request request, std::string host);
  /// Tells the callback, once, whatever it answers.
  void deny(const std::string& topic, const std::string& callback, std::string reason);
  /// Gives up what is pending. `is_idle` says when all has ended.
  void stop();
  [[nodiscard]] bool is_idle() const { return running_ == 0; }

 private:
  struct Pending {
    Request request;
    std::string host;
    std::string denied_because{};  ///< empty: it is asked, not told
  };

  void begin_more();
  boost::asio::awaitable<void> carry(Pending pending);
  boost::asio::awaitable<void> ask(const Pending& pending);
  void forget(const std::string& host);

  boost::asio::io_context& context_;
  Doors doors_;
  Confirmed confirmed_;
  std::deque<Pending> pending_;
  std::map<std::string, std::size_t> by_host_;  ///< pending and running, without denials
  std::size_t asked_ = 0;                       ///< the sum of by_host_
  std::size_t running_ = 0;
  http_client::Interrupt interrupt_;
};

}  // namespace heed::websub
