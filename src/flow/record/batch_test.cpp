#include "flow/record/batch.h"

#include <doctest/doctest.h>

#include "core/limits.h"
#include "flow/record/seal.h"
#include "lib/json/json.h"

namespace heed::record {
namespace {

struct Told {
  static constexpr std::string_view kind = "delivery.told";
  std::string recipient;
  std::uint64_t number = 0;
  HEED_FIELDS(Told, recipient, number)
};
struct Other {
  static constexpr std::string_view kind = "delivery.other";
  std::string recipient;
  HEED_FIELDS(Other, recipient)
};

Drafts told(std::size_t count) {
  Drafts drafts;
  for (std::size_t i = 0; i < count; ++i) drafts.push_back(draft(Told{cat("r-", i), i}));
  return drafts;
}

Entry entry_of(Draft draft) {
  Entry entry;
  entry.kind = std::move(draft.kind);
  entry.body = std::move(draft.body);
  return entry;
}

std::size_t leaf_bytes(const Entry& entry) {
  const Issuer issuer{"test.example/log", "0a1b2c3d", [](std::string_view) { return std::string(64, 's'); }};
  return seal(entry, issuer, std::string(salt_seed_bytes, 'k'))->leaf.size();
}

TEST_CASE("one_fact_stays_as_it_is_and_more_of_a_kind_become_batches_that_hold_them_in_order") {
  struct Row {
    std::size_t facts, entries;
  };
  for (const auto& row :
       {Row{0, 0}, Row{1, 1}, Row{2, 1}, Row{batch_facts, 1}, Row{batch_facts + 1, 2}, Row{3 * batch_facts, 3}}) {
    CAPTURE(row.facts);
    const auto drafts = batched(told(row.facts));
    CHECK(drafts.size() == row.entries);
    std::uint64_t number = 0;
    for (const auto& each : drafts) {
      const auto entry = entry_of(each);
      CHECK(is_batch(entry) == (bodies(entry).size() > 1));
      const auto read = facts<Told>(entry);
      REQUIRE(read);
      for (const auto& fact : *read) CHECK(fact.number == number++);
    }
    CHECK(number == row.facts);
  }
}

TEST_CASE("facts_that_are_large_together_stand_in_several_batches_that_can_all_be_read_again") {
  Drafts drafts;
  for (std::size_t i = 0; i < 40; ++i) drafts.push_back(draft(Told{std::string(100'000, 'x'), i}));
  const auto all = batched(std::move(drafts));
  CHECK(all.size() == 4);
  for (const auto& each : all) CHECK(json::write(each.body).size() < limits::entry_bytes / 2);
  const auto alone = batched({draft(Told{std::string(2 * batch_weight, 'x'), 1}), draft(Told{"b", 2})});
  CHECK(alone.size() == 2);
}

TEST_CASE("kinds_keep_the_order_in_which_they_first_appear_and_are_never_mixed") {
  auto drafts = told(1);
  drafts.push_back(draft(Other{"a"}));
  drafts.push_back(draft(Told{"b", 9}));
  drafts.push_back(draft(Other{"b"}));
  const auto all = batched(std::move(drafts));
  REQUIRE(all.size() == 2);
  CHECK(all[0].kind == Told::kind);
  CHECK(all[1].kind == Other::kind);
  CHECK(facts<Told>(entry_of(all[0]))->back().recipient == "b");
}

TEST_CASE("a_batch_leaves_a_leaf_of_the_same_length_however_many_it_holds") {
  const auto single = leaf_bytes(entry_of(batched(told(1)).front()));
  for (const std::size_t count : {2UL, 64UL, 256UL})
    CHECK(leaf_bytes(entry_of(batched(told(count)).front())) == single);
}

TEST_CASE("each_fact_of_a_batch_is_shown_by_its_own_fields_and_how_many_there_are_shows_in_steps_of_64") {
  for (const std::size_t count : {2UL, 63UL, 64UL, 65UL, 256UL}) {
    CAPTURE(count);
    const auto entry = entry_of(batched(told(count)).front());
    const Issuer issuer{"test.example/log", "0a1b2c3d", [](std::string_view) { return std::string(64, 's'); }};
    const auto sealed = seal(entry, issuer, std::string(salt_seed_bytes, 'k'));
    REQUIRE(sealed);
    REQUIRE(check_sealed(entry, sealed->salts, sealed->leaf));
    const auto all = disclosures(entry, sealed->salts);
    REQUIRE(all);
    const auto path = cat(path_of(entry, count - 1), ".recipient");
    const auto own = std::ranges::find(*all, path, &sdjwt::Disclosure::path);
    REQUIRE(own != all->end());
    CHECK(own->text.size() < 80);
    const auto list = std::ranges::find(*all, "body.each", &sdjwt::Disclosure::path);
    REQUIRE(list != all->end());
    const auto steps = (count + batch_multiple - 1) / batch_multiple;
    const auto full = batch_multiple * steps;
    const auto list_of_full = [&] {
      const auto fuller = entry_of(batched(told(full)).front());
      const auto shown = seal(fuller, issuer, std::string(salt_seed_bytes, 'k'));
      const auto its = disclosures(fuller, shown->salts);
      return std::ranges::find(*its, "body.each", &sdjwt::Disclosure::path)->text.size();
    }();
    CHECK(list->text.size() == list_of_full);
  }
}

}  // namespace
}  // namespace heed::record
