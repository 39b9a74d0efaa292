// Later editions: what they may change, and what they may not.

#include <functional>

#include "flow/warning/testing/warnings.h"

namespace heed::warning {
namespace {

using report::Tier;
using testing::edition_of;
using testing::hours;
using testing::setting_of;
using testing::the_warning;
using testing::verdict;
using testing::warning_w;

using Desk = testing::WarningDesk;

TEST_CASE("a_later_edition_is_drafted_or_refused_for_a_named_reason") {
  Desk desk;
  testing::note_warning(desk);
  const auto until = desk.now + hours(48);
  const auto window = [&](Duration further) { return Interval{desk.now, until + further}; };
  struct Row {
    std::string_view name;
    Kind what;
    std::function<void(DraftEdition&)> given;
    std::string_view expected;
  };
  for (const auto& row :
       {Row{"an update that says its notice alone", Kind::update, [](DraftEdition&) {}, "done"},
        Row{"no notice of what has changed", Kind::update, [](DraftEdition& e) { e.notice = " "; }, "invalid @notice"},
        Row{"a second alert", Kind::alert, [](DraftEdition&) {}, "invalid @what"},
        Row{"FT-2: a lapse notice by hand", Kind::lapse_notice, [](DraftEdition&) {}, "invalid @what"},
        Row{"FT-2: an extension that does not extend", Kind::extend, [](DraftEdition&) {}, "invalid @valid.until"},
        Row{"FT-2: to the same end", Kind::extend, [&](DraftEdition& e) { e.valid = window(Duration{0}); },
            "invalid @valid.until"},
        Row{"FT-2: one that extends", Kind::extend, [&](DraftEdition& e) { e.valid = window(Duration{1}); }, "done"},
        Row{"an update of a window that is over", Kind::update,
            [&](DraftEdition& e) { e.valid = Interval{desk.now - hours(2), desk.now}; }, "invalid @valid.until"},
        Row{"FT-7: an all-clear needs no window", Kind::all_clear,
            [&](DraftEdition& e) { e.valid = Interval{desk.now - hours(2), desk.now}; }, "done"},
        Row{"FT-3: a tier that was told before is left out", Kind::update,
            [](DraftEdition& e) { e.tiers = {testing::tier(Tier::direct)}; }, "invalid @tiers"},
        Row{"FT-3: a wider text is for the narrower too", Kind::update,
            [](DraftEdition& e) { e.tiers = {testing::tier(Tier::everyone)}; }, "done"},
        Row{"no such warning", Kind::update, [](DraftEdition& e) { e.warning = WarningId{"v"}; },
            "not_found @warning"}}) {
    auto command = edition_of(row.what);
    row.given(command);
    CHECK_MESSAGE(verdict(draft_edition(setting_of(desk), command, desk.moment())) == row.expected, row.name);
  }
}

TEST_CASE("a_later_edition_follows_only_a_warning_that_stands") {
  Desk desk;
  testing::note_draft(desk);
  const auto update = [&] { return verdict(draft_edition(setting_of(desk), edition_of(Kind::update), desk.moment())); };
  CHECK(update() == "refused @warning");
  testing::let_out(desk);
  CHECK(update() == "done");
  testing::note_edition(desk, edition_of(Kind::cancel));
  CHECK(the_warning(desk).standing == Standing::ended);
  CHECK(update() == "refused @warning");
}

TEST_CASE("every_edition_refers_to_its_warning_and_keeps_who_and_what_it_is_about (FT-3)") {
  Desk desk;
  testing::note_warning(desk, {"hall", "synagogue"});
  testing::note_edition(desk, edition_of(Kind::update, "The police patrol."));
  const auto& first = the_warning(desk).editions[0].drafted;
  const auto& second = the_warning(desk).editions[1].drafted;
  CHECK(second.targets == first.targets);
  CHECK(second.issuer == first.issuer);
  CHECK(second.valid == first.valid);
  REQUIRE(second.contents.size() == first.contents.size());
  for (std::size_t i = 0; i < second.contents.size(); ++i) {
    CHECK(second.contents[i].tier == first.contents[i].tier);
    CHECK(second.contents[i].text.starts_with("UPDATE: Danger at concerts"));
    CHECK(second.contents[i].text.find("The police patrol.") != std::string::npos);
    CHECK(second.contents[i].text.ends_with("\nReference: w, edition 2\n"));
  }
}

TEST_CASE("an_extension_moves_the_window_and_stands_in_the_history_by_name (FT-2)") {
  Desk desk;
  testing::note_warning(desk);
  auto command = edition_of(Kind::extend, "The danger goes on.");
  command.valid = Interval{desk.now, desk.now + hours(96)};
  testing::note_edition(desk, command);
  const auto& warning = the_warning(desk);
  CHECK(warning.valid.until == desk.now + hours(96));
  REQUIRE(warning.history.size() == 1);
  CHECK(warning.history[0].disposition == Disposition::extended);
  CHECK(warning.history[0].by == "rita");
  CHECK(warning.history[0].reason == "The danger goes on.");
}

TEST_CASE("ending_the_threat_to_a_target_does_not_end_the_warning (FT-4)") {
  Desk desk;
  testing::note_warning(desk, {"hall", "synagogue"});
  desk.note(testing::resolved("synagogue"));
  CHECK(is_threat_open(setting_of(desk), the_warning(desk)));
  desk.note(testing::resolved("hall"));
  CHECK(!is_threat_open(setting_of(desk), the_warning(desk)));
  CHECK(the_warning(desk).standing == Standing::active);
}

TEST_CASE("an_older_draft_does_not_go_out_after_a_newer_edition") {
  Desk desk;
  testing::note_warning(desk);
  desk.done(draft_edition(setting_of(desk), edition_of(Kind::update), desk.moment()));
  testing::note_edition(desk, edition_of(Kind::correct));
  desk.as("rita", record::Role::releaser);
  CHECK(verdict(release(setting_of(desk), {warning_w, 2}, desk.moment())) == "refused @edition");
}

TEST_CASE("a_newer_draft_that_does_not_know_what_went_out_meanwhile_stays_in (FT-3)") {
  Desk desk;
  testing::note_warning(desk);
  auto extension = edition_of(Kind::extend);
  extension.valid = Interval{desk.now, desk.now + hours(96)};
  desk.done(draft_edition(setting_of(desk), extension, desk.moment()));
  desk.done(draft_edition(setting_of(desk), edition_of(Kind::update), desk.moment()));
  testing::let_out(desk, 2);
  desk.as("rita", record::Role::releaser);
  CHECK(verdict(release(setting_of(desk), {warning_w, 3}, desk.moment())) == "refused @edition");
  CHECK(the_warning(desk).valid.until == desk.now + hours(96));
}

TEST_CASE("an_alert_does_not_go_out_when_every_threat_has_ended_meanwhile (FT-4)") {
  Desk desk;
  testing::note_draft(desk);
  desk.note(cases::TargetResolved{testing::case_c, TargetId{"hall"}, cases::Threat::disproved, "it was a hoax", {}});
  desk.as("rita", record::Role::releaser);
  CHECK(verdict(release(setting_of(desk), {warning_w, 1}, desk.moment())) == "refused @targets");
}

}  // namespace
}  // namespace heed::warning
