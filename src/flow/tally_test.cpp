// The count at the end of a day, in as many commits as it takes: nobody is left out, nobody is counted twice.

#include <doctest/doctest.h>

#include "flow/record/batch.h"
#include "flow/record/testing/dice.h"
#include "flow/threads.h"

namespace heed::flow {
namespace {

using testing::Dice;

constexpr Duration day{24 * 3'600'000};
const Instant began{1'700'006'400'000};  // midnight, UTC
const WarningId standing{"standing"};
const WarningId ended{"ended"};

/// A record with nothing in it but threads, and deliveries that say who is still concerned.
class Book {
 public:
  Book() {
    state_.warnings.warnings[standing].standing = warning::Standing::active;
    state_.warnings.warnings[ended].standing = warning::Standing::ended;
  }
  [[nodiscard]] const State& state() const { return state_; }
  [[nodiscard]] std::uint64_t size() const { return entries_.size(); }

  void concern(const std::string& recipient, const WarningId& warning) {
    auto& delivery = state_.deliveries.deliveries[DeliveryId{recipient}];
    delivery.planned.recipient = RecipientId{recipient};
    delivery.planned.warning = warning;
  }
  void link(const std::string& recipient, Instant at) {
    const auto known = state_.threads.find(RecipientId{recipient});
    record::Entry entry;
    entry.kind = "delivery.attempted";
    entry.thread = {{recipient, known == state_.threads.end() ? 1 : known->second.count + 1, {}, {}}};
    take(std::move(entry), at);
  }
  /// One commit of the hub. Gives the recipients, each as often as it was counted.
  std::vector<std::string> count(Instant at, std::size_t at_most = tally_threads) {
    std::vector<std::string> counted;
    const auto of = size();
    for (auto& draft : tally(state_, at_most)) {
      record::Entry entry;
      entry.kind = draft.kind;
      entry.body = std::move(draft.body);
      entry.actor = record::the_hub();
      entry.of = of;
      for (const auto* body : record::bodies(entry)) counted.push_back(*body->find("recipient")->text());
      take(std::move(entry), at);
    }
    return counted;
  }
  /// A person has one thread counted.
  void ask(const std::string& recipient, Instant at) {
    record::Entry entry;
    const auto draft = record::draft(count_thread(state_, RecipientId{recipient}));
    entry.kind = draft.kind;
    entry.body = draft.body;
    entry.actor = {"ann", record::Role::analyst};
    take(std::move(entry), at);
  }
  /// The hub stops, and starts from its record.
  void restart() {
    State again;
    again.warnings = state_.warnings;
    again.deliveries = state_.deliveries;
    for (const auto& entry : entries_) REQUIRE(apply_to_threads(again, entry));
    CHECK(again == state_);
    state_ = std::move(again);
  }

 private:
  void take(record::Entry entry, Instant at) {
    entry.index = size();
    entry.at = at;
    REQUIRE(apply_to_threads(state_, entry));
    entries_.push_back(std::move(entry));
  }

