#include "lib/cap/profiles/profiles.h"

#include <algorithm>
#include <map>
#include <set>

#include "lib/cap/profiles/context.h"
#include "lib/cap/values/forms.h"

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

void want(const Context& context, const Info& info, Slot slot, const Needed& wanted) {
  if (!core::trimmed(text_of(slot)).empty()) return;
  context.add_missing(wanted.rule, info.at, wanted.name, cat(wanted.name, " is recommended in every info."));
}

void want_response(const Context& context, const Info& info, Rule rule) {
  if (info.response_types.empty()) {
    context.add_missing(rule, info.at, "responseType", "responseType is recommended, where there is something to do.");
  }
  if (core::trimmed(text_of(info.instruction)).empty()) {
    context.add_missing(rule, info.at, "instruction", "instruction is recommended, where there is something to do.");
  }
}

void check_same_infos(const Context& context, Rule rule) {
  using Said = std::set<std::pair<std::string_view, std::string_view>>;
  const auto said_in = [](const Info& info) {
    Said said;
    for (const Slot category : info.categories) said.emplace(std::string_view{}, core::trimmed(category->text));
    for (const auto& code : info.event_codes) said.emplace(core::trimmed(code.name), core::trimmed(code.value));
    return said;
  };
  const auto& infos = context.message.infos;
  if (infos.size() < 2) return;
  const auto first = said_in(infos.front());
  for (const auto& info : infos) {
    if (said_in(info) == first) continue;
    context.add(rule, info.at, "Its categories or event codes differ from those of the first info.");
  }
}

void check_same_events(const Context& context, Rule rule) {
  std::map<std::string_view, std::string_view> events;
  for (const auto& info : context.message.infos) {
    const auto event = core::trimmed(text_of(info.event));
    const auto [first, is_new] = events.emplace(core::trimmed(text_of(info.language)), event);
    if (!is_new && first->second != event) {
      context.add(rule, info.event == nullptr ? info.at : info.event,
                  "An earlier info in this language has another event.");
    }
  }
}

void check_length(const Context& context, Slot slot, Rule rule, std::size_t characters_max) {
  const auto length = values::character_count(text_of(slot));
  if (length > characters_max) {
    context.add(rule, slot, cat("It has ", length, " characters; at most ", characters_max, " are advised."));
  }
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
