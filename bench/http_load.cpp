#include "bench/http_load.h"

#include <chrono>

#include <boost/asio.hpp>

#include "core/text.h"

namespace heed::bench {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

using Clock = std::chrono::steady_clock;

struct Run {
  const Load& load;
  std::size_t next = 0;
  std::vector<double> latencies;
  std::string failure;
};

/// The length that a header announces; 0 where there is none.
std::size_t content_length(std::string_view header) {
  constexpr std::string_view name = "Content-Length: ";
  const auto at = header.find(name);
  if (at == std::string_view::npos) return 0;
  std::size_t length = 0;
  std::from_chars(header.data() + at + name.size(), header.data() + header.size(), length);
  return length;
}

asio::awaitable<std::string> exchange(tcp::socket& socket, const std::string& request, std::string& buffer) {
  co_await asio::async_write(socket, asio::buffer(request), asio::use_awaitable);
  const auto end =
      co_await asio::async_read_until(socket, asio::dynamic_buffer(buffer), "\r\n\r\n", asio::use_awaitable);
  const auto whole = end + content_length(std::string_view(buffer).substr(0, end));
  if (buffer.size() < whole) {
    co_await asio::async_read(socket, asio::dynamic_buffer(buffer), asio::transfer_exactly(whole - buffer.size()),
                              asio::use_awaitable);
  }
  auto answer = buffer.substr(0, whole);
  buffer.erase(0, whole);
  co_return answer;
}

asio::awaitable<void> client(Run& run) {
  const auto executor = co_await asio::this_coro::executor;
  tcp::socket socket(executor);
  co_await socket.async_connect({asio::ip::make_address("127.0.0.1"), run.load.port}, asio::use_awaitable);
  socket.set_option(tcp::no_delay(true));
  std::string buffer;
  while (run.next < run.load.requests && run.failure.empty()) {
    const auto body = run.load.body(run.next++);
    const auto request =
        cat("POST ", run.load.path, " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ", run.load.token,
            "\r\nContent-Type: application/json\r\nContent-Length: ", body.size(), "\r\n\r\n", body);
    const auto begin = Clock::now();
    const auto answer = co_await exchange(socket, request, buffer);
    run.latencies.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
    if (answer.substr(9, 3) != "200") run.failure = answer;
  }
}

}  // namespace

Result<Loaded> put_load(const Load& load) {
  asio::io_context context(1);
  Run run{load, 0, {}, {}};
  run.latencies.reserve(load.requests);
  for (std::size_t i = 0; i < load.clients; ++i) {
    asio::co_spawn(context, client(run), [&](const std::exception_ptr& error) {
      if (error) run.failure = "a connection broke";
    });
  }
  const auto begin = Clock::now();
  context.run();
  const auto seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  if (!run.failure.empty()) return fail(Code::unavailable, cat("the load stopped: ", run.failure));
  return Loaded{seconds, std::move(run.latencies)};
}

}  // namespace heed::bench
