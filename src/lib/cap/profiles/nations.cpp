// The profiles of Canada (CAP-CP) and Australia (CAP-AU-STD 1.0).

#include <algorithm>
#include <array>
#include <set>
#include <span>

#include "lib/cap/profiles/context.h"

namespace heed::profiles {
namespace {

constexpr std::array<std::string_view, 3> canadian_codes = {"profile:CAP-CP:0.3", "profile:CAP-CP:0.4",
                                                            "profile:CAP-CP:1.0"};
constexpr std::string_view canadian_events = "profile:CAP-CP:Event:";
constexpr std::string_view canadian_places = "profile:CAP-CP:Location:";
constexpr std::string_view canadian = "profile:CAP-CP:";
constexpr std::array<std::string_view, 6> minor_changes = {"none", "text", "correction", "resource", "layer", "other"};
constexpr std::string_view australian_code = "urn:oasis:names:tc:emergency:cap:1.2:profile:CAP-AU:1.0";
/// The event list by its name in the profile, as services write it, and by the address where it was once published.
constexpr std::string_view australian_events = "urn:oasis:names:tc:emergency:cap:1.2:profile:CAP-AU:1.0:AUeventLIST";
constexpr std::string_view australian_events_online = "https://govshare.gov.au/";

const Pair* find_by_start(const message::Pairs& pairs, std::string_view start) {
  const auto found = std::ranges::find_if(pairs, [=](const Pair& pair) { return pair.name.starts_with(start); });
  return found == pairs.end() ? nullptr : &*found;
}

/// The codes of a list, each once: the same event may be given under two versions of the list.
std::set<std::string_view> values_of(const message::Pairs& pairs, std::string_view start) {
  std::set<std::string_view> values;
  for (const auto& pair : pairs) {
    if (pair.name.starts_with(start)) values.insert(core::trimmed(pair.value));
  }
  return values;
}

bool is_canadian(const Pair& parameter, std::string_view end) {
  return parameter.name.starts_with(canadian) && parameter.name.ends_with(end);
}

/// In any case of letters, as the profile writes "yes" and its users "Yes".
bool is_one_of(std::string_view text, std::span<const std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view word) {
    return std::ranges::equal(text, word, [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
  });
}

bool has_minor_change(const Info& info) {
  return std::ranges::any_of(info.parameters, [](const Pair& pair) { return is_canadian(pair, ":MinorChange"); });
}

void check_canadian_parameters(const Context& context, const Info& info) {
  constexpr std::array<std::string_view, 2> answers = {"yes", "no"};
  std::size_t translated = 0;
  for (const auto& parameter : info.parameters) {
    if (is_canadian(parameter, ":MinorChange")) {
      if (!is_one_of(parameter.value, minor_changes)) {
        context.add(Rule::cap_cp_minor_change, parameter.at,
                    "It must be none, text, correction, resource, layer or other.");
      }
      if (!is_type(context.message, "Update")) {
        context.add(Rule::cap_cp_minor_change, parameter.at, "Only an Update has a MinorChange.");
      }
    }
    if (is_canadian(parameter, ":AutoTranslated") && (++translated > 1 || !is_one_of(parameter.value, answers))) {
      context.add(Rule::cap_cp_auto_translated, parameter.at, "AutoTranslated must be yes or no, once in an info.");
    }
  }
}

void check_canadian_info(const Context& context, const Info& info) {
  const auto events = values_of(info.event_codes, canadian_events);
  if (events.size() != 1) {
    context.add_missing(
        Rule::cap_cp_event_code, info.at, "eventCode",
        cat("The profile needs one eventCode of ", canadian_events, "…, and there are ", events.size(), "."));
  }
  const auto first = values_of(context.message.infos.front().event_codes, canadian_events);
  if (!events.empty() && !first.empty() && events != first) {
    context.add(Rule::cap_cp_infos_differ, info.at, "Its eventCode differs from that of the first info.");
  }
  need(context, info, info.language, {Rule::cap_cp_language, "language"});
  want(context, info, info.sender_name, {Rule::cap_cp_sender_name, "senderName"});
  want_response(context, info, Rule::cap_cp_response);
  check_canadian_parameters(context, info);
  if (info.areas.empty()) context.add_missing(Rule::cap_cp_area, info.at, "area", "The profile needs an area.");
  for (const auto& area : info.areas) {
    if (find_by_start(area.geocodes, canadian_places) != nullptr) continue;
    context.add_missing(Rule::cap_cp_geocode, area.at, "geocode",
                        cat("The profile needs a geocode of ", canadian_places, "…"));
  }
}

void check_australian_info(const Context& context, const Info& info) {
  auto events = values_of(info.event_codes, australian_events);
  events.merge(values_of(info.event_codes, australian_events_online));
  if (events.empty()) {
    context.add_missing(Rule::cap_au_event_code, info.at, "eventCode",
                        "The profile needs an eventCode of the Australian event list.");
  } else if (events.size() > 1) {
    context.add(Rule::cap_au_one_event, info.at, cat("It has ", events.size(), " codes of the Australian event list."));
  }
  if (info.effective != nullptr && is_type(context.message, "Cancel")) {
    context.add(Rule::cap_au_effective, info.effective, "A Cancel has no effective in this profile.");
  }
  want(context, info, info.sender_name, {Rule::cap_au_sender_name, "senderName"});
  want_response(context, info, Rule::cap_au_response);
  if (info.areas.empty()) context.add_missing(Rule::cap_au_area, info.at, "area", "The profile needs an area.");
  for (const auto& area : info.areas) {
    if (!area.geocodes.empty()) continue;
    context.add_missing(Rule::cap_au_geocode, area.at, "geocode", "A geocode is recommended beside the shape.");
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
    if (is_type(message, "Ack") || is_type(message, "Error") || text_of(message.scope) != "Public") return;
    return context.add_missing(Rule::cap_cp_info, message.at, "info", "The profile needs an info.");
  }
  for (const auto& info : message.infos) check_canadian_info(context, info);
  if (std::ranges::any_of(message.infos, has_minor_change)) {
    for (const auto& info : message.infos) {
      if (has_minor_change(info)) continue;
      context.add_missing(Rule::cap_cp_minor_change, info.at, "parameter", "Another info has a MinorChange.");
    }
  }
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
    context.add(Rule::cap_au_sender, message.sender, "The profile recommends a sender written as user@domain.");
  }
  if (text_of(message.status) == "Test") {
    context.add(Rule::cap_au_test, message.status, "Those who take a Test log it, and broadcast nothing.");
  }
  if (message.infos.empty() && !is_type(message, "Ack") && !is_type(message, "Error")) {
    context.add_missing(Rule::cap_au_info, message.at, "info", "The profile needs an info.");
  }
  check_same_infos(context, Rule::cap_au_infos_differ);
  check_same_events(context, Rule::cap_au_events_differ);
  for (const auto& info : message.infos) check_australian_info(context, info);
}

}  // namespace heed::profiles
