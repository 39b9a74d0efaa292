#pragma once
// Time stamps: an authority outside is shown checkpoints, and its word on when they were there is kept beside them.

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "adapters/http_client/client.h"
#include "app/stamping/plan.h"
#include "operations/audit/time_stamps.h"
#include "operations/desk/journal.h"
#include "ports/clock.h"
#include "ports/random.h"

namespace heed::stamping {

/// Whom to ask, and how often.
struct TimeAuthority {
  std::string url;
  std::string certificates;  ///< PEM
  Duration every{3'600'000};
};

/// Asks for the newest checkpoint at most once in every `every`, and always for the last one of a day (UTC). An
/// authority that is down, slow or talks nonsense is asked again, at longer and longer intervals; nothing waits for it.
///
/// Guarantees: only what holds against the certificates is kept.
class Stamping {
 public:
  struct Doors {
    desk::Journal& journal;
    http_client::Client& client;
    const ports::Clock& clock;
    ports::Random& random;
  };
  Stamping(boost::asio::io_context& context, Doors doors, TimeAuthority authority);

  /// Requires: the journal was resumed.
  void start();
  boost::asio::awaitable<void> stop();
  /// How it goes; lives as long as this.
  [[nodiscard]] const audit::Stamping& status() const { return status_; }

 private:
  boost::asio::awaitable<void> run();
  boost::asio::awaitable<Result<void>> take_up();
  boost::asio::awaitable<Result<std::optional<std::uint64_t>>> due();
  boost::asio::awaitable<Result<void>> stamp(std::uint64_t size);
  boost::asio::awaitable<Result<std::string>> ask(std::string request);
  void note(const Result<void>& outcome);

  boost::asio::io_context& context_;
  Doors doors_;
  TimeAuthority authority_;
  audit::Stamping status_;
  Plan plan_;
  boost::asio::steady_timer timer_;
  bool is_stopping_ = false;
  bool is_running_ = false;
};

}  // namespace heed::stamping
