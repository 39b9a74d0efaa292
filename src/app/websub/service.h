#pragma once
// Everything of WebSub that a serving hub needs: its feed is watched, its subscribers are served, its routes have a
// door.

#include <optional>

#include "app/websub/distributing.h"
#include "app/websub/watched_feed.h"
#include "server/websub/routes.h"

namespace heed::websub {

/// Where the hub of a public site is.
[[nodiscard]] inline std::string hub_url_of(std::string_view base_url) { return cat(base_url, "/websub"); }

class Service {
 public:
  struct Below {
    const ports::Clock& clock;
    ports::Random& random;
    ports::Feed& feed;
  };

  /// Requires: check(setting.section). What `below` has outlives it. Where the section says so it does nothing at all.
  Service(boost::asio::io_context& context, Below below, Setting setting);

  /// Reads who is subscribed.
  Result<void> resume();
  void start();
  boost::asio::awaitable<void> stop();

  /// What the hub publishes by. Lives as long as this.
  [[nodiscard]] ports::Feed& feed() { return feed_; }
  /// What the routes stand on; null where nobody is served.
  [[nodiscard]] const Door* door() const { return door_ ? &*door_ : nullptr; }

 private:
  WatchedFeed feed_;
  std::optional<http_client::Client> asking_;
  std::optional<http_client::Client> sending_;
  std::optional<Distributing> distributing_;
  std::optional<Door> door_;
};

}  // namespace heed::websub
