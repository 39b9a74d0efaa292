#pragma once
// For tests: a client that sends exactly the bytes it is given. It lives on the server's own thread: whoever waits
// turns the event loop, so nothing sleeps and nothing races.

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <doctest/doctest.h>

#include "core/text.h"
#include "server/http/testing/served.h"

namespace heed::http::testing {

class Client {
 public:
  explicit Client(Served& served) : served_(served), socket_(served.context) {
    socket_.connect({boost::asio::ip::make_address("127.0.0.1"), served.port});
    socket_.non_blocking(true);
  }

  /// Sends all bytes, as far as the other side takes them.
  void send(std::string_view bytes) {
    served_.turn([&] {
      boost::system::error_code code;
      bytes.remove_prefix(socket_.write_some(boost::asio::buffer(bytes.data(), bytes.size()), code));
      return bytes.empty() || (code && code != boost::asio::error::would_block);
    });
  }
  void hang_up() {
    boost::system::error_code ignored;
    socket_.close(ignored);
  }

  /// Everything up to and with `mark`, or what came before the connection ended.
  std::string read_to(std::string_view mark) {
    served_.turn([&] { return pending_.contains(mark) || !pull(); });
    const auto at = pending_.find(mark);
    return cut(at == std::string::npos ? pending_.size() : at + mark.size());
  }
  /// Everything until the server ends the connection; the test fails when it does not.
  std::string read_to_end() {
    CHECK_MESSAGE(served_.turn([&] { return !pull(); }), "the server did not end the connection");
    return cut(pending_.size());
  }
  /// One response with a Content-Length.
  std::string read_response() {
    std::string head = read_to("\r\n\r\n");
    const std::string_view name = "Content-Length: ";
    const auto at = head.find(name);
    if (at == std::string::npos) return head;
    std::size_t length = 0;
    std::from_chars(head.data() + at + name.size(), head.data() + head.size(), length);
    served_.turn([&] { return pending_.size() >= length || !pull(); });
    return head + cut(std::min(length, pending_.size()));
  }
  std::string ask(std::string_view request) {
    send(request);
    return read_response();
  }

 private:
  /// Takes what has come; false when the connection has ended.
  bool pull() {
    boost::system::error_code code;
    const auto count = socket_.read_some(boost::asio::buffer(bytes_), code);
    pending_.append(bytes_.data(), count);
    return !code || code == boost::asio::error::would_block;
  }
  std::string cut(std::size_t count) {
    std::string taken = pending_.substr(0, count);
    pending_.erase(0, count);
    return taken;
  }

  Served& served_;
  boost::asio::ip::tcp::socket socket_;
  std::vector<char> bytes_ = std::vector<char>(1 << 20);
  std::string pending_;
};

/// The status of a response, 0 when there is none.
inline int status_in(std::string_view response) {
  int status = 0;
  if (response.starts_with("HTTP/1.1 "))
    std::from_chars(response.data() + 9, response.data() + response.size(), status);
  return status;
}

inline std::string_view body_in(std::string_view response) {
  const auto at = response.find("\r\n\r\n");
  return at == std::string_view::npos ? std::string_view{} : response.substr(at + 4);
}

/// A GET of HTTP/1.1, complete.
inline std::string get(std::string_view target) { return cat("GET ", target, " HTTP/1.1\r\nHost: heed\r\n\r\n"); }

/// A POST of HTTP/1.1 with a Content-Length, complete.
inline std::string post(std::string_view target, std::string_view body) {
  return cat("POST ", target, " HTTP/1.1\r\nHost: heed\r\nContent-Length: ", body.size(), "\r\n\r\n", body);
}

}  // namespace heed::http::testing
