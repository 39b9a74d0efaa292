#pragma once
// One request as a handler sees it: read to its end, checked, decoded. No byte of it has been believed beyond that.

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/result.h"
#include "core/words.h"

namespace heed::http {

/// The methods that routes can have; every other one is answered with 501.
enum class Method { get, head, post, put, patch, remove };
constexpr auto words(Method) {
  return core::word_table<Method>({{Method::get, "GET"},
                                   {Method::head, "HEAD"},
                                   {Method::post, "POST"},
                                   {Method::put, "PUT"},
                                   {Method::patch, "PATCH"},
                                   {Method::remove, "DELETE"}});
}

/// Header fields in the order in which they came. Names are compared without regard to case.
class Headers {
 public:
  void add(std::string name, std::string value) { fields_.emplace_back(std::move(name), std::move(value)); }
  /// The first field of that name, or nothing.
  [[nodiscard]] const std::string* find(std::string_view name) const;
  /// The first field of that name, or an empty text.
  [[nodiscard]] std::string_view value(std::string_view name) const;
  [[nodiscard]] std::size_t count(std::string_view name) const;
  [[nodiscard]] const std::vector<std::pair<std::string, std::string>>& fields() const { return fields_; }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

/// Guarantees: `path` and the names and values of `query` are valid UTF-8 without control characters (a query may hold
/// tabs and newlines), and `path` has no "." or ".." segment, neither plain nor percent-encoded.
struct Request {
  Method method = Method::get;
  std::string path;                          ///< decoded, without the query
  std::map<std::string, std::string> query;  ///< decoded; a name that comes twice is refused
  Headers headers;                           ///< Host, Content-Type, Authorization and the like came at most once
  std::string body;                          ///< as received; at most the route's body limit
  std::string peer;                          ///< the address of the other end of the connection, without the port
  std::map<std::string, std::string> path_parameters;  ///< by the names in the route's pattern; never empty texts
  std::string route;  ///< the pattern that matched; empty where none did. A label for metrics

  /// The cookies by name. Of two with one name the first counts, which is the more specific one (RFC 6265, 5.4).
  [[nodiscard]] std::map<std::string, std::string> cookies() const;
  /// The path parameter of that name. Requires: the route's pattern has it.
  [[nodiscard]] const std::string& parameter(std::string_view name) const;
  /// The query's value of that name, or an empty text.
  [[nodiscard]] std::string_view asked(std::string_view name) const;
};

/// A whole number of the query, up to `at_most`; `otherwise` when it is left out. Errors: malformed, with its name.
[[nodiscard]] Result<std::uint64_t> asked_number(const Request& request, std::string_view name, std::uint64_t otherwise,
                                                 std::uint64_t at_most);

/// The target of a request line in its parts. `segments` are the decoded pieces between slashes: "/" has one, empty.
struct Target {
  std::string path;
  std::vector<std::string> segments;
  std::map<std::string, std::string> query;
};

/// Reads "/path?query" or "http://host/path?query" (RFC 9112, 3.2).
[[nodiscard]] Result<Target> parse_target(std::string_view raw);

/// Reads application/x-www-form-urlencoded: a query, or the body of a form. A name that comes twice is refused.
[[nodiscard]] Result<std::map<std::string, std::string>> parse_form(std::string_view encoded);

/// Decodes %XX strictly: two hexadecimal digits each, and clean UTF-8 (core/text.h) as the result.
[[nodiscard]] Result<std::string> percent_decoded(std::string_view encoded);

/// Whether two ASCII texts are the same but for case.
[[nodiscard]] bool is_same_word(std::string_view a, std::string_view b);

}  // namespace heed::http
