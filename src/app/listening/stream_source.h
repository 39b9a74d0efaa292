#pragma once
// An endless stream of alerts on one connection, with heartbeats, as Canada's NAADS sends it.

#include <boost/asio/ip/tcp.hpp>

#include "app/listening/repository_source.h"
#include "app/listening/source.h"
#include "lib/capfeed/heartbeat.h"
#include "lib/capfeed/stream.h"

namespace heed::listening {

/// A connection that brings nothing for so long is taken for dead: heartbeats come every minute.
inline constexpr std::chrono::seconds silence_max{180};
inline constexpr std::size_t gaps_kept = 100;
/// A connection that brings so much and no alert in it is none of a stream of alerts.
inline constexpr std::size_t noise_max = 1UL << 20;

class StreamSource final : public Source {
 public:
  StreamSource(boost::asio::io_context& context, Doors doors, Feed feed, hear::FeedStanding& standing);

  /// Gaps go to `repositories` from now on, which outlives this; without, they are only shown.
  void fill_gaps_from(RepositorySource& repositories) { repositories_ = &repositories; }

 private:
  boost::asio::awaitable<Duration> look() override;
  void interrupt() override;

  boost::asio::awaitable<Result<void>> connect();
  /// Until the connection ends or falls silent.
  boost::asio::awaitable<Result<void>> follow();
  boost::asio::awaitable<Result<void>> take(std::string document);
  /// Messages that the heartbeat names and that never came here are gaps. Gives whether it was one.
  bool take_heartbeat(std::string_view document);
  void show_gaps(const std::vector<cap::Reference>& messages);
  /// Says what the splitter threw away since `before`.
  void note_lost(const capfeed::StreamCounts& before, const capfeed::StreamCounts& after);

  boost::asio::ip::tcp::socket socket_;
  boost::asio::steady_timer silence_;
  RepositorySource* repositories_ = nullptr;
  Duration pause_{};  ///< before the next connection
  bool is_silent_ = false;
};

}  // namespace heed::listening
