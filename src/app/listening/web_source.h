#pragma once
// A feed on the web: asked again and again, and the alerts fetched that it leads to.

#include <set>

#include "app/listening/fetch.h"
#include "app/listening/source.h"

namespace heed::listening {

inline constexpr std::size_t fetches_at_a_look = 500;  ///< alerts; what is left is fetched at the next look
inline constexpr std::size_t fetches_at_once = 8;      ///< so that links that hang hold up little

class WebSource final : public Source {
 public:
  using Source::Source;

 private:
  /// What is fetched of one document, by several at once.
  struct Fetching {
    explicit Fetching(boost::asio::io_context& context) : done(context, boost::asio::steady_timer::time_point::max()) {}
    std::vector<const capfeed::Item*> missing{};
    std::size_t next = 0;
    std::size_t running = 0;
    Result<void> outcome{};          ///< the first failure
    boost::asio::steady_timer done;  ///< cancelled whenever one of them ends
  };

  boost::asio::awaitable<Duration> look() override;
  void interrupt() override { interrupt_.raise(); }

  boost::asio::awaitable<void> take(Got got, capfeed::Outcome outcome);
  /// Fetches what the items lead to. Guarantees: what could not be fetched is tried again at the next look.
  boost::asio::awaitable<Result<void>> fetch(const std::vector<capfeed::Item>& items);
  boost::asio::awaitable<void> fetch_in_turn(Fetching& fetching);
  boost::asio::awaitable<Result<void>> fetch_one(const capfeed::Item& item);
  /// The feed answers; where it has moved, or no longer has, that is said.
  void note_well_at(const Got& got);

  [[nodiscard]] capfeed::PollingSettings settings() const;
  [[nodiscard]] Duration until_next() const;

  capfeed::Polling polling_;
  std::string compared_with_;      ///< the address whose answer `polling_` compares with
  std::string moved_;              ///< what stands in the detail because the feed has moved
  std::set<std::string> fetched_;  ///< items of the last document whose alerts came: nobody is asked twice for them
  http_client::Interrupt interrupt_;
};

}  // namespace heed::listening
