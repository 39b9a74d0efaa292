#pragma once
// The hub of our feeds, as subscribers see it.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "lib/websub/book.h"
#include "lib/websub/request.h"
#include "server/http/router.h"

namespace heed::websub {

inline constexpr std::size_t request_bytes = 8UL << 10;  ///< of a form: two addresses, percent-encoded, and a secret

/// What the routes stand on.
struct Door {
  std::string hub_url;
  std::function<Result<void>(Request)> take;
  std::function<std::vector<TopicStanding>()> standings;
  /// The address by which a public file is subscribed to; nothing where it is no feed.
  std::function<std::optional<std::string>(std::string_view path)> topic_of;
};

/// Says in the answer with which hub and by what address its file is subscribed to.
[[nodiscard]] http::Response advertised(const Door& door, std::string_view path, http::Response response);

/// How many subscriptions each feed has; for those who may look.
[[nodiscard]] Value standing(const Door& door);

/// Adds POST /websub. Requires: `door` outlives the router.
void add_routes(http::Router& router, const Door& door);

}  // namespace heed::websub
