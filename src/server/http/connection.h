#pragma once
// Private to this folder: one client, from the first byte to the last. One coroutine, one request after the other.

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>

#include "server/http/parser.h"
#include "server/http/service.h"
#include "server/http/wire.h"

namespace heed::http {

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Service& service, Socket socket);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Serves requests until the client leaves, a rule ends it, or finish() is called.
  boost::asio::awaitable<void> run();

  /// Ends the present wait on the client when its deadline has passed.
  void check_deadline(Steady::time_point now);
  /// Takes no further request: ends now when none runs, else after the one that does.
  void finish();
  /// Ends at once, in the middle of whatever it does.
  void cut_off();
  [[nodiscard]] boost::asio::cancellation_slot cancellation() { return cancel_.slot(); }

 private:
  enum class Part { header, body };
  /// `waiting`: no byte of a request is here, and nothing is lost when the connection ends.
  enum class State { waiting, working, streaming };

  boost::asio::awaitable<bool> serve_one();
  boost::asio::awaitable<bool> receive(Part part);
  boost::asio::awaitable<bool> read_more(Part part);
  boost::asio::awaitable<std::optional<Response>> respond();
  boost::asio::awaitable<std::optional<Response>> respond_unless_thrown();
  boost::asio::awaitable<bool> send(Response response, Persistence persistence);
  boost::asio::awaitable<bool> write(std::string_view first, std::string_view second);
  boost::asio::awaitable<void> stream(std::shared_ptr<EventSource> source);
  boost::asio::awaitable<void> linger();

  [[nodiscard]] bool is_complete(Part part) const;
  [[nodiscard]] bool has_fault();
  [[nodiscard]] Response fault_response() const;
  [[nodiscard]] Response checked(Response response);
  void remember_who_asks();
  void report_answer(int status) const;
  void hold_body();
  void release_body();
  void begin_wait(Duration wait);
  void extend_wait(Duration wait, std::size_t moved);
  void wait_freely() { deadline_ = Steady::time_point::max(); }
  void watch_for_departure(std::weak_ptr<EventSource> source);

  std::shared_ptr<Service> service_;
  Socket socket_;
  Timer heartbeat_;
  boost::asio::cancellation_signal cancel_;
  ReadBuffer in_;
  std::string out_;
  std::string peer_;
  std::optional<Parser> parser_;
  std::optional<Fault> fault_;
  Request asked_;  ///< as on_request sees it
  Steady::time_point asked_at_{};
  std::weak_ptr<EventSource> source_;
  Steady::time_point wait_from_{};
  Steady::time_point deadline_ = Steady::time_point::max();
  std::size_t body_held_ = 0;
  State state_ = State::waiting;
  bool has_expired_ = false;
};

}  // namespace heed::http
