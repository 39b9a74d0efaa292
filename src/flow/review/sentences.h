#pragma once
// Every entry as one plain sentence, and the case that it belongs to.

#include "flow/review/after_action.h"

namespace heed::review {

/// What an entry says, for people who do not know the kinds of entries.
[[nodiscard]] std::string sentence(const record::Entry& entry);

/// The case that an entry belongs to; nothing for entries of no case (recipients, refused access).
[[nodiscard]] std::optional<CaseId> case_of(const watch::Situation& situation, const record::Entry& entry);

/// The lane of the timeline: the stage whose fact it is.
[[nodiscard]] std::string lane(const record::Entry& entry);

}  // namespace heed::review
