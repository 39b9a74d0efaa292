#include "app/websub/asking.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <spdlog/spdlog.h>

#include "lib/digest/base64.h"
#include "lib/websub/message.h"

namespace heed::websub {

namespace asio = boost::asio;

namespace {

constexpr std::size_t challenge_bytes = 32;
constexpr std::size_t read_bytes = 1'024;  ///< of an answer: more than any challenge

std::string why_not(const Result<http_client::Answer>& answer) {
  if (!answer) return core::sentence(answer.error());
  if (answer->status < 200 || answer->status > 299) return cat("it answered ", answer->status);
  return "it did not send the challenge back";
}

}  // namespace

Result<void> Asking::verify(Request request, std::string host) {
  if (interrupt_.is_raised()) return fail(Code::stopped, "the hub is stopping");
  const auto found = by_host_.find(host);
  if (asked_ >= asked_max || (found != by_host_.end() && found->second >= asked_per_host_max)) {
    return fail(Code::too_many, "too many requests wait for their verification; try again in a minute");
  }
  ++by_host_[host];
  ++asked_;
  pending_.push_back({std::move(request), std::move(host)});
  begin_more();
  return {};
}

void Asking::deny(const std::string& topic, const std::string& callback, std::string reason) {
  if (interrupt_.is_raised()) return;
  pending_.push_back({Request{Mode::subscribe, callback, topic}, {}, std::move(reason)});
  begin_more();
}

void Asking::stop() {
  pending_.clear();
  interrupt_.raise();
}

void Asking::begin_more() {
  while (running_ < asked_at_once && !pending_.empty()) {
    ++running_;
    auto next = std::move(pending_.front());
    pending_.pop_front();
    asio::co_spawn(context_, carry(std::move(next)), asio::detached);
  }
}

asio::awaitable<void> Asking::carry(Pending pending) {
  co_await ask(pending);
  if (pending.denied_because.empty()) forget(pending.host);
  --running_;
  begin_more();
}

asio::awaitable<void> Asking::ask(const Pending& pending) {
  const auto& request = pending.request;
  const auto challenge = digest::to_base64url(doors_.random.bytes(challenge_bytes));
  const bool is_denial = !pending.denied_because.empty();
  http_client::Call call;
  call.url = is_denial ? denial_url(request.callback, request.topic, pending.denied_because)
                       : verification_url(request, challenge);
  call.deadline = answer_within;
  call.reach = doors_.reach;
  call.answer_bytes = read_bytes;
  call.interrupt = &interrupt_;
  const auto at = doors_.clock.now();
  const auto answer = co_await doors_.client.send(std::move(call));
  if (is_denial || interrupt_.is_raised()) co_return;
  if (!answer || !answer->is_complete || !confirms(answer->status, answer->body, challenge)) {
    spdlog::info("subscriber at {}: the request to {} was not confirmed: {}", pending.host, word(request.mode),
                 why_not(answer));
    co_return;
  }
  confirmed_(request, pending.host, at);
}

void Asking::forget(const std::string& host) {
  --asked_;
  const auto found = by_host_.find(host);
  if (--found->second == 0) by_host_.erase(found);
}

}  // namespace heed::websub
