#pragma once
// One document from the web, whatever redirects are on the way.

#include "adapters/http_client/client.h"
#include "lib/capfeed/polling.h"

namespace heed::listening {

/// An answer, and the address that gave it in the end.
struct Got {
  http_client::Answer answer{};
  std::string address{};
  std::string moved{};  ///< a sentence where it was not the address that was asked first
};

struct Asked {
  std::string url;
  std::size_t bytes = 0;  ///< one more is read, so that a larger answer is known by its size
  http_client::Interrupt* interrupt = nullptr;
  const capfeed::Polling* compared = nullptr;  ///< outlives the call; null: nothing is compared
  std::string compared_with{};                 ///< the address whose answer it compares with
};

/// Asks, and follows redirects; the headers of comparison go only to the address that gave what they compare with.
/// Errors: those of the client; malformed, refused (http_client::redirected); unavailable after too many redirects.
boost::asio::awaitable<Result<Got>> fetch(http_client::Client& client, Asked asked);

/// Whether it is whole, of one alert. Errors: unavailable.
[[nodiscard]] Result<void> check_whole(const http_client::Answer& answer);

}  // namespace heed::listening
