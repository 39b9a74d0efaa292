#include "lib/websub/book.h"

#include <random>

#include <doctest/doctest.h>

#include "core/text.h"

namespace heed::websub {
namespace {

const Instant noon{1'700'000'000'000};
constexpr Duration second{1'000};
constexpr Duration hour{3'600'000};

Subscription to(std::string topic, std::string callback, Instant expires = noon + 10 * hour) {
  return {std::move(topic), std::move(callback), {}, expires, {}};
}

/// Everybody whose turn it is, by callback.
std::vector<Sending> begin_all(Book& book, Instant now) {
  std::vector<Sending> begun;
  while (auto sending = book.begin(now)) begun.push_back(*std::move(sending));
  return begun;
}

/// A hub with its disk, its topics and its subscribers, in which anything may happen at any time.
struct World {
  explicit World(unsigned seed) : random(seed) {}

  unsigned below(unsigned bound) { return random() % bound; }
  std::string any_topic() { return cat("t", below(3)); }
  std::string any_callback() { return cat("c", below(20)); }
  static std::string host_of(const std::string& callback) { return cat("host-", callback.back()); }

  void subscribe() {
    const auto topic = any_topic();
    const auto callback = any_callback();
    if (!book->check_room(topic, callback, host_of(callback))) return;
    book->add(to(topic, callback, now + (1 + below(5)) * hour), host_of(callback), now);
    disk = book->kept();
  }
  void leave() {
    if (book->remove(any_topic(), any_callback())) disk = book->kept();
  }
  void change(int step) {
    auto& [topic, digest] = *std::next(topics.begin(), below(3));
    digest = cat(topic, "-", step);
  }
  void learn() {
    for (const auto& [topic, digest] : topics) book->publish(topic, digest, now);
  }
  void begin() {
    if (auto sending = book->begin(now)) wire.push_back(*std::move(sending));
  }
  /// A subscriber may have taken what the hub believes lost, never the other way round.
  void end(std::size_t at, Outcome outcome) {
    const auto sending = wire[at];
    wire.erase(wire.begin() + static_cast<std::ptrdiff_t>(at));
    const auto& digest = topics.at(sending.to.topic);
    if (outcome == Outcome::taken || below(2) == 0) has[{sending.to.topic, sending.to.callback}] = digest;
    book->end(sending, outcome, digest, now);
  }
  void end_any() {
    if (wire.empty()) return;
    end(below(static_cast<unsigned>(wire.size())), below(3) == 0 ? Outcome::failed : Outcome::taken);
  }
  /// What was delivered is written later, or never.
  void wait() {
    now = now + below(600) * second;
    book->expire(now);
    if (below(2) == 0) disk = book->kept();
  }
  /// What was on the wire may have arrived or not, and what is known is what is on the disk.
  void crash() {
    for (const auto& each : wire) {
      if (below(2) == 0) has[{each.to.topic, each.to.callback}] = topics.at(each.to.topic);
    }
    wire.clear();
    book.emplace(limits);
    for (const auto& each : disk) book->add(each, host_of(each.callback), now);
    book->expire(now);
  }
  void do_anything(int step) {
    switch (below(10)) {
      case 0:
      case 1: return subscribe();
      case 2: return leave();
      case 3: return change(step);
      case 4: return learn();
      case 5:
      case 6: return begin();
      case 7: return end_any();
      case 8: return wait();
      case 9: return below(6) == 0 ? crash() : begin();
    }
  }
  /// From here on nothing changes and everybody answers.
  void calm_down() {
    learn();
    for (int turn = 0; turn < 200; ++turn) {
      while (auto sending = book->begin(now)) wire.push_back(*std::move(sending));
      while (!wire.empty()) end(0, Outcome::taken);
      book->expire(now);
      now = now + 60 * second;
    }
  }

  std::mt19937 random;
  Limits limits{.subscriptions = 30, .per_host = 8, .lines = 5, .lines_per_host = 2, .lines_for_retries = 2};
  std::optional<Book> book{limits};
  Instant now = noon;
  std::vector<Subscription> disk{};
  std::vector<Sending> wire{};
  std::map<std::string, std::string> topics{{"t0", "t0-0"}, {"t1", "t1-0"}, {"t2", "t2-0"}};  ///< what each is now
  std::map<std::pair<std::string, std::string>, std::string> has{};  ///< what each subscriber took last
};

}  // namespace

TEST_CASE("a_new_subscriber_gets_the_topic_as_it_is_and_then_only_what_changes") {
  Book book;
  book.add(to("t", "c"), "h", noon);
  CHECK_FALSE(book.begin(noon));  // nobody knows yet what the topic is
  book.publish("t", "1", noon);
  auto sending = book.begin(noon);
  REQUIRE(sending);
  CHECK(sending->to.callback == "c");
  CHECK_FALSE(book.begin(noon));  // once at a time
  book.publish("t", "2", noon);
  CHECK_FALSE(book.begin(noon));
  book.end(*sending, Outcome::taken, "1", noon);
  sending = book.begin(noon);
  REQUIRE(sending);
  book.end(*sending, Outcome::taken, "2", noon);
  CHECK_FALSE(book.begin(noon + 5 * hour));
  book.publish("t", "2", noon);
  book.publish("u", "1", noon);  // nobody's topic
  CHECK_FALSE(book.begin(noon));
  book.add(to("t", "c", noon + 20 * hour), "h", noon);  // renewed: it has them
  CHECK_FALSE(book.begin(noon));
  CHECK(book.kept() == std::vector{Subscription{"t", "c", {}, noon + 20 * hour, "2"}});
}

TEST_CASE("who_fails_is_called_again_later_each_time_and_a_renewal_calls_at_once") {
  Book book;
  book.add(to("t", "c", noon + 100 * hour), "h", noon);
  book.publish("t", "1", noon);
  auto now = noon;
  for (const int seconds : {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900}) {
    CAPTURE(seconds);
    const auto sending = book.begin(now);
    REQUIRE(sending);
    book.end(*sending, Outcome::failed, "1", now);
    CHECK(book.next_due() == now + seconds * second);
    CHECK_FALSE(book.begin(now + seconds * second - Duration{1}));
    book.publish("t", cat("after ", seconds), now);  // does not make it sooner
    CHECK(book.next_due() == now + seconds * second);
    now = now + seconds * second;
  }
  CHECK(book.standings() == std::vector{TopicStanding{"t", 1, 1, 1}});
  const auto sending = book.begin(now);
  REQUIRE(sending);
  book.end(*sending, Outcome::failed, "x", now);
  book.add(to("t", "c", noon + 200 * hour), "h", now);
  CHECK(book.begin(now));
}

TEST_CASE("a_subscription_ends_with_410_with_its_lease_and_when_it_is_left") {
  Book book;
  book.add(to("t", "gone"), "h", noon);
  book.add(to("t", "left"), "h", noon);
  book.add(to("t", "over", noon + hour), "h", noon);
  book.publish("t", "1", noon);
  const auto begun = begin_all(book, noon);
  REQUIRE(begun.size() == 3);
  CHECK(book.remove("t", "left"));
  CHECK_FALSE(book.remove("t", "left"));
  CHECK(book.expire(noon + hour - Duration{1}) == 0);
  CHECK(book.expire(noon + hour) == 1);
  CHECK(book.size() == 1);
  // What was on the wire meanwhile ends without a trace.
  for (const auto& each : begun) book.end(each, each.to.callback == "gone" ? Outcome::gone : Outcome::taken, "1", noon);
  CHECK(book.size() == 0);
  CHECK_FALSE(book.has_topic("t"));
  CHECK_FALSE(book.next_due());
}

TEST_CASE("the_limits_hold_at_the_limit_and_one_past_it") {
  Book book({.subscriptions = 3, .per_host = 2});
  book.add(to("t", "a"), "h", noon);
  REQUIRE(book.check_room("t", "b", "h"));
  book.add(to("t", "b"), "h", noon);
  CHECK(book.check_room("t", "c", "h").error().code == Code::too_many);
  CHECK(book.check_room("t", "a", "h"));  // renewed
  REQUIRE(book.check_room("t", "c", "i"));
  book.add(to("t", "c"), "i", noon);
  CHECK(book.check_room("t", "d", "i").error().code == Code::too_many);
  book.remove("t", "a");
  CHECK(book.check_room("t", "d", "i"));
  CHECK(book.check_room("t", "d", "h"));
}

TEST_CASE("a_dead_host_takes_a_few_lines_and_those_who_failed_half_of_them_at_most") {
  Book book({.lines = 8, .lines_per_host = 2, .lines_for_retries = 4});
  for (int i = 0; i < 10; ++i) book.add(to("t", cat("dead-", i)), "dead", noon);
  for (int i = 0; i < 10; ++i) book.add(to("t", cat("other-", i)), cat("host-", i), noon);
  book.publish("t", "1", noon);
  auto begun = begin_all(book, noon);
  REQUIRE(begun.size() == 8);
  CHECK(std::ranges::count_if(begun, [](const auto& each) { return each.to.callback.starts_with("dead"); }) == 2);
  // All fail; from now on they are repeated, and half of the lines stay free for others.
  for (const auto& each : begun) book.end(each, Outcome::failed, "1", noon);
  while (!(begun = begin_all(book, noon)).empty()) {
    for (const auto& each : begun) book.end(each, Outcome::failed, "1", noon);
  }
  CHECK(book.standings().front().failing == 20);
  const auto later = noon + 3 * second;
  CHECK(begin_all(book, later).size() == 4);
  book.add(to("t", "new"), "new", later);
  const auto sending = book.begin(later);
  REQUIRE(sending);
  CHECK(sending->to.callback == "new");
}

TEST_CASE("any_order_of_what_may_happen_ends_with_every_live_subscriber_having_the_newest_bytes") {
  std::size_t served = 0;
  for (unsigned seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    World world(seed);
    for (int step = 0; step < 300; ++step) {
      world.do_anything(step);
      CHECK(world.wire.size() <= world.limits.lines);
    }
    world.calm_down();
    for (const auto& each : world.book->kept()) {
      const auto& newest = world.topics.at(each.topic);
      CHECK(each.delivered == newest);
      CHECK(world.has[{each.topic, each.callback}] == newest);
      ++served;
    }
    for (const auto& standing : world.book->standings()) CHECK(standing.behind + standing.failing == 0);
  }
  CHECK(served > 200);
}

}  // namespace heed::websub
