#include "flow/record/content.h"

#include "flow/record/authority.h"
#include "flow/record/fold.h"
#include "flow/record/testing/desk.h"

namespace heed::record {
namespace {

using testing::must;

Entry entry() {
  Entry made;
  made.index = 7;
  made.at = testing::at("2024-03-06T12:00:00.250Z");
  made.kind = "access.refused";
  made.actor = {"ann", Role::analyst};
  made.of = 7;
  made.body = to_value(AccessRefused{"release_warning"});
  return made;
}

TEST_CASE("an_entry_comes_back_from_its_content_as_it_was (RA-2)") {
  const auto plain = entry();
  auto asked = entry();
  asked.request = Request{"key-1", "digest", "w"};
  auto linked = entry();
  linked.thread = {{"hall-office", 2, 5, "leaf"}, {"newspaper", 1, {}, {}}};
  linked.gaps = {{"body.command", "digest"}};
  for (const auto& each : {plain, asked, linked}) CHECK(must(parse_content(content_bytes(each))) == each);
}

TEST_CASE("equal_entries_have_equal_bytes (RA-2)") {
  CHECK(content_bytes(entry()) == content_bytes(entry()));
  auto other = entry();
  other.index = 8;
  CHECK(content_bytes(other) != content_bytes(entry()));
}

TEST_CASE("bytes_that_no_hub_wrote_are_corrupt_and_never_an_entry (RA-2)") {
  const auto good = content_bytes(entry());
  for (std::size_t size = 0; size < good.size(); ++size) {
    CHECK_MESSAGE(testing::verdict(parse_content(good.substr(0, size))) == "corrupt", size);
  }
  for (const std::string_view bytes : {"{}", "[]", "7", R"({"index":0})"}) {
    CHECK_MESSAGE(testing::verdict(parse_content(bytes)) == "corrupt", bytes);
  }
  CHECK(testing::verdict(parse_content(good + " x")) == "corrupt");
}

TEST_CASE("a_fact_that_does_not_read_is_named_with_its_entry_and_its_field") {
  auto broken = entry();
  broken.body = Value(core::Object{{"command", 7}});
  const auto read = fact<AccessRefused>(broken);
  REQUIRE(!read);
  CHECK(read.error().place == "entry 7 (access.refused).command");
}

TEST_CASE("a_fold_takes_its_own_facts_and_leaves_the_others_alone") {
  std::size_t taken = 0;
  const auto take = [&](const AccessRefused&) { ++taken; };
  CHECK(fold<AccessRefused>(entry(), take));
  auto other = entry();
  other.kind = "report.received";
  CHECK(fold<AccessRefused>(other, take));
  CHECK(taken == 1);
  auto broken = entry();
  broken.body = Value(7);
  CHECK(!fold<AccessRefused>(broken, take));
  CHECK(taken == 1);
}

}  // namespace
}  // namespace heed::record
