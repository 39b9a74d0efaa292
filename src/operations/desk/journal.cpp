#include "operations/desk/journal.h"

#include <future>

#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "core/assert.h"
#include "flow/record/content.h"
#include "flow/threads.h"
#include "lib/digest/sha256.h"
#include "operations/desk/run_on.h"

namespace heed::desk {

namespace asio = boost::asio;

namespace {

constexpr std::size_t recent_max = 2 * limits::commit_entries;
/// Sealed at a time. Few, so that the store has something to write soon, and writes what is sealed meanwhile together.
constexpr std::size_t seal_entries = 128;
/// With the sealing thread. Why two: it begins the next one at once, while this thread is still busy with others.
constexpr std::size_t groups_sealing = 2;
/// Sealed and not yet written. More would only be memory.
constexpr std::size_t groups_waiting = limits::commit_entries / seal_entries;

}  // namespace

Journal::Journal(asio::io_context& context, flow::State& state, Doors doors)
    : context_(context), state_(state), doors_(doors), sealer_(doors.keys), keeper_(doors.store, doors.keys) {}

Result<void> Journal::resume(merkle::Frontier frontier) {
  HEED_ASSERT(frontier.size() == state_.size, "frontier ", frontier.size(), " state ", state_.size);
  TRY(auto edge, keeper_.resume(frontier));
  sealer_.resume(std::move(edge));
  was_signed_ = keeper_.signed_size() > 0;
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

Result<std::vector<sealing::Unsealed>> Journal::write_down(record::Drafts drafts, const record::Moment& moment,
                                                           const std::optional<record::Request>& request) {
  std::vector<sealing::Unsealed> made;
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

namespace {

/// Takes whole commands from the front: why never a part of one is that its entries are durable together or not at all.
std::vector<sealing::Unsealed> take_group(std::deque<sealing::Unsealed>& pending) {
  auto size = std::min(pending.size(), seal_entries);
  while (size < pending.size() && pending[size].entry.of != pending[size].entry.index) ++size;
  const auto cut = pending.begin() + static_cast<std::ptrdiff_t>(size);
  std::vector<sealing::Unsealed> group(std::move_iterator(pending.begin()), std::move_iterator(cut));
  pending.erase(pending.begin(), cut);
  return group;
}

template <class Each>
void move_behind(std::vector<Each>& first, std::vector<Each> second) {
  first.insert(first.end(), std::move_iterator(second.begin()), std::move_iterator(second.end()));
}

}  // namespace

void Journal::flush() {
  if (failure_) return;
  if (!is_writing_ && !sealed_.empty()) {
    auto group = std::move(sealed_.front());
    sealed_.pop_front();
    while (!sealed_.empty() && group.sealed.size() + sealed_.front().sealed.size() <= limits::commit_entries) {
      move_behind(group.decided, std::move(sealed_.front().decided));
      move_behind(group.sealed, std::move(sealed_.front().sealed));
      sealed_.pop_front();
    }
    write(std::move(group));
  }
  const auto may_seal = [&] { return sealing_ == 0 || (sealing_ < groups_sealing && pending_.size() >= seal_entries); };
  while (!pending_.empty() && may_seal() && sealed_.size() + sealing_ < groups_waiting) seal(take_group(pending_));
}

void Journal::seal(std::vector<sealing::Unsealed> group) {
  ++sealing_;
  sealing::Durable durable{frontier_.size(), [this](const auto& indexes) { return leaves_of(indexes); }};
  asio::post(sealing_thread_, [this, group = std::move(group), durable = std::move(durable)]() mutable {
    auto sealed = sealer_.seal(group, durable);
    asio::post(context_, [this, group = std::move(group), sealed = std::move(sealed)]() mutable {
      --sealing_;
      if (!sealed) return give_up(std::move(sealed).error());
      sealed_.push_back({std::move(group), *std::move(sealed)});
      flush();
    });
  });
}

Result<std::vector<std::string>> Journal::leaves_of(const std::vector<std::uint64_t>& indexes) {
  std::packaged_task<Result<std::vector<std::string>>()> read([this, &indexes]() -> Result<std::vector<std::string>> {
    std::vector<std::string> hashes;
    hashes.reserve(indexes.size());
    for (const auto index : indexes) {
      TRY(auto hash, doors_.store.hashes(0, index, 1));
      hashes.push_back(std::move(hash.front()));
    }
    return hashes;
  });
  auto hashes = read.get_future();
  is_asking_ = true;
  asio::post(store_thread_, std::move(read));
  hashes.wait();
  is_asking_ = false;
  return hashes.get();
}

void Journal::write(Group group) {
  is_writing_ = true;
  asio::post(store_thread_, [this, group = std::move(group)]() mutable {
    auto kept = keeper_.keep(group.sealed);
    asio::post(context_,
               [this, group = std::move(group), kept = std::move(kept)]() mutable { written(std::move(group), kept); });
  });
}

void Journal::written(Group group, const Result<void>& kept) {
  is_writing_ = false;
  if (!kept) return give_up(kept.error());
  for (auto& each : group.sealed) {
    recent_.push_back(each.hash);
    if (recent_.size() > recent_max) recent_.pop_front();
    frontier_.append(std::move(each.hash));
  }
  for (const auto& each : group.decided) {
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
  auto signed_note = co_await run_on(store_thread_, context_, [this] { return keeper_.sign(); });
  if (signed_note) co_return Result<void>{};
  // Why not every failure: a full disk may have room again, but a record that reads back otherwise never heals.
  if (signed_note.error().code == Code::corrupt) give_up(signed_note.error());
  co_return fail(std::move(signed_note).error());
}

ports::StoredSnapshot Journal::take_snapshot(Register where) {
  auto bytes = where == Register::apart ? pack_snapshot_apart(frontier_, state_) : pack_snapshot(frontier_, state_);
  return {state_.size, std::string(flow::snapshot_format()), std::move(bytes), {}};
}

asio::awaitable<Result<void>> Journal::keep_snapshot(ports::StoredSnapshot snapshot) {
  CO_TRY(co_await settled());
  co_return co_await run_on(store_thread_, context_, [this, &snapshot] {
    snapshot.hash = digest::sha256(snapshot.bytes);
    return doors_.store.put_snapshot(snapshot);
  });
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

void Journal::stop() {
  sealing_thread_.join();
  store_thread_.join();
}

}  // namespace heed::desk
