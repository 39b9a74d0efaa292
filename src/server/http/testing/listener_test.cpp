// The life of connections, over real sockets on loopback.
#include "server/http/listener.h"

#include <exception>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <doctest/doctest.h>

#include "server/http/testing/raw_client.h"

using namespace heed;
using namespace heed::http;
using namespace heed::http::testing;

namespace {

boost::asio::awaitable<Response> name_the_case(Request request) { co_return page(request.parameter("case")); }

boost::asio::awaitable<Response> break_down(Request request) {
  const auto usual = std::make_exception_ptr(std::runtime_error("a library lost its temper"));
  std::rethrow_exception(request.asked("kind") == "odd" ? std::make_exception_ptr(7) : usual);
  co_return page("");
}

boost::asio::awaitable<Response> split_the_answer(Request) {
  co_return page("x").with("Location", "/a\r\nSet-Cookie: stolen=1");
}

constexpr std::size_t much = 32UL << 20;
boost::asio::awaitable<Response> send_much(Request) { co_return file(std::string(much, 'x'), "text/plain"); }

boost::asio::awaitable<Response> send_file(Request request) {
  co_return conditional(request, file("body { margin: 0 }", "text/css"));
}

std::optional<Response> only_with_a_token(const Request& request) {
  if (request.headers.find("Authorization") != nullptr) return std::nullopt;
  return problem({Code::unidentified, "Say who you are."}, request.path);
}

Router routes() {
  Router router;
  router.add(Method::get, "/", say_hello);
  router.add(Method::post, "/echo", say_back);
  router.add(Method::post, "/import", say_back, {.body_limit = 4UL << 20, .admit = only_with_a_token});
  router.add(Method::get, "/cases/{case}", name_the_case);
  router.add(Method::get, "/breaks", break_down);
  router.add(Method::get, "/splits", split_the_answer);
  router.add(Method::get, "/much", send_much);
  router.add(Method::get, "/style.css", send_file);
  return router;
}

/// Holds a handler back until the test opens it.
class Gate {
 public:
  explicit Gate(Served& served) : timer_(served.context, boost::asio::steady_timer::time_point::max()) {
    served.router.add(Method::get, "/gate", [this](Request request) { return pass(std::move(request)); });
  }
  void open() { timer_.cancel(); }
  int inside = 0;

 private:
  boost::asio::awaitable<Response> pass(Request) {
    ++inside;
    co_await timer_.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
    co_return page("passed");
  }
  boost::asio::steady_timer timer_;
};

Config with_deadlines(Deadlines deadlines) {
  Config config;
  config.deadlines = deadlines;
  return config;
}

}  // namespace

TEST_CASE("a_connection_serves_one_request_after_the_other") {
  Served served(routes());
  Client client(served);
  for (int i = 0; i < 3; ++i) {
    const auto response = client.ask(get(cat("/cases/case-", i)));
    CHECK(status_in(response) == 200);
    CHECK(body_in(response) == cat("case-", i));
    CHECK_FALSE(response.contains("Connection: "));
  }
  CHECK(served.listener.connections() == 1);
  client.hang_up();
  CHECK(served.turn([&] { return served.listener.connections() == 0; }));
}

TEST_CASE("a_connection_ends_where_the_client_or_its_version_says_so") {
  Served served(routes());
  for (const std::string request : {"GET / HTTP/1.1\r\nHost: heed\r\nConnection: close\r\n\r\n",
                                    "GET / HTTP/1.0\r\n\r\n", "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"}) {
    CAPTURE(request);
    Client client(served);
    client.send(request);
    const auto response = client.read_to_end();
    CHECK(status_in(response) == 200);
    CHECK(response.contains("Connection: close\r\n"));
  }
}

TEST_CASE("requests_sent_together_are_answered_in_order") {
  Served served(routes());
  Client client(served);
  client.send(get("/cases/a") + post("/echo", "b") + get("/nowhere") + get("/cases/c").substr(0, 10));
  CHECK(body_in(client.read_response()) == "a");
  CHECK(body_in(client.read_response()) == "b");
  CHECK(status_in(client.read_response()) == 404);
  CHECK(body_in(client.ask(get("/cases/c").substr(10))) == "c");
}

TEST_CASE("a_request_may_come_byte_by_byte") {
  Served served(routes());
  Client client(served);
  for (const char c : post("/echo", "slowly")) {
    client.send(std::string(1, c));
    served.context.poll();
  }
  CHECK(body_in(client.read_response()) == "slowly");
}

TEST_CASE("a_target_may_name_the_host_and_a_parameter_may_hold_an_encoded_slash") {
  Served served(routes());
  Client client(served);
  CHECK(body_in(client.ask(get("http://heed.example/cases/one?x=1"))) == "one");
  CHECK(body_in(client.ask(get("/cases/one%2Ftwo"))) == "one/two");
  CHECK(body_in(client.ask(get("/cases/%C3%A4"))) == "\xc3\xa4");
}

