#include "bench/record/journal.h"

#include <chrono>
#include <ctime>
#include <filesystem>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "adapters/system/random.h"
#include "bench/on_disk.h"
#include "bench/record/timed_store.h"
#include "flow/delivery/entries.h"
#include "operations/desk/journal.h"

namespace heed::record {

namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::uint64_t recipients = 1'000;
constexpr std::size_t signed_bytes = 820;  // header and payload of a leaf
constexpr std::uint64_t signatures_tried = 20'000;
constexpr Instant begin_of_time{1'700'000'000'000};

double seconds_since(SteadyClock::time_point begin) {
  return std::chrono::duration<double>(SteadyClock::now() - begin).count();
}

/// Processor seconds of this thread; what else the process used went into the store's.
double own_cpu_seconds() {
  struct timespec used{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * 1e-9;
}

DeliveryId delivery_to(std::uint64_t number) { return DeliveryId{cat("hall-1/1/recipient-", number % recipients)}; }

record::Drafts planned(std::uint64_t number) {
  delivery::Planned fact;
  fact.delivery = delivery_to(number);
  fact.warning = WarningId{"hall-1"};
  fact.edition = 1;
  fact.recipient = RecipientId{cat("recipient-", number)};
  fact.language = "en";
  fact.contacts = {{"email", cat("desk-", number, "@example.org"), {}, {}}};
  fact.until = begin_of_time + std::chrono::hours(48);
  return {draft(fact)};
}

record::Drafts attempted(std::uint64_t number) { return {draft(delivery::Attempted{delivery_to(number), 1, 0})}; }

record::Drafts reported(std::uint64_t number) {
  return {draft(delivery::Reported{
      delivery_to(number), 1, delivery::Outcome::accepted, "250 2.0.0 Ok: queued as 4XyZ1b2C3dz9", {}})};
}

/// A journal on a store on this disk.
struct Rig {
  explicit Rig(app::KeyRing ring, std::unique_ptr<sqlite::SqliteStore> opened)
      : keys(std::move(ring)),
        kept(std::move(opened)),
        store(*kept),
        journal(context, state, {store, random, keys.keys()}) {}
  ~Rig() { journal.stop(); }
  Rig(const Rig&) = delete;
  Rig& operator=(const Rig&) = delete;

  app::KeyRing keys;
  std::unique_ptr<sqlite::SqliteStore> kept;
  TimedStore store;
  system::SystemRandom random;
  flow::State state;
  asio::io_context context{1};
  desk::Journal journal;
  std::optional<Error> failure;
  std::uint64_t running = 0;
};

Result<std::unique_ptr<Rig>> open_rig(const std::string& folder) {
  TRY(auto made, bench::make_on_disk(folder));
  auto rig = std::make_unique<Rig>(std::move(made.keys), std::move(made.store));
  TRY(rig->journal.resume({}));
  return rig;
}

asio::awaitable<void> commit(Rig& rig, record::Drafts drafts) {
  const Moment moment{begin_of_time, the_hub()};
  const auto done = co_await rig.journal.commit(std::move(drafts), moment, std::nullopt);
  if (!done) rig.failure = done.error();
}

/// What a hub does meanwhile.
asio::awaitable<void> sign_checkpoints(Rig& rig, asio::steady_timer& timer) {
  while (rig.running > 0) {
    const auto done = co_await rig.journal.publish_checkpoint();
    if (!done) rig.failure = done.error();
    boost::system::error_code woken;
    timer.expires_after(std::chrono::seconds(1));
    if (rig.running > 0) co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, woken));
  }
}

/// Runs what was spawned to its end, with checkpoints beside it.
Result<void> run_all(Rig& rig) {
  asio::steady_timer timer(rig.context);
  asio::co_spawn(rig.context, sign_checkpoints(rig, timer), asio::detached);
  rig.context.restart();
  while (rig.running > 0) rig.context.run_one();
  timer.cancel();
  rig.context.run();
  if (rig.failure) return fail(*rig.failure);
  return {};
}

asio::awaitable<void> write_some(Rig& rig, std::uint64_t first, record::Drafts (*make)(std::uint64_t),
                                 std::uint64_t until) {
  for (auto number = first; number < until; number += writers) co_await commit(rig, make(number));
  --rig.running;
}

