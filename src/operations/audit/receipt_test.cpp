#include "operations/audit/receipt.h"

#include "adapters/store/memory/store.h"
#include "flow/record/authority.h"
#include "lib/digest/base64.h"
#include "lib/digest/ed25519.h"
#include "lib/timestamp/testing/answers.h"
#include "operations/audit/time_stamps.h"
#include "operations/testing/test_desk.h"

namespace heed::audit {
namespace {

using memory::MemoryStore;
using testing::must;
using testing::TestDesk;

digest::KeyPair witness_pair() { return digest::key_pair_from_seed(std::string(32, 'w')); }
tlog::WitnessKey witness() { return {"w.example/one", witness_pair().public_key}; }

Assurance one_witness() { return {tlog::Policy{{}, {{"one", witness(), {}}}, {}, "one"}, {}}; }

/// A record whose entries were signed one by one.
struct Signed {
  MemoryStore store;
  TestDesk desk{store};

  void add() {
    desk.note_facts(record::AccessRefused{"x"});
    REQUIRE(desk.run(desk.journal.publish_checkpoint()));
  }
  void cosign(std::uint64_t size) {
    const auto note = must(merkle::parse_note(must(store.checkpoints_from(size, 1)).front().note));
    const auto line = tlog::cosign(note.text, witness(), desk.clock.now(),
                                   [](std::string_view text) { return digest::sign(witness_pair(), text); });
    REQUIRE(store.add_signatures(size, {merkle::to_text(line)}));
  }
};

TEST_CASE("a_place_is_promised_then_signed_then_witnessed_and_then_it_stays_as_it_is") {
  Signed record;
  record.desk.note_facts(record::AccessRefused{"x"});
  const auto at_first = must(place_of(record.store, 0, one_witness()));
  CHECK(at_first.proven == Proven::promised);
  CHECK_FALSE(at_first.checkpoint);
  CHECK(at_first.leaf == must(record.store.hashes(0, 0, 1)).front());
  REQUIRE(record.desk.run(record.desk.journal.publish_checkpoint()));
  record.add();
  const auto pending = must(place_of(record.store, 0, one_witness()));
  CHECK(pending.proven == Proven::pending);
  CHECK(pending.checkpoint->size == 2);
  CHECK(must(place_of(record.store, 0, {})).proven == Proven::signed_by_log);
  record.cosign(2);
  record.add();
  record.cosign(3);
  const auto witnessed = must(place_of(record.store, 0, one_witness()));
  CHECK(witnessed.proven == Proven::witnessed);
  CHECK(witnessed.checkpoint->size == 2);
  REQUIRE(witnessed.cosigned.size() == 1);
  CHECK(witnessed.cosigned.front().witness == "one");
}

TEST_CASE("a_cosignature_that_does_not_hold_counts_as_none") {
  Signed record;
  record.add();
  auto line = tlog::cosign("another text\n", witness(), record.desk.clock.now(),
                           [](std::string_view text) { return digest::sign(witness_pair(), text); });
  REQUIRE(record.store.add_signatures(1, {merkle::to_text(line)}));
  const auto place = must(place_of(record.store, 0, one_witness()));
  CHECK(place.proven == Proven::pending);
  CHECK(place.cosigned.empty());
}

TEST_CASE("an_entry_that_is_not_there_has_no_place") {
  Signed record;
  record.add();
  CHECK(place_of(record.store, 1, {}).error().code == Code::not_found);
}

TEST_CASE("an_answer_about_other_bytes_is_not_kept_and_a_foreign_one_is_found_by_the_audit") {
  Signed record;
  record.add();
  const auto answer = digest::from_base64(testing::stamped_answer).value();
  const std::string root(testing::root_pem);
  CHECK(keep_time_stamp(record.store, {1, testing::stamped_nonce, root, answer}).error().code == Code::invalid);
  CHECK(keep_time_stamp(record.store, {2, testing::stamped_nonce, root, answer}).error().code == Code::not_found);
  CHECK_FALSE(must(record.store.last_time_stamp()).has_value());
  REQUIRE(record.store.put_time_stamp({1, answer}));
  const auto believed = must(audit_time_stamps(record.store, {}));
  CHECK(believed.stamps == 1);
  CHECK_FALSE(believed.is_verified);
  CHECK(believed.authority == "O=Ruritania,CN=Test Time Authority");
  const auto verified = must(audit_time_stamps(record.store, root));
  REQUIRE(verified.findings.size() == 1);
  CHECK(verified.findings.front().contains("checkpoint of 1 entries"));
  // A receipt says nothing of a time stamp that it cannot stand by.
  CHECK_FALSE(must(place_of(record.store, 0, {{}, root})).time_stamped);
}

}  // namespace
}  // namespace heed::audit
