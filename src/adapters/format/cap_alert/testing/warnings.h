#pragma once
// A warning with a public and a venue tier, grown edition by edition.

#include "flow/warning/compose.h"
#include "flow/warning/state.h"

namespace heed::cap_alert::testing {

inline constexpr Instant noon{1'709'812'800'000};  // 2024-03-07T12:00:00Z
inline constexpr Duration hour{3'600'000};

inline warning::Drafted first_edition() {
  warning::Drafted drafted;
  drafted.warning = WarningId{"crowds"};
  drafted.edition = 1;
  drafted.case_id = CaseId{"case-only-inside"};
  drafted.targets = {TargetId{"target-only-inside"}};
  drafted.issuer = "Embassy of Ruritania";
  drafted.status = warning::Status::actual;
  drafted.valid = {noon, noon + 48 * hour};
  drafted.review = {"officer-only-inside", noon + 24 * hour};
  drafted.reach.push_back({report::Tier::everyone, area::Area{{}, {{{557'500'000, 376'100'000}, 25}}}, {}, {}});
  drafted.reach.push_back(
      {report::Tier::venue, area::Area{{}, {{{558'258'000, 373'903'000}, 1}}}, {"role-only-inside"}, {}});
  drafted.contents = {
      {report::Tier::venue, "en", "Attack on the hall only-inside", "Search bags only-inside", "Text only-inside", {}},
      {report::Tier::everyone,
       "en",
       "Avoid large gatherings",
       "Stay away from concerts.",
       "Full text.",
       {FacetId{"facet-only-inside"}}},
      {report::Tier::everyone, "ru", "Избегайте скоплений людей", "Не посещайте концерты.", "Полный текст.", {}}};
  return drafted;
}

/// Adds a released edition of that kind, `after` hours after noon.
inline void add(warning::Warning& warning, warning::Kind what, int after) {
  auto drafted = warning.editions.empty() ? first_edition() : warning.editions.front().drafted;
  drafted.edition = warning.editions.size() + 1;
  drafted.what = what;
  const auto index = 40 + drafted.edition;
  warning::Edition edition{drafted, "drafter-only-inside", {}, {}, {index, noon}};
  edition.release = warning::Release{"releaser-only-inside", {index + 1, noon + after * hour}};
  warning.editions.push_back(edition);
}

/// One released edition, sent at noon.
inline warning::Warning one_edition() {
  warning::Warning warning;
  warning.id = WarningId{"crowds"};
  warning.case_id = CaseId{"case-only-inside"};
  warning.standing = warning::Standing::active;
  add(warning, warning::Kind::alert, 0);
  warning.valid = warning.editions.front().drafted.valid;
  return warning;
}

}  // namespace heed::cap_alert::testing
