#pragma once
// The channels of one life of the hub: what is sent waits until the simulation lets the other side answer.

#include <functional>
#include <vector>

#include <boost/asio/async_result.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "ports/channel.h"

namespace heed::sim {

/// Requires: `context` outlives what waits here.
class Wire final : public ports::Channel {
 public:
  struct Ends {
    std::function<void(const ports::Message&)> sent;                  ///< the wire was touched
    std::function<ports::Attempted(const ports::Message&)> answered;  ///< what the other side says, when it answers
  };

  Wire(boost::asio::io_context& context, Ends ends) : context_(context), ends_(std::move(ends)) {}

  [[nodiscard]] std::string_view kind() const override { return "wire"; }
  [[nodiscard]] Result<void> check_address(std::string_view) const override { return {}; }
  boost::asio::awaitable<ports::Attempted> deliver(ports::Message message) override {
    ends_.sent(message);
    co_await boost::asio::async_initiate<const boost::asio::use_awaitable_t<>, void()>(
        [this](auto handler) {
          waiting_.emplace_back(
              [this, held = std::move(handler)]() mutable { boost::asio::post(context_, std::move(held)); });
        },
        boost::asio::use_awaitable);
    co_return ends_.answered(message);
  }

  /// How many attempts wait for an answer.
  [[nodiscard]] std::size_t waiting() const { return waiting_.size(); }
  /// The other side answers the attempt that stands at `place`.
  void answer(std::size_t place) {
    const auto at = waiting_.begin() + static_cast<std::ptrdiff_t>(place);
    auto go_on = std::move(*at);
    waiting_.erase(at);
    go_on();
  }
  /// Nobody answers any more: the tasks that wait end with this.
  void cut() { waiting_.clear(); }

 private:
  boost::asio::io_context& context_;
  Ends ends_;
  std::vector<std::move_only_function<void()>> waiting_;
};

}  // namespace heed::sim
