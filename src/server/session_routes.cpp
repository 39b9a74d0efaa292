#include "lib/json/json.h"
#include "server/reception.h"

namespace heed::server {

namespace asio = boost::asio;

namespace {

struct SignIn {
  std::string token;
  HEED_FIELDS(SignIn, token)
};

std::string cookie(const Reception& reception, std::string_view value, std::string_view age) {
  // Why not always: on the loopback there is no TLS, and browsers would drop the cookie.
  const auto* secure = reception.desk.manner.base_url.starts_with("https:") ? "; Secure" : "";
  return cat(Accounts::cookie_name, "=", value, "; Path=/; HttpOnly; SameSite=Strict", secure, "; Max-Age=", age);
}

asio::awaitable<http::Response> sign_in(Reception& reception, http::Request request) {
  const auto body = json::parse(request.body);
  if (!body) co_return http::problem(body.error(), request.path);
  const auto asked = from_value<SignIn>(*body);
  if (!asked) co_return http::problem(asked.error(), request.path);
  const auto* account = reception.accounts.find(asked->token);
  if (account == nullptr) {
    co_return http::problem({Code::unidentified, "this token is not known; ask the administrator for a new one"},
                            request.path);
  }
  auto& desk = reception.desk;
  const auto session = reception.accounts.open_session(*account, desk.random, desk.clock.now());
  const auto seconds = cat(Accounts::session_length.count() / 1000);
  co_return http::json(200, to_value(record::Actor{account->name, account->role}))
      .with("Set-Cookie", cookie(reception, session, seconds));
}

asio::awaitable<http::Response> sign_out(Reception& reception, http::Request request) {
  reception.accounts.close_session(request);
  co_return http::no_content().with("Set-Cookie", cookie(reception, "", "0"));
}

asio::awaitable<http::Response> me(Reception& reception, http::Request request) {
  const auto caller = reception.accounts.identify(request, reception.desk.clock.now());
  if (!caller) co_return http::problem(caller.error(), request.path);
  co_return http::json(200, to_value(caller->actor));
}

}  // namespace

void add_session_routes(http::Router& router, Reception& reception) {
  router.add(http::Method::post, "/api/v1/sign_in",
             [&reception](http::Request request) { return sign_in(reception, std::move(request)); });
  router.add(http::Method::post, "/api/v1/sign_out",
             [&reception](http::Request request) { return sign_out(reception, std::move(request)); });
  router.add(http::Method::get, "/api/v1/me",
             [&reception](http::Request request) { return me(reception, std::move(request)); });
}

}  // namespace heed::server
