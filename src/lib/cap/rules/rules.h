#pragma once
// What CAP asks of a message beyond its schema.

#include "lib/cap/findings/report.h"
#include "lib/cap/message/message.h"

namespace heed::rules {

/// Reports every rule of the set "cap" that the message breaks. Looks at this one message only: that an identifier was
/// never used before, and that all earlier messages still in force are referred to, only the caller can know.
/// Requires: `message` was read from the report's document. Cost: linear in the size of the document.
void check(const message::Message& message, findings::Report& report);

}  // namespace heed::rules
