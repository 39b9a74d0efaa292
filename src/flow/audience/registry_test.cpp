#include "flow/audience/registry.h"

#include <cstdlib>
#include <cstring>
#include <map>

#include "flow/audience/state.h"
#include "flow/audience/testing/recipients.h"
#include "flow/record/testing/desk.h"
#include "flow/record/testing/dice.h"
#include "lib/pack/pack.h"

namespace heed::audience {
namespace {

using testing::Dice;
using testing::hours;

Registration registration(std::string name, std::size_t text_bytes, std::uint64_t entry) {
  Registration made;
  made.recipient = testing::recipient(std::move(name));
  made.recipient.name = std::string(text_bytes, 'x');
  made.entry.index = entry;
  return made;
}

TEST_CASE("what_was_put_into_the_registry_is_found_and_replaced_under_its_name") {
  Registry registry;
  CHECK_FALSE(registry.find(RecipientId{"a"}));
  const auto first = registration("a", 3, 1);
  CHECK(registry.put(first) == 0);
  CHECK(registry.put(registration("b", 3, 2)) == 1);
  CHECK(registry.find(RecipientId{"a"}) == first);
  const auto second = registration("a", 500, 3);
  CHECK(registry.put(second) == 0);
  CHECK(registry.size() == 2);
  CHECK(registry.find(RecipientId{"a"}) == second);
  CHECK(registry.id_at(1) == "b");
}

TEST_CASE("the_registry_is_a_map_whatever_is_put_into_it") {
  testing::Dice dice(11);
  Registry registry;
  std::map<std::string, Registration> twin;
  std::vector<std::string> order;
  for (std::uint64_t round = 0; round < 4'000; ++round) {
    const auto name = cat("r", dice.below(700));
    const auto made = registration(name, dice.below(60), round);
    const auto [at, is_new] = twin.insert_or_assign(name, made);
    if (is_new) order.push_back(name);
    registry.put(made);
  }
  REQUIRE(registry.size() == twin.size());
  registry.for_each([&](Number number, const Registration& each) {
    CHECK(order[number] == each.recipient.recipient.text);
    CHECK(each == twin.at(each.recipient.recipient.text));
    CHECK(registry.number_of(each.recipient.recipient) == number);
  });
  CHECK_FALSE(registry.contains(RecipientId{"r700"}));
}

TEST_CASE("records_that_were_replaced_do_not_fill_the_memory") {
  Registry registry;
  registry.put(registration("still", 10, 0));
  // More than a chunk of garbage several times over; what is kept must survive every tidying up.
  for (std::uint64_t round = 1; round <= 400; ++round) registry.put(registration("busy", 100'000, round));
  CHECK(registry.find(RecipientId{"still"}) == registration("still", 10, 0));
  CHECK(registry.find(RecipientId{"busy"}) == registration("busy", 100'000, 400));
  CHECK(registry.bytes() < 20'000'000);
}

TEST_CASE("a_packed_registry_comes_back_equal_and_broken_bytes_do_not_come_back") {
  Registry registry;
  for (std::uint64_t i = 0; i < 300; ++i) registry.put(registration(cat("r", i), i, i));
  registry.put(registration("r7", 1, 900));
  std::string bytes;
  pack::pack(bytes, registry);
  const auto again = pack::unpack<Registry>(bytes);
  REQUIRE(again);
  CHECK(*again == registry);
  CHECK(again->find(RecipientId{"r7"}) == registration("r7", 1, 900));
  std::string once_more;
  pack::pack(once_more, *again);
  CHECK(once_more == bytes);
  CHECK_FALSE(pack::unpack<Registry>(std::string_view(bytes).substr(0, bytes.size() - 1)));
  CHECK_FALSE(pack::unpack<Registry>(bytes + "x"));

  Registry other;
  other.put(registration("r0", 1, 0));
  CHECK_FALSE(other == registry);
}

// ---- The audience as flat bytes: what comes back answers as what was saved, and nothing else is believed.

const Instant start = testing::at("2024-03-07T18:00:00Z");
const Interval window{start, start + hours(48)};

/// Bytes that begin at a page, as those of a mapped file do.
class Pages {
 public:
  explicit Pages(std::size_t size) : size_(size), at_(std::aligned_alloc(4096, (size / 4096 + 1) * 4096)) {}
  ~Pages() { std::free(at_); }
  Pages(const Pages&) = delete;
  Pages& operator=(const Pages&) = delete;
  [[nodiscard]] std::span<std::byte> bytes() const { return {static_cast<std::byte*>(at_), size_}; }

 private:
  std::size_t size_;
  void* at_;
};

std::vector<std::byte> saved(const State& state) {
  std::vector<std::byte> all;
  columns::Writer out([&](std::span<const std::byte> piece) -> Result<void> {
    all.insert(all.end(), piece.begin(), piece.end());
    return {};
  });
  REQUIRE(state.ground.save(out));
  REQUIRE(save_register(state.recipients, out));
  return all;
}

Recipient random_recipient(Dice& dice, std::uint64_t among) {
  auto made = testing::recipient(cat("r", dice.below(among)));
  const auto somewhere = [&] { return testing::position(static_cast<double>(dice.below(40)), 20); };
  for (auto left = dice.below(3); left > 0; --left) made.places.push_back(somewhere());
  for (auto left = dice.below(3); left > 0; --left) {
    const auto from = start + hours(static_cast<int>(dice.below(200)) - 100);
    made.stays.push_back({somewhere(), {from, from + hours(20)}});
  }
  if (dice.one_in(3)) made.roles = {cat("role", dice.below(5))};
  if (dice.one_in(4)) made.responsible_for = area::Area{{}, {area::Circle{somewhere(), 1}}};
  return made;
}

void change(State& state, Dice& dice, std::uint64_t among) {
  Registration registration{random_recipient(dice, among), {}, {}};
  if (dice.one_in(5)) registration.retired = "gone";
  state.ground.put(state.recipients.put(registration), registration);
}

bool is_alike(const State& one, const State& other, Dice& dice) {
  const auto place = testing::position(static_cast<double>(dice.below(40)), 20);
  const area::Area area{{}, {area::Circle{place, 400}}};
  bool is_alike = one.ground.inside(area, window) == other.ground.inside(area, window) &&
                  one.ground.size() == other.ground.size() &&
                  one.ground.may_be_responsible({overlap::box_of(area)}) ==
                      other.ground.may_be_responsible({overlap::box_of(area)});
  for (Number number = 0; is_alike && number < one.ground.size(); ++number) {
    const auto& a = one.ground.brief(number);
    const auto& b = other.ground.brief(number);
    is_alike = a.tier == b.tier && a.sort == b.sort && a.is_there == b.is_there &&
               a.is_responsible == b.is_responsible && one.ground.list(a.roles) == other.ground.list(b.roles) &&
               one.ground.list(a.channels) == other.ground.list(b.channels);
  }
  return is_alike;
}

TEST_CASE("an_audience_from_its_bytes_answers_as_the_one_that_was_saved_and_goes_on_with_it (PU-3)") {
  Dice dice(11);
  for (const std::uint64_t count : {0U, 1U, 50U, 600U}) {
    CAPTURE(count);
    State before;
    for (std::uint64_t i = 0; i < count; ++i) change(before, dice, count);
    const auto bytes = saved(before);
    const Pages pages(bytes.size());
    std::memcpy(pages.bytes().data(), bytes.data(), bytes.size());
    State after{before.recipients.promise(), {}, {}, {}};
    REQUIRE(load(after, pages.bytes()));
    CHECK(is_alike(before, after, dice));
    CHECK(after.recipients == before.recipients);
    CHECK(after.recipients.identity() == before.recipients.identity());
    for (int i = 0; i < 300; ++i) {
      const auto seed = dice.below(1'000'000);
      Dice one(seed), other(seed);
      change(before, one, count + 20);
      change(after, other, count + 20);
      if (i % 10 == 0) CHECK(is_alike(before, after, dice));
    }
    CHECK(after.recipients == before.recipients);
    CHECK(after.recipients.identity() == before.recipients.identity());
  }
}

TEST_CASE("bytes_that_changed_or_are_of_another_register_make_no_audience (PU-3)") {
  Dice dice(12);
  State state;
  for (int i = 0; i < 40; ++i) change(state, dice, 30);
  const auto bytes = saved(state);
  const Pages pages(bytes.size());
  const auto verdict = [&](std::size_t size) {
    State other{state.recipients.promise(), {}, {}, {}};
    const auto made = load(other, pages.bytes().first(size));
    return made ? std::string("done") : std::string(core::word(made.error().code));
  };
  std::memcpy(pages.bytes().data(), bytes.data(), bytes.size());
  CHECK(verdict(0) == "corrupt");
  CHECK(verdict(bytes.size() - 1) == "corrupt");
  CHECK(verdict(bytes.size() - 4096) == "corrupt");
  for (std::size_t at = 0; at < bytes.size(); at += bytes.size() - at <= 320 ? 1 : 997) {
    std::memcpy(pages.bytes().data(), bytes.data(), bytes.size());
    pages.bytes()[at] ^= std::byte{4};
    const auto said = verdict(bytes.size());
    CHECK_MESSAGE((said == "corrupt" || said == "unsupported"), at, " of ", bytes.size(), ": ", said);
  }
  std::memcpy(pages.bytes().data(), bytes.data(), bytes.size());
  state.recipients.put({testing::recipient("one more"), {}, {}});
  CHECK(verdict(bytes.size()) == "conflict");
}

TEST_CASE("a_copy_of_a_registry_is_its_own_and_stays_as_it_was") {
  Registry original;
  for (std::uint64_t i = 0; i < 50; ++i) original.put(registration(cat("r", i), i, i));
  const Registry then = original;
  Registry other = original;
  for (std::uint64_t i = 0; i < 50; i += 3) {
    original.put(registration(cat("r", i), 200, 1'000 + i));
    other.put(registration(cat("r", i), 300, 2'000 + i));
  }
  original.put(registration("of the original", 5, 7));
  other.put(registration("of the other", 6, 8));
  for (std::uint64_t i = 0; i < 50; ++i) {
    CAPTURE(i);
    const RecipientId id{cat("r", i)};
    CHECK(then.find(id) == registration(id.text, i, i));
    CHECK(original.find(id) == (i % 3 == 0 ? registration(id.text, 200, 1'000 + i) : then.find(id)));
    CHECK(other.find(id) == (i % 3 == 0 ? registration(id.text, 300, 2'000 + i) : then.find(id)));
  }
  CHECK_FALSE(original.contains(RecipientId{"of the other"}));
  const Registry moved = std::move(original);
  original = Registry{};
  original.put(registration("anew", 1, 1));
  CHECK(moved.size() == 51);
  CHECK(original.size() == 1);
}

TEST_CASE("a_promise_packs_as_the_identity_alone_and_keeps_it") {
  Registry registry;
  for (std::uint64_t i = 0; i < 300; ++i) registry.put(registration(cat("r", i), i, i));
  std::string bytes;
  pack::pack(bytes, registry.promise());
  CHECK(bytes.size() < 30);
  const auto again = testing::must(pack::unpack<Registry>(bytes));
  CHECK(again.size() == 0);
  CHECK(again.promised() == registry.identity());
  CHECK_FALSE(again == Registry{});
  CHECK_FALSE(registry.promised());
}

TEST_CASE("the_fingerprint_is_that_of_what_is_registered_now_however_it_came_to_be") {
  Registry one, other;
  const auto first = testing::recipient("a"), second = testing::recipient("b");
  one.put({first, {}, {}});
  const auto alone = one.fingerprint();
  one.put({second, {}, {}});
  CHECK(one.fingerprint() != alone);
  other.put({first, "retired", {}});
  other.put({second, {}, {}});
  CHECK(other.fingerprint() != one.fingerprint());
  other.put({first, {}, {}});
  CHECK(other.fingerprint() == one.fingerprint());
  Registry swapped;
  swapped.put({second, {}, {}});
  swapped.put({first, {}, {}});
  CHECK(swapped.fingerprint() != one.fingerprint());
}

}  // namespace
}  // namespace heed::audience
