#pragma once
// One feed that is listened to, whatever its kind: the loop round it, and what is said of it.

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>

#include "adapters/http_client/client.h"
#include "app/listening/section.h"
#include "operations/hear/feed_standing.h"
#include "operations/hear/hear.h"

namespace heed::listening {

/// What all sources share; outlives them.
struct Doors {
  desk::Desk& desk;
  http_client::Client& client;
  boost::asio::thread_pool& reading;  ///< documents are parsed there: a large one would hold up everybody else
  hear::Trust trust;
};

class Source {
 public:
  Source(boost::asio::io_context& context, Doors doors, Feed feed, hear::FeedStanding& standing);
  virtual ~Source() = default;
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;

  void start();
  /// Asks it to end; `is_running` says when it has.
  void stop();
  [[nodiscard]] bool is_running() const { return is_running_; }

 protected:
  /// One look at the feed. Gives how long to wait until the next.
  virtual boost::asio::awaitable<Duration> look() = 0;
  /// Ends the wait for the next look, where it waits.
  void wake() { timer_.cancel(); }
  /// What keeps a look from ending, besides the timer.
  virtual void interrupt() {}

  /// Reads a document beside the main thread. `address`: where it came from.
  boost::asio::awaitable<Result<hear::Reading>> read(std::string bytes, std::string address);
  /// Hears the alerts, and counts them in the standing.
  boost::asio::awaitable<Result<void>> hear(std::vector<hear::Alert> alerts);
  void note_unusable(const std::vector<hear::Unusable>& unusable);
  /// Where nothing is fetched from: items that only name where their alert is are of no use.
  static void refuse_links(hear::Reading& reading);
  void note_well();
  void note_failing(std::string detail);

  [[nodiscard]] Instant now() const { return doors_.desk.clock.now(); }
  [[nodiscard]] bool is_stopping() const { return is_stopping_; }

  boost::asio::io_context& context_;
  Doors doors_;
  Feed feed_;
  hear::FeedStanding& standing_;

 private:
  boost::asio::awaitable<void> run();

  boost::asio::steady_timer timer_;
  bool is_running_ = false;
  bool is_stopping_ = false;
};

}  // namespace heed::listening
