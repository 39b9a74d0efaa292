#include "lib/cap/profiles/profiles.h"

#include <algorithm>

#include "lib/cap/profiles/context.h"

namespace heed::profiles {

bool is_type(const Message& message, std::string_view type) { return text_of(message.type) == type; }

bool has_code(const Message& message, std::string_view code) {
  return std::ranges::any_of(message.codes, [=](Slot slot) { return core::trimmed(slot->text) == code; });
}

const Pair* find(const message::Pairs& pairs, std::string_view name) {
  const auto found = std::ranges::find(pairs, name, &Pair::name);
  return found == pairs.end() ? nullptr : &*found;
}

std::size_t count(const message::Pairs& pairs, std::string_view name) {
  return static_cast<std::size_t>(std::ranges::count(pairs, name, &Pair::name));
}

void need(const Context& context, const Info& info, Slot slot, const Needed& needed) {
  if (!core::trimmed(text_of(slot)).empty()) return;
  context.add_missing(needed.rule, info.at, needed.name, cat("The profile needs ", needed.name, " in every info."));
}

void check(Profile profile, const Message& message, findings::Report& report) {
  if (message.at == nullptr) return;
  const Context context{message, report};
  switch (profile) {
    case Profile::schema:
    case Profile::cap: return;
    case Profile::ipaws: return check_ipaws(context);
    case Profile::cap_cp: return check_cap_cp(context);
    case Profile::cap_au: return check_cap_au(context);
    case Profile::meteoalarm: return check_meteoalarm(context);
    case Profile::google: return check_google(context);
    case Profile::wmo: return check_wmo(context);
  }
}

}  // namespace heed::profiles
