#pragma once
// A feed on the web: asked again and again, and the alerts fetched that it leads to.

#include <set>

#include "app/listening/source.h"
#include "lib/capfeed/polling.h"

namespace heed::listening {

inline constexpr std::size_t fetches_at_a_look = 500;  ///< alerts; what is left is fetched at the next look

class WebSource final : public Source {
 public:
  using Source::Source;

 private:
  boost::asio::awaitable<Duration> look() override;
  boost::asio::awaitable<void> take(const http_client::Answer& answer, capfeed::Outcome outcome);
  /// Fetches what the items lead to. Guarantees: what could not be fetched is tried again at the next look.
  boost::asio::awaitable<Result<void>> fetch(const std::vector<capfeed::Item>& items);
  boost::asio::awaitable<Result<void>> fetch_one(const capfeed::Item& item);

  [[nodiscard]] capfeed::PollingSettings settings() const;
  [[nodiscard]] Duration until_next() const;

  capfeed::Polling polling_;
  std::set<std::string> fetched_;  ///< items of the last document whose alerts came: nobody is asked twice for them
};

}  // namespace heed::listening
