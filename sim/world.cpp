#include "sim/world.h"

namespace heed::sim {

using testing::said;

namespace {

/// How long the hub may do nothing at all, in real time, before a simulation gives up.
constexpr std::chrono::seconds patience{20};
/// Steps in which a hub must have come to rest, and stops on the way through one span of time: both far beyond what
/// was ever seen.
constexpr int steps_most = 20'000;
constexpr int stops_most = 10'000;

}  // namespace

World::World(std::uint64_t seed) : dice_(seed), chance_(seed) {
  site_.before_publish = [this] {
    if (files_.pass() == Verdict::lost) site_.fail_next(1);
  };
  open();
}

void World::set_time(Instant now) {
  now_ = now;
  office_->clock.set(now);
}

void World::open() {
  writes_.open();
  files_.open();
  site_.fail_next(0);
  office_ = std::make_unique<testing::Office>(store_, site_, now_, testing::Odd{&chance_});
  context_ = &office_->context;
  wire_ = std::make_unique<Wire>(office_->context, Wire::Ends{[this](const auto& message) { note_sent(message); },
                                                              [this](const auto&) { return say(); }});
  for (auto& [kind, channel] : office_->hub.desk().channels) channel = wire_.get();
  const auto resumed = office_->hub.resume();
  REQUIRE_MESSAGE(resumed, said(resumed));
  REQUIRE_MESSAGE(state() == testing::folded(disk_), "what a start takes up is not the fold of the disk");
  finish(testing::begin(office_->context, office_->hub.start()));
}

void World::note_sent(const ports::Message& message) {
  const auto delivery = DeliveryId{message.key.substr(0, message.key.rfind('.'))};
  const auto& attempts = state().deliveries.deliveries.at(delivery).attempts;
  CHECK_MESSAGE((!attempts.empty() && attempts.back().entry.index < testing::must(disk_.size())),
                "the wire was touched before the attempt was durable: ", message.key);
  auto& carried = carried_[message.key];
  if (carried.count++ == 0) {
    carried.address = message.address;
    carried.text = message.text;
  }
  CHECK_MESSAGE(carried.address == message.address, "one key went to two contacts: ", message.key);
  CHECK_MESSAGE(carried.text == message.text, "one key carried two texts: ", message.key);
}

ports::Attempted World::say() {
  switch (dice_.below(10)) {
    case 0:
    case 1:
    case 2: return testing::answered(ports::Outcome::accepted);
    case 3:
    case 4: return testing::answered(ports::Outcome::delivered);
    case 5: return testing::answered(ports::Outcome::failed_for_good);
    case 6: return testing::answered(ports::Outcome::unknown);
    case 7: return testing::answered(ports::Outcome::failed_for_now, testing::minutes(5));
    default: return testing::answered(ports::Outcome::failed_for_now);
  }
}

World::Ended World::run(const std::function<bool()>& is_done, Outside outside, CrashAt& crash_at) {
  auto& context = office_->context;
  context.restart();
  moved_at_ = std::chrono::steady_clock::now();
  for (int steps = 0;; ++steps) {
    REQUIRE_MESSAGE(steps < steps_most, "the hub never comes to rest");
    for (int handlers = 0; context.poll_one() > 0; ++handlers) {
      REQUIRE_MESSAGE(handlers < steps_most, "the hub is busy with itself");
    }
    if (is_done()) return Ended::done;
    if (const auto ended = step(outside, crash_at)) return *ended;
  }
}

/// Each step moves something on, but for waiting.
///
/// Why in this order: what a seed does must not hang on how quick a thread is. While entries are to be written, nothing
/// else goes on; a hub that does not wait on its clock has its files written, and comes back from that by itself.
std::optional<World::Ended> World::step(Outside outside, CrashAt& crash_at) {
  const bool is_answering = outside == Outside::answers;
  if (!is_durable()) {
    wait_for_the_sealed();
    if (is_crash_due(crash_at)) return crash(writes_), Ended::crashed;
    decide_write();
  } else if (files_.is_waiting()) {
    if (!is_answering) return Ended::at_rest;
    if (is_crash_due(crash_at)) return crash(files_), Ended::crashed;
    decide_file();
  } else if (!office_->clock.waiting_for()) {
    wait_for_a_thread();
    return std::nullopt;
  } else if (is_answering && wire_->waiting() > 0) {
    for (auto left = 1 + dice_.below(wire_->waiting()); left > 0; --left) wire_->answer(dice_.below(wire_->waiting()));
  } else {
    return Ended::at_rest;
  }
  moved_at_ = std::chrono::steady_clock::now();
  return std::nullopt;
}

/// Why a time since the last move: a hub that waits in vain still wakes each second for a checkpoint.
void World::wait_for_a_thread() {
  const auto until = moved_at_ + patience;
  const auto handlers = office_->context.run_one_until(until);
  REQUIRE_MESSAGE((handlers > 0 && std::chrono::steady_clock::now() < until), "nothing more happens");
}

/// Why all of them: which entries are written together must not hang on how quick a thread is.
void World::wait_for_the_sealed() {
  const auto until = std::chrono::steady_clock::now() + patience;
  while (office_->hub.journal().is_sealing()) {
    office_->context.run_one_for(std::chrono::milliseconds(1));
    REQUIRE_MESSAGE(std::chrono::steady_clock::now() < until, "what was decided is never sealed");
  }
}

void World::decide_write() {
  const auto before = office_->hub.journal().durable_size();
  REQUIRE_MESSAGE(writes_.let(Verdict::written), "the state is ahead of the disk and nothing is being written");
  moved_at_ = std::chrono::steady_clock::now();
  while (office_->hub.journal().durable_size() == before) wait_for_a_thread();
  on_written();
}

void World::decide_file() {
  const bool fails = !is_site_sound_ && dice_.one_in(40);
  REQUIRE(files_.let(fails ? Verdict::lost : Verdict::written));
}

bool World::is_crash_due(CrashAt& crash_at) {
  if (!crash_at || --*crash_at > 0) return false;
  crash_at.reset();
  return true;
}

void World::crash(Gate& at) {
  // Why: a file may be on its way while entries are; nothing in it may rest on them.
  const bool writes_a_file = &at == &writes_ && files_.is_waiting() && dice_.one_in(2);
  if (writes_a_file) REQUIRE(files_.let(Verdict::written));
  REQUIRE(at.let(dice_.one_in(2) ? Verdict::lost : Verdict::written));
  drop();
}

void World::drop() {
  writes_.shut();
  files_.shut();
  if (wire_) wire_->cut();
  office_.reset();
}

template <class T>
void World::finish(const testing::Promised<T>& promised) {
  CrashAt never;
  const auto ended = run([&] { return promised->has_value(); }, Outside::answers, never);
  REQUIRE_MESSAGE(ended == Ended::done, "what was begun does not end");
  REQUIRE_MESSAGE(**promised, said(**promised));
}

bool World::rest(Outside outside, CrashAt& crash_at) {
  return run([] { return false; }, outside, crash_at) == Ended::at_rest;
}

bool World::settle(CrashAt& crash_at) {
  office_->hub.conductor().nudge();
  return rest(Outside::answers, crash_at);
}

bool World::advance(Instant to, CrashAt& crash_at) {
  if (!settle(crash_at)) return false;
  for (int stops = 0;; ++stops) {
    REQUIRE_MESSAGE(stops < stops_most, "the time does not pass");
    const auto due = office_->hub.conductor().next_due();
    if (!due || *due >= to) break;
    if (*due > now_) set_time(*due);
    if (!settle(crash_at)) return false;
  }
  if (to > now_) set_time(to);
  return settle(crash_at);
}

void World::restart() {
  finish(testing::begin(office_->context, office_->hub.stop()));
  drop();
  open();
}

}  // namespace heed::sim
