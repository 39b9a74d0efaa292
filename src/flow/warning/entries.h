#pragma once
// The facts of the fourth stage: what is said, to which tier, in which edition, and how it ends.

#include "flow/record/entry.h"
#include "flow/report/marking.h"
#include "lib/area/area.h"

namespace heed::warning {

enum class Kind { alert, update, extend, correct, downgrade, cancel, all_clear, lapse_notice };
constexpr auto words(Kind) {
  return core::word_table<Kind>({{Kind::alert, "alert"},
                                 {Kind::update, "update"},
                                 {Kind::extend, "extend"},
                                 {Kind::correct, "correct"},
                                 {Kind::downgrade, "downgrade"},
                                 {Kind::cancel, "cancel"},
                                 {Kind::all_clear, "all_clear"},
                                 {Kind::lapse_notice, "lapse_notice"}});
}

/// How a warning's window, or the warning itself, came to its end (FT-2).
enum class Disposition { extended, replaced, downgraded, corrected, cancelled, all_clear, lapsed };
constexpr auto words(Disposition) {
  return core::word_table<Disposition>({{Disposition::extended, "extended"},
                                        {Disposition::replaced, "replaced"},
                                        {Disposition::downgraded, "downgraded"},
                                        {Disposition::corrected, "corrected"},
                                        {Disposition::cancelled, "cancelled"},
                                        {Disposition::all_clear, "all_clear"},
                                        {Disposition::lapsed, "lapsed"}});
}

/// Live, exercise or test; printed in every message (DE-13).
enum class Status { actual, exercise, test };
constexpr auto words(Status) {
  return core::word_table<Status>({{Status::actual, "actual"}, {Status::exercise, "exercise"}, {Status::test, "test"}});
}

/// What a geocode stood for when an edition was drafted, whatever becomes of the table.
struct Meaning {
  std::string name;                 ///< "Berlin"
  std::string source;               ///< of the table: whose outlines these are, and which edition
  std::uint64_t margin_metres = 0;  ///< who is nearer to the outline than this is inside
  area::Area outline;               ///< as the table has it, without the margin
  HEED_FIELDS(Meaning, name, source, margin_metres, outline)
};

/// An area by the name that a system gives it: "NUTS" and "DE30".
struct Geocode {
  std::string system;
  std::string code;
  std::optional<Meaning> meaning{};  ///< the hub's own, from its tables; no command brings it
  HEED_FIELDS(Geocode, system, code, meaning)
};

/// Whom a tier is to reach: by area and geocodes together, role, group, name. The audience stage resolves it.
struct Reach {
  report::Tier tier = report::Tier::direct;
  std::optional<area::Area> area;
  std::vector<std::string> roles;
  std::vector<RecipientId> recipients;
  std::vector<std::string> groups{};
  std::vector<Geocode> geocodes{};
  HEED_FIELDS(Reach, tier, area, roles, recipients, groups, geocodes)
};

/// What one tier is told in one language: the exact text, kept for ever (RA-1).
struct Content {
  report::Tier tier = report::Tier::direct;
  std::string language;
  std::string headline;
  std::string instruction;
  std::string text;             ///< everything, as it goes out
  std::vector<FacetId> facets;  ///< the statements that the text was composed from
  HEED_FIELDS(Content, tier, language, headline, instruction, text, facets)
};

/// Who looks at the warning again, and when (FT-1).
struct Review {
  std::string by;
  Instant at;
  HEED_FIELDS(Review, by, at)
};

struct Drafted {
  static constexpr std::string_view kind = "warning.drafted";
  WarningId warning;
  std::uint64_t edition = 0;  ///< from 1, without gaps
  Kind what = Kind::alert;
  CaseId case_id;
  std::vector<TargetId> targets;
  std::string issuer;
  Status status = Status::exercise;
  Interval valid;
  Review review;
  std::vector<Reach> reach;
  std::vector<Content> contents;
  std::optional<std::string> notice;       ///< what every tier is told of the change
  std::vector<std::string> event_codes{};  ///< "SAME CEM", as its list spells it; empty: those of the hub
  HEED_FIELDS(Drafted, warning, edition, what, case_id, targets, issuer, status, valid, review, reach, contents, notice,
              event_codes)
};

/// Somebody answered by name what a check asked (AS-9, SR-3).
struct CheckAnswered {
  static constexpr std::string_view kind = "warning.check_answered";
  WarningId warning;
  std::uint64_t edition = 0;
  std::string check;  ///< the finding's name (checks.h)
  std::string answer;
  HEED_FIELDS(CheckAnswered, warning, edition, check, answer)
};

/// The second person let the edition out (SR-4).
struct Released {
  static constexpr std::string_view kind = "warning.released";
  WarningId warning;
  std::uint64_t edition = 0;
  HEED_FIELDS(Released, warning, edition)
};

/// A named person says how the window is to end where no edition says it: lapsed, or replaced by another warning
/// (FT-2).
struct DispositionNamed {
  static constexpr std::string_view kind = "warning.disposition_named";
  WarningId warning;
  Disposition disposition = Disposition::lapsed;
  std::string reason;
  std::optional<WarningId> replaced_by;
  HEED_FIELDS(DispositionNamed, warning, disposition, reason, replaced_by)
};

/// The reviewer looked at the warning again and lets it stand as it is (FT-1).
struct Reviewed {
  static constexpr std::string_view kind = "warning.reviewed";
  WarningId warning;
  std::string finding;
  HEED_FIELDS(Reviewed, warning, finding)
};

/// The window ended. This edition tells the recipients; the release of the one before allowed it (FT-2: not silently).
struct WindowEnded {
  static constexpr std::string_view kind = "warning.window_ended";
  Drafted notice;
  bool is_threat_open = true;
  HEED_FIELDS(WindowEnded, notice, is_threat_open)
};

}  // namespace heed::warning
