#pragma once
// All feeds of others that this hub listens to.

#include <deque>
#include <memory>

#include "app/listening/source.h"

namespace heed::listening {

/// Who is trusted, as the operator's files say.
struct Trusted {
  std::optional<xmlsign::Anchors> anchors;
  std::optional<xmlsign::Senders> senders;
  [[nodiscard]] hear::Trust trust() const;
};
/// Reads the files that the section names; `folder` is where heed.toml stands.
[[nodiscard]] Result<Trusted> read_trusted(const Section& section, const std::string& folder);

/// Feeds fail one by one and are asked again; none holds up another.
class Listening {
 public:
  struct Doors {
    desk::Desk& desk;
    http_client::Client& client;  ///< may reach what the section allows
    hear::Trust trust;
  };
  /// Requires: check(section) succeeded.
  Listening(boost::asio::io_context& context, Doors doors, const Section& section);

  /// Requires: the journal was resumed.
  void start();
  boost::asio::awaitable<void> stop();
  /// How it goes with each feed, in the order of the configuration; lives as long as this.
  [[nodiscard]] const std::deque<hear::FeedStanding>& standings() const { return standings_; }

 private:
  boost::asio::awaitable<void> keep_house();
  boost::asio::awaitable<void> pin(std::string digest);

  boost::asio::io_context& context_;
  Doors doors_;
  std::deque<hear::FeedStanding> standings_;
  boost::asio::thread_pool reading_{1};
  std::vector<std::unique_ptr<Source>> sources_;
  boost::asio::steady_timer timer_;
  bool is_stopping_ = false;
  std::size_t running_ = 0;  ///< tasks besides the sources
};

}  // namespace heed::listening
