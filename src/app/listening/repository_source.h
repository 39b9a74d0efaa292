#pragma once
// Messages that the heartbeat of a stream lists and that did not come, fetched from the stream's repositories.

#include "app/listening/source.h"
#include "lib/capfeed/repository/gaps.h"

namespace heed::listening {

inline constexpr std::size_t messages_at_once = 3;  ///< of one stream
inline constexpr Duration repository_idle = std::chrono::hours(1);

/// Stands beside the source of the stream, with whose standing it says what is missing, what it fetched, and what could
/// not be had. Why of its own: who waits for a repository must not hold up the stream.
class RepositorySource final : public Source {
 public:
  /// Requires: the feed has repositories.
  using Source::Source;

  /// Takes what a heartbeat lists.
  void take(const std::vector<cap::Reference>& listed);

 private:
  /// What is fetched at one look, by several at once.
  struct Fetching {
    explicit Fetching(boost::asio::io_context& context) : done(context, boost::asio::steady_timer::time_point::max()) {}
    std::vector<cap::Reference> due{};
    std::size_t next = 0;
    std::size_t running = 0;
    boost::asio::steady_timer done;  ///< cancelled whenever one of them ends
  };

  boost::asio::awaitable<Duration> look() override;
  void interrupt() override { interrupt_.raise(); }

  boost::asio::awaitable<void> fetch_in_turn(Fetching& fetching);
  /// Asks the repositories in turn. Errors: what each of them came to.
  boost::asio::awaitable<Result<void>> fetch_one(cap::Reference message);
  /// Hears what stands at the address if it is that message; else nothing of it.
  boost::asio::awaitable<Result<void>> fetch_from(std::string address, heard::Identity wanted);

  /// Whether it was heard, by whichever way; what has names that no message can have counts as that.
  [[nodiscard]] bool is_here(const cap::Reference& message) const;
  void show();
  [[nodiscard]] std::string sentence() const;

  repository::Gaps gaps_;
  std::string said_;  ///< what stands in the detail because of gaps
  http_client::Interrupt interrupt_;
};

}  // namespace heed::listening
