// Requests that must not be taken, each with the reason, over a real socket.
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "server/http/testing/raw_client.h"

using namespace heed;
using namespace heed::http;
using namespace heed::http::testing;

namespace {

struct Row {
  std::string reason;
  std::string bytes;
  int status;
};

constexpr std::string_view host = "Host: heed\r\n";

std::string with_fields(std::string_view fields, std::string_view body = {}) {
  return cat("POST /echo HTTP/1.1\r\n", host, fields, "\r\n", body);
}

Router routes() {
  Router router;
  router.add(Method::get, "/", say_hello);
  router.add(Method::get, "/cases/{case}", say_hello);
  router.add(Method::post, "/echo", say_back);
  router.add(Method::post, "/small", say_back, {.body_limit = 8});
  return router;
}

void check(const std::vector<Row>& rows, const Config& config = {}) {
  Served served(routes(), config);
  for (const auto& [reason, bytes, status] : rows) {
    CAPTURE(reason);
    Client client(served);
    client.send(bytes);
    // A refused request ends its connection: where the next one begins is anybody's guess, and an attacker's best.
    const auto response = client.read_to_end();
    CHECK(status_in(response) == status);
    CHECK(response.contains("Connection: close\r\n"));
    CHECK(response.contains("Content-Type: application/problem+json\r\n"));
    CHECK(response.find("HTTP/1.1 ", 1) == std::string::npos);
  }
  Client client(served);
  CHECK_MESSAGE(status_in(client.ask(get("/"))) == 200, "the server goes on after all of them");
}

}  // namespace

TEST_CASE("a_request_line_that_breaks_the_grammar_is_refused") {
  check({
      {"nothing but a line end", "\r\n\r\n", 400},
      {"not HTTP at all", "hello\r\n\r\n", 400},
      {"no version", "GET /\r\nHost: heed\r\n\r\n", 400},
      {"two spaces before the target", "GET  / HTTP/1.1\r\nHost: heed\r\n\r\n", 400},
      {"a space inside the target", "GET /a b HTTP/1.1\r\nHost: heed\r\n\r\n", 400},
      {"a bare line feed as line end", "GET / HTTP/1.1\nHost: heed\n\n", 400},
      {"a version that does not exist", "GET / HTTP/1.9\r\nHost: heed\r\n\r\n", 400},
      {"HTTP/2 without asking first", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400},
      {"HTTP/0.9", "GET / HTTP/0.9\r\nHost: heed\r\n\r\n", 400},
      {"lower case in the protocol's name", "GET / http/1.1\r\nHost: heed\r\n\r\n", 400},
      {"a method that nobody offers", "BREW / HTTP/1.1\r\nHost: heed\r\n\r\n", 501},
      {"methods are written in capitals", "get / HTTP/1.1\r\nHost: heed\r\n\r\n", 501},
      {"no proxy here", "CONNECT heed:443 HTTP/1.1\r\nHost: heed\r\n\r\n", 501},
      {"a mirror helps only attackers", "TRACE / HTTP/1.1\r\nHost: heed\r\n\r\n", 501},
  });
}

TEST_CASE("a_target_that_two_readers_could_read_differently_is_refused") {
  check({
      {"a percent sign with nothing behind it", get("/cases/%"), 400},
      {"one digit", get("/cases/%4"), 400},
      {"no hexadecimal digits", get("/cases/%zz"), 400},
      {"a zero byte", get("/cases/%00"), 400},
      {"a line end that might reach a header or a log", get("/cases/a%0d%0aSet-Cookie:x"), 400},
      {"a line feed", get("/cases/a%0a"), 400},
      {"not UTF-8", get("/cases/%ff"), 400},
      {"an overlong slash", get("/cases/%c0%af"), 400},
      {"half of a surrogate pair", get("/cases/%ed%a0%80"), 400},
      {"a way up", get("/cases/../x"), 400},
      {"an encoded way up", get("/cases/%2e%2e"), 400},
      {"a way up inside one segment", get("/cases/a%2f..%2fb"), 400},
      {"a backslash, which some proxies take for a slash", get("/cases\\x"), 400},
      {"bytes above ASCII, raw", get("/cases/\xc3\xa4"), 400},
      {"a fragment, which never leaves a browser", get("/cases/a#b"), 400},
      {"no slash in front", get("cases/a"), 400},
      {"a star belongs to OPTIONS", get("*"), 400},
      {"a bad escape in the query", get("/?a=%g1"), 400},
      {"one name twice in the query", get("/?a=1&a=2"), 400},
      {"one name twice, the second in disguise", get("/?a=1&%61=2"), 400},
  });
}

