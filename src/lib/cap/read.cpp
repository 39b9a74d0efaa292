#include "lib/cap/read.h"

#include <algorithm>
#include <charconv>

#include "core/text.h"
#include "lib/cap/message/read.h"
#include "lib/cap/rules/rules.h"
#include "lib/cap/signatures.h"
#include "lib/cap/values/forms.h"
#include "lib/cap/values/lists.h"

namespace heed::cap {
namespace {

using message::Slot;
using message::text_of;

std::string text(Slot slot) { return std::string(text_of(slot)); }

/// The enumerator of a word, blanks around it left out. Nothing for any other word.
template <class Enum>
std::optional<Enum> word_in(Slot slot) {
  const auto text = core::trimmed(text_of(slot));
  for (const auto& [value, name] : words(Enum{})) {
    if (name == text) return value;
  }
  return std::nullopt;
}

template <class Enum>
std::vector<Enum> words_in(const message::Slots& slots) {
  std::vector<Enum> values;
  for (const Slot slot : slots) {
    if (const auto value = word_in<Enum>(slot)) values.push_back(*value);
  }
  return values;
}

std::optional<Time> time_in(Slot slot) {
  const auto read = values::read_time(text_of(slot));
  return read ? std::optional(read->time) : std::nullopt;
}

std::vector<NamedValue> pairs_of(const message::Pairs& pairs) {
  std::vector<NamedValue> values;
  values.reserve(pairs.size());
  for (const auto& pair : pairs) values.push_back({std::string(pair.name), std::string(pair.value)});
  return values;
}

std::vector<std::string> items_in(Slot slot) {
  const auto read = values::read_items(text_of(slot));
  return {read.items.begin(), read.items.end()};
}

std::vector<Reference> references_in(Slot slot) {
  std::vector<Reference> references;
  for (const auto& read : values::read_references(text_of(slot))) {
    if (!read.has_three_parts || !read.sent) continue;
    references.push_back({std::string(read.sender), std::string(read.identifier), read.sent->time});
  }
  return references;
}

std::vector<std::string> texts_of(const message::Slots& slots) {
  std::vector<std::string> texts;
  texts.reserve(slots.size());
  for (const Slot slot : slots) texts.emplace_back(slot->text);
  return texts;
}

Resource resource_of(const message::Resource& read) {
  Resource resource{.description = text(read.description), .mime_type = text(read.mime_type)};
  std::int64_t size = 0;
  const auto digits = core::trimmed(text_of(read.size));
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), size);
  if (!digits.empty() && parsed.ec == std::errc{} && parsed.ptr == digits.data() + digits.size()) {
    resource.size_bytes = size;
  }
  resource.uri = text(read.uri);
  resource.deref_uri = text(read.deref_uri);
  resource.digest = text(read.digest);
  return resource;
}

Area area_of(const message::Area& read) {
  Area area{
      .description = text(read.description), .polygons = texts_of(read.polygons), .circles = texts_of(read.circles)};
  area.geocodes = pairs_of(read.geocodes);
  area.altitude_feet = values::read_decimal(text_of(read.altitude));
  area.ceiling_feet = values::read_decimal(text_of(read.ceiling));
  return area;
}

/// CAP 1.2, 3.2.2: "Very Likely" is to be read as Likely.
Certainty certainty_of(Slot slot) {
  if (core::trimmed(text_of(slot)) == "Very Likely") return Certainty::likely;
  return word_in<Certainty>(slot).value_or(Certainty::unknown);
}

Info info_of(const message::Info& read) {
  Info info{.language = std::string(core::trimmed(text_of(read.language)))};
  info.categories = words_in<Category>(read.categories);
  info.event = text(read.event);
  info.response_types = words_in<ResponseType>(read.response_types);
  info.urgency = word_in<Urgency>(read.urgency).value_or(Urgency::unknown);
  info.severity = word_in<Severity>(read.severity).value_or(Severity::unknown);
  info.certainty = certainty_of(read.certainty);
  info.audience = text(read.audience);
  info.event_codes = pairs_of(read.event_codes);
  info.effective = time_in(read.effective);
  info.onset = time_in(read.onset);
  info.expires = time_in(read.expires);
  info.sender_name = text(read.sender_name);
  info.headline = text(read.headline);
  info.description = text(read.description);
  info.instruction = text(read.instruction);
  info.web = text(read.web);
  info.contact = text(read.contact);
  info.parameters = pairs_of(read.parameters);
  info.resources.reserve(read.resources.size());
  for (const auto& resource : read.resources) info.resources.push_back(resource_of(resource));
  info.areas.reserve(read.areas.size());
  for (const auto& area : read.areas) info.areas.push_back(area_of(area));
  return info;
}

/// Errors: nothing, when what every message must say of itself cannot be read.
std::optional<Alert> alert_of(const message::Message& read, const xml::Document& document) {
  const auto sent = time_in(read.sent);
  const auto status = word_in<Status>(read.status);
  const auto type = word_in<MessageType>(read.type);
  auto scope = word_in<Scope>(read.scope);
  if (read.scope == nullptr && read.version == Version::cap_1_0) scope = Scope::everybody;
  const auto identifier = core::trimmed(text_of(read.identifier));
  const auto sender = core::trimmed(text_of(read.sender));
  if (!sent || !status || !type || !scope || identifier.empty() || sender.empty()) return std::nullopt;
  Alert alert{.identifier = std::string(identifier), .sender = std::string(sender), .sent = *sent, .status = *status};
  alert.type = *type;
  alert.source = text(read.source);
  alert.scope = *scope;
  alert.restriction = text(read.restriction);
  alert.addresses = items_in(read.addresses);
  alert.codes = texts_of(read.codes);
  alert.note = text(read.note);
  alert.references = references_in(read.references);
  alert.incidents = items_in(read.incidents);
  alert.infos.reserve(read.infos.size());
  for (const auto& info : read.infos) alert.infos.push_back(info_of(info));
  for (const Slot signature : read.signatures) alert.signatures.push_back(signature_text(document, *signature));
  return alert;
}

enum class Want { findings, values };

Reading read_for(std::string_view bytes, const Demand& demand, Want want) {
  Reading reading;
  const auto document = xml::parse(bytes, demand.limits);
  if (!document) {
    reading.findings.push_back(findings::finding_of(document.error()));
    return reading;
  }
  findings::Report report(*document, findings::Purpose::receiving);
  const auto message = message::read(*document, report);
  if (demand.profile != Profile::schema) rules::check(message, report);
  profiles::check(demand.profile, message, report);
  reading.findings = report.finish();
  reading.is_well_formed = true;
  reading.is_schema_valid = message.is_schema_valid;
  reading.version = message.version;
  if (want == Want::values && message.at != nullptr) reading.alert = alert_of(message, *document);
  return reading;
}

}  // namespace

Reading read(std::string_view bytes, const Demand& demand) { return read_for(bytes, demand, Want::values); }
Reading examine(std::string_view bytes, const Demand& demand) { return read_for(bytes, demand, Want::findings); }

}  // namespace heed::cap
