#include <filesystem>
#include <fstream>

#include "adapters/format/after_action/after_action.h"
#include "adapters/format/receipt/receipt.h"
#include "operations/review_case.h"
#include "server/reception.h"

namespace heed::server {

namespace asio = boost::asio;

namespace {

struct Type {
  std::string_view ending;
  std::string_view type;
};
constexpr Type types[] = {{".edxl.xml", "application/xml; charset=utf-8"},  // before ".xml", which is its ending too
                          {".rss", "application/rss+xml; charset=utf-8"},
                          {".geojson", "application/geo+json"},
                          {".html", "text/html; charset=utf-8"},
                          {".css", "text/css; charset=utf-8"},
                          {".js", "text/javascript; charset=utf-8"},
                          {".svg", "image/svg+xml"},
                          {".json", "application/json"},
                          {".xml", "application/cap+xml; charset=utf-8"},
                          {".atom", "application/atom+xml; charset=utf-8"},
                          {".png", "image/png"},
                          {".ico", "image/x-icon"},
                          {".woff2", "font/woff2"}};

std::string_view type_of(std::string_view path) {
  for (const auto& [ending, type] : types) {
    if (path.ends_with(ending)) return type;
  }
  return "application/octet-stream";
}

/// A file of the public site, as the publisher wrote it.
http::Response published(Reception& reception, const http::Request& request, const std::string& path) {
  const auto bytes = reception.desk.feed.read(path);
  if (!bytes) return http::problem(bytes.error(), request.path);
  return http::conditional(request, http::file(*bytes, type_of(path)).with("Cache-Control", "no-cache"));
}

/// The same for pages of other sites, whose scripts may read it too: it says nothing that is not public, and to nobody
/// in particular.
http::Response open_data(Reception& reception, const http::Request& request, const std::string& path) {
  auto response = published(reception, request, path);
  if (response.status >= 400) return response;
  if (reception.websub != nullptr) response = websub::advertised(*reception.websub, path, std::move(response));
  return std::move(response).with("Access-Control-Allow-Origin", "*").with("Access-Control-Expose-Headers", "ETag");
}

/// A file of the console. Requires: `path` has no dot segments (the parser refuses them).
http::Response console_file(const Reception& reception, const http::Request& request, const std::string& path) {
  if (reception.web_root.empty())
    return http::problem({Code::not_found, "this hub runs without a console"}, request.path);
  std::ifstream file(std::filesystem::path(reception.web_root) / path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file) return http::problem({Code::not_found, "there is no such file"}, request.path);
  return http::conditional(request, http::file(std::move(bytes), type_of(path)).with("Cache-Control", "no-cache"));
}

asio::awaitable<http::Response> review_page(Reception& reception, http::Request request) {
  const auto caller = co_await admit(reception, request, "read_cases");
  if (!caller) co_return http::problem(caller.error(), request.path);
  const auto view = co_await operations::review_case(reception.desk, CaseId{request.parameter("case")}, std::nullopt);
  if (!view) co_return http::problem(view.error(), request.path);
  co_return http::page(after_action::html(*view, after_action::Style::linked));
}

/// A handler that needs no waiting.
template <class Answer>
http::Handler at_once(Answer answer) {
  return [answer](http::Request request) -> asio::awaitable<http::Response> {
    auto response = answer(request);
    return [](http::Response made) -> asio::awaitable<http::Response> { co_return made; }(std::move(response));
  };
}

}  // namespace

void add_public_routes(http::Router& router, Reception& reception) {
  const auto get = [&](std::string_view pattern, auto answer) {
    router.add(http::Method::get, pattern, at_once(answer));
  };
  get("/", [&](const http::Request& request) { return published(reception, request, "index.html"); });
  get("/public.css", [&](const http::Request& request) { return published(reception, request, "public.css"); });
  for (const std::string path : {"feed.atom", "feed.rss", "warnings.json", "warnings.geojson"}) {
    get(cat("/", path),
        [&reception, path](const http::Request& request) { return open_data(reception, request, path); });
  }
  get("/api/v1/public/warnings",
      [&](const http::Request& request) { return open_data(reception, request, "warnings.json"); });
  get("/feeds", [](const http::Request&) { return http::see_other("/feeds/"); });
  get("/feeds/", [&](const http::Request& request) { return published(reception, request, "feeds/index.html"); });
  get("/feeds/{file}", [&](const http::Request& request) {
    return open_data(reception, request, "feeds/" + request.parameter("file"));
  });
  get("/cap/{file}",
      [&](const http::Request& request) { return published(reception, request, "cap/" + request.parameter("file")); });
  get("/warnings/{file}", [&](const http::Request& request) {
    return published(reception, request, "warnings/" + request.parameter("file"));
  });
  get("/review.css", [](const http::Request& request) {
    return http::conditional(request, http::file(std::string(after_action::stylesheet()), "text/css; charset=utf-8"));
  });
  get("/receipt.css", [](const http::Request& request) {
    return http::conditional(request, http::file(std::string(receipt::stylesheet()), "text/css; charset=utf-8"));
  });
  router.add(http::Method::get, "/review/{case}",
             [&reception](http::Request request) { return review_page(reception, std::move(request)); });
  get("/console/", [&](const http::Request& request) { return console_file(reception, request, "index.html"); });
  get("/console", [](const http::Request&) { return http::see_other("/console/"); });
  get("/console/{path...}",
      [&](const http::Request& request) { return console_file(reception, request, request.parameter("path")); });
  get("/verify", [&](const http::Request& request) { return console_file(reception, request, "verify/index.html"); });
  get("/verify/{file}", [&](const http::Request& request) {
    return console_file(reception, request, "verify/" + request.parameter("file"));
  });
  get("/api/openapi.json",
      [&](const http::Request& request) { return http::conditional(request, http::json(200, openapi())); });
}

}  // namespace heed::server