TEST_CASE("header_fields_that_break_the_grammar_or_contradict_each_other_are_refused") {
  check({
      {"no Host", "GET / HTTP/1.1\r\n\r\n", 400},
      {"two Hosts", "GET / HTTP/1.1\r\nHost: heed\r\nHost: other\r\n\r\n", 400},
      {"an empty Host", "GET / HTTP/1.1\r\nHost: \r\n\r\n", 400},
      {"a Host with a path", "GET / HTTP/1.1\r\nHost: heed/x\r\n\r\n", 400},
      {"a Host with a user", "GET / HTTP/1.1\r\nHost: a@heed\r\n\r\n", 400},
      {"a field without a colon", with_fields("Nonsense\r\n"), 400},
      {"a space before the colon", with_fields("Accept : x\r\n"), 400},
      {"a field without a name", with_fields(": x\r\n"), 400},
      {"a control character in a value",
       with_fields("Accept: a\x01"
                   "b\r\n"),
       400},
      {"a bare carriage return in a value", with_fields("Accept: a\rb\r\n"), 400},
      {"two Authorizations", with_fields("Authorization: Bearer a\r\nAuthorization: Bearer b\r\n"), 400},
      {"two Content-Types", with_fields("Content-Type: text/plain\r\nContent-Type: text/html\r\n"), 400},
      {"an expectation that nobody knows", with_fields("Expect: tea\r\n"), 417},
  });
}

TEST_CASE("a_request_whose_end_is_in_doubt_is_refused") {
  const std::string hidden = "0\r\n\r\nGET / HTTP/1.1\r\nHost: heed\r\n\r\n";
  check({
      {"length and chunks", with_fields("Content-Length: 6\r\nTransfer-Encoding: chunked\r\n", hidden), 400},
      {"chunks and length", with_fields("Transfer-Encoding: chunked\r\nContent-Length: 6\r\n", hidden), 400},
      {"two lengths that differ", with_fields("Content-Length: 5\r\nContent-Length: 6\r\n", "abcdef"), 400},
      {"two lengths, even the same", with_fields("Content-Length: 5\r\nContent-Length: 5\r\n", "abcde"), 400},
      {"a list of lengths", with_fields("Content-Length: 5, 5\r\n", "abcde"), 400},
      {"a length below zero", with_fields("Content-Length: -1\r\n"), 400},
      {"a length with a sign", with_fields("Content-Length: +5\r\n", "abcde"), 400},
      {"a length in hexadecimal", with_fields("Content-Length: 0x5\r\n", "abcde"), 400},
      {"a length of 2^64", with_fields("Content-Length: 18446744073709551616\r\n"), 400},
      {"an empty length", with_fields("Content-Length: \r\n"), 400},
      {"a coding in disguise", with_fields("Transfer-Encoding: xchunked\r\n", hidden), 501},
      {"a coding that wraps chunks", with_fields("Transfer-Encoding: gzip, chunked\r\n", hidden), 501},
      {"chunks that are not last", with_fields("Transfer-Encoding: chunked, gzip\r\n", hidden), 501},
      {"chunks twice in one field", with_fields("Transfer-Encoding: chunked, chunked\r\n", hidden), 501},
      {"chunks twice", with_fields("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", hidden), 400},
      {"first nothing, then chunks",
       with_fields("Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n", hidden), 400},
      {"a space before the colon", with_fields("Transfer-Encoding : chunked\r\n", hidden), 400},
      {"chunks in HTTP/1.0", "POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n" + hidden, 400},
      {"a chunk size that is none", with_fields("Transfer-Encoding: chunked\r\n", "zz\r\nab\r\n0\r\n\r\n"), 400},
      {"a chunk longer than it says", with_fields("Transfer-Encoding: chunked\r\n", "2\r\nabcd\r\n0\r\n\r\n"), 400},
      {"a chunk size beyond 64 bits",
       with_fields("Transfer-Encoding: chunked\r\n", "11111111111111111\r\nab\r\n0\r\n\r\n"), 400},
      {"a length in a trailer",
       with_fields("Transfer-Encoding: chunked\r\n", "1\r\na\r\n0\r\nContent-Length: 3\r\n\r\n"), 400},
  });
}

