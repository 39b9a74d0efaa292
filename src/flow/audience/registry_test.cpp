#include "flow/audience/registry.h"

#include <map>

#include "flow/audience/testing/recipients.h"
#include "flow/record/testing/dice.h"
#include "lib/pack/pack.h"

namespace heed::audience {
namespace {

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

}  // namespace
}  // namespace heed::audience
