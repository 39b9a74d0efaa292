// A warning's whole way, and what strangers can check of it.

#include "operations/audit/prove_entry.h"

#include <set>

#include "adapters/store/memory/store.h"
#include "flow/record/content.h"
#include "lib/digest/base64.h"
#include "lib/json/json.h"
#include "lib/proof/examine.h"
#include "operations/audit/verify_record.h"
#include "operations/testing/test_desk.h"
#include "operations/testing/way.h"

namespace heed::audit {
namespace {

using memory::MemoryStore;
using testing::must;
using testing::TestDesk;

struct Walked {
  MemoryStore store;
  TestDesk desk{store};

  Walked() {
    for (const auto& given : testing::way_to_release(desk.clock.now()))
      must(desk.give({given.actor, {}, {}, {}}, given.command, given.body));
    REQUIRE(desk.run(desk.journal.publish_checkpoint()));
  }
  /// The first entry of this kind; the test ends when there is none.
  std::uint64_t entry_of(std::string_view kind) {
    std::optional<std::uint64_t> found;
    const auto read = store.read(0, must(store.size()), [&](ports::StoredEntry stored) -> Result<void> {
      if (!found && must(record::parse_content(stored.bytes)).kind == kind) found = stored.index;
      return {};
    });
    REQUIRE(read);
    REQUIRE_MESSAGE(found, kind);
    return *found;
  }
};

proof::Trust trust() {
  const auto keys = public_keys(testing::TestKeys{}.keys());
  return {{keys.log, keys.issuer}, {}, {}};
}

TEST_CASE("a_stranger_with_the_keys_sees_the_fields_that_are_shown_and_no_others (RA-2)") {
  Walked walked;
  const auto index = walked.entry_of("delivery.planned");
  const auto text =
      must(prove_entry(walked.store, {index, {"kind", "body.each[0].recipient", "body.each[0].warning"}}));
  const auto examined = must(proof::examine(text, trust()));
  CHECK(examined.index == index);
  CHECK(*examined.claims.find("kind")->text() == "delivery.planned");
  const auto& shown = *examined.claims.find("body")->find("each")->array();
  REQUIRE(shown.size() == 1);
  CHECK(*shown.front().find("recipient")->text() == "hall-office");
  CHECK(examined.claims.find("actor") == nullptr);
  CHECK(shown.front().find("contacts") == nullptr);
  const auto contact = walked.desk.state.deliveries.deliveries.begin()->second.planned.contacts.front().address;
  CHECK_FALSE(json::write(examined.claims).contains(contact));
}

TEST_CASE("nothing_of_a_field_that_is_not_shown_stands_in_a_proof_whatever_is_shown (RA-2)") {
  Walked walked;
  const auto size = must(walked.store.size());
  for (std::uint64_t index = 0; index < size; ++index) {
    const auto fields = must(fields_of(walked.store, index));
    for (const auto& shown : fields) {
      const auto examined = must(proof::examine(must(prove_entry(walked.store, {index, {shown.path}})), trust()));
      const auto all = json::write(examined.claims);
      for (const auto& other : fields) {
        const auto hidden = json::write(other.value);
        const bool is_inside = json::write(shown.value).contains(hidden) || other.path == shown.path;
        // Short values stand in anything by chance.
        if (!is_inside && hidden.size() > 12) CHECK_MESSAGE(!all.contains(hidden), index << " " << other.path);
      }
    }
  }
}

TEST_CASE("a_field_that_holds_others_is_shown_with_all_of_them") {
  Walked walked;
  const auto index = walked.entry_of("warning.drafted");
  const auto examined = must(proof::examine(must(prove_entry(walked.store, {index, {"body"}})), trust()));
  CHECK(examined.claims.find("body")->object()->size() >= 8);
  CHECK(examined.claims.find("thread") == nullptr);
}

TEST_CASE("of_an_entry_about_many_one_is_shown_what_concerns_it_and_nothing_of_the_others (RA-2, SR-3)") {
  Walked walked;
  const auto index = walked.entry_of("delivery.planned");
  for (const auto& [own, other] : {std::pair{"hall-office", "newspaper"}, std::pair{"newspaper", "hall-office"}}) {
    const Showing showing{index, {"kind", "thread", "body.recipient", "body.warning"}, RecipientId{own}};
    const auto examined = must(proof::examine(must(prove_entry(walked.store, showing)), trust()));
    const auto all = json::write(examined.claims);
    CHECK(all.contains(own));
    CHECK_FALSE(all.contains(other));
    CHECK(examined.claims.find("thread")->array()->size() == 1);
  }
  const Showing stranger{index, {"kind", "thread", "body.recipient"}, RecipientId{"somebody"}};
  const auto examined = must(proof::examine(must(prove_entry(walked.store, stranger)), trust()));
  CHECK(json::write(examined.claims).find("newspaper") == std::string::npos);
  CHECK(examined.claims.find("thread") == nullptr);
}

TEST_CASE("an_entry_about_many_is_never_shown_whole_by_mistake (SR-3)") {
  Walked walked;
  const auto index = walked.entry_of("delivery.planned");
  for (const auto* field : {"body", "body.each", "thread"})
    CHECK(testing::verdict(prove_entry(walked.store, {index, {"kind", field}})) == "invalid @fields");
  CHECK(prove_entry(walked.store, {index, {"body.each[1]"}}));
  const Showing other_link{index, {"thread[0]", "thread[1]"}, RecipientId{"newspaper"}};
  const auto examined = must(proof::examine(must(prove_entry(walked.store, other_link)), trust()));
  CHECK_FALSE(json::write(examined.claims).contains("hall-office"));
}

TEST_CASE("what_cannot_be_proven_is_said (RA-2)") {
  Walked walked;
  const auto size = must(walked.store.size());
  CHECK(testing::verdict(prove_entry(walked.store, {size, {"kind"}})) == "not_found @entry");
  CHECK(testing::verdict(prove_entry(walked.store, {0, {"body.nothing"}})) == "not_found @fields");
  CHECK(testing::verdict(fields_of(walked.store, size)) == "not_found @entry");
  must(walked.desk.note({{"test.noted", Value(core::Object{{"a", 1}})}}));
  CHECK(testing::verdict(prove_entry(walked.store, {size, {"kind"}})) == "conflict @entry");
}

TEST_CASE("a_recipients_thread_has_every_entry_about_it_in_order_without_a_gap (RA-2)") {
  Walked walked;
  std::map<std::string, std::vector<record::Link>> threads;
  std::map<std::string, std::vector<std::uint64_t>> places;
  const auto read = walked.store.read(0, must(walked.store.size()), [&](ports::StoredEntry stored) -> Result<void> {
    const auto entry = must(record::parse_content(stored.bytes));
    for (const auto& link : entry.thread) {
      threads[link.recipient].push_back(link);
      places[link.recipient].push_back(entry.index);
    }
    return {};
  });
  REQUIRE(read);
  REQUIRE(threads.contains("hall-office"));
  for (const auto& [recipient, links] : threads) {
    for (std::size_t i = 0; i < links.size(); ++i) {
      CHECK(links[i].n == i + 1);
      CHECK(links[i].after.has_value() == (i > 0));
      if (i == 0) continue;
      CHECK(*links[i].after == places[recipient][i - 1]);
      CHECK(links[i].leaf == digest::to_base64url(must(walked.store.hashes(0, *links[i].after, 1)).front()));
    }
    CHECK(walked.desk.state.threads.at(RecipientId{recipient}).count == links.size());
  }
}

}  // namespace
}  // namespace heed::audit