TEST_CASE("head_is_answered_as_get_without_the_body") {
  Served served(routes());
  Client client(served);
  client.send("HEAD / HTTP/1.1\r\nHost: heed\r\n\r\n");
  const auto head = client.read_to("\r\n\r\n");
  CHECK(status_in(head) == 200);
  CHECK(head.contains("Content-Length: 5\r\n"));
  CHECK_MESSAGE(client.ask(get("/")).starts_with("HTTP/1.1 200"), "no body stands between the two answers");
}

TEST_CASE("every_answer_carries_the_security_headers") {
  Config config;
  config.now = [] { return Instant{1'709'726'400'000}; };
  Served served(routes(), config);
  for (const std::string target : {"/", "/nowhere", "/breaks", "/style.css", "/%"}) {
    CAPTURE(target);
    Client client(served);
    const auto response = client.ask(get(target));
    CHECK(response.contains("Content-Security-Policy: default-src 'self'; "));
    CHECK(response.contains("frame-ancestors 'none'\r\n"));
    CHECK(response.contains("X-Content-Type-Options: nosniff\r\n"));
    CHECK(response.contains("Referrer-Policy: no-referrer\r\n"));
    CHECK(response.contains(target == "/style.css" ? "Cache-Control: no-cache\r\n" : "Cache-Control: no-store\r\n"));
    CHECK(response.contains("Date: Wed, 06 Mar 2024 12:00:00 GMT\r\n"));
  }
}

TEST_CASE("what_a_handler_throws_ends_one_request_and_nothing_else") {
  Served served(routes());
  Client client(served);
  for (const std::string target : {"/breaks", "/breaks?kind=odd", "/splits"}) {
    const auto response = client.ask(get(target));
    CHECK(status_in(response) == 500);
    CHECK_FALSE(response.contains("temper"));
    CHECK_FALSE(response.contains("stolen"));
  }
  CHECK(status_in(client.ask(get("/"))) == 200);
}

TEST_CASE("a_large_answer_arrives_whole") {
  Served served(routes());
  Client client(served);
  const auto response = client.ask(get("/much"));
  CHECK(body_in(response).size() == much);
  CHECK(status_in(client.ask(get("/"))) == 200);
}

TEST_CASE("a_file_that_the_caller_has_is_not_sent_again") {
  Served served(routes());
  Client client(served);
  const auto first = client.ask(get("/style.css"));
  const auto at = first.find("ETag: ") + 6;
  const auto etag = first.substr(at, first.find("\r\n", at) - at);
  const auto again = [&](std::string_view tags) {
    client.send(cat("GET /style.css HTTP/1.1\r\nHost: heed\r\nIf-None-Match: ", tags, "\r\n\r\n"));
    return client.read_response();
  };
  CHECK(status_in(again(etag)) == 304);
  CHECK(status_in(again("\"other\", W/" + etag)) == 304);
  CHECK(body_in(again("\"other\"")) == "body { margin: 0 }");
}

