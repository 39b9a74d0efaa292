#include "server/http/connection.h"

#include <array>
#include <exception>
#include <stdexcept>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "core/text.h"
#include "server/http/event_stream.h"

namespace heed::http {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

constexpr auto in_tuple = asio::as_tuple(asio::use_awaitable);

constexpr std::size_t read_buffer_bytes = 64UL << 10;
/// What a wait earns for bytes that really moved, and so the least rate that a client must keep up.
constexpr std::size_t bytes_per_second_least = 16UL << 10;
/// Bodies up to this size are copied behind the head and leave in one piece; larger ones are gathered by the kernel.
constexpr std::size_t copied_body_max = 16UL << 10;
constexpr Duration linger_max{2000};
constexpr std::size_t linger_bytes = 1UL << 20;

constexpr std::string_view carry_on = "HTTP/1.1 100 Continue\r\n\r\n";

std::string peer_of(const Socket& socket) {
  error_code code;
  const auto endpoint = socket.remote_endpoint(code);
  return code ? std::string() : endpoint.address().to_string();
}

}  // namespace

Connection::Connection(Service& service, Socket socket)
    : service_(service.shared_from_this()),
      socket_(std::move(socket)),
      heartbeat_(service.executor()),
      in_(std::max(read_buffer_bytes, 2 * service.config().capacity.header_bytes)),
      peer_(peer_of(socket_)) {
  error_code ignored;
  socket_.non_blocking(true, ignored);
  socket_.set_option(Tcp::no_delay(true), ignored);
}

Connection::~Connection() { release_body(); }

asio::awaitable<void> Connection::run() {
  bool is_kept = true;
  while (is_kept) is_kept = co_await serve_one();
  error_code ignored;
  socket_.shutdown(Socket::shutdown_both, ignored);
  socket_.close(ignored);
}

void Connection::check_deadline(Steady::time_point now) {
  if (has_expired_ || now < deadline_) return;
  has_expired_ = true;
  error_code ignored;
  socket_.cancel(ignored);
}

void Connection::finish() {
  error_code ignored;
  switch (state_) {
    case State::waiting: socket_.cancel(ignored); break;
    case State::working: break;
    case State::streaming:
      if (const auto source = source_.lock()) source->close();
      break;
  }
}

void Connection::cut_off() {
  error_code ignored;
  socket_.close(ignored);
  cancel_.emit(asio::cancellation_type::terminal);
}

void Connection::begin_wait(Duration wait) {
  wait_from_ = Steady::now();
  has_expired_ = false;
  extend_wait(wait, 0);
}

void Connection::extend_wait(Duration wait, std::size_t moved) {
  // Why both: the first ends a client that stands still, the second one that moves a byte now and then.
  const auto by_rate = wait_from_ + wait + Duration{moved * 1000 / bytes_per_second_least};
  deadline_ = std::min(Steady::now() + wait, by_rate);
}

/// One request and its answer. False when the connection is to end.
asio::awaitable<bool> Connection::serve_one() {
  state_ = State::waiting;
  if (service_->is_stopping()) co_return false;
  parser_.emplace(service_->config().capacity.header_bytes);
  fault_.reset();
  const bool has_header = co_await receive(Part::header);
  if (!has_header && !fault_) co_return false;
  state_ = State::working;
  remember_who_asks();
  auto response = co_await respond_unless_thrown();
  release_body();
  if (!response) co_return false;

  const bool is_read = !fault_ && parser_->is_done();
  auto answer = checked(*std::move(response));
  // Kept apart from the answer, which is gone once it is sent. A HEAD is told about the stream, and gets none of it.
  const auto source = answer.events;
  const bool is_kept = is_read && parser_->keeps_alive() && !source && !service_->is_stopping();
  const auto persistence = is_kept ? Persistence::keep_alive : Persistence::close;
  const bool is_sent = co_await send(std::move(answer), persistence);
  if (!is_sent) co_return false;
  if (source && asked_.method != Method::head) co_await stream(source);
  if (source) source->close();
  if (!is_read || (!is_kept && !in_.empty())) co_await linger();
  co_return is_kept;
}

bool Connection::is_complete(Part part) const {
  return part == Part::header ? parser_->has_header() : parser_->is_done();
}

bool Connection::has_fault() {
  if (!fault_) fault_ = parser_->fault();
  return fault_.has_value();
}

