#include "flow/state.h"

#include "flow/record/authority.h"
#include "flow/watch/testing/hub.h"

namespace heed::flow {
namespace {

/// Applies one entry that carries the key of a command.
void apply_with_key(State& state, Instant at, const std::string& key, std::uint64_t of) {
  record::Entry entry;
  entry.index = state.size;
  entry.at = at;
  entry.kind = record::AccessRefused::kind;
  entry.actor = testing::person("ann");
  entry.request = record::Request{key, "digest of " + key, "w"};
  entry.of = of;
  entry.body = to_value(record::AccessRefused{"release_warning"});
  const auto applied = apply(state, entry);
  if (!applied) FAIL(core::sentence(applied.error()));
}

std::string key_of(const std::string& key) { return done_key(testing::person("ann"), key); }

TEST_CASE("a_command_is_remembered_by_who_gave_it_and_its_key_with_its_first_entry (RA-2)") {
  State state;
  const auto now = testing::at("2024-03-06T12:00:00Z");
  apply_with_key(state, now, "k", 0);
  apply_with_key(state, now, "k", 0);
  REQUIRE(state.done.contains(key_of("k")));
  CHECK(state.done.at(key_of("k")).entry == 0);
  CHECK(state.done.at(key_of("k")).digest == "digest of k");
  CHECK(!state.done.contains(done_key(testing::person("rita"), "k")));
  CHECK(state.size == 2);
}

TEST_CASE("a_key_is_remembered_for_its_time_and_then_forgotten") {
  State state;
  const auto now = testing::at("2024-03-06T12:00:00Z");
  apply_with_key(state, now, "old", 0);
  apply_with_key(state, now + done_kept, "at the limit", 1);
  CHECK(state.done.contains(key_of("old")));
  apply_with_key(state, now + done_kept + Duration{1}, "one past it", 2);
  CHECK(!state.done.contains(key_of("old")));
  CHECK(state.done.size() == 2);
  CHECK(state.done_by_age.size() == 2);
}

TEST_CASE("an_entry_that_no_hub_wrote_stops_the_fold (RA-2)") {
  State state;
  record::Entry entry;
  entry.kind = report::Received::kind;
  entry.body = Value(core::Object{{"report", "r1"}});
  const auto applied = apply(state, entry);
  REQUIRE(!applied);
  CHECK(applied.error().place.starts_with("entry 0 (report.received)"));
}

}  // namespace
}  // namespace heed::flow
