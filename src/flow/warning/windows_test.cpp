// The end of a window: no silent lapse (FT-2).

#include "flow/record/testing/dice.h"
#include "flow/warning/testing/warnings.h"

namespace heed::warning {
namespace {

using testing::edition_of;
using testing::hours;
using testing::lapse;
using testing::minutes;
using testing::setting_of;
using testing::the_warning;
using testing::verdict;
using testing::warning_w;

using Desk = testing::WarningDesk;

Result<record::Drafts> name(const Desk& desk, const NameDisposition& command) {
  return name_disposition(setting_of(desk), command, hours(6), desk.moment());
}

Desk desk_after_window() {
  Desk desk;
  testing::note_warning(desk);
  desk.wait(hours(48));
  desk.done(end_window(setting_of(desk), warning_w));
  return desk;
}

TEST_CASE("a_window_that_nobody_attended_to_ends_with_a_notice_to_every_tier (FT-2)") {
  const auto desk = desk_after_window();
  const auto& warning = the_warning(desk);
  CHECK(warning.standing == Standing::unattended);
  CHECK(warning.history.empty());
  CHECK(warning.lapses.size() == 1);
  const auto& before = warning.editions[0].drafted.contents;
  const auto& notice = warning.editions[1];
  CHECK(notice.release.has_value());
  CHECK(notice.drafted.what == Kind::lapse_notice);
  REQUIRE(notice.drafted.contents.size() == before.size());
  for (std::size_t i = 0; i < before.size(); ++i) {
    const auto& content = notice.drafted.contents[i];
    CHECK(content.tier == before[i].tier);
    CHECK(content.language == before[i].language);
    CHECK(content.text.find("The threat is NOT confirmed as removed") != std::string::npos);
  }
}

TEST_CASE("an_unattended_warning_stays_so_until_somebody_names_its_end (FT-2)") {
  auto desk = desk_after_window();
  desk.wait(hours(24 * 30));
  CHECK(stands(the_warning(desk)));
  CHECK(verdict(end_window(setting_of(desk), warning_w)) == "refused @warning");
  auto command = lapse();
  command.reason = "";
  CHECK(verdict(name(desk, command)) == "invalid @reason");
  desk.as("sally", record::Role::senior_officer).done(name(desk, lapse()));
  CHECK(the_warning(desk).standing == Standing::ended);
  REQUIRE(the_warning(desk).history.size() == 1);
  CHECK(the_warning(desk).history[0].by == "sally");
  CHECK(the_warning(desk).history[0].reason == "nothing more is known");
}

TEST_CASE("a_lapse_accepted_beforehand_ends_the_warning_with_its_window_and_its_notice (FT-2)") {
  Desk desk;
  testing::note_warning(desk);
  desk.wait(hours(42) - Duration{1});
  CHECK(verdict(name(desk, lapse())) == "refused @disposition");
  desk.wait(Duration{1});
  desk.as("sally", record::Role::senior_officer).done(name(desk, lapse()));
  CHECK(the_warning(desk).standing == Standing::active);
  CHECK(the_warning(desk).history.empty());
  desk.wait(hours(6));
  desk.done(end_window(setting_of(desk), warning_w));
  const auto& warning = the_warning(desk);
  CHECK(warning.standing == Standing::ended);
  CHECK(warning.lapses.empty());
  REQUIRE(warning.history.size() == 1);
  CHECK(warning.history[0].by == "sally");
  CHECK(warning.editions.back().drafted.what == Kind::lapse_notice);
}

TEST_CASE("an_edition_takes_back_a_lapse_that_was_accepted (FT-2)") {
  Desk desk;
  testing::note_warning(desk);
  desk.wait(hours(47));
  desk.done(name(desk, lapse()));
  testing::note_edition(desk, edition_of(Kind::update));
  desk.wait(hours(1));
  desk.done(end_window(setting_of(desk), warning_w));
  CHECK(the_warning(desk).standing == Standing::unattended);
}

TEST_CASE("an_unattended_warning_can_still_be_extended_or_cleared (FT-2, FT-10)") {
  auto extended = desk_after_window();
  auto command = edition_of(Kind::extend);
  command.valid = Interval{extended.now, extended.now + hours(24)};
  testing::note_edition(extended, command);
  CHECK(the_warning(extended).standing == Standing::active);
  auto cleared = desk_after_window();
  testing::note_edition(cleared, edition_of(Kind::all_clear));
  CHECK(the_warning(cleared).standing == Standing::ended);
  CHECK(the_warning(cleared).history.back().disposition == Disposition::all_clear);
}

TEST_CASE("a_disposition_without_an_edition_is_a_lapse_or_a_replacement_that_stands (FT-2)") {
  auto desk = desk_after_window();
  auto other = testing::draft_of(desk.now);
  other.warning = WarningId{"v"};
  desk.done(draft(setting_of(desk), other, Status::actual, desk.moment()));
  for (const auto disposition : all_of<Disposition>()) {
    const NameDisposition command{warning_w, disposition, "a reason", std::nullopt};
    const std::string_view expected = disposition == Disposition::lapsed     ? "done"
                                      : disposition == Disposition::replaced ? "invalid @replaced_by"
                                                                             : "invalid @disposition";
    CHECK_MESSAGE(verdict(name(desk, command)) == expected, word(disposition));
  }
  const auto replace_by = [&](const char* by) {
    return verdict(name(desk, {warning_w, Disposition::replaced, "a reason", WarningId{by}}));
  };
  CHECK(replace_by("nothing") == "not_found @warning");
  CHECK(replace_by("w") == "refused @replaced_by");
  CHECK(replace_by("v") == "refused @replaced_by");
  testing::let_out(desk, 1, WarningId{"v"});
  CHECK(replace_by("v") == "done");
}

TEST_CASE("a_notice_of_a_threat_that_has_ended_does_not_say_that_it_is_open (FT-2, FT-7)") {
  Desk desk;
  testing::note_warning(desk);
  desk.note(testing::resolved("hall"));
  desk.wait(hours(48));
  const auto ended = testing::proposed<WindowEnded>(desk.done(end_window(setting_of(desk), warning_w)));
  CHECK(!ended.is_threat_open);
  CHECK(ended.notice.contents[0].text.find("NOT confirmed") == std::string::npos);
}

/// One random command to the warning, by one of three persons; refused ones change nothing.
void try_something(testing::Dice& dice, Desk& desk) {
  desk.as(dice.pick(std::vector<std::string>{"ann", "rita", "sally"}));
  const auto setting = setting_of(desk);
  const auto& warning = the_warning(desk);
  const auto attempt = [&]() -> Result<record::Drafts> {
    switch (dice.below(6)) {
      case 0: {
        auto command = edition_of(dice.pick(all_of<Kind>()));
        if (dice.one_in(2)) command.valid = Interval{desk.now, desk.now + hours(dice.one_in(2) ? 10 : 80)};
        return draft_edition(setting, command, desk.moment());
      }
      case 1: return release(setting, {warning_w, 1 + dice.below(warning.editions.size())}, desk.moment());
      case 2: return name(desk, {warning_w, dice.pick(all_of<Disposition>()), "a reason", warning_w});
      case 3:
        return cases::resolve_target(desk.of<cases::State>(),
                                     {testing::case_c, TargetId{"hall"}, cases::Threat::removed, "arrests", {}});
      case 4:
        return cases::reopen_target(desk.of<cases::State>(), {testing::case_c, TargetId{"hall"}, "they are free"});
      case 5: break;
    }
    if (desk.now < warning.valid.until) return fail(Code::refused, "the window goes on");
    return end_window(setting, warning_w);
  };
  if (const auto drafts = attempt()) desk.write(*drafts);
}

TEST_CASE("whatever_is_done_a_warning_ends_only_by_a_named_disposition (FT-2)") {
  std::size_t ended = 0;
  std::size_t unattended = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    testing::Dice dice(seed);
    Desk desk;
    testing::note_warning(desk);
    for (int step = 0; step < 40; ++step) {
      try_something(dice, desk);
      desk.wait(minutes(static_cast<std::int64_t>(dice.below(300))));
      const auto& warning = the_warning(desk);
      if (warning.standing != Standing::ended) continue;
      REQUIRE_MESSAGE(!warning.history.empty(), "seed ", seed, ", step ", step);
      const auto& last = warning.history.back();
      const bool is_end = last.disposition == Disposition::lapsed || last.disposition == Disposition::replaced ||
                          last.disposition == Disposition::cancelled || last.disposition == Disposition::all_clear;
      CHECK_MESSAGE(is_end, "seed ", seed, ": ", word(last.disposition));
      CHECK_MESSAGE((!last.by.empty() && last.by != "hub" && !last.reason.empty()), "seed ", seed);
    }
    ended += the_warning(desk).standing == Standing::ended ? 1 : 0;
    unattended += the_warning(desk).lapses.empty() ? 0 : 1;
  }
  // The sequences do reach what the property is about.
  CHECK(ended > 50);
  CHECK(unattended > 50);
}

}  // namespace
}  // namespace heed::warning
