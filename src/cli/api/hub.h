#pragma once
// The hub as its client sees it: one request, one answer.

#include <functional>
#include <string>
#include <string_view>

#include "core/instant.h"
#include "core/result.h"
#include "core/value.h"

namespace heed::api {

/// Where the hub is, and who calls.
struct Access {
  std::string url;  ///< "http://127.0.0.1:8440", without a slash at the end
  std::string token;
};

struct Request {
  std::string method = "GET";
  std::string path;    ///< from "/api/v1/", encoded
  std::string body{};  ///< JSON
  std::string key{};   ///< Idempotency-Key; empty: none
  Duration deadline{15'000};
};

struct Reply {
  int status = 0;
  std::string body;
};

/// How requests travel: over_http, or a stand-in in tests.
using Wire = std::function<Result<Reply>(const Access&, const Request&)>;
[[nodiscard]] Result<Reply> over_http(const Access& access, const Request& request);

/// Sends and reads the JSON that comes back. Errors: what the hub said, as it said it (RFC 9457); `unavailable` when it
/// said nothing; `internal` when it did not speak our language.
[[nodiscard]] Result<Value> ask(const Wire& wire, const Access& access, const Request& request);
/// Gives a command to the hub: its answer {entry, name, is_repeat}.
[[nodiscard]] Result<Value> give(const Wire& wire, const Access& access, std::string_view command, Request request);

/// One piece of a path or a query, percent-encoded (RFC 3986): slashes too.
[[nodiscard]] std::string encoded(std::string_view piece);

/// A key that nobody has used before.
[[nodiscard]] std::string fresh_key();

}  // namespace heed::api
