#include "sim/world.h"

#include "lib/digest/sha256.h"

namespace heed::sim {

using testing::said;

World::World(std::uint64_t seed) : seed_(seed), dice_(seed), chance_(seed) { open(); }

void World::set_time(Instant now) {
  now_ = now;
  chance_.set(now);
  if (office_) office_->clock.set(now);
}

void World::open() {
  office_ = std::make_unique<testing::Office>(store_, site_, now_, &chance_);
  const auto answer = [this](const ports::Message& message) { return carry(message); };
  office_->email.answer = answer;
  office_->webhook.answer = answer;
  const auto resumed = office_->hub.resume();
  REQUIRE_MESSAGE(resumed, said(resumed));
  CrashAt never;
  const auto started = testing::begin(office_->context, office_->hub.start());
  run(started, never);
  REQUIRE_MESSAGE(**started, said(**started));
}

std::optional<ports::Attempted> World::carry(const ports::Message& message) {
  const auto delivery = DeliveryId{message.key.substr(0, message.key.rfind('.'))};
  const auto& attempts = state().deliveries.deliveries.at(delivery).attempts;
  CHECK_MESSAGE(attempts.back().entry.index < office_->hub.journal().durable_size(),
                "the wire was touched before the attempt was durable: ", message.key);
  auto& carried = carried_[message.key];
  const bool is_first = carried.count++ == 0;
  if (is_first) {
    carried.address = message.address;
    carried.text = message.text;
  }
  CHECK_MESSAGE(carried.address == message.address, "one key went to two contacts: ", message.key);
  CHECK_MESSAGE(carried.text == message.text, "one key carried two texts: ", message.key);
  // Why not drawn in order: what channels say must not depend on which of them is asked first.
  const auto drawn = digest::sha256(cat(seed_, " ", message.key, " ", carried.count));
  const auto one_of_ten = static_cast<unsigned char>(drawn[0]) % 10;
  if (one_of_ten < 4) return testing::answered(ports::Outcome::accepted);
  if (one_of_ten < 6) return testing::answered(ports::Outcome::delivered);
  if (one_of_ten < 7) return testing::answered(ports::Outcome::failed_for_good);
  if (one_of_ten < 8) return testing::answered(ports::Outcome::unknown);
  const bool says_when = static_cast<unsigned char>(drawn[1]) % 2 == 0;
  return testing::answered(ports::Outcome::failed_for_now,
                           says_when ? std::optional(testing::minutes(5)) : std::nullopt);
}

bool World::run_until(const std::function<bool()>& is_done, CrashAt& crash_at) {
  auto& context = office_->context;
  context.restart();
  for (;;) {
    context.poll();
    if (is_done()) return true;
    if (state().size > office_->hub.journal().durable_size()) {
      if (!decide_write(crash_at)) return false;
    } else {
      REQUIRE_MESSAGE(context.run_one_for(std::chrono::seconds(20)) > 0, "nothing more happens");
    }
  }
}

bool World::decide_write(CrashAt& crash_at) {
  if (crash_at && --*crash_at == 0) {
    crash_at.reset();
    crash(dice_.one_in(2) ? Verdict::lost : Verdict::written);
    return false;
  }
  const auto before = office_->hub.journal().durable_size();
  store_.let(Verdict::written);
  while (office_->hub.journal().durable_size() == before) {
    REQUIRE_MESSAGE(office_->context.run_one_for(std::chrono::seconds(20)) > 0, "a write does not come back");
  }
  return true;
}

void World::crash(Verdict last_write) {
  store_.let(last_write);
  office_.reset();
}

bool World::settle(CrashAt& crash_at) {
  return run(testing::begin(office_->context, testing::counted(office_->hub.conductor().settle())), crash_at);
}

bool World::advance(Instant to, CrashAt& crash_at) {
  if (!settle(crash_at)) return false;
  for (;;) {
    const auto due = office_->hub.conductor().next_due();
    if (!due || *due >= to) break;
    if (*due > now_) set_time(*due);
    if (!settle(crash_at)) return false;
  }
  if (to > now_) set_time(to);
  return settle(crash_at);
}

void World::restart() {
  CrashAt never;
  const auto stopped = testing::begin(office_->context, office_->hub.stop());
  run(stopped, never);
  REQUIRE_MESSAGE(**stopped, said(**stopped));
  office_.reset();
  open();
}

}  // namespace heed::sim
