#pragma once
// Who is to be told what. Nobody inside an area may be missed: borders belong to it (PU-3).

#include "flow/audience/cover.h"
#include "flow/audience/state.h"

namespace heed::audience {

/// Everybody whom one reach covers, in the order of their names. A recipient is in when it is named; or when, of area,
/// roles and groups, all that are given hold: one of its places, or stays within `during`, lies in the area, or what
/// it is responsible for touches it; it has one of the roles; it is in one of the groups. It must be allowed to be told
/// the reach's tier, and have a contact on a channel that it has not opted out of; who is named and does not is an
/// error.
/// Errors: also too_large, when more than limits::edition_recipients are covered.
[[nodiscard]] Result<std::vector<Chosen>> resolve(const State& state, const Asked& asked);

/// Who is told an edition. Every recipient stands there once, with the narrowest tier that is meant for it, and in the
/// best of its languages that there is a text for; whoever was told an earlier edition is told this one too (FT-3).
/// Errors: also too_large beyond limits::edition_recipients. Those who were told before are never too many: an update
/// and an ending reach all of them, also when arrivals have made them more.
[[nodiscard]] Result<Resolved> resolve_edition(const State& state, const warning::Drafted& edition,
                                               const std::vector<std::string>& required_roles);

/// A choice as facts: one entry of what it can hold (limits::list_items, entry_bytes, value_items), and as many more as
/// the others need (ChosenMore), in their order. Requires: all are committed together.
[[nodiscard]] record::Drafts in_parts(Resolved resolved);

/// How one recipient is to be told an edition that is in force and that it was not told: when it comes to be covered by
/// registering or by moving (PU-3). Nothing when no reach covers it. `contents` are those of the newest edition; where
/// it has no text for the tier, the next wider one is told.
[[nodiscard]] std::optional<Chosen> arrival(const Recipient& recipient, const std::vector<const Cover*>& covers,
                                            const std::vector<warning::Content>& contents);

/// What a preview is asked for, as whoever draws sends it.
struct Question {
  warning::Reach reach;
  Interval during;
  HEED_FIELDS(Question, reach, during)
};

/// How many a draft would tell, for whoever is drawing it.
struct Preview {
  std::uint64_t count = 0;
  std::map<std::string, std::uint64_t> by_channel;  ///< one who has two is counted at both
  std::map<std::string, std::uint64_t> by_language;
  std::map<std::string, std::uint64_t> by_role;
  std::map<std::string, std::uint64_t> by_tier;  ///< the narrowest that they may be told
  std::map<std::string, std::uint64_t> by_sort;
  std::uint64_t not_allowed = 0;  ///< covered, but not allowed to be told this tier
  std::uint64_t unreachable = 0;  ///< covered, but without a contact that they want to be told by
  HEED_FIELDS(Preview, count, by_channel, by_language, by_role, by_tier, by_sort, not_allowed, unreachable)
};
/// Errors: names that are not registered. No limit on how many.
[[nodiscard]] Result<Preview> preview(const State& state, const Asked& asked);

/// Whom area, roles and groups cover, whatever they may be told and whether they can be told: how many of each sort.
/// Names are not looked at.
[[nodiscard]] std::map<Sort, std::uint64_t> sorts_covered(const State& state, const Asked& asked);

/// One who is covered, and why.
struct Within {
  RecipientId recipient;
  std::string name;
  Sort sort = Sort::organisation;
  std::vector<std::string> why;
  HEED_FIELDS(Within, recipient, name, sort, why)
};
/// The same without persons, by name: at most `most` of them, the first that were registered.
[[nodiscard]] std::vector<Within> places_covered(const State& state, const Asked& asked, std::size_t most);

}  // namespace heed::audience
