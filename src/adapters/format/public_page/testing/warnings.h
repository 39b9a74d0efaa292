#pragma once
// Warnings as a hub would hold them, composed by the real rules: one for each way in which a warning can stand.

#include <array>

#include "flow/warning/compose.h"
#include "flow/warning/state.h"

namespace heed::public_page::testing {

inline constexpr Instant noon{1'709'812'800'000};  // 2024-03-07T12:00:00Z
inline constexpr Duration hour{3'600'000};

/// What everybody inside knows and nobody outside may: if one of these shows, something leaked.
inline constexpr std::string_view secret = "only-inside";

inline warning::Frame frame_of(const warning::Drafted& drafted) {
  return {drafted.warning, drafted.edition, drafted.what,  drafted.issuer,
          drafted.status,  drafted.valid,   drafted.notice};
}

/// A warning that grows edition by edition, each released by the hour after noon.
class Growing {
 public:
  Growing(const std::string& id, warning::Status status) {
    warning_.id = WarningId{id};
    warning_.case_id = CaseId{"case-only-inside"};
    drafted_.warning = warning_.id;
    drafted_.case_id = warning_.case_id;
    drafted_.targets = {TargetId{"target-only-inside"}};
    drafted_.issuer = "Embassy of Ruritania in Moscow";
    drafted_.status = status;
    drafted_.valid = {noon, noon + 48 * hour};
    drafted_.review = {"officer-only-inside", noon};
    drafted_.reach.push_back({report::Tier::everyone, area::Area{{}, {{{557'558'000, 376'173'000}, 25}}}, {}, {}});
    drafted_.reach.push_back(
        {report::Tier::venue, area::Area{{}, {{{558'258'000, 373'903'000}, 1}}}, {"role-only-inside"}, {}});
  }

  /// An edition with texts of its own for the public, in each of `languages`: {tag, headline, instruction}.
  Growing& says(warning::Kind what, int after, const std::vector<std::array<std::string, 3>>& languages) {
    begin(what);
    drafted_.contents = {{report::Tier::venue, "en", "only-inside", "only-inside", "only-inside", {}}};
    cases::FacetAdded hazard;
    hazard.facet = FacetId{"facet-only-inside"};
    hazard.aspect = cases::Aspect::what;
    hazard.statement = "Extremists have imminent plans to target large gatherings.";
    hazard.marking = report::Tier::everyone;
    for (const auto& [tag, headline, instruction] : languages) {
      const auto content =
          warning::compose(frame_of(drafted_), {report::Tier::everyone, tag, headline, instruction, {}}, {&hazard});
      drafted_.contents.push_back(*content);
    }
    return release(after);
  }

  /// An edition that only speaks of the warning.
  Growing& notes(warning::Kind what, int after, const std::string& notice) {
    begin(what);
    for (auto& content : drafted_.contents) {
      content = warning::compose_after(frame_of(drafted_), content, notice);
    }
    return release(after);
  }

  Growing& until(int after) {
    drafted_.valid.until = noon + after * hour;
    return *this;
  }

  Growing& stands(warning::Standing standing) {
    warning_.standing = standing;
    return *this;
  }

  Growing& named(warning::Disposition disposition, int after, std::optional<WarningId> by = {}) {
    warning_.history.push_back({disposition, "reason only-inside", "officer-only-inside", std::move(by), at(after)});
    return stands(warning::Standing::ended);
  }

  warning::Warning warning_;

 private:
  void begin(warning::Kind what) {
    drafted_.edition = warning_.editions.size() + 1;
    drafted_.what = what;
  }
  record::Ref at(int after) { return {100 + warning_.editions.size(), noon + after * hour}; }
  Growing& release(int after) {
    warning_.editions.push_back({drafted_, "drafter-only-inside", {}, {}, at(after)});
    warning_.editions.back().answers["equal_warning"] = {"officer-only-inside", "answer only-inside", at(after)};
    warning_.editions.back().release = warning::Release{"releaser-only-inside", at(after)};
    warning_.valid = drafted_.valid;
    return stands(warning::Standing::active);
  }

  warning::Drafted drafted_;
};

inline warning::State state_of(const std::vector<Growing>& all) {
  warning::State state;
  for (const auto& growing : all) state.warnings[growing.warning_.id] = growing.warning_;
  return state;
}

inline const std::vector<std::array<std::string, 3>> crowds = {
    {"en", "Avoid large gatherings in Moscow over the next 48 hours, concerts included",
     "Avoid crowds. Watch local media for news. Be aware of your surroundings."},
    {"ru", "Избегайте массовых мероприятий в Москве в ближайшие 48 часов, в том числе концертов",
     "Избегайте скоплений людей. Следите за новостями. Будьте внимательны к тому, что происходит вокруг."}};

/// One of each.
inline std::vector<Growing> one_of_each() {
  using warning::Kind;
  using warning::Status;
  const std::vector<std::array<std::string, 3>> travel = {
      {"en", "Do not use the airport road after dark", "Travel by day. Use the train where you can."}};
  return {
      Growing("crowds", Status::actual)
          .says(Kind::alert, 0, crowds)
          .notes(Kind::lapse_notice, 48, warning::lapse_message(true))
          .stands(warning::Standing::unattended),
      Growing("airport-road", Status::actual)
          .says(Kind::alert, 1, travel)
          .until(96)
          .notes(Kind::extend, 40, "The threat has not changed. The warning stands two days longer."),
      Growing("market", Status::actual)
          .says(Kind::alert, 2,
                {{"en", "Stay away from the central market", "Shop elsewhere until further notice."},
                 {"ar", "ابتعدوا عن السوق المركزي", "تسوقوا في مكان آخر حتى إشعار آخر."}}),
      Growing("station", Status::actual)
          .says(Kind::alert, 3, {{"en", "Unattended bag at the main station", "Leave by the nearest exit."}})
          .says(Kind::all_clear, 5, {{"en", "Main station is open again", "You may use the station as usual."}})
          .stands(warning::Standing::ended),
      Growing("stadium", Status::actual)
          .says(Kind::alert, 3, {{"en", "Threat to the stadium", "Do not go to the match."}})
          .notes(Kind::cancel, 9, "The threat was examined and found to be false. The match goes on.")
          .stands(warning::Standing::ended),
      Growing("old-advice", Status::actual)
          .says(Kind::alert, -200, {{"en", "Avoid demonstrations", "Keep away from demonstrations."}})
          .named(warning::Disposition::replaced, 0, WarningId{"crowds"}),
      Growing("festival", Status::actual)
          .says(Kind::alert, -190, {{"en", "Be careful at the festival", "Note the exits when you arrive."}})
          .notes(Kind::lapse_notice, -100, warning::lapse_message(true))
          .named(warning::Disposition::lapsed, -90),
      Growing("drill-7", Status::exercise).says(Kind::alert, 6, {{"en", "Attack on the harbour", "Stay indoors."}})};
}

}  // namespace heed::public_page::testing
