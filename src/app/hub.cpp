#include "app/hub.h"

#include <algorithm>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include "operations/deliver.h"
#include "operations/desk/snapshot.h"

namespace heed::app {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::seconds between_checkpoints{1};

/// Of the record, on the disk, for each entry. Why it matters: the entries between two snapshots are to write at least
/// as much as a snapshot does, or a register of millions would be written anew all the time.
constexpr std::uint64_t entry_bytes = 1'000;

void note(std::string_view doing, const Result<void>& outcome) {
  if (!outcome) spdlog::error("{}: {}", doing, core::sentence(outcome.error()));
}

}  // namespace

Hub::Hub(asio::io_context& context, Doors doors, const decision::Regimes& regimes, Ways ways)
    : context_(context),
      doors_(std::move(doors)),
      ways_(std::move(ways)),
      journal_(context, state_, {doors_.store, doors_.random, doors_.keys}),
      desk_{state_,
            regimes,
            journal_,
            doors_.clock,
            doors_.random,
            doors_.feed,
            by_kind(doors_.channels),
            ways_.manner,
            doors_.geocodes,
            doors_.event_codes},
      publisher_(context, ways_.issuing),
      conductor_(context, desk_, publisher_, ways_.pace),
      checkpoint_timer_(context) {
  journal_.listen([this](const record::Entry& entry) {
    if (entry.kind.starts_with("warning.")) publisher_.mark_changed();
  });
}

std::map<std::string, ports::Channel*, std::less<>> Hub::by_kind(const std::vector<ports::Channel*>& channels) {
  std::map<std::string, ports::Channel*, std::less<>> all;
  for (auto* channel : channels) all.emplace(channel->kind(), channel);
  return all;
}

Result<void> Hub::resume(const std::function<void(std::uint64_t)>& calls) {
  const auto saved = [this](std::uint64_t size) {
    return doors_.images == nullptr ? std::span<std::byte>{} : doors_.images->map(size);
  };
  TRY(auto resumed, desk::resume(doors_.store, calls, saved));
  if (resumed.audience_refused) {
    spdlog::warn("every entry was folded: {}", core::sentence(*resumed.audience_refused));
  }
  state_ = std::move(resumed.state);
  TRY(journal_.resume(std::move(resumed.frontier)));
  next_snapshot_ = state_.size + ways_.snapshot_every;
  return {};
}

asio::awaitable<Result<void>> Hub::start() {
  CO_TRY(co_await operations::recover_deliveries(desk_));
  conductor_.start();
  is_keeping_ = true;
  asio::co_spawn(context_, keep_checkpoints(), asio::detached);
  co_return Result<void>{};
}

asio::awaitable<void> Hub::keep_checkpoints() {
  while (!is_stopping_) {
    boost::system::error_code woken;
    checkpoint_timer_.expires_after(between_checkpoints);
    co_await checkpoint_timer_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    if (is_stopping_) break;
    co_await sign();
    if (state_.size < next_snapshot_) continue;
    next_snapshot_ = state_.size + ways_.snapshot_every;
    const auto kept = co_await keep_snapshot();
    note("keeping a snapshot", kept);
  }
  is_keeping_ = false;
}

/// Why nothing is awaited between the state and its audience: both are of one instant then. Why the image is on the
/// disk first: a snapshot whose register is nowhere would be worth nothing, while an image too many does no harm.
asio::awaitable<Result<void>> Hub::keep_snapshot() {
  const auto size = state_.size;
  if (snapshot_of_ == size) co_return Result<void>{};
  auto snapshot = journal_.take_snapshot(doors_.images == nullptr ? desk::Register::within : desk::Register::apart);
  auto bytes = std::uint64_t{snapshot.bytes.size()};
  if (doors_.images != nullptr) {
    CO_TRY(const auto saving, doors_.images->save(state_.recipients, size));
    CO_TRY(const auto written, co_await desk::run_on(saving_thread_, context_, [&] { return saving->finish(); }));
    bytes += written;
  }
  CO_TRY(co_await journal_.keep_snapshot(std::move(snapshot)));
  if (doors_.images != nullptr) note("removing what older snapshots stood on", doors_.images->keep_only(size));
  snapshot_of_ = size;
  next_snapshot_ = size + std::max(ways_.snapshot_every, bytes / entry_bytes);
  co_return Result<void>{};
}

asio::awaitable<void> Hub::sign() {
  if (ways_.may_sign && !ways_.may_sign()) co_return;
  const auto published = co_await journal_.publish_checkpoint();
  note("signing a checkpoint", published);
}

asio::awaitable<Result<void>> Hub::stop() {
  co_await conductor_.stop();
  is_stopping_ = true;
  checkpoint_timer_.cancel();
  while (is_keeping_) {
    asio::steady_timer pause(context_, std::chrono::milliseconds(1));
    co_await pause.async_wait(asio::use_awaitable);
  }
  CO_TRY(co_await journal_.settled());
  co_await sign();
  if (state_.size > 0) CO_TRY(co_await keep_snapshot());
  publisher_.stop();
  journal_.stop();
  saving_thread_.join();
  co_return Result<void>{};
}

}  // namespace heed::app