TEST_CASE("a_client_that_asks_before_it_sends_is_told_to_go_on_or_refused") {
  Served served(routes());
  const std::string rest = "Host: heed\r\nExpect: 100-continue\r\nContent-Length: ";
  Client welcome(served);
  welcome.send("POST /echo HTTP/1.1\r\n" + rest + "4\r\n\r\n");
  CHECK(welcome.read_to("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
  CHECK(body_in(welcome.ask("body")) == "body");
  Client greedy(served);
  greedy.send("POST /echo HTTP/1.1\r\n" + rest + "99999999\r\n\r\n");
  CHECK(status_in(greedy.read_to_end()) == 413);
}

TEST_CASE("a_route_can_refuse_a_stranger_before_the_body_is_read") {
  Served served(routes());
  Client stranger(served);
  stranger.send("POST /import HTTP/1.1\r\nHost: heed\r\nContent-Length: 3000000\r\n\r\n");
  CHECK(status_in(stranger.read_to_end()) == 401);
  Client known(served);
  known.send("POST /import HTTP/1.1\r\nHost: heed\r\nAuthorization: Bearer x\r\nContent-Length: 3000000\r\n\r\n");
  known.send(std::string(3'000'000, 'x'));
  CHECK(body_in(known.read_response()).size() == 3'000'000);
}

TEST_CASE("a_client_that_is_too_slow_is_let_go") {
  constexpr Duration shortly{40};
  struct Row {
    std::string name;
    Deadlines deadlines;
    std::string bytes;
    int status;
  };
  const std::vector<Row> rows{
      {"sends nothing", {.idle = shortly}, "", 0},
      {"sends nothing more", {.idle = shortly}, get("/"), 200},
      {"never ends the header", {.header = shortly}, "GET / HTTP/1.1\r\nHo", 408},
      {"never ends the body",
       {.body = shortly},
       "POST /echo HTTP/1.1\r\nHost: heed\r\nContent-Length: 9\r\n\r\nx",
       408},
  };
  for (const auto& [name, deadlines, bytes, status] : rows) {
    CAPTURE(name);
    Served served(routes(), with_deadlines(deadlines));
    Client client(served);
    client.send(bytes);
    CHECK(status_in(client.read_to_end()) == status);
    client.hang_up();
    CHECK(served.turn([&] { return served.listener.connections() == 0; }));
  }
}

TEST_CASE("bytes_that_trickle_do_not_extend_the_deadline_of_the_header") {
  Served served(routes(), with_deadlines({.header = Duration{40}}));
  Client client(served);
  client.send("GET / HTTP/1.1\r\nX: ");
  served.turn([&] {
    client.send("x");
    return served.listener.connections() == 0;
  });
  CHECK(served.listener.connections() == 0);
}

TEST_CASE("a_client_that_does_not_read_its_answer_is_let_go") {
  Served served(routes(), with_deadlines({.write = Duration{40}}));
  Client client(served);
  client.send(get("/much"));
  CHECK(served.turn([&] { return served.listener.connections() == 1; }));
  CHECK(served.turn([&] { return served.listener.connections() == 0; }));
  CHECK(body_in(client.read_to_end()).size() < much);
}

TEST_CASE("one_connection_more_than_the_limit_is_turned_away") {
  Config config;
  config.capacity.connections = 2;
  Served served(routes(), config);
  Client first(served);
  Client second(served);
  CHECK(status_in(first.ask(get("/"))) == 200);
  CHECK(status_in(second.ask(get("/"))) == 200);
  Client third(served);
  const auto refused = third.read_to_end();
  CHECK(status_in(refused) == 503);
  CHECK(refused.contains("Retry-After: "));
  second.hang_up();
  CHECK(served.turn([&] { return served.listener.connections() == 1; }));
  Client fourth(served);
  CHECK(status_in(fourth.ask(get("/"))) == 200);
}

TEST_CASE("each_answer_is_reported_once_with_its_route_and_without_secrets") {
  std::vector<std::string> told;
  Config config;
  config.on_request = [&](const Request& request, int status, std::chrono::microseconds took) {
    CHECK(took.count() >= 0);
    CHECK(request.headers.fields().empty());
    CHECK(request.peer == "127.0.0.1");
    told.push_back(cat(core::word(request.method), " ", request.path, " ", request.route, " ", status));
  };
  Served served(routes(), config);
  Client client(served);
  client.ask(get("/cases/one?token=secret"));
  client.ask(get("/nowhere"));
  client.ask(post("/", ""));
  client.ask("nonsense\r\n\r\n");
  CHECK(told ==
        std::vector<std::string>{"GET /cases/one /cases/{case} 200", "GET /nowhere  404", "POST /  405", "GET   400"});
}

TEST_CASE("stopping_ends_idle_connections_and_lets_a_running_request_finish") {
  Served served(routes());
  Gate gate(served);
  Client idle(served);
  idle.ask(get("/"));
  Client busy(served);
  busy.send(get("/gate") + get("/"));
  CHECK(served.turn([&] { return gate.inside == 1; }));
  served.begin_stop();
  CHECK(idle.read_to_end().empty());
  CHECK_FALSE(served.is_stopped);
  gate.open();
  const auto last = busy.read_to_end();
  CHECK(body_in(last) == "passed");
  CHECK_MESSAGE(last.contains("Connection: close\r\n"), "the request behind it is not begun");
  CHECK(served.turn([&] { return served.is_stopped; }));
  CHECK_THROWS(Client(served));
}

TEST_CASE("stopping_cuts_off_what_does_not_end_in_time") {
  Served served(routes(), with_deadlines({.stop = Duration{40}}));
  Gate gate(served);
  Client busy(served);
  busy.send(get("/gate"));
  CHECK(served.turn([&] { return gate.inside == 1; }));
  Client slow(served);
  slow.send("GET / HT");
  Client deaf(served);
  deaf.send(get("/much"));
  CHECK(served.turn([&] { return served.listener.connections() == 3; }));
  served.stop();
  CHECK(served.listener.connections() == 0);
  CHECK(busy.read_to_end().empty());
}

TEST_CASE("an_address_that_cannot_be_had_is_an_error_that_says_so") {
  Served served(routes());
  Listener same(served.context, served.router, {.port = served.port});
  const auto taken = same.start();
  REQUIRE_FALSE(taken);
  CHECK(taken.error().code == Code::unavailable);
  Listener wrong(served.context, served.router, {.address = "the moon"});
  const auto nowhere = wrong.start();
  REQUIRE_FALSE(nowhere);
  CHECK(nowhere.error().code == Code::malformed);
}