/// So many entries from `writers` commands at a time.
Result<void> press(Rig& rig, record::Drafts (*make)(std::uint64_t), std::uint64_t entries) {
  for (std::uint64_t i = 0; i < writers; ++i) {
    ++rig.running;
    asio::co_spawn(rig.context, write_some(rig, i, make, entries), asio::detached);
  }
  return run_all(rig);
}

asio::awaitable<void> commit_timed(Rig& rig, std::uint64_t number, SteadyClock::time_point due,
                                   std::vector<double>& latencies_ms) {
  co_await commit(rig, reported(number));
  latencies_ms.push_back(seconds_since(due) * 1e3);
  --rig.running;
}

/// Entries fall due whether or not the earlier ones are done: who only asks again after an answer never sees a queue.
asio::awaitable<void> arrive(Rig& rig, std::vector<double>& latencies_ms) {
  const auto begin = SteadyClock::now();
  asio::steady_timer timer(rig.context);
  for (std::uint64_t i = 0; i < steady_entries; ++i) {
    const auto due = begin + std::chrono::microseconds(i * 1'000'000 / steady_rate);
    if (due > SteadyClock::now()) {
      timer.expires_at(due);
      co_await timer.async_wait(asio::use_awaitable);
    }
    ++rig.running;
    asio::co_spawn(rig.context, commit_timed(rig, i, due, latencies_ms), asio::detached);
  }
  --rig.running;
}

/// Ed25519 as the journal uses it, and nothing else.
double signatures_alone(const Rig& rig) {
  const std::string message(signed_bytes, 'm');
  const auto begin = bench::cpu_seconds();
  for (std::uint64_t i = 0; i < signatures_tried; ++i) static_cast<void>(rig.keys.issuer->sign(message));
  return static_cast<double>(signatures_tried) / (bench::cpu_seconds() - begin);
}

/// The entries that the journal has written, written once more without a journal.
Result<double> bare_commits(Rig& rig, const std::string& folder, std::size_t group_size) {
  fs::create_directories(folder);
  TRY(const auto bare, sqlite::SqliteStore::open(folder + "/bare.sqlite", sqlite::Mode::create));
  std::vector<std::vector<ports::StoredEntry>> groups(1);
  TRY(rig.store.read(0, pressed_entries / 2, [&](ports::StoredEntry entry) -> Result<void> {
    if (groups.back().size() == group_size) groups.emplace_back();
    groups.back().push_back(std::move(entry));
    return {};
  }));
  const auto begin = SteadyClock::now();
  for (const auto& group : groups) TRY(bare->append(group));
  return static_cast<double>(pressed_entries / 2) / seconds_since(begin);
}

Result<JournalRound> measure_in(const std::string& folder) {
  TRY(const auto rig, open_rig(folder));
  TRY(press(*rig, planned, recipients));
  TRY(press(*rig, attempted, recipients));
  JournalRound round;
  rig->store.forget();
  const auto processor = bench::cpu_seconds(), own = own_cpu_seconds();
  const auto begin = SteadyClock::now();
  TRY(press(*rig, reported, pressed_entries));
  const auto seconds = seconds_since(begin);
  const auto others = bench::cpu_seconds() - processor - (own_cpu_seconds() - own);
  round.other_threads_us = others / static_cast<double>(pressed_entries) * 1e6;
  round.pressed = static_cast<double>(pressed_entries) / seconds;
  round.processor_us = (bench::cpu_seconds() - processor) / static_cast<double>(pressed_entries) * 1e6;
  round.group = static_cast<double>(pressed_entries) / static_cast<double>(rig->store.appends());
  round.appending = rig->store.append_seconds() / seconds;
  ++rig->running;
  asio::co_spawn(rig->context, arrive(*rig, round.steady_ms), asio::detached);
  TRY(run_all(*rig));
  round.signatures = signatures_alone(*rig);
  TRY(round.bare,
      bare_commits(*rig, folder + "/bare", std::max<std::size_t>(1, static_cast<std::size_t>(round.group))));
  return round;
}

}  // namespace

Result<JournalRound> measure_journal() {
  const auto folder = (fs::temp_directory_path() / cat("heed-bench-record-", ::getpid())).string();
  fs::remove_all(folder);
  auto round = measure_in(folder);
  fs::remove_all(folder);
  return round;
}

}  // namespace heed::record
