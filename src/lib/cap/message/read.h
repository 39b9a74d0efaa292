#pragma once
// From a document to a message, and the verdict of the schema on the way.

#include "lib/cap/findings/report.h"
#include "lib/cap/message/message.h"

namespace heed::message {

/// Puts the elements into their slots and reports everything that the schema of the message's version forbids.
///
/// Guarantees: `is_schema_valid` is what a validator says that is given the schema of OASIS (for 1.0 there is none of
/// OASIS; the one in use is followed). What stands in the wrong order or is wrong in itself is in its slot all the
/// same. An alert in an unknown namespace, or in none, is read as CAP 1.2. `at` is nothing when the root is no alert.
[[nodiscard]] Message read(const xml::Document& document, findings::Report& report);

}  // namespace heed::message
