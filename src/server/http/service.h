#pragma once
// Private to this folder: what all connections of one listener share, and the tasks that keep it going.

#include <chrono>
#include <exception>
#include <string>
#include <unordered_set>

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/wait_traits.hpp>

#include "server/http/listener.h"

namespace heed::http {

// Why concrete executors: each operation on a socket saves the indirection through any_io_executor.
using Executor = boost::asio::io_context::executor_type;
using Tcp = boost::asio::ip::tcp;
using Socket = boost::asio::basic_stream_socket<Tcp, Executor>;
using Steady = std::chrono::steady_clock;
using Timer = boost::asio::basic_waitable_timer<Steady, boost::asio::wait_traits<Steady>, Executor>;

class Connection;

/// Shared by the listener and its connections, so that a task that the io_context destroys late still finds it.
class Service : public std::enable_shared_from_this<Service> {
 public:
  Service(boost::asio::io_context& context, const Router& router, Config config);

  Result<std::uint16_t> start();
  boost::asio::awaitable<void> stop();

  [[nodiscard]] const Router& router() const { return router_; }
  [[nodiscard]] const Config& config() const { return config_; }
  [[nodiscard]] Executor executor() const { return context_.get_executor(); }
  [[nodiscard]] bool is_stopping() const { return is_stopping_; }
  /// The Date field's value, made once a second; empty without a clock.
  [[nodiscard]] std::string_view date();
  [[nodiscard]] std::size_t connections() const { return connections_.size(); }

  std::size_t event_streams = 0;
  std::size_t bodies_bytes = 0;

 private:
  boost::asio::awaitable<void> accept_connections();
  boost::asio::awaitable<void> watch_deadlines();
  Result<Tcp::endpoint> listen();
  void welcome(Socket socket);
  void begin_task() { ++tasks_; }
  void end_task(const std::exception_ptr& failure);
  [[nodiscard]] Duration watch_interval() const;

  boost::asio::io_context& context_;
  const Router& router_;
  Config config_;
  boost::asio::basic_socket_acceptor<Tcp, Executor> acceptor_;
  Timer watch_;
  Timer pause_;
  Timer all_ended_;
  std::unordered_set<Connection*> connections_;
  std::size_t tasks_ = 0;
  bool is_stopping_ = false;
  std::int64_t date_second_ = -1;
  std::string date_;
};

/// The one place where what a library or a handler threw is written down; `doing` says during what.
void report(const std::exception_ptr& failure, std::string_view doing);

}  // namespace heed::http