/// Reads the part to its end. False when that cannot be: `fault_` says what to tell the client, if anything.
asio::awaitable<bool> Connection::receive(Part part) {
  const auto& limits = service_->config().deadlines;
  const bool is_idle = part == Part::header && in_.empty();
  begin_wait(part == Part::body ? limits.body : is_idle ? limits.idle : limits.header);
  while (!has_fault() && !is_complete(part)) {
    if (!in_.empty()) {
      const auto used = parser_->take(in_.view());
      in_.drop(used);
      hold_body();
      if (used > 0) continue;
      if (has_fault()) break;
    }
    const bool has_more = co_await read_more(part);
    if (!has_more) co_return false;
  }
  wait_freely();
  co_return !has_fault();
}

asio::awaitable<bool> Connection::read_more(Part part) {
  const auto room = in_.room();
  if (room.empty()) {
    fault_ = Fault{{Code::too_large, "One line of the request is larger than is allowed here."}};
    co_return false;
  }
  const auto [code, count] = co_await socket_.async_read_some(asio::buffer(room.data(), room.size()), in_tuple);
  if (code) {
    if (has_expired_ && state_ == State::working) {
      fault_ = Fault{{Code::unavailable, "The request did not arrive in time."}, 408};
    }
    co_return false;
  }
  in_.add(count);
  const auto& limits = service_->config().deadlines;
  if (part == Part::body) extend_wait(limits.body, parser_->request().body.size());
  if (state_ == State::waiting) begin_wait(limits.header);
  state_ = State::working;
  co_return true;
}

/// Counts what the body holds by now against what all bodies may hold together.
void Connection::hold_body() {
  const auto size = parser_->request().body.size();
  service_->bodies_bytes += size - body_held_;
  body_held_ = size;
  if (size > 0 && service_->bodies_bytes > service_->config().capacity.bodies_bytes && !fault_) {
    fault_ = Fault{{Code::unavailable, "The hub is busy with other large requests; try again soon."}};
  }
}

void Connection::release_body() {
  service_->bodies_bytes -= body_held_;
  body_held_ = 0;
}

void Connection::remember_who_asks() {
  auto& request = parser_->request();
  request.peer = peer_;
  asked_at_ = Steady::now();
  asked_.method = request.method;
  asked_.path = request.path;
  asked_.peer = peer_;
  asked_.route.clear();
}

Response Connection::fault_response() const {
  const auto status = fault_->status != 0 ? fault_->status : status_of(fault_->error.code);
  return problem(fault_->error, asked_.path, status);
}

/// The answer, or nothing when nobody is there any more to hear it.
asio::awaitable<std::optional<Response>> Connection::respond() {
  if (fault_) co_return fault_response();
  auto& request = parser_->request();
  auto found = service_->router().find(request.method, parser_->segments());
  if (found.route == nullptr) co_return nothing_there(request, found.allowed);
  request.route = found.route->pattern;
  asked_.route = found.route->pattern;
  request.path_parameters = std::move(found.parameters);
  const auto& options = found.route->options;
  if (options.admit) {
    if (auto refusal = options.admit(request)) co_return refusal;
  }
  parser_->limit_body(options.body_limit);
  if (parser_->expects_continue() && !parser_->fault() && !parser_->is_done() && in_.empty()) {
    begin_wait(service_->config().deadlines.write);
    const bool is_told = co_await write(carry_on, {});
    if (!is_told) co_return std::nullopt;
  }
  const bool has_body = co_await receive(Part::body);
  if (!has_body && !fault_) co_return std::nullopt;
  if (fault_) co_return fault_response();
  auto response = co_await found.route->handler(std::move(request));
  co_return response;
}

/// Why here and nowhere else: whatever a library below a handler throws ends one request, never the hub.
asio::awaitable<std::optional<Response>> Connection::respond_unless_thrown() {
  std::exception_ptr failure;
  try {
    co_return co_await respond();
  } catch (...) {
    failure = std::current_exception();
  }
  // The pattern, not the path: a path may name somebody, and a log is read by many.
  report(failure, cat(core::word(asked_.method), " ", asked_.route));
  co_return problem({Code::internal, "The hub made a mistake; its log says more."}, asked_.path);
}

