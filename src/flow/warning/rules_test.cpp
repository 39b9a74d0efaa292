#include "flow/warning/rules.h"

#include <functional>

#include "flow/warning/testing/warnings.h"

namespace heed::warning {
namespace {

using report::Tier;
using testing::case_c;
using testing::hours;
using testing::setting_of;
using testing::the_warning;
using testing::verdict;
using testing::warning_w;

using Desk = testing::WarningDesk;

TEST_CASE("a_warning_is_drafted_or_refused_for_a_named_reason") {
  Desk desk;
  testing::note_case(desk);
  desk.note(testing::resolved("synagogue"));
  struct Row {
    std::string_view name;
    std::function<void(Draft&)> given;
    std::string_view expected;
  };
  for (const auto& row :
       {Row{"as it is", [](Draft&) {}, "done"},
        Row{"FT-1: it ends when it begins", [](Draft& d) { d.valid.until = d.valid.from; }, "invalid @valid.until"},
        Row{"FT-1: it has ended",
            [](Draft& d) { d.valid.from = d.valid.from - hours(99), d.valid.until = d.valid.from + hours(99); },
            "invalid @valid.until"},
        Row{"FT-1: it ends just after now", [](Draft& d) { d.valid.until = d.valid.from + Duration{1}; }, "done"},
        Row{"about nothing", [](Draft& d) { d.targets.clear(); }, "invalid @targets"},
        Row{"about a target that is not there", [](Draft& d) { d.targets.emplace_back("nowhere"); },
            "not_found @targets[1]"},
        Row{"FT-4: about a target whose threat has ended", [](Draft& d) { d.targets.emplace_back("synagogue"); },
            "refused @targets[1]"},
        Row{"for no tier", [](Draft& d) { d.tiers.clear(); }, "invalid @tiers"},
        Row{"SR-6: a tier without an action", [](Draft& d) { d.tiers[1].instruction = ""; },
            "invalid @tiers[1].instruction"},
        Row{"for the internal tier", [](Draft& d) { d.tiers[0].tier = Tier::internal; }, "invalid @tiers[0].tier"},
        Row{"twice in one language", [](Draft& d) { d.tiers.push_back(d.tiers[0]); }, "invalid @tiers[2]"},
        Row{"DE-12: in two languages", [](Draft& d) { d.tiers.push_back(testing::tier(Tier::everyone, "ru")); },
            "done"},
        Row{"over half the earth",
            [](Draft& d) {
              d.reach = {testing::reach(Tier::direct, {})};
              d.reach[0].area = area::Area{{}, {testing::must(area::parse_circle("0,0 10000"))}};
            },
            "too_large @reach[0].area"},
        Row{"to whom there is no text", [](Draft& d) { d.reach = {testing::reach(Tier::venue, {})}; },
            "invalid @reach[0].tier"},
        Row{"from nobody", [](Draft& d) { d.issuer = " "; }, "invalid @issuer"},
        Row{"a name with a slash", [](Draft& d) { d.warning = WarningId{"a/b"}; }, "invalid @warning"},
        Row{"of no case", [](Draft& d) { d.case_id = CaseId{"d"}; }, "not_found @case_id"}}) {
    auto command = testing::draft_of(desk.now);
    row.given(command);
    CHECK_MESSAGE(verdict(draft(setting_of(desk), command, Status::actual, desk.moment())) == row.expected, row.name);
  }
}

TEST_CASE("a_review_is_named_and_stands_half_way_where_nobody_says_otherwise (FT-1)") {
  Desk desk;
  testing::note_case(desk);
  auto command = testing::draft_of(desk.now);
  const auto review_of = [&] {
    return testing::proposed<Drafted>(testing::must(draft(setting_of(desk), command, Status::actual, desk.moment())))
        .review;
  };
  CHECK(review_of() == Review{"olga", desk.now + hours(24)});
  command.review = Review{"pavel", desk.now + hours(2)};
  CHECK(review_of() == Review{"pavel", desk.now + hours(2)});
}

TEST_CASE("a_review_says_what_was_found_of_a_warning_that_stands (FT-1)") {
  Desk desk;
  testing::note_draft(desk);
  const auto look = [&](const char* finding) { return look_again(setting_of(desk), {warning_w, finding}); };
  CHECK(verdict(look("it still holds")) == "refused @warning");
  testing::let_out(desk);
  CHECK(verdict(look(" ")) == "invalid @finding");
  desk.wait(hours(1));
  desk.done(look("it still holds"));
  REQUIRE(the_warning(desk).reviewed);
  CHECK(the_warning(desk).reviewed->at == desk.now);
  CHECK(the_warning(desk).standing == Standing::active);
}

TEST_CASE("the_status_is_the_hubs_own (DE-13)") {
  Desk desk;
  testing::note_case(desk);
  for (const auto status : all_of<Status>()) {
    const auto drafts = testing::must(draft(setting_of(desk), testing::draft_of(desk.now), status, desk.moment()));
    CHECK(testing::proposed<Drafted>(drafts).status == status);
  }
}

TEST_CASE("an_edition_goes_out_by_a_second_person_only (SR-4)") {
  Desk desk;
  testing::note_draft(desk);
  const auto release_by = [&](const char* name, record::Role role) {
    desk.as(name, role);
    return release(setting_of(desk), {warning_w, 1}, desk.moment());
  };
  CHECK(verdict(release_by("ann", record::Role::releaser)) == "refused");
  CHECK(testing::said(release_by("ann", record::Role::senior_officer)).find("SR-4") != std::string::npos);
  desk.done(release_by("rita", record::Role::releaser));
  CHECK(the_warning(desk).standing == Standing::active);
  CHECK(the_warning(desk).editions.front().release->by == "rita");
  CHECK(verdict(release_by("rita", record::Role::releaser)) == "refused @edition");
  CHECK(verdict(release(setting_of(desk), {warning_w, 2}, desk.moment())) == "not_found @edition");
}

TEST_CASE("a_later_edition_goes_out_by_a_second_person_too (SR-4, FT-8)") {
  Desk desk;
  testing::note_warning(desk);
  desk.as("rita").done(draft_edition(setting_of(desk), testing::edition_of(Kind::correct), desk.moment()));
  CHECK(verdict(release(setting_of(desk), {warning_w, 2}, desk.moment())) == "refused");
  desk.as("ann");
  CHECK(verdict(release(setting_of(desk), {warning_w, 2}, desk.moment())) == "done");
}

TEST_CASE("nothing_goes_out_before_every_target_is_decided_to_be_warned (AS-1)") {
  Desk desk;
  testing::note_case(desk);
  desk.done(draft(setting_of(desk), testing::draft_of(desk.now, {"hall", "synagogue"}), Status::actual, desk.moment()));
  desk.as("rita", record::Role::releaser);
  const auto let = [&] { return verdict(release(setting_of(desk), {warning_w, 1}, desk.moment())); };
  CHECK(let() == "refused @targets");
  desk.note(testing::assessed("hall"), testing::warned("hall"), testing::assessed("synagogue"));
  CHECK(let() == "refused @targets");
  desk.note(decision::Waived{case_c, TargetId{"synagogue"}, "already_aware", "they know", "sam", desk.now + hours(1)});
  CHECK(let() == "refused @targets");
  desk.note(testing::warned("synagogue"));
  CHECK(let() == "done");
}

TEST_CASE("nothing_goes_out_with_an_open_finding (SR-3, SR-6, AS-9)") {
  Desk desk;
  testing::note_case(desk);
  desk.note(testing::assessed("hall"), testing::warned("hall"));
  auto command = testing::draft_of(desk.now);
  command.tiers.pop_back();
  desk.done(draft(setting_of(desk), command, Status::actual, desk.moment()));
  desk.as("rita", record::Role::releaser);
  CHECK(verdict(release(setting_of(desk), {warning_w, 1}, desk.moment())) == "refused @equal_warning");
  desk.done(answer_check(setting_of(desk), {warning_w, 1, "equal_warning", "it names one hall only"}));
  CHECK(verdict(release(setting_of(desk), {warning_w, 1}, desk.moment())) == "done");
}

TEST_CASE("an_edition_whose_window_is_over_is_drafted_anew") {
  Desk desk;
  testing::note_draft(desk);
  desk.as("rita", record::Role::releaser);
  desk.wait(hours(48) - Duration{1});
  CHECK(verdict(release(setting_of(desk), {warning_w, 1}, desk.moment())) == "done");
  desk.wait(Duration{1});
  CHECK(verdict(release(setting_of(desk), {warning_w, 1}, desk.moment())) == "refused");
}

TEST_CASE("an_answer_comes_before_the_release") {
  Desk desk;
  testing::note_warning(desk);
  CHECK(verdict(answer_check(setting_of(desk), {warning_w, 1, "equal_warning", "late"})) == "refused @edition");
}

TEST_CASE("a_case_is_not_closed_while_a_warning_of_it_stands (FT-7)") {
  Desk desk;
  testing::note_draft(desk);
  const auto close = [&] { return verdict(may_close(desk.of<State>(), case_c)); };
  CHECK(close() == "done");
  testing::let_out(desk);
  CHECK(close() == "refused @case_id");
  CHECK(verdict(may_close(desk.of<State>(), CaseId{"other"})) == "done");
  desk.wait(hours(48));
  desk.done(end_window(setting_of(desk), warning_w));
  CHECK(close() == "refused @case_id");
  testing::note_edition(desk, testing::edition_of(Kind::all_clear));
  CHECK(close() == "done");
}

}  // namespace
}  // namespace heed::warning
