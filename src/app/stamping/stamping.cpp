#include "app/stamping/stamping.h"

#include <algorithm>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

namespace heed::stamping {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::seconds between_looks{1};
constexpr std::chrono::seconds first_pause{5};
constexpr std::chrono::seconds longest_pause{600};
constexpr Duration patience{10'000};

}  // namespace

Stamping::Stamping(asio::io_context& context, Doors doors, TimeAuthority authority)
    : context_(context), doors_(doors), authority_(std::move(authority)), plan_(authority_.every), timer_(context) {
  status_.url = authority_.url;
}

void Stamping::start() {
  is_running_ = true;
  asio::co_spawn(context_, run(), asio::detached);
}

asio::awaitable<void> Stamping::stop() {
  is_stopping_ = true;
  timer_.cancel();
  asio::steady_timer turn(context_);
  while (is_running_) {
    turn.expires_after(std::chrono::milliseconds(5));
    co_await turn.async_wait(asio::use_awaitable);
  }
}

asio::awaitable<void> Stamping::run() {
  const auto taken = co_await take_up();
  note(taken);
  auto wait = between_looks;
  while (!is_stopping_) {
    const auto size = co_await due();
    if (size && *size) {
      const auto stamped = co_await stamp(**size);
      note(stamped);
      wait = stamped ? between_looks : std::min(std::max(wait * 2, first_pause), longest_pause);
    }
    if (is_stopping_) break;
    boost::system::error_code woken;
    timer_.expires_after(wait);
    co_await timer_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
  }
  is_running_ = false;
}

/// What was stamped before the start.
asio::awaitable<Result<void>> Stamping::take_up() {
  CO_TRY(const auto last, co_await doors_.journal.ask([](ports::Store& store) { return store.last_time_stamp(); }));
  if (!last) co_return Result<void>{};
  CO_TRY(const auto stamp, timestamp::read(last->answer));
  CO_TRY(const auto newest, co_await doors_.journal.ask([](ports::Store& store) { return store.last_checkpoint(); }));
  plan_.take_up(last->size, newest ? newest->size : 0, stamp.at);
  status_.size = last->size;
  status_.at = stamp.at;
  status_.authority = stamp.authority;
  co_return Result<void>{};
}

/// The checkpoint that is to be stamped now, or none.
asio::awaitable<Result<std::optional<std::uint64_t>>> Stamping::due() {
  CO_TRY(const auto last, co_await doors_.journal.ask([](ports::Store& store) { return store.last_checkpoint(); }));
  const auto now = doors_.clock.now();
  plan_.see(last ? last->size : 0, now);
  co_return plan_.due(now);
}

asio::awaitable<Result<std::string>> Stamping::ask(std::string request) {
  http_client::Call call;
  call.method = "POST";
  call.url = authority_.url;
  call.deadline = patience;
  call.reach = http_client::Reach::anywhere;  // the operator named it
  call.headers = {{"Content-Type", std::string(timestamp::request_type)},
                  {"Accept", std::string(timestamp::answer_type)}};
  call.body = std::move(request);
  call.answer_bytes = timestamp::answer_bytes;
  CO_TRY(auto answer, co_await doors_.client.send(std::move(call)));
  if (answer.status != 200) co_return fail(Code::unavailable, cat("the authority answered with HTTP ", answer.status));
  if (!answer.is_complete) co_return fail(Code::unavailable, "the authority's answer broke off or was too long");
  co_return std::move(answer.body);
}

asio::awaitable<Result<void>> Stamping::stamp(std::uint64_t size) {
  auto& journal = doors_.journal;
  CO_TRY(const auto data,
         co_await journal.ask([size](ports::Store& store) { return audit::bytes_to_stamp(store, size); }));
  audit::Answered answered{size, doors_.random.bytes(timestamp::nonce_bytes), authority_.certificates, {}};
  CO_TRY(answered.answer, co_await ask(timestamp::request(data, answered.nonce)));
  CO_TRY(const auto kept, co_await journal.ask([answered = std::move(answered)](ports::Store& store) {
    return audit::keep_time_stamp(store, answered);
  }));
  plan_.done(size, doors_.clock.now());
  status_.size = size;
  status_.at = kept.at;
  status_.authority = kept.authority;
  co_return Result<void>{};
}

/// Says what fails when it begins to fail, not every time.
void Stamping::note(const Result<void>& outcome) {
  if (outcome) {
    if (status_.problem) spdlog::info("the time authority {} answers again", authority_.url);
    status_.problem.reset();
    status_.since.reset();
    return;
  }
  if (!status_.problem) {
    status_.since = doors_.clock.now();
    spdlog::warn("time authority {}: {}", authority_.url, core::sentence(outcome.error()));
  }
  status_.problem = core::sentence(outcome.error());
}

}  // namespace heed::stamping
