#include "operations/audit/gaps/audit_checkpoints.h"

#include "adapters/store/memory/store.h"
#include "lib/digest/ed25519.h"
#include "lib/tlog/cosignature.h"
#include "operations/audit/verify_record.h"
#include "operations/testing/test_desk.h"
#include "operations/testing/way.h"

namespace heed::gaps {
namespace {

using memory::MemoryStore;
using testing::TestDesk;

struct Witness {
  digest::KeyPair pair = digest::key_pair_from_seed(std::string(32, 'w'));
  tlog::WitnessKey key{"witness.example", pair.public_key};

  [[nodiscard]] tlog::Policy policy() const { return {{}, {{"w", key, {}}}, {}, "w"}; }
  [[nodiscard]] std::string line(const std::string& note) const {
    const auto text = testing::must(merkle::parse_note(note)).text;
    return merkle::to_text(tlog::cosign(text, key, testing::at("2024-03-06T12:00:00Z"),
                                        [this](std::string_view bytes) { return digest::sign(pair, bytes); }));
  }
};

CheckpointExpectation expected(std::optional<tlog::Policy> policy, Instant until) {
  return {audit::public_keys(testing::TestKeys{}.keys()).log, std::move(policy), until};
}

TEST_CASE("entries_without_checkpoint_or_quorum_are_found_once_they_are_due (RA-2)") {
  MemoryStore store;
  TestDesk desk(store);
  const Witness witness;
  const auto later = desk.clock.now() + std::chrono::hours(1), earlier = desk.clock.now();
  const auto look = [&](std::optional<tlog::Policy> policy, Instant until) {
    return testing::must(audit_checkpoints(store, expected(std::move(policy), until)));
  };
  CHECK(look(witness.policy(), later).findings.empty());  // nothing is there

  desk.note_facts(delivery::Published{testing::warning_w, 1, "cap/w.xml", "d"});
  CHECK(look({}, earlier).findings.empty());
  CHECK(look({}, later).findings.size() == 1);
  REQUIRE(desk.run(desk.journal.publish_checkpoint()));
  CHECK(look({}, later).findings.empty());

  CHECK(look(witness.policy(), earlier).findings.empty());
  CHECK(look(witness.policy(), later).findings.size() == 1);
  CHECK_FALSE(look(witness.policy(), later).with_quorum);
  const auto first = *testing::must(store.last_checkpoint());
  REQUIRE(store.add_signatures(1, {witness.line(first.note)}));
  CHECK(look(witness.policy(), later).findings.empty());
  CHECK(look(witness.policy(), later).with_quorum == 1);
  CHECK(look(witness.policy(), later).quorate == 1);
  CHECK_FALSE(look({}, later).quorate);

  desk.note_facts(delivery::Published{testing::warning_w, 1, "cap/w.xml", "d"});
  REQUIRE(desk.run(desk.journal.publish_checkpoint()));
  const auto behind = look(witness.policy(), later);
  CHECK(behind.with_quorum == 1);
  CHECK(behind.covered == 2);
  CHECK(behind.checkpoints == 2);
  CHECK(behind.quorate == 1);
  CHECK(behind.not_quorate == 1);
  REQUIRE(behind.findings.size() == 1);
  CHECK(behind.findings[0].contains("Of 2 signed entries 1 are under no checkpoint with a quorum"));
}

TEST_CASE("a_checkpoint_that_another_log_signed_is_found") {
  MemoryStore store;
  TestDesk desk(store);
  desk.note_facts(delivery::Published{testing::warning_w, 1, "cap/w.xml", "d"});
  REQUIRE(desk.run(desk.journal.publish_checkpoint()));
  auto other = expected({}, desk.clock.now());
  other.log.name = "other.example/log";
  CHECK(testing::must(audit_checkpoints(store, other)).findings.size() == 1);
}

}  // namespace
}  // namespace heed::gaps
