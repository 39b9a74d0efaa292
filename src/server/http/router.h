#pragma once
// Which handler answers which method and path. One table, filled at start, never changed while requests run.

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "core/limits.h"
#include "server/http/request.h"
#include "server/http/response.h"

namespace heed::http {

using Handler = std::function<boost::asio::awaitable<Response>(Request)>;

struct RouteOptions {
  std::size_t body_limit = limits::body_bytes;
  /// Trust: asked when the header is there and before any of the body is read; an answer ends the request with it. A
  /// route that takes large bodies identifies its callers here, so that a stranger cannot fill the memory.
  std::function<std::optional<Response>(const Request&)> admit{};
};

struct Route {
  Method method = Method::get;
  std::string pattern;
  Handler handler;
  RouteOptions options;
};

class Router {
 public:
  Router();
  ~Router();
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;

  /// Adds a route. In a pattern "{case}" takes one segment, which may hold an encoded slash, and "{path...}" at the end
  /// takes the rest, of at least one segment. A literal segment goes before a parameter, a parameter before a rest.
  /// HEAD is answered from GET where it has no route of its own.
  /// Requires: the pattern begins with "/" and is not there yet for this method. A wrong one stops the process.
  void add(Method method, std::string_view pattern, Handler handler, RouteOptions options = {});

  /// Either a route with the values of its parameters, or the methods that the path has: none means 404, some 405.
  struct Found {
    const Route* route = nullptr;
    std::map<std::string, std::string> parameters{};
    std::vector<Method> allowed{};
  };
  [[nodiscard]] Found find(Method method, const std::vector<std::string>& segments) const;

  /// Every route, in the order in which they were added.
  [[nodiscard]] std::vector<const Route*> routes() const;

 private:
  struct Node;
  std::unique_ptr<Node> root_;
  std::vector<std::unique_ptr<Route>> routes_;
};

/// 404, or 405 with Allow.
[[nodiscard]] Response nothing_there(const Request& request, const std::vector<Method>& allowed);

}  // namespace heed::http