Response Connection::checked(Response response) {
  if (response.events && service_->event_streams >= service_->config().capacity.event_streams) {
    response.events->close();
    return problem({Code::unavailable, "The hub has too many live views; try again soon."}, asked_.path);
  }
  if (is_sendable(response)) return response;
  report(std::make_exception_ptr(std::runtime_error("a header field that cannot be sent")), asked_.route);
  if (response.events) response.events->close();
  return problem({Code::internal, "The hub made a mistake; its log says more."}, asked_.path);
}

void Connection::report_answer(int status) const {
  const auto& on_request = service_->config().on_request;
  if (!on_request) return;
  on_request(asked_, status, std::chrono::duration_cast<std::chrono::microseconds>(Steady::now() - asked_at_));
}

asio::awaitable<bool> Connection::send(Response response, Persistence persistence) {
  const bool is_head_only = asked_.method == Method::head || !has_content(response.status) || response.events;
  out_.clear();
  append_head(out_, response, {.persistence = persistence, .date = service_->date()});
  std::string_view body = is_head_only ? std::string_view{} : std::string_view(response.body);
  if (body.size() <= copied_body_max) {
    out_ += body;
    body = {};
  }
  report_answer(response.status);
  begin_wait(service_->config().deadlines.write);
  co_return co_await write(out_, body);
}

/// Requires: begin_wait() was called, and both texts outlive the call.
asio::awaitable<bool> Connection::write(std::string_view first, std::string_view second) {
  const auto total = first.size() + second.size();
  while (!first.empty() || !second.empty()) {
    const std::array<asio::const_buffer, 2> pieces{asio::buffer(first.data(), first.size()),
                                                   asio::buffer(second.data(), second.size())};
    error_code code;
    // Why tried first: nearly every answer fits into the kernel's buffer, and a wait costs a round of the event loop.
    auto count = socket_.write_some(pieces, code);
    if (code == asio::error::would_block) {
      const auto [later, later_count] = co_await socket_.async_write_some(pieces, in_tuple);
      code = later;
      count = later_count;
    }
    if (code) co_return false;
    const auto from_first = std::min(count, first.size());
    first.remove_prefix(from_first);
    second.remove_prefix(count - from_first);
    extend_wait(service_->config().deadlines.write, total - first.size() - second.size());
  }
  wait_freely();
  co_return true;
}

/// Reads on for a moment without looking. Why: a socket that is closed over unread bytes is reset, and the reset can
/// overtake the answer that says what was wrong.
asio::awaitable<void> Connection::linger() {
  error_code ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
  state_ = State::waiting;
  begin_wait(std::min(linger_max, service_->config().deadlines.header));
  for (std::size_t read = 0; read < linger_bytes && !service_->is_stopping();) {
    in_.drop(in_.view().size());
    const auto room = in_.room();
    const auto [code, count] = co_await socket_.async_read_some(asio::buffer(room.data(), room.size()), in_tuple);
    if (code) break;
    read += count;
  }
  wait_freely();
}

void Connection::watch_for_departure(std::weak_ptr<EventSource> source) {
  // Why any byte counts: nothing may follow on a connection that is an event stream but its end.
  auto leave = [self = shared_from_this(), source = std::move(source)](const error_code& code) {
    const auto open = source.lock();
    if (!code && open) open->close();
  };
  socket_.async_wait(Socket::wait_read, std::move(leave));
}

namespace {

/// One place among the live views, given back however the stream ends.
class Place {
 public:
  Place(Service& service, EventSource& source) : service_(service), source_(source) { ++service_.event_streams; }
  ~Place() {
    --service_.event_streams;
    source_.on_change({});
    source_.close();
  }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

 private:
  Service& service_;
  EventSource& source_;
};

}  // namespace

asio::awaitable<void> Connection::stream(std::shared_ptr<EventSource> source) {
  const Place place(*service_, *source);
  state_ = State::streaming;
  source_ = source;
  source->on_change([this, raw = source.get()] {
    error_code ignored;
    heartbeat_.cancel();
    if (raw->has_overflowed()) socket_.cancel(ignored);
  });
  watch_for_departure(source);
  for (;;) {
    auto bytes = source->take();
    if (bytes.empty()) {
      if (!source->is_open()) break;
      heartbeat_.expires_after(service_->config().heartbeat);
      const auto [code] = co_await heartbeat_.async_wait(in_tuple);
      if (code) continue;
      bytes = ": heartbeat\n\n";
    }
    begin_wait(service_->config().deadlines.write);
    const bool is_sent = co_await write(bytes, {});
    if (!is_sent) break;
  }
}

}  // namespace heed::http
