#include "operations/commands/event_codes.h"

#include <algorithm>

namespace heed::commands {

Result<void> look_up_event_codes(const desk::Desk& desk, std::vector<std::string>& codes) {
  if (codes.empty()) return {};
  if (desk.event_codes == nullptr)
    return fail(Code::unsupported, "this hub has no lists of event codes", "event_codes");
  if (codes.size() > event_codes_max)
    return fail(Code::too_large, cat("a warning has at most ", event_codes_max, " event codes"), "event_codes");
  for (auto code = codes.begin(); code != codes.end(); ++code) {
    const auto place = cat("event_codes[", code - codes.begin(), "]");
    const auto found = desk.event_codes->find(*code);
    if (!found) return fail(core::within(place, found.error()));
    *code = event_codes::named(*found);
    if (std::find(codes.begin(), code, *code) != code) {
      return fail(Code::conflict, cat("\"", *code, "\" stands twice"), place);
    }
  }
  return {};
}

}  // namespace heed::commands
