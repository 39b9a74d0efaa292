#pragma once
// One answer, before it becomes bytes, and the makers of the usual ones.

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/error.h"
#include "core/value.h"
#include "server/http/request.h"

namespace heed::http {

class EventSource;

/// The connection adds Content-Length, Connection, Date and the security headers; a handler that sets one of the first
/// three, or a value with a control character in it, gets 500 sent in its place.
struct Response {
  int status = 200;
  std::string content_type{};  ///< empty: none is sent
  std::string body{};
  std::vector<std::pair<std::string, std::string>> headers{};
  std::shared_ptr<EventSource> events{};  ///< where set, the answer is this stream and `body` is not sent

  /// Adds a header field; for chains like `return json(201, value).with("Location", path);`.
  [[nodiscard]] Response with(std::string name, std::string value) &&;
  /// The first header field of that name, or an empty text.
  [[nodiscard]] std::string_view header(std::string_view name) const;
};

/// The one table from a failure to its HTTP status.
[[nodiscard]] int status_of(Code code);
/// The standard phrase of a status: 404 → "Not Found".
[[nodiscard]] std::string_view phrase(int status);

[[nodiscard]] Response json(int status, const Value& value);

/// RFC 9457: application/problem+json with type, title, status, detail, instance, code and, where there is one, place.
/// `instance` is the path of the request. 429 and 503 carry Retry-After.
[[nodiscard]] Response problem(const Error& error, std::string_view instance);
/// The same under another status, for failures that only HTTP knows (405, 408, 431, …).
[[nodiscard]] Response problem(const Error& error, std::string_view instance, int status);

/// A page of HTML in UTF-8.
[[nodiscard]] Response page(std::string html, int status = 200);
[[nodiscard]] Response file(std::string bytes, std::string_view type);
/// 303 to `location`: after a form was taken, the browser fetches that page. Requires: `location` is our own path.
[[nodiscard]] Response see_other(std::string location);
[[nodiscard]] Response no_content();

/// A live view: text/event-stream fed by `events`.
[[nodiscard]] Response stream(std::shared_ptr<EventSource> events);

/// A strong entity tag, quoted, from the bytes themselves. It tells versions apart; it proves nothing.
[[nodiscard]] std::string etag_of(std::string_view bytes);
/// Whether the caller's If-None-Match names `etag` (RFC 9110, 13.1.2): then it has these bytes already.
[[nodiscard]] bool is_current(const Request& request, std::string_view etag);
/// Gives the response an ETag where it has none, lets caches keep it while they ask each time, and turns it into 304
/// where the caller has it already.
[[nodiscard]] Response conditional(const Request& request, Response response);

/// What every response carries besides its own fields; Cache-Control only where the response has none.
[[nodiscard]] const std::vector<std::pair<std::string_view, std::string_view>>& security_headers();

}  // namespace heed::http
