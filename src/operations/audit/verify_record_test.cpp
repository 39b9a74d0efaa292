#include "operations/audit/verify_record.h"

#include "adapters/store/memory/store.h"
#include "flow/record/content.h"
#include "flow/record/seal.h"
#include "lib/digest/base64.h"
#include "lib/digest/sha256.h"
#include "lib/merkle/tree.h"
#include "operations/testing/test_desk.h"
#include "operations/testing/way.h"

namespace heed::audit {
namespace {

using memory::MemoryStore;
using testing::TestDesk;

/// Everything that a store holds, laid open to be changed.
struct Kept {
  std::vector<ports::StoredEntry> entries;
  std::vector<ports::StoredCheckpoint> checkpoints;
  std::optional<ports::StoredSnapshot> snapshot;

  ports::StoredEntry& entry(std::size_t index) { return entries.at(index); }
};

/// A store that gives what it is told, whatever the contract of stores says.
class LaidOpen final : public testing::StoreInFront {
 public:
  explicit LaidOpen(Kept kept) : StoreInFront(nothing_), kept_(std::move(kept)) {}
  Result<std::uint64_t> size() override { return kept_.entries.size(); }
  Result<void> read(std::uint64_t from, std::uint64_t until,
                    const std::function<Result<void>(ports::StoredEntry)>& each) override {
    for (auto i = from; i < until && i < kept_.entries.size(); ++i) TRY(each(kept_.entries[i]));
    return {};
  }
  Result<std::vector<ports::StoredCheckpoint>> checkpoints() override { return kept_.checkpoints; }
  Result<std::optional<ports::StoredSnapshot>> last_snapshot() override { return kept_.snapshot; }