TEST_CASE("a_header_may_be_as_large_as_the_limit_and_no_larger") {
  Config config;
  config.capacity.header_bytes = 1000;
  const auto sized = [](std::size_t bytes) {
    std::string request = "GET / HTTP/1.1\r\nHost: heed\r\nX: ";
    request += std::string(bytes - request.size() - 4, 'x');
    return request + "\r\n\r\n";
  };
  check({{"one byte more", sized(1001), 431},
         {"far more, and no end in sight", "GET / HTTP/1.1\r\nX: " + std::string(200'000, 'x'), 431},
         {"a target without end", "GET /" + std::string(200'000, 'x'), 431},
         {"a method without end", std::string(200'000, 'X'), 431}},
        config);
  Served served(routes(), config);
  Client whole(served);
  CHECK(status_in(whole.ask(sized(1000))) == 200);
  // Field by field: each piece is small, the sum is not.
  Client piecewise(served);
  piecewise.send("GET / HTTP/1.1\r\nHost: heed\r\n");
  for (int i = 0; i < 100; ++i) {
    piecewise.send("X-Filler: 0123456789\r\n");
    served.context.poll();
  }
  CHECK(status_in(piecewise.read_to_end()) == 431);
}

TEST_CASE("a_body_may_be_as_large_as_its_route_allows_and_no_larger") {
  check({
      {"Content-Length says one byte more", post("/small", "123456789"), 413},
      {"it says so before it sends any", "POST /small HTTP/1.1\r\nHost: heed\r\nContent-Length: 99999999\r\n\r\n", 413},
      {"chunks add up to one byte more",
       "POST /small HTTP/1.1\r\nHost: heed\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n4\r\n6789\r\n0\r\n\r\n",
       413},
      {"one chunk announces more",
       "POST /small HTTP/1.1\r\nHost: heed\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n", 413},
      {"one past the usual limit", post("/echo", std::string(limits::body_bytes + 1, 'x')), 413},
      {"a chunk extension without end",
       "POST /echo HTTP/1.1\r\nHost: heed\r\nTransfer-Encoding: chunked\r\n\r\n1;x=" + std::string(200'000, 'x'), 413},
  });
  Served served(routes());
  Client client(served);
  CHECK(body_in(client.ask(post("/small", "12345678"))) == "12345678");
  const std::string largest(limits::body_bytes, 'x');
  CHECK(body_in(client.ask(post("/echo", largest))) == largest);
  const std::string chunks = "POST /small HTTP/1.1\r\nHost: heed\r\nTransfer-Encoding: chunked\r\n\r\n";
  CHECK(body_in(client.ask(chunks + "5\r\n12345\r\n3;note=x\r\n678\r\n0\r\nX-Trailer: dropped\r\n\r\n")) == "12345678");
}

TEST_CASE("all_bodies_together_stay_within_their_limit") {
  Config config;
  config.capacity.bodies_bytes = 1000;
  Served served(routes(), config);
  Client first(served);
  first.send("POST /echo HTTP/1.1\r\nHost: heed\r\nContent-Length: 700\r\n\r\n" + std::string(600, 'x'));
  served.turn([&] { return served.listener.connections() == 1; });
  for (int i = 0; i < 20; ++i) served.context.poll();
  Client second(served);
  second.send(post("/echo", std::string(500, 'y')));
  const auto refused = second.read_to_end();
  CHECK(status_in(refused) == 503);
  CHECK(refused.contains("Retry-After: "));
  CHECK(status_in(first.ask(std::string(100, 'x'))) == 200);
  Client third(served);
  CHECK_MESSAGE(status_in(third.ask(post("/echo", std::string(500, 'y')))) == 200, "what ended is given back");
}
