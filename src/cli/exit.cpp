#include "cli/program.h"

namespace heed::cli {

Exit exit_of(Code code) {
  switch (code) {
    case Code::malformed:
    case Code::unsupported: return Exit::usage;
    case Code::invalid:
    case Code::refused:
    case Code::not_found:
    case Code::conflict:
    case Code::unidentified:
    case Code::forbidden:
    case Code::too_large:
    // Why not `failed`: for a script that verifies a record, bytes that are not what was written are the answer "no".
    case Code::corrupt: return Exit::no;
    case Code::too_many:
    case Code::unavailable:
    case Code::stopped:
    case Code::internal: return Exit::failed;
  }
  return Exit::failed;
}

}  // namespace heed::cli