 private:
  MemoryStore nothing_;
  Kept kept_;
};

PublicKeys keys() { return public_keys(testing::TestKeys{}.keys()); }

/// The way of a warning, with two checkpoints and a snapshot between them.
Kept kept_way() {
  MemoryStore store;
  TestDesk desk(store);
  const auto way = testing::way_to_release(desk.clock.now());
  for (std::size_t i = 0; i < way.size(); ++i) {
    if (i == 4) REQUIRE(desk.run(desk.journal.publish_checkpoint()));
    if (i == 8) REQUIRE(desk.run(desk.journal.keep_snapshot(desk.journal.take_snapshot())));
    testing::must(desk.give({way[i].actor, {}, {}, {}}, way[i].command, way[i].body));
  }
  REQUIRE(desk.run(desk.journal.publish_checkpoint()));
  Kept kept{{}, testing::must(store.checkpoints()), testing::must(store.last_snapshot())};
  const auto read = store.read(0, testing::must(store.size()), [&](ports::StoredEntry entry) -> Result<void> {
    kept.entries.push_back(std::move(entry));
    return {};
  });
  REQUIRE(read);
  return kept;
}

/// Writes an entry's content anew, in the form in which a hub writes it.
void rewrite(ports::StoredEntry& stored, auto change) {
  auto entry = testing::must(record::parse_content(stored.bytes));
  change(entry);
  stored.bytes = record::content_bytes(entry);
}

/// Signs an entry anew, as somebody could who has stolen the issuer's key.
void sign_anew(ports::StoredEntry& stored, auto change) {
  rewrite(stored, change);
  const auto entry = testing::must(record::parse_content(stored.bytes));
  const testing::TestKeys stolen;
  const record::Issuer issuer{stolen.log.name(), sealing::issuer_kid(keys().issuer),
                              [&](std::string_view message) { return stolen.issuer.sign(message); }};
  const auto sealed = testing::must(record::seal(entry, issuer, std::string(record::salt_seed_bytes, 'x')));
  stored.leaf = sealed.leaf;
  stored.salts = sealed.salts;
  stored.hash = merkle::leaf_hash(sealed.leaf);
}

void reseal(Kept& kept) { kept.snapshot->hash = digest::sha256(kept.snapshot->bytes); }

TEST_CASE("a_record_as_the_hub_wrote_it_verifies (RA-2)") {
  const auto kept = kept_way();
  LaidOpen store(kept);
  const auto verified = testing::must(verify_record(store, keys()));
  CHECK(verified.entries == kept.entries.size());
  CHECK(verified.checkpoints == 2);
  CHECK(verified.covered == kept.entries.size());
  CHECK(verified.has_snapshot);
  LaidOpen empty({});
  CHECK(testing::must(verify_record(empty, keys())).entries == 0);
}

struct Row {
  std::string name;
  void (*change)(Kept&);
  std::string found;
};

const std::vector<Row>& changes() {
  static const std::vector<Row> rows = {
      {"a byte of a content", [](Kept& k) { k.entry(3).bytes[40] ^= 1; }, "entry 3"},
      {"a byte of a leaf", [](Kept& k) { k.entry(3).leaf[40] ^= 1; }, "entry 3 does not have the hash"},
      {"a byte of a leaf, with a hash that fits",
       [](Kept& k) {
         k.entry(3).leaf[200] ^= 1;
         k.entry(3).hash = merkle::leaf_hash(k.entry(3).leaf);
       },
       "entry 3: "},
      {"the hash of an entry", [](Kept& k) { k.entry(3).hash[0] ^= 1; }, "entry 3 does not have the hash"},
      {"the salts of an entry", [](Kept& k) { k.entry(3).salts[0] ^= 1; }, "is not what the leaf was made of"},
      {"a word", [](Kept& k) { rewrite(k.entry(5), [](auto& e) { e.actor.name = "eve"; }); },
       "entry 5: actor: the content is not what the leaf was made of"},
      {"a word, signed with the stolen key of the issuer",
       [](Kept& k) {
         sign_anew(k.entry(5), [](auto& e) { e.actor.name = "eve"; });
         k.snapshot.reset();
       },
       "do not have the root"},
      {"a word under the newest checkpoint only",
       [](Kept& k) { sign_anew(k.entries.back(), [](auto& e) { e.actor.name = "eve"; }); }, "do not have the root"},
      {"a gap that nobody made", [](Kept& k) { rewrite(k.entry(5), [](auto& e) { e.gaps = {{"actor", "x"}}; }); },
       "entry 5: "},
      {"an index", [](Kept& k) { rewrite(k.entry(2), [](auto& e) { e.index = 7; }); }, "entry 2 stands in a wrong"},
      {"a form no hub writes", [](Kept& k) { k.entry(2).bytes.insert(1, " "); }, "is not in the form"},
      {"two entries that changed places", [](Kept& k) { std::swap(k.entry(2), k.entry(3)); }, "in a wrong place"},
      {"an entry left out", [](Kept& k) { k.entries.erase(k.entries.begin() + 2); }, "in a wrong place"},
      {"the last entry cut off", [](Kept& k) { k.entries.pop_back(); }, "covers more than"},
      {"the signature of a checkpoint", [](Kept& k) { k.checkpoints[0].note[k.checkpoints[0].note.size() - 10] ^= 1; },
       "does not verify"},
      {"a checkpoint under another size", [](Kept& k) { k.checkpoints[0].size += 1; }, "under the wrong size"},
      {"a byte of the snapshot", [](Kept& k) { k.snapshot->bytes.back() ^= 1; }, "does not have its hash"},
      {"a snapshot of another state",
       [](Kept& k) {
         flow::State other;
         other.size = k.snapshot->size;
         k.snapshot->bytes = desk::pack_snapshot({}, other);
         reseal(k);
       },
       "is not the fold"},
      {"the tree in the snapshot",
       [](Kept& k) {
         k.snapshot->bytes[14] ^= 1;  // behind the length and the size: a byte of a subtree's hash
         reseal(k);
       },
       "snapshot"},
      {"a snapshot of more entries than there are", [](Kept& k) { k.snapshot->size += 100; }, "is not the fold"},
  };
  return rows;
}

TEST_CASE("every_kind_of_change_of_the_record_is_found (RA-2)") {
  for (const auto& row : changes()) {
    CAPTURE(row.name);
    auto kept = kept_way();
    row.change(kept);
    LaidOpen store(std::move(kept));
    const auto verified = verify_record(store, keys());
    REQUIRE_FALSE(verified);
    CHECK_MESSAGE(verified.error().detail.find(row.found) != std::string::npos, verified.error().detail);
  }
}

TEST_CASE("a_record_signed_by_another_key_proves_nothing") {
  LaidOpen store(kept_way());
  auto other = keys();
  other.log.public_key = digest::key_pair_from_seed(std::string(32, 'x')).public_key;
  CHECK_FALSE(verify_record(store, other));
  auto another = keys();
  another.issuer.public_key = other.log.public_key;
  CHECK_FALSE(verify_record(store, another));
}

TEST_CASE("a_snapshot_of_another_format_is_no_fault_of_the_record") {
  auto kept = kept_way();
  kept.snapshot->format = "heed-state-0";
  LaidOpen store(std::move(kept));
  CHECK(verify_record(store, keys()));
}

}  // namespace
}  // namespace heed::audit
