#include "operations/desk/journal.h"

#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "core/assert.h"
#include "flow/record/content.h"
#include "flow/threads.h"
#include "lib/digest/sha256.h"
#include "operations/desk/run_on.h"
#include "operations/desk/snapshot.h"

namespace heed::desk {

namespace asio = boost::asio;

namespace {

constexpr std::size_t recent_max = 2 * limits::commit_entries;

}  // namespace

Journal::Journal(asio::io_context& context, flow::State& state, Doors doors)
    : context_(context), state_(state), doors_(doors), sealer_(doors.store, doors.keys) {}

Result<void> Journal::resume(merkle::Frontier frontier) {
  HEED_ASSERT(frontier.size() == state_.size, "frontier ", frontier.size(), " state ", state_.size);
  TRY(sealer_.resume(frontier));
  was_signed_ = sealer_.signed_size() > 0;
  frontier_ = std::move(frontier);
  return {};
}

asio::awaitable<Result<Committed>> Journal::commit(record::Drafts drafts, record::Moment moment,
                                                   std::optional<record::Request> request) {
  if (failure_) co_return fail(*failure_);
  if (waiters_.size() >= limits::commands_waiting) {
    co_return fail(Code::too_many, "too many commands wait for the disk; try again in a moment");
  }
  const Committed committed{state_.size, drafts.size()};
  CO_TRY(auto written_down, write_down(std::move(drafts), moment, request));
  for (auto& each : written_down) {
    const auto applied = flow::apply(state_, each.entry);
    HEED_ASSERT(applied, "an own entry does not fold: ", core::sentence(applied.error()));
    pending_.push_back(std::move(each));
  }
  flush();
  if (committed.count > 0) CO_TRY(co_await durable(committed.first + committed.count - 1));
  co_return committed;
}

Result<std::vector<Unsealed>> Journal::write_down(record::Drafts drafts, const record::Moment& moment,
                                                  const std::optional<record::Request>& request) {
  std::vector<Unsealed> made;
  made.reserve(drafts.size());
  flow::Threading threading(state_);
  for (auto& draft : drafts) {
    record::Entry entry;
    entry.index = state_.size + made.size();
    entry.at = moment.now;
    entry.kind = std::move(draft.kind);
    entry.actor = moment.actor;
    entry.request = request;
    entry.of = state_.size;
    entry.body = std::move(draft.body);
    TRY(record::check_body(entry.body));
    entry.thread = threading.links(entry);
    const auto size = record::content_bytes(entry).size();
    // Why no assertion: a warning composed from many long statements can grow beyond it, by nobody's mistake.
    if (size > limits::entry_bytes) {
      return fail(Code::too_large, cat("this would be an entry of ", size, " bytes, of at most ", limits::entry_bytes,
                                       "; say less at a time"));
    }
    made.push_back({std::move(entry), doors_.random.bytes(record::salt_seed_bytes)});
  }
  return made;
}

asio::awaitable<Result<void>> Journal::settled() {
  if (state_.size == 0) co_return Result<void>{};
  co_return co_await durable(state_.size - 1);
}

asio::awaitable<Result<void>> Journal::durable(std::uint64_t index) {
  if (frontier_.size() <= index && !failure_) {
    co_await asio::async_initiate<const asio::use_awaitable_t<>, void()>(
        [this, index](auto handler) {
          waiters_.push_back({index + 1, [this, waiting = std::move(handler)]() mutable {
                                asio::post(context_, std::move(waiting));
                              }});
        },
        asio::use_awaitable);
  }
  if (frontier_.size() <= index) co_return fail(*failure_);
  co_return Result<void>{};
}

void Journal::flush() {
  if (is_writing_ || pending_.empty() || failure_) return;
  is_writing_ = true;
  std::vector<Unsealed> group;
  // Why never inside a command: the entries of one command are durable together or not at all.
  auto size = std::min(pending_.size(), limits::commit_entries);
  while (size < pending_.size() && pending_[size].entry.of != pending_[size].entry.index) ++size;
  if (size == pending_.size()) {
    group = std::exchange(pending_, {});
  } else {
    const auto cut = pending_.begin() + static_cast<std::ptrdiff_t>(size);
    group.assign(std::move_iterator(pending_.begin()), std::move_iterator(cut));
    pending_.erase(pending_.begin(), cut);
  }
  asio::post(store_thread_, [this, group = std::move(group)]() mutable {
    auto hashes = sealer_.keep(group);
    asio::post(context_, [this, group = std::move(group), hashes = std::move(hashes)]() mutable {
      written(std::move(group), std::move(hashes));
    });
  });
}

void Journal::written(std::vector<Unsealed> group, Result<std::vector<std::string>> hashes) {
  is_writing_ = false;
  if (!hashes) return give_up(std::move(hashes).error());
  for (auto& hash : *hashes) {
    recent_.push_back(hash);
    if (recent_.size() > recent_max) recent_.pop_front();
    frontier_.append(std::move(hash));
  }
  for (const auto& each : group) {
    for (const auto& listener : listeners_) listener(each.entry);
  }
  resume_waiters();
  flush();
}

void Journal::give_up(Error error) {
  if (failure_) return;
  failure_ = std::move(error);
  resume_waiters();
  if (on_failure_) on_failure_(*failure_);
}

void Journal::resume_waiters() {
  // Why a pass over all: waiters stand in the order of their entries but for those of `settled`, which may be earlier.
  std::deque<Waiter> still;
  for (auto& waiter : waiters_) {
    if (waiter.size <= frontier_.size() || failure_) {
      waiter.resume();
    } else {
      still.push_back(std::move(waiter));
    }
  }
  waiters_ = std::move(still);
}

asio::awaitable<Result<void>> Journal::publish_checkpoint() {
  if (failure_) co_return fail(*failure_);
  auto signed_note = co_await run_on(store_thread_, context_, [this] { return sealer_.sign(); });
  if (signed_note) co_return Result<void>{};
  // Why not every failure: a full disk may have room again, but a record that reads back otherwise never heals.
  if (signed_note.error().code == Code::corrupt) give_up(signed_note.error());
  co_return fail(std::move(signed_note).error());
}

asio::awaitable<Result<void>> Journal::keep_snapshot() {
  // Why packed here and not on the store's thread: the state may change under another thread's hands. The pause is the
  // price.
  ports::StoredSnapshot snapshot{
      state_.size, std::string(flow::snapshot_format()), pack_snapshot(frontier_, state_), {}};
  snapshot.hash = digest::sha256(snapshot.bytes);
  CO_TRY(co_await settled());
  co_return co_await run_on(store_thread_, context_, [this, &snapshot] { return doors_.store.put_snapshot(snapshot); });
}

namespace {

Result<void> read_into(ports::Store& store, std::uint64_t from, std::uint64_t until,
                       std::vector<record::Entry>& entries) {
  return store.read(from, until, [&](ports::StoredEntry stored) -> Result<void> {
    TRY(auto entry, record::parse_content(stored.bytes));
    entries.push_back(std::move(entry));
    return {};
  });
}

}  // namespace

asio::awaitable<Result<std::vector<record::Entry>>> Journal::read(std::uint64_t from, std::uint64_t until) {
  co_return co_await run_on(store_thread_, context_, [this, from, until]() -> Result<std::vector<record::Entry>> {
    std::vector<record::Entry> entries;
    TRY(read_into(doors_.store, from, until, entries));
    return entries;
  });
}

asio::awaitable<Result<std::vector<record::Entry>>> Journal::read(std::vector<std::uint64_t> indexes) {
  co_return co_await run_on(store_thread_, context_, [this, &indexes]() -> Result<std::vector<record::Entry>> {
    std::vector<record::Entry> entries;
    for (const auto index : indexes) TRY(read_into(doors_.store, index, index + 1, entries));
    return entries;
  });
}

std::optional<std::string> Journal::recent_leaf(std::uint64_t index) const {
  const auto size = frontier_.size();
  if (index >= size || size - index > recent_.size()) return std::nullopt;
  return recent_[recent_.size() - (size - index)];
}

void Journal::stop() { store_thread_.join(); }

}  // namespace heed::desk
