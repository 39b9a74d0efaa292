#include "server/websub/routes.h"

#include "core/codec.h"
#include "lib/websub/message.h"

namespace heed::websub {

namespace asio = boost::asio;

namespace {

http::Response said(int status, std::string text) {
  return {.status = status, .content_type = "text/plain; charset=utf-8", .body = std::move(text) + "\n"};
}

/// "hub.topic: this is …". Why plain text: the standard asks for it.
http::Response refusal(const Error& error) {
  auto response = said(http::status_of(error.code), core::sentence(error));
  if (error.code == Code::too_many || error.code == Code::stopped) response.headers.emplace_back("Retry-After", "60");
  return response;
}

bool is_form(const http::Request& request) {
  const auto type = request.headers.value("Content-Type");
  return http::is_same_word(core::trimmed(type.substr(0, type.find(';'))), "application/x-www-form-urlencoded");
}

http::Response take(const Door& door, const http::Request& request) {
  if (!is_form(request)) return said(415, "a request to a hub is a form: application/x-www-form-urlencoded");
  auto asked = read_request(request.body);
  if (!asked) return refusal(asked.error());
  if (auto taken = door.take(*std::move(asked)); !taken) return refusal(taken.error());
  return said(202, "The callback is asked whether it wants this.");
}

}  // namespace

http::Response advertised(const Door& door, std::string_view path, http::Response response) {
  const auto topic = door.topic_of(path);
  if (!topic || response.status >= 400) return response;
  return std::move(response).with("Link", link_header(door.hub_url, *topic));
}

Value standing(const Door& door) {
  const auto standings = door.standings();
  std::uint64_t total = 0;
  for (const auto& topic : standings) total += topic.subscriptions;
  return core::Object{{"hub", door.hub_url}, {"subscriptions", total}, {"topics", to_value(standings)}};
}

void add_routes(http::Router& router, const Door& door) {
  const auto handle = [&door](http::Request request) -> asio::awaitable<http::Response> {
    return [](http::Response made) -> asio::awaitable<http::Response> { co_return made; }(take(door, request));
  };
  router.add(http::Method::post, "/websub", handle, {.body_limit = request_bytes});
}

}  // namespace heed::websub
