#pragma once
// Who an edition goes to, and how: what a release and the end of a window have in common.

#include "operations/desk/desk.h"

namespace heed::operations {

/// The audience and the plan of deliveries of an edition, for the very commit that lets it out: no crash can fall
/// between the two. Refuses more than limits::edition_recipients, and a named recipient who is there no more.
[[nodiscard]] Result<record::Drafts> plan_edition(const desk::Desk& desk, const warning::Drafted& edition, Instant now);

}  // namespace heed::operations
