// The profile of the United States' Integrated Public Alert and Warning System, version 1.0.

#include <algorithm>
#include <array>

#include "lib/cap/profiles/context.h"
#include "lib/cap/values/forms.h"
#include "lib/cap/values/time.h"

namespace heed::profiles {
namespace {

constexpr std::string_view code = "IPAWSv1.0";
constexpr std::string_view same = "SAME";

/// Texts for phones and how many characters they may have.
struct PhoneText {
  std::string_view name;
  std::size_t characters;
};
constexpr std::array phone_texts = {PhoneText{"CMAMtext", 90}, PhoneText{"CMAMlongtext", 360}};
constexpr std::array<std::string_view, 4> channels = {"CMAS", "EAS", "NWEM", "PUBLIC"};
constexpr std::array<std::string_view, 4> originators = {"EAS", "CIV", "WXR", "PEP"};

bool is_letters(std::string_view text) {
  return text.size() == 3 && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}
bool is_digits(std::string_view text) {
  return text.size() == 6 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

void check_event_code(const Context& context, const Info& info) {
  const auto* found = find(info.event_codes, same);
  if (found == nullptr || count(info.event_codes, same) != 1 || !is_letters(found->value)) {
    context.add_missing(Rule::ipaws_event_code, info.at, "eventCode",
                        "The profile needs exactly one eventCode SAME, of three capital letters.");
  }
}

void check_parameters(const Context& context, const Info& info) {
  if (find(info.parameters, "EAS-ORG") == nullptr) {
    context.add_missing(Rule::ipaws_org, info.at, "parameter", "A parameter EAS-ORG is missing.");
  }
  for (const auto& parameter : info.parameters) {
    if (parameter.name == "EAS-ORG" && std::ranges::find(originators, parameter.value) == originators.end()) {
      context.add(Rule::ipaws_org_value, parameter.at, "EAS-ORG must be EAS, CIV, WXR or PEP.");
    }
    if (parameter.name == "BLOCKCHANNEL" && std::ranges::find(channels, parameter.value) == channels.end()) {
      context.add(Rule::ipaws_channel, parameter.at, "BLOCKCHANNEL must be CMAS, EAS, NWEM or PUBLIC.");
    }
    const auto text = std::ranges::find(phone_texts, parameter.name, &PhoneText::name);
    if (text == phone_texts.end()) continue;
    const auto length = values::character_count(parameter.value);
    if (length > text->characters) {
      context.add(Rule::ipaws_text_long, parameter.at,
                  cat(text->name, " has ", length, " characters; at most ", text->characters, " are sent."));
    }
    const bool has_odd = std::ranges::any_of(parameter.value, [](char c) {
      return static_cast<unsigned char>(c) < 0x20 || std::string_view("{}[]~|^\\").contains(c);
    });
    if (has_odd)
      context.add(Rule::ipaws_text_characters, parameter.at,
                  cat(text->name, " has a character that phones may not show."));
  }
}

void check_offset(const Context& context, Slot slot, Rule rule) {
  const auto read = values::read_time(text_of(slot));
  if (!read || read->time.offset_minutes != 0) return;
  context.add(rule, slot, cat(slot->local, " is in UTC; the profile expects the sender's local offset."));
}

void check_areas(const Context& context, const Info& info) {
  if (info.areas.empty()) context.add_missing(Rule::ipaws_area, info.at, "area", "The profile needs an area.");
  for (const auto& area : info.areas) {
    bool has_location = false;
    for (const auto& geocode : area.geocodes) {
      if (geocode.name != same) continue;
      if (is_digits(geocode.value)) {
        has_location = true;
      } else {
        context.add(Rule::ipaws_location, geocode.at, "A location of SAME has six digits.");
      }
    }
    if (has_location) continue;
    context.add_missing(Rule::ipaws_geocode, area.at, "geocode", "A geocode SAME, of six digits, is recommended.");
  }
}

}  // namespace

void check_ipaws(const Context& context) {
  const auto& message = context.message;
  if (!has_code(message, code)) {
    context.add_missing(Rule::ipaws_code, message.at, "code", "The profile needs the code IPAWSv1.0.");
  }
  if (message.infos.empty()) context.add_missing(Rule::ipaws_info, message.at, "info", "The profile needs an info.");
  check_offset(context, message.sent, Rule::ipaws_utc);
  check_same_infos(context, Rule::ipaws_infos_differ);
  for (const auto& info : message.infos) {
    need(context, info, info.expires, {Rule::ipaws_expires, "expires"});
    check_offset(context, info.expires, Rule::ipaws_expires_utc);
    want(context, info, info.description, {Rule::ipaws_description, "description"});
    want(context, info, info.instruction, {Rule::ipaws_instruction, "instruction"});
    for (const Slot slot : {info.effective, info.onset}) {
      if (slot != nullptr) context.add(Rule::ipaws_ignored, slot, cat(slot->local, " is ignored by the profile."));
    }
    check_event_code(context, info);
    check_parameters(context, info);
    check_areas(context, info);
  }
}

}  // namespace heed::profiles
