#include "lib/cap/write.h"

#include <array>
#include <charconv>
#include <cmath>

#include "lib/cap/xml.h"

namespace heed::cap {
namespace {

void optional_text(XmlWriter& xml, std::string_view name, std::string_view content) {
  if (!content.empty()) xml.text(name, content);
}

void optional_time(XmlWriter& xml, std::string_view name, const std::optional<Time>& time) {
  if (time) xml.text(name, time_text(*time));
}

/// Why not cat(): xs:decimal knows no "1e+20".
void optional_feet(XmlWriter& xml, std::string_view name, const std::optional<double>& feet) {
  if (!feet || !std::isfinite(*feet)) return;
  std::array<char, 512> digits{};
  const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), *feet, std::chars_format::fixed);
  xml.text(name, std::string_view(digits.data(), written.ptr));
}

void named_values(XmlWriter& xml, std::string_view name, const std::vector<NamedValue>& pairs) {
  for (const auto& pair : pairs) {
    xml.open(name);
    xml.text("valueName", pair.name);
    xml.text("value", pair.value);
    xml.close();
  }
}

/// Items with a space between them; an item of several words stands in double quotes.
std::string spaced(const std::vector<std::string>& items) {
  std::string out;
  for (const auto& item : items) {
    const bool is_quoted = item.find_first_of(" \t\n\r") != std::string::npos;
    const std::string_view quote = is_quoted ? "\"" : "";
    out += cat(out.empty() ? "" : " ", quote, item, quote);
  }
  return out;
}

std::string spaced(const std::vector<Reference>& references) {
  std::string out;
  for (const auto& earlier : references) {
    out += cat(out.empty() ? "" : " ", earlier.sender, ",", earlier.identifier, ",", time_text(earlier.sent));
  }
  return out;
}

void write_resource(XmlWriter& xml, const Resource& resource) {
  xml.open("resource");
  xml.text("resourceDesc", resource.description);
  xml.text("mimeType", resource.mime_type);
  if (resource.size_bytes) xml.text("size", cat(*resource.size_bytes));
  optional_text(xml, "uri", resource.uri);
  optional_text(xml, "derefUri", resource.deref_uri);
  optional_text(xml, "digest", resource.digest);
  xml.close();
}

void write_area(XmlWriter& xml, const Area& area) {
  xml.open("area");
  xml.text("areaDesc", area.description);
  for (const auto& polygon : area.polygons) xml.text("polygon", polygon);
  for (const auto& circle : area.circles) xml.text("circle", circle);
  named_values(xml, "geocode", area.geocodes);
  optional_feet(xml, "altitude", area.altitude_feet);
  optional_feet(xml, "ceiling", area.ceiling_feet);
  xml.close();
}

void write_info(XmlWriter& xml, const Info& info) {
  xml.open("info");
  optional_text(xml, "language", info.language);
  for (const auto category : info.categories) xml.text("category", word(category));
  xml.text("event", info.event);
  for (const auto response : info.response_types) xml.text("responseType", word(response));
  xml.text("urgency", word(info.urgency));
  xml.text("severity", word(info.severity));
  xml.text("certainty", word(info.certainty));
  optional_text(xml, "audience", info.audience);
  named_values(xml, "eventCode", info.event_codes);
  optional_time(xml, "effective", info.effective);
  optional_time(xml, "onset", info.onset);
  optional_time(xml, "expires", info.expires);
  optional_text(xml, "senderName", info.sender_name);
  optional_text(xml, "headline", info.headline);
  optional_text(xml, "description", info.description);
  optional_text(xml, "instruction", info.instruction);
  optional_text(xml, "web", info.web);
  optional_text(xml, "contact", info.contact);
  named_values(xml, "parameter", info.parameters);
  for (const auto& resource : info.resources) write_resource(xml, resource);
  for (const auto& area : info.areas) write_area(xml, area);
  xml.close();
}

}  // namespace

std::string time_text(const Time& time) { return values::to_text(time); }

std::string write(const Alert& alert, const Form& form) {
  XmlWriter xml(form.prefix);
  const auto declaration = form.prefix.empty() ? std::string("xmlns") : cat("xmlns:", form.prefix);
  xml.open("alert", {{declaration, xml_namespace}});
  xml.text("identifier", alert.identifier);
  xml.text("sender", alert.sender);
  xml.text("sent", time_text(alert.sent));
  xml.text("status", word(alert.status));
  xml.text("msgType", word(alert.type));
  optional_text(xml, "source", alert.source);
  xml.text("scope", word(alert.scope));
  optional_text(xml, "restriction", alert.restriction);
  optional_text(xml, "addresses", spaced(alert.addresses));
  for (const auto& code : alert.codes) xml.text("code", code);
  optional_text(xml, "note", alert.note);
  optional_text(xml, "references", spaced(alert.references));
  optional_text(xml, "incidents", spaced(alert.incidents));
  for (const auto& info : alert.infos) write_info(xml, info);
  for (const auto& signature : alert.signatures) xml.verbatim(signature);
  xml.close();
  return xml.finish();
}

}  // namespace heed::cap
