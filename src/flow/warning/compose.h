#pragma once
// From the statements of a case to the text of a tier.
//
// The guarantee on which the whole house stands: what a tier may not see cannot change a byte of what it gets. It holds
// because compose() is handed only what the tier may see; visible() is the one place where that is decided.

#include "flow/cases/state.h"
#include "flow/warning/entries.h"

namespace heed::warning {

/// What a drafter writes for one tier; the rest is composed.
struct TierDraft {
  report::Tier tier = report::Tier::direct;
  std::string language;
  std::string headline;
  std::string instruction;      ///< what to do (SR-6)
  std::vector<FacetId> facets;  ///< empty: every statement that the tier may see
  HEED_FIELDS(TierDraft, tier, language, headline, instruction, facets)
};

/// What is the same for every tier of an edition, and may be seen by all of them.
struct Frame {
  WarningId warning;
  std::uint64_t edition = 1;
  Kind what = Kind::alert;
  std::string issuer;
  Status status = Status::exercise;
  Interval valid;
  std::optional<std::string> notice;
};

/// The statements of a case that `tier` may see and that concern `targets`, in the order in which a warning tells them
/// (SR-8: hazard, whom, where, when, how).
[[nodiscard]] std::vector<const cases::FacetAdded*> visible(const cases::Case& of, const std::vector<TargetId>& targets,
                                                            report::Tier tier);

/// Refuses a tier draft that names a statement which its tier may not see, or which concerns another target.
[[nodiscard]] Result<Content> compose(const Frame& frame, const TierDraft& draft,
                                      const std::vector<const cases::FacetAdded*>& visible);

/// The text of an edition that only speaks of the warning itself, for who was told before: a lapse notice, a closing
/// without words of its own. `previous` is what this tier was told last.
[[nodiscard]] Content compose_after(const Frame& frame, const Content& previous, std::string_view message);

/// What a lapse notice says (FT-2).
[[nodiscard]] std::string lapse_message(bool is_threat_open);

}  // namespace heed::warning
