// The profiles of Canada (CAP-CP 1.0) and Australia (CAP-AU-STD 1.0).

#include <algorithm>
#include <array>

#include "lib/cap/profiles/context.h"

namespace heed::profiles {
namespace {

constexpr std::array<std::string_view, 3> canadian_codes = {"profile:CAP-CP:0.3", "profile:CAP-CP:0.4",
                                                            "profile:CAP-CP:1.0"};
constexpr std::string_view canadian_events = "profile:CAP-CP:Event:";
constexpr std::string_view canadian_places = "profile:CAP-CP:Location:";
constexpr std::string_view australian_code = "urn:oasis:names:tc:emergency:cap:1.2:profile:CAP-AU:1.0";
constexpr std::string_view australian_events = "https://govshare.gov.au/";

const Pair* find_by_start(const message::Pairs& pairs, std::string_view start) {
  const auto found = std::ranges::find_if(pairs, [=](const Pair& pair) { return pair.name.starts_with(start); });
  return found == pairs.end() ? nullptr : &*found;
}

void check_canadian_info(const Context& context, const Info& info) {
  const auto of_profile =
      std::ranges::count_if(info.event_codes, [](const Pair& pair) { return pair.name.starts_with(canadian_events); });
  if (of_profile != 1) {
    context.add_missing(
        Rule::cap_cp_event_code, info.at, "eventCode",
        cat("The profile needs one eventCode of ", canadian_events, "…, and there are ", of_profile, "."));
  }
  const auto* event = find_by_start(info.event_codes, canadian_events);
  const auto* first = find_by_start(context.message.infos.front().event_codes, canadian_events);
  if (event != nullptr && first != nullptr && event->value != first->value) {
    context.add(Rule::cap_cp_infos_differ, info.at, "Its eventCode differs from that of the first info.");
  }
  for (const auto& area : info.areas) {
    if (find_by_start(area.geocodes, canadian_places) != nullptr) continue;
    context.add_missing(Rule::cap_cp_geocode, area.at, "geocode",
                        cat("The profile needs a geocode of ", canadian_places, "…"));
  }
}

bool has_language(const Message& message, std::string_view tag) {
  return std::ranges::any_of(message.infos,
                             [=](const Info& info) { return core::trimmed(text_of(info.language)) == tag; });
}

}  // namespace

void check_cap_cp(const Context& context) {
  const auto& message = context.message;
  if (std::ranges::none_of(canadian_codes, [&](std::string_view code) { return has_code(message, code); })) {
    context.add_missing(Rule::cap_cp_code, message.at, "code", "The profile needs a code such as profile:CAP-CP:0.4.");
  }
  if (message.infos.empty()) {
    if (is_type(message, "Ack") || is_type(message, "Error")) return;
    return context.add_missing(Rule::cap_cp_info, message.at, "info", "The profile needs an info.");
  }
  for (const auto& info : message.infos) check_canadian_info(context, info);
  if (!has_language(message, "en-CA") || !has_language(message, "fr-CA")) {
    context.add_missing(Rule::cap_cp_languages, message.at, "info", "An info in en-CA and one in fr-CA are expected.");
  }
}

void check_cap_au(const Context& context) {
  const auto& message = context.message;
  if (!has_code(message, australian_code)) {
    context.add_missing(Rule::cap_au_code, message.at, "code",
                        cat("The profile needs the code ", australian_code, "."));
  }
  const auto sender = text_of(message.sender);
  const auto sign = sender.find('@');
  const bool is_address = sign != std::string_view::npos && sign > 0 && sign + 1 < sender.size() &&
                          sender.find('@', sign + 1) == std::string_view::npos;
  if (message.sender != nullptr && !is_address) {
    context.add(Rule::cap_au_sender, message.sender, "The profile wants the sender as user@domain.");
  }
  for (const auto& info : message.infos) {
    if (find_by_start(info.event_codes, australian_events) == nullptr) {
      context.add_missing(Rule::cap_au_event_code, info.at, "eventCode",
                          "The profile needs an eventCode of the Australian event list.");
    }
    if (info.effective != nullptr && is_type(message, "Cancel")) {
      context.add(Rule::cap_au_effective, info.effective, "A Cancel has no effective in this profile.");
    }
    for (const auto& area : info.areas) {
      if (!area.geocodes.empty()) continue;
      context.add_missing(Rule::cap_au_geocode, area.at, "geocode", "A geocode is recommended beside the shape.");
    }
  }
}

}  // namespace heed::profiles