  State state_;
  std::vector<record::Entry> entries_;
};

std::string name_of(std::uint64_t n) { return cat("r", n / 100, n / 10 % 10, n % 10); }

TEST_CASE("a_day_that_takes_several_commits_counts_every_open_thread_once_and_closes_those_that_are_over (RA-2)") {
  Book book;
  for (std::uint64_t i = 0; i < 10; ++i) {
    book.link(name_of(i), began);
    book.concern(name_of(i), i % 2 == 0 ? standing : ended);
  }
  const auto midnight = began + day;
  CHECK(book.state().tally_due == midnight);
  std::vector<std::string> all;
  for (const std::size_t expected : {4U, 4U, 2U}) {
    CHECK(book.state().tally_due == midnight);
    const auto counted = book.count(midnight, 4);
    CHECK(counted.size() == expected);
    all.insert(all.end(), counted.begin(), counted.end());
  }
  std::ranges::sort(all);
  CHECK(std::ranges::adjacent_find(all) == all.end());
  CHECK(all.size() == 10);
  CHECK(book.state().open_threads == 5);
  CHECK(book.state().tally_due == midnight + day);
}

TEST_CASE("as_many_threads_as_the_limit_are_one_commit_and_one_more_makes_two") {
  for (const std::size_t more : {0U, 1U}) {
    Book book;
    for (std::size_t i = 0; i < tally_threads + more; ++i) book.link(cat("r", i), began);
    book.concern("r0", standing);
    book.concern(cat("r", tally_threads), standing);
    CHECK(book.count(began + day).size() == tally_threads);
    CHECK(book.state().tally_due == began + (more == 0 ? 2 * day : day));
    CHECK(book.state().tally_left == (more == 0 ? book.state().open_threads : 1));
  }
}

TEST_CASE("what_comes_between_two_commits_of_a_count_neither_ends_it_nor_is_lost") {
  Book book;
  for (const auto* name : {"r000", "r001", "r002", "r003", "r0009"}) book.concern(name, standing);
  for (std::uint64_t i = 0; i < 4; ++i) book.link(name_of(i), began);
  const auto midnight = began + day;
  CHECK(book.count(midnight, 2) == std::vector<std::string>{"r000", "r001"});
  book.link("r000", midnight);  // counted already, and longer now
  book.ask("r002", midnight);   // a person's count is not that of the day
  book.link("r0009", midnight);
  book.restart();
  CHECK(book.count(midnight, 2) == std::vector<std::string>{"r0009", "r002"});
  CHECK(book.count(midnight, 2) == std::vector<std::string>{"r003"});
  CHECK(book.state().tally_due == midnight + day);
  CHECK(book.count(midnight + day).size() == 5);
}

/// Days of one seed: links, ends, counts of persons and restarts between the commits of the hub.
void live(std::uint32_t seed) {
  Dice dice(seed);
  Book book;
  Instant now = began;
  for (int days = 0; days < 6; ++days) {
    for (auto n = dice.below(12); n-- > 0;) book.link(name_of(dice.below(15)), now);
    for (auto n = dice.below(8); n-- > 0;) book.concern(name_of(dice.below(15)), dice.one_in(2) ? standing : ended);
    if (book.state().tally_due) now = *book.state().tally_due;
    const auto due = now;
    std::map<std::string, int> counted;
    std::map<std::string, int> owed;
    for (const auto& [recipient, thread] : book.state().threads) {
      if (thread.is_open) owed[recipient.text] = 1;
    }
    while (book.state().tally_due == due) {
      const auto at_most = std::size_t{1} + dice.below(4);
      const auto part = book.count(now, at_most);
      REQUIRE(!part.empty());
      CHECK(part.size() <= at_most);
      for (const auto& recipient : part) ++counted[recipient];
      if (dice.one_in(3)) book.restart();
      if (dice.one_in(3)) book.ask(name_of(dice.below(15)), now);
      if (dice.one_in(4)) {
        const auto name = name_of(dice.below(15));
        const auto thread = book.state().threads.find(RecipientId{name});
        // One that is opened meanwhile is counted too, and once more where it had been closed before.
        const bool is_opened = thread == book.state().threads.end() || !thread->second.is_open;
        book.link(name, now);
        if (is_opened && book.state().tally_due == due) owed[name] = counted[name] + 1;
      }
      now = now + Duration{1000};
    }
    for (auto& [recipient, times] : owed) CHECK_MESSAGE(counted[recipient] == times, seed, " ", recipient);
    for (const auto& [recipient, times] : counted) CHECK(owed[recipient] == times);
  }
}

TEST_CASE("whatever_happens_between_its_commits_a_count_leaves_nobody_out_and_counts_nobody_twice (RA-2)") {
  for (std::uint32_t seed = 1; seed <= 150; ++seed) live(seed);
}

}  // namespace
}  // namespace heed::flow
