#pragma once
// What CAP 1.2 and the profiles ask of a message that is to be issued. One that was received is asked by read().

#include <vector>

#include "lib/cap/alert.h"
#include "lib/cap/findings/report.h"
#include "lib/cap/profiles/profiles.h"
#include "lib/cap/shapes.h"

namespace heed::cap {

using findings::Finding;
using findings::Level;
using profiles::Profile;

/// Everything that is wrong with the message as it would be written, in the order of the document: what a receiver
/// would find, and, for we are strict with ourselves, what the plainest receiver may stumble over. Looks at this one
/// message only: that an identifier was never used before, and that all related messages are referred to, only the
/// caller can know.
[[nodiscard]] std::vector<Finding> check(const Alert& alert, Profile profile = Profile::cap);

/// Whether nothing among `findings` forbids to issue the message.
[[nodiscard]] bool may_be_issued(const std::vector<Finding>& findings);

}  // namespace heed::cap
