#include "server/http/router.h"

#include <doctest/doctest.h>

#include "core/text.h"

using namespace heed;
using namespace heed::http;

namespace {

boost::asio::awaitable<Response> answer(Request) { co_return Response{}; }

Router routes() {
  Router router;
  router.add(Method::get, "/", answer);
  router.add(Method::get, "/api/v1/cases", answer);
  router.add(Method::post, "/api/v1/cases", answer);
  router.add(Method::get, "/api/v1/cases/{case}", answer);
  router.add(Method::remove, "/api/v1/cases/{case}", answer);
  router.add(Method::get, "/api/v1/cases/due", answer);
  router.add(Method::post, "/api/v1/cases/{id}/facets/{facet}", answer);
  router.add(Method::get, "/log/tile/{path...}", answer);
  router.add(Method::get, "/log/checkpoint", answer);
  router.add(Method::get, "/log/{other}", answer);
  return router;
}

}  // namespace

TEST_CASE("a_request_finds_its_route_or_learns_what_the_path_takes") {
  struct Row {
    Method method;
    std::string path;
    std::string pattern;  ///< empty: none is found
    std::map<std::string, std::string> parameters{};
    std::string allow{};
  };
  const std::vector<Row> rows{
      {Method::get, "/", "/"},
      {Method::head, "/", "/"},
      {Method::post, "/", "", {}, "GET, HEAD"},
      {Method::post, "/api/v1/cases", "/api/v1/cases"},
      {Method::put, "/api/v1/cases", "", {}, "GET, HEAD, POST"},
      {Method::get, "/api/v1/cases/", ""},
      {Method::get, "/api/v1/cases/one", "/api/v1/cases/{case}", {{"case", "one"}}},
      {Method::get, "/api/v1/cases/a%2Fb", "/api/v1/cases/{case}", {{"case", "a/b"}}},
      {Method::get, "/api/v1/cases/due", "/api/v1/cases/due"},
      {Method::remove, "/api/v1/cases/due", "/api/v1/cases/{case}", {{"case", "due"}}},
      {Method::patch, "/api/v1/cases/due", "", {}, "GET, HEAD, DELETE"},
      {Method::post,
       "/api/v1/cases/one/facets/two",
       "/api/v1/cases/{id}/facets/{facet}",
       {{"id", "one"}, {"facet", "two"}}},
      {Method::head, "/api/v1/cases/one/facets/two", "", {}, "POST"},
      {Method::get, "/api/v1/cases//facets/two", ""},
      {Method::get, "/log/tile/0/x001/067", "/log/tile/{path...}", {{"path", "0/x001/067"}}},
      {Method::get, "/log/tile", "/log/{other}", {{"other", "tile"}}},
      {Method::get, "/log/tile/", ""},
      {Method::get, "/log/checkpoint", "/log/checkpoint"},
      {Method::get, "/api", ""},
      {Method::get, "/API/v1/cases", ""},
      {Method::get, "//", ""},
  };
  const auto router = routes();
  for (const auto& row : rows) {
    CAPTURE(core::word(row.method));
    CAPTURE(row.path);
    const auto target = parse_target(row.path);
    REQUIRE(target);
    const auto found = router.find(row.method, target->segments);
    CHECK((found.route == nullptr ? "" : found.route->pattern) == row.pattern);
    CHECK(found.parameters == row.parameters);
    if (found.route != nullptr) continue;
    Request request;
    const auto response = nothing_there(request, found.allowed);
    CHECK(response.status == (row.allow.empty() ? 404 : 405));
    CHECK(response.header("Allow") == row.allow);
  }
}

TEST_CASE("the_list_of_routes_is_complete_and_in_order") {
  const auto router = routes();
  const auto all = router.routes();
  REQUIRE(all.size() == 10);
  CHECK(all[0]->pattern == "/");
  CHECK(all[4]->method == Method::remove);
  CHECK(all[9]->pattern == "/log/{other}");
  CHECK(all[0]->options.body_limit == limits::body_bytes);
}
