#include "flow/record/entry.h"

namespace heed::record {

Actor the_hub() { return {"hub", Role::hub}; }

}  // namespace heed::record
