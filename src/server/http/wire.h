#pragma once
// Private to this folder: a Response to bytes.

#include <string>
#include <string_view>

#include "core/instant.h"
#include "server/http/response.h"

namespace heed::http {

enum class Persistence { keep_alive, close };

/// Whether the header fields can go over the wire: names are tokens, values without control characters, and none of
/// those that the connection writes itself.
[[nodiscard]] bool is_sendable(const Response& response);

struct Framing {
  Persistence persistence = Persistence::keep_alive;
  std::string_view date{};  ///< empty: no Date field
};

/// Appends status line and header fields with the empty line that ends them. Requires: is_sendable(response).
void append_head(std::string& out, const Response& response, const Framing& framing);

/// Whether a response of that status has a body at all (RFC 9110, 6.4.1).
[[nodiscard]] bool has_content(int status);

/// "Wed, 06 Mar 2024 12:00:00 GMT".
[[nodiscard]] std::string to_http_date(Instant instant);

}  // namespace heed::http
