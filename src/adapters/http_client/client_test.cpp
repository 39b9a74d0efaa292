#include "adapters/http_client/client.h"

#include <chrono>
#include <filesystem>
#include <optional>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <doctest/doctest.h>

#include "adapters/stand_in/listener.h"
#include "adapters/stand_in/program.h"
#include "core/text.h"

namespace heed::http_client {
namespace {

namespace asio = boost::asio;
using stand_in::Listener;
using stand_in::SharedSocket;

/// A server that gives the same bytes to every request; empty bytes mean silence.
struct Canned {
  std::string answer;
  int sessions = 0;
  int requests = 0;
  std::string last_head{};
};

asio::awaitable<void> serve(std::shared_ptr<Canned> canned, SharedSocket socket) {
  ++canned->sessions;
  std::string unread;
  boost::system::error_code error;
  while (true) {
    const auto length = co_await asio::async_read_until(*socket, asio::dynamic_buffer(unread, 64 * 1024), "\r\n\r\n",
                                                        asio::redirect_error(asio::use_awaitable, error));
    if (error) co_return;
    ++canned->requests;
    canned->last_head = unread.substr(0, length);
    unread.erase(0, length);
    co_await asio::async_write(*socket, asio::buffer(canned->answer), asio::redirect_error(asio::use_awaitable, error));
    if (error || canned->answer.find("Connection: close") != std::string::npos) co_return;
  }
}

struct Bench {
  explicit Bench(std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")
      : canned(std::make_shared<Canned>(std::move(answer))),
        listener(context.get_executor(), [canned = canned](SharedSocket socket) { return serve(canned, socket); }),
        client(Options{parse_allow_list({"127.0.0.0/8"}).value()}) {
    REQUIRE(listener.start());
  }

  [[nodiscard]] Call call(std::string method = "GET") const {
    Call made{std::move(method), cat("http://127.0.0.1:", listener.port(), "/hook?a=1")};
    made.deadline = Duration{5'000};
    return made;
  }

  static asio::awaitable<void> exchange(Client& by, Call made, std::optional<Exchange>& into) {
    into = co_await by.exchange(std::move(made));
  }

  Exchange run(Client& by, Call made) {
    std::optional<Exchange> done;
    asio::co_spawn(context, exchange(by, std::move(made), done), asio::detached);
    context.restart();
    while (!done) REQUIRE(context.run_one() > 0);
    return *std::move(done);
  }
  Exchange run(Call made) { return run(client, std::move(made)); }

  asio::io_context context{};
  std::shared_ptr<Canned> canned;
  Listener listener;
  Client client;
};

}  // namespace

TEST_CASE("calls_to_one_host_share_a_kept_line") {
  Bench bench;
  for (int i = 0; i < 3; ++i) {
    const auto done = bench.run(bench.call());
    REQUIRE(done.answer);
    CHECK(done.answer->status == 200);
    CHECK(done.answer->body == "hi");
    CHECK(done.answer->is_complete);
    CHECK(header(*done.answer, "content-length") == "2");
    CHECK(header(*done.answer, "x-none").empty());
  }
  CHECK(bench.canned->requests == 3);
  CHECK(bench.canned->sessions == 1);
  CHECK(bench.canned->last_head ==
        cat("GET /hook?a=1 HTTP/1.1\r\nHost: 127.0.0.1:", bench.listener.port(), "\r\n\r\n"));
}

TEST_CASE("a_line_that_the_other_side_has_closed_is_not_used_again") {
  Bench bench;
  REQUIRE(bench.run(bench.call()).answer);
  bench.listener.stop();
  REQUIRE(bench.listener.start());
  CHECK(bench.run(bench.call()).answer);
  CHECK(bench.canned->sessions == 2);
}

TEST_CASE("a_redirect_is_an_answer_and_is_not_followed") {
  Bench bench("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/elsewhere\r\nContent-Length: 0\r\n\r\n");
  const auto done = bench.run(bench.call());
  REQUIRE(done.answer);
  CHECK(done.answer->status == 302);
  CHECK(bench.canned->requests == 1);
}

TEST_CASE("every_form_of_an_answer_is_read") {
  struct Row {
    const char* name;
    const char* method;
    std::string bytes;
    int status;
    const char* body;
  };
  const Row rows[] = {
      {"chunked", "GET", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", 200,
       "abcde"},
      {"until the end", "GET", "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nabc", 200, "abc"},
      {"HTTP/1.0", "GET", "HTTP/1.0 200 OK\r\nConnection: close\r\nContent-Length: 3\r\n\r\nabc", 200, "abc"},
      {"no body", "POST", "HTTP/1.1 204 No Content\r\n\r\n", 204, ""},
      {"interim", "POST",
       "HTTP/1.1 103 Early\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 202 X\r\nContent-Length: 1\r\n\r\na", 202, "a"},
      {"head", "HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", 200, ""},
      {"error", "DELETE", "HTTP/1.1 503 Busy\r\nContent-Length: 1\r\n\r\nz", 503, "z"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    Bench bench(row.bytes);
    const auto done = bench.run(bench.call(row.method));
    REQUIRE_MESSAGE(done.answer, (done.answer ? "" : done.answer.error().detail));
    CHECK(done.answer->status == row.status);
    CHECK(done.answer->body == row.body);
    CHECK(done.answer->is_complete);
  }
}

TEST_CASE("what_is_not_an_answer_is_unavailable_after_writing") {
  for (const char* bytes : {"", "garbage\r\n\r\n", "HTTP/1.1 200 OK\r\nConnection: close\r\n", "SSH-2.0-x\r\n"}) {
    CAPTURE(bytes);
    Bench bench(bytes);
    auto call = bench.call("POST");
    call.deadline = Duration{200};
    const auto done = bench.run(call);
    REQUIRE_FALSE(done.answer);
    CHECK(done.answer.error().code == Code::unavailable);
    CHECK(done.handover == Handover::written);
  }
}

TEST_CASE("an_answer_is_kept_up_to_the_limit_and_cut_one_past_it") {
  for (const std::size_t size : {answer_bytes, answer_bytes + 1, 8 * answer_bytes}) {
    CAPTURE(size);
    Bench bench(cat("HTTP/1.1 200 OK\r\nContent-Length: ", size, "\r\n\r\n", std::string(size, 'x')));
    const auto done = bench.run(bench.call());
    REQUIRE(done.answer);
    CHECK(done.answer->body.size() == answer_bytes);
    CHECK(done.answer->is_complete == (size == answer_bytes));
    REQUIRE(bench.run(bench.call()).answer);
    CHECK(bench.canned->sessions == (size == answer_bytes ? 1 : 2));
  }
}

TEST_CASE("nobody_there_is_unavailable_before_writing") {
  Bench bench;
  bench.listener.stop();
  const auto done = bench.run(bench.call("POST"));
  REQUIRE_FALSE(done.answer);
  CHECK(done.answer.error().code == Code::unavailable);
  CHECK(done.handover == Handover::not_written);

  auto call = bench.call();
  call.url = "http://no-such-host.invalid/";
  const auto nameless = bench.run(call);
  REQUIRE_FALSE(nameless.answer);
  CHECK(nameless.answer.error().code == Code::unavailable);
}

TEST_CASE("names_are_looked_up_on_threads_of_its_own_where_that_is_asked_for") {
  Bench bench;
  Client own{Options{parse_allow_list({"127.0.0.0/8", "::1/128"}).value(), {}, 2}};
  auto call = bench.call();
  call.url = cat("http://localhost:", bench.listener.port(), "/");
  const auto done = bench.run(own, call);
  REQUIRE_MESSAGE(done.answer, (done.answer ? "" : done.answer.error().detail));
  CHECK(done.answer->status == 200);
  call.url = "http://no-such-host.invalid/";
  const auto nameless = bench.run(own, call);
  REQUIRE_FALSE(nameless.answer);
  CHECK(nameless.answer.error().detail.contains("no address found"));
  Client guarded{Options{{}, {}, 1}};
  call.url = cat("http://localhost:", bench.listener.port(), "/");
  CHECK(bench.run(guarded, call).answer.error().code == Code::refused);
}

TEST_CASE("a_url_that_leads_to_the_inside_is_refused_and_nobody_is_called") {
  Bench bench;
  Client guarded{Options{}};
  const char* const hosts[] = {"127.0.0.1",       "localhost", "2130706433",         "0x7f.1",       "127.1",
                               "[::1]",           "0.0.0.0",   "[::ffff:127.0.0.1]", "017700000001", "0",
                               "169.254.169.254", "10.0.0.1",  "[fd00:ec2::254]"};
  for (const char* host : hosts) {
    CAPTURE(host);
    auto call = bench.call("POST");
    call.url = cat("http://", host, ":", bench.listener.port(), "/");
    const auto done = bench.run(guarded, call);
    REQUIRE_FALSE(done.answer);
    CHECK(done.answer.error().code == Code::refused);
    CHECK(done.handover == Handover::not_written);
  }
  auto own = bench.call("POST");
  own.reach = Reach::anywhere;
  CHECK(bench.run(guarded, own).answer);
  auto strangers = bench.call("POST");
  CHECK_FALSE(bench.run(guarded, strangers).answer);  // the line kept open for `anywhere` serves no stranger's address
  CHECK(bench.canned->sessions == 1);
}

TEST_CASE("an_interrupt_ends_what_hangs_at_once_and_nothing_begins_after_it") {
  Bench bench("");  // takes the request and never answers
  Interrupt interrupt;
  auto call = bench.call();
  call.deadline = Duration{60'000};
  call.interrupt = &interrupt;
  std::optional<Exchange> first, second;
  asio::co_spawn(bench.context, Bench::exchange(bench.client, call, first), asio::detached);
  asio::co_spawn(bench.context, Bench::exchange(bench.client, call, second), asio::detached);
  while (bench.canned->requests < 2) REQUIRE(bench.context.run_one() > 0);
  REQUIRE_FALSE(first);
  const auto began = std::chrono::steady_clock::now();
  interrupt.raise();
  CHECK_FALSE(first);  // nothing returns within raise()
  while (!first || !second) REQUIRE(bench.context.run_one() > 0);
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(5));
  CHECK(first->answer.error().code == Code::stopped);
  CHECK(first->handover == Handover::written);
  CHECK(bench.run(call).answer.error().code == Code::stopped);
  CHECK(bench.canned->requests == 2);
}

TEST_CASE("an_interrupt_ends_a_connection_and_a_handshake_that_hang") {
  Bench bench("");
  for (const bool is_tls : {true, false}) {
    CAPTURE(is_tls);
    Interrupt interrupt;
    auto call = bench.call();
    // 127.0.0.1 answers no TLS here; the backlog of a listener that accepts nobody lets nobody in.
    asio::ip::tcp::acceptor full(bench.context);
    full.open(asio::ip::tcp::v4());
    full.bind({asio::ip::make_address("127.0.0.1"), 0});
    full.listen(0);
    std::vector<asio::ip::tcp::socket> waiting;
    if (is_tls) {
      call.url = cat("https://127.0.0.1:", bench.listener.port(), "/");
    } else {
      call.url = cat("http://127.0.0.1:", full.local_endpoint().port(), "/");
      for (int i = 0; i < 4; ++i) {
        waiting.emplace_back(bench.context);
        waiting.back().async_connect(full.local_endpoint(), [](boost::system::error_code) {});
      }
    }
    call.deadline = Duration{60'000};
    call.interrupt = &interrupt;
    std::optional<Exchange> done;
    asio::co_spawn(bench.context, Bench::exchange(bench.client, call, done), asio::detached);
    while (bench.context.poll_one() > 0) {
    }
    REQUIRE_FALSE(done);
    interrupt.raise();
    while (!done) REQUIRE(bench.context.run_one() > 0);
    CHECK(done->answer.error().code == Code::stopped);
    CHECK(done->handover == Handover::not_written);
  }
}

TEST_CASE("an_interrupt_that_is_not_raised_changes_nothing_and_lines_are_kept") {
  Bench bench;
  Interrupt interrupt;
  auto call = bench.call();
  call.interrupt = &interrupt;
  CHECK(bench.run(call).answer);
  CHECK(bench.run(call).answer);
  CHECK(bench.canned->sessions == 1);
  interrupt.raise();
  CHECK(bench.run(bench.call()).answer);  // calls that do not carry it go on, on the line that was kept
  CHECK(bench.canned->sessions == 1);
}

TEST_CASE("a_header_or_method_that_would_change_the_request_is_refused") {
  Bench bench;
  const std::pair<std::string, std::string> rows[] = {
      {"X", "a\r\nHost: evil"}, {"X", std::string("a\0b", 3)}, {"X\r\n", "a"}, {"X Y", "a"}, {"", "a"}, {"X:", "a"}};
  for (const auto& row : rows) {
    CAPTURE(row.second);
    auto call = bench.call();
    call.headers = {row};
    CHECK(bench.run(call).answer.error().code == Code::malformed);
  }
  CHECK(bench.run(bench.call("GET /x HTTP/1.1\r\nX:")).answer.error().code == Code::malformed);
  CHECK(bench.canned->requests == 0);
}

TEST_CASE("the_certificate_and_the_host_name_are_checked") {
  const auto folder = std::filesystem::temp_directory_path() / cat("heed-tls-", ::getpid());
  std::filesystem::create_directory(folder);
  const auto key = (folder / "key.pem").string();
  const auto certificate = (folder / "certificate.pem").string();
  {
    auto maker = stand_in::Program::start({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                                           "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-out", certificate,
                                           "-subj", "/CN=x", "-addext", "subjectAltName=DNS:localhost", "-days", "2"});
    REQUIRE(maker);
    CHECK(maker->wait() == 0);
  }
  auto server = stand_in::Program::start(
      {"openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", certificate, "-key", key, "-www", "-naccept", "20"});
  REQUIRE(server);
  std::string said = server->read_line();
  while (!said.empty() && !said.starts_with("ACCEPT ")) said = server->read_line();
  REQUIRE(said.rfind(':') != std::string::npos);
  const auto port = said.substr(said.rfind(':') + 1);

  struct Row {
    const char* name;
    std::string ca_file;
    std::string host;
    bool is_trusted;
  };
  const Row rows[] = {{"trusted, and the right name", certificate, "localhost", true},
                      {"trusted, and another name", certificate, "127.0.0.1", false},
                      {"not trusted", "", "localhost", false},
                      {"the certificates cannot be read", "/no/such/file", "localhost", false}};
  for (const auto& row : rows) {
    CAPTURE(row.name);
    Bench bench;
    Client client{Options{{}, row.ca_file}};
    Call call{"GET", cat("https://", row.host, ":", port, "/")};
    call.reach = Reach::anywhere;
    const auto done = bench.run(client, call);
    CHECK(done.answer.has_value() == row.is_trusted);
    if (done.answer) CHECK(done.answer->status == 200);
    if (!done.answer) CHECK(done.answer.error().detail.starts_with("TLS: "));
    CHECK((done.answer || done.handover == Handover::not_written));
  }
  std::filesystem::remove_all(folder);
}

}  // namespace heed::http_client
