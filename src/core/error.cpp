#include "core/error.h"

namespace heed::core {

std::string_view word(Code code) {
  switch (code) {
    case Code::malformed: return "malformed";
    case Code::invalid: return "invalid";
    case Code::refused: return "refused";
    case Code::not_found: return "not_found";
    case Code::conflict: return "conflict";
    case Code::unidentified: return "unidentified";
    case Code::forbidden: return "forbidden";
    case Code::too_large: return "too_large";
    case Code::too_many: return "too_many";
    case Code::unavailable: return "unavailable";
    case Code::corrupt: return "corrupt";
    case Code::unsupported: return "unsupported";
    case Code::stopped: return "stopped";
    case Code::internal: return "internal";
  }
  return "internal";
}

std::string sentence(const Error& error) {
  return error.place.empty() ? error.detail : error.place + ": " + error.detail;
}

Error within(std::string_view outer, Error error) {
  if (error.place.empty()) {
    error.place = outer;
  } else if (error.place.front() == '[') {
    error.place = std::string(outer) + error.place;
  } else {
    error.place = std::string(outer) + "." + error.place;
  }
  return error;
}

}  // namespace heed::core
