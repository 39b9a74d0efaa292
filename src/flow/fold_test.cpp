// The state is nothing but the fold of the entries: by memory, by bytes, and by snapshot the same.

#include "flow/record/content.h"
#include "flow/record/testing/dice.h"
#include "flow/state.h"
#include "flow/watch/testing/hub.h"
#include "lib/pack/pack.h"

namespace heed::flow {
namespace {

using testing::case_c;
using testing::Dice;
using testing::hours;
using testing::HubDesk;
using testing::HubSight;
using testing::must;
using testing::warning_w;

using Answer = Result<record::Drafts>;

std::string any_name(Dice& dice) { return dice.pick(std::vector<std::string>{"n1", "n2", "n3", "n4", "n5"}); }

const RecipientId office{"hall-office"};

Answer on_cases(Dice& dice, const HubDesk& desk) {
  const auto& cases = desk.of<cases::State>();
  const auto& reports = desk.of<report::State>();
  switch (dice.below(8)) {
    case 0: return report::receive(reports, testing::receive(any_name(dice)), desk.moment());
    case 1: return report::close(reports, {ReportId{any_name(dice)}, "nothing in it"});
    case 2: return report::discredit(reports, {ReportId{any_name(dice)}, "invented"});
    case 3: return cases::join_report(cases, reports, {case_c, ReportId{any_name(dice)}});
    case 4: {
      cases::AddFacet command{case_c, FacetId{any_name(dice)}, cases::Aspect::when, dice.words(3), {}, {}, {}, {}, {},
                              {}};
      command.marking = dice.pick(all_of<report::Tier>());
      return cases::add_facet(cases, reports, command);
    }
    case 5: return cases::resolve_target(cases, {case_c, TargetId{"hall"}, cases::Threat::removed, "arrests", {}});
    case 6: return cases::reopen_target(cases, {case_c, TargetId{"hall"}, "they are free"});
    case 7:
      return cases::record_claim(cases, {case_c, "killed", any_name(dice), "agency", desk.now, {}}, desk.moment());
  }
  return fail(Code::internal, "no such deed");
}

Answer on_decisions(Dice& dice, const HubDesk& desk) {
  const auto regime = testing::regime();
  const decision::Matter on{desk.of<cases::State>().cases.at(case_c), regime, desk.of<decision::State>()};
  const TargetId target{dice.one_in(2) ? "hall" : "synagogue"};
  switch (dice.below(5)) {
    case 0: return decision::warn(on, {case_c, target, "in danger"});
    case 1:
      return decision::propose_waiver(on, {case_c, target, "already_aware", "they know", {}, desk.now + hours(5)},
                                      desk.moment());
    case 2: return decision::approve_waiver(on, {case_c, target}, desk.moment());
    case 3: return decision::delay(on, {case_c, target, "a raid", "it is over", desk.now + hours(1)}, desk.moment());
    case 4: {
      const auto credible = dice.pick(all_of<decision::Answer>());
      return decision::assess(on, {case_c, target, {{"credible", credible, "why"}, {"impending", credible, "why"}}});
    }
  }
  return fail(Code::internal, "no such deed");
}

/// A choice in two parts, as only a very large one is.
record::Drafts in_two(audience::Resolved resolved) {
  if (resolved.chosen.size() < 2) return {record::draft(resolved)};
  const audience::ChosenMore more{
      resolved.warning, resolved.edition, {resolved.chosen.begin() + 1, resolved.chosen.end()}};
  resolved.chosen.resize(1);
  return {record::draft(resolved), record::draft(more)};
}

Answer on_warnings(Dice& dice, const HubDesk& desk) {
  const auto setting = testing::setting_of(desk);
  const auto& warning = testing::the_warning(desk);
  switch (dice.below(5)) {
    case 0: {
      auto command = testing::edition_of(dice.pick(all_of<warning::Kind>()));
      command.valid = Interval{desk.now, desk.now + hours(static_cast<std::int64_t>(dice.below(90)))};
      return warning::draft_edition(setting, command, desk.moment());
    }
    case 1: {
      const auto edition = 1 + dice.below(warning.editions.size());
      TRY(auto drafts, warning::release(setting, {warning_w, edition}, desk.moment()));
      const auto& drafted = warning.editions[edition - 1].drafted;
      const auto resolved = must(audience::resolve_edition(desk.of<audience::State>(), drafted, {}));
      const auto chosen = dice.one_in(2) ? in_two(resolved) : audience::in_parts(resolved);
      drafts.insert(drafts.end(), chosen.begin(), chosen.end());
      const auto plan = delivery::plan(desk.of<delivery::State>(), desk.of<audience::State>(), drafted,
                                       {resolved, testing::minutes(30), desk.now});
      drafts.insert(drafts.end(), plan.begin(), plan.end());
      return drafts;
    }
    case 2: return warning::name_disposition(setting, testing::lapse(), hours(20), desk.moment());
    case 3:
      if (desk.now < warning.valid.until) break;
      return warning::end_window(setting, warning_w);
    case 4: return warning::answer_check(setting, {warning_w, 1, "equal_warning", "no others are there"});
  }
  return fail(Code::refused, "not now");
}

Answer on_deliveries(Dice& dice, const HubDesk& desk) {
  const auto& state = desk.of<delivery::State>();
  if (state.deliveries.empty()) return fail(Code::refused, "nothing is on its way");
  const auto of_warning = state.by_warning.at(warning_w);
  const auto id = dice.pick(of_warning);
  switch (dice.below(6)) {
    case 0:
    case 1: return delivery::attempt(state, id, desk.now);
    case 2:
    case 3:
      return delivery::report(state, testing::channel_says(desk, dice.pick(all_of<delivery::Outcome>()), id), desk.now);
    case 4: return delivery::escalate(state, id, "overdue");
    case 5: return delivery::take_over(state, {id, "telephone", "spoke with somebody"});
  }
  return fail(Code::internal, "no such deed");
}

Answer on_responses(Dice& dice, const HubDesk& desk) {
  const HubSight sight(desk);
  const auto& on = sight.setting;
  switch (dice.below(9)) {
    case 0:
      return response::acknowledge(on, testing::acknowledgement(), {response::Evidence::api_token, office},
                                   desk.moment());
    case 1: return response::refuse(on, {testing::delivery_d, "Ivan", "not us"}, desk.moment());
    case 2: return response::reject(on, {warning_w, office, "blackmail", "a speech", {}}, desk.moment());
    case 3:
      return response::contest(on, {DisputeId{any_name(dice)}, warning_w, office, {}, "no", "a speech", {}},
                               desk.moment());
    case 4: return response::answer_dispute(on, {DisputeId{any_name(dice)}, "They were told."});
    case 5:
      return response::report_measure(on, {MeasureId{any_name(dice)}, warning_w, office, "dogs", {}, {}, {}},
                                      desk.moment());
    case 6: return response::lift_measure(on, {MeasureId{any_name(dice)}, "the manager", "noise"}, desk.moment());
    case 7: return response::see(on, {testing::delivery_d}, {});
    case 8: return response::complete_task(on, {TaskId{cat("follow-up-", 1 + dice.below(4))}, "done"});
  }
  return fail(Code::internal, "no such deed");
}

Answer on_watch(const HubDesk& desk) {
  const auto regimes = testing::regimes();
  return watch::raise(desk.of<watch::State>(), watch::deadlines(testing::situation_of(desk, regimes), desk.now),
                      desk.now);
}

/// A hub after many random commands; those that a rule refused left nothing behind.
HubDesk any_hub(std::uint64_t seed) {
  Dice dice(seed);
  HubDesk desk;
  testing::note_released(desk, {"hall", "synagogue"});
  for (int step = 0; step < 150; ++step) {
    desk.as(dice.pick(std::vector<std::string>{"ann", "rita", "sally"}), record::Role::senior_officer);
    const auto answer = [&]() -> Answer {
      switch (dice.below(6)) {
        case 0: return on_cases(dice, desk);
        case 1: return on_decisions(dice, desk);
        case 2: return on_warnings(dice, desk);
        case 3: return on_deliveries(dice, desk);
        case 4: return on_responses(dice, desk);
        case 5: return on_watch(desk);
      }
      return fail(Code::internal, "no such deed");
    }();
    if (answer) desk.write(*answer);
    desk.wait(testing::minutes(static_cast<std::int64_t>(dice.below(60))));
  }
  return desk;
}

State fold(const std::vector<record::Entry>& entries) {
  State state;
  for (const auto& entry : entries) {
    const auto applied = apply(state, entry);
    if (!applied) FAIL(core::sentence(applied.error()));
  }
  return state;
}

TEST_CASE("the_fold_of_the_entries_their_bytes_and_a_snapshot_are_the_same_state (RA-2)") {
  std::size_t kinds = 0;
  bool is_in_parts = false;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const auto desk = any_hub(seed);
    const auto state = fold(desk.entries);
    CHECK(state.size == desk.entries.size());
    CHECK(state.warnings == desk.of<warning::State>());
    CHECK(state.deliveries == desk.of<delivery::State>());

    std::vector<record::Entry> read;
    for (const auto& entry : desk.entries) read.push_back(must(record::parse_content(record::content_bytes(entry))));
    REQUIRE_MESSAGE(read == desk.entries, seed);
    REQUIRE_MESSAGE(fold(read) == state, seed);

    std::string bytes;
    pack::pack(bytes, state);
    REQUIRE_MESSAGE(must(pack::unpack<State>(bytes)) == state, seed);
    std::set<std::string> of_seed;
    for (const auto& entry : desk.entries) of_seed.insert(entry.kind);
    kinds = std::max(kinds, of_seed.size());
    is_in_parts = is_in_parts || of_seed.contains(std::string(audience::ChosenMore::kind));
  }
  CHECK(kinds > 30);  // The commands do reach most of what there is.
  CHECK(is_in_parts);
}

TEST_CASE("a_snapshot_and_the_entries_after_it_are_the_whole_fold (RA-2)") {
  for (std::uint64_t seed = 101; seed <= 110; ++seed) {
    const auto desk = any_hub(seed);
    const auto whole = fold(desk.entries);
    const auto cut = static_cast<std::ptrdiff_t>(desk.entries.size() / 2);
    std::string bytes;
    pack::pack(bytes, fold({desk.entries.begin(), desk.entries.begin() + cut}));
    auto state = must(pack::unpack<State>(bytes));
    for (auto at = desk.entries.begin() + cut; at != desk.entries.end(); ++at) CHECK(apply(state, *at));
    REQUIRE_MESSAGE(state == whole, seed);
  }
}

TEST_CASE("a_snapshot_that_was_cut_short_or_changed_in_length_is_corrupt (RA-2)") {
  std::string bytes;
  pack::pack(bytes, fold(any_hub(7).entries));
  for (const std::size_t size : {std::size_t{0}, bytes.size() / 3, bytes.size() - 1}) {
    CHECK(testing::verdict(pack::unpack<State>(bytes.substr(0, size))) == "corrupt");
  }
  CHECK(testing::verdict(pack::unpack<State>(bytes + "x")) == "corrupt");
}

}  // namespace
}  // namespace heed::flow
