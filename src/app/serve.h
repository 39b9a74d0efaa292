#pragma once
// Running a hub for people: the server, until it is told to stop.

#include "app/init.h"
#include "server/accounts.h"

namespace heed::app {

struct Serving {
  std::string data;
  std::optional<std::string> listen_address;
  std::optional<std::uint16_t> port;
  std::string web_root;                   ///< the console's files; empty: none
  std::vector<server::Account> accounts;  ///< used instead of the file's when there are any
  std::optional<Instant> continue_at;     ///< the clock goes on from here at its usual pace, instead of showing today
  std::function<void(const std::string& url)> ready;
};

/// Serves until SIGINT or SIGTERM. Returns when everything is durable and every task has ended.
[[nodiscard]] Result<void> serve(const Serving& serving);

}  // namespace heed::app
