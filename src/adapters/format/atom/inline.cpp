#include "adapters/format/atom/feed.h"
#include "lib/cap/write.h"

namespace heed::atom {
namespace {

void optional_text(cap::XmlWriter& xml, std::string_view name, std::string_view content) {
  if (!content.empty()) xml.text(name, content);
}

void optional_time(cap::XmlWriter& xml, std::string_view name, const std::optional<cap::Time>& time) {
  if (time) xml.text(name, cap::time_text(*time));
}

void write_pairs(cap::XmlWriter& xml, std::string_view name, const std::vector<cap::NamedValue>& pairs) {
  for (const auto& pair : pairs) {
    xml.open(name);
    xml.text("cap:valueName", pair.name);
    xml.text("cap:value", pair.value);
    xml.close();
  }
}

void write_info(cap::XmlWriter& xml, const cap::Info& info) {
  optional_text(xml, "cap:language", info.language);
  for (const auto category : info.categories) xml.text("cap:category", word(category));
  xml.text("cap:event", info.event);
  for (const auto type : info.response_types) xml.text("cap:responseType", word(type));
  xml.text("cap:urgency", word(info.urgency));
  xml.text("cap:severity", word(info.severity));
  xml.text("cap:certainty", word(info.certainty));
  write_pairs(xml, "cap:eventCode", info.event_codes);
  optional_time(xml, "cap:effective", info.effective);
  optional_time(xml, "cap:onset", info.onset);
  optional_time(xml, "cap:expires", info.expires);
  optional_text(xml, "cap:senderName", info.sender_name);
  optional_text(xml, "cap:headline", info.headline);
  for (const auto& area : info.areas) {
    xml.text("cap:areaDesc", area.description);
    write_pairs(xml, "cap:geocode", area.geocodes);
  }
}

}  // namespace

void write_inline(cap::XmlWriter& xml, const Inline& shown) {
  const auto& alert = shown.alert;
  xml.text("cap:identifier", alert.identifier);
  xml.text("cap:sender", alert.sender);
  xml.text("cap:sent", cap::time_text(alert.sent));
  xml.text("cap:status", word(alert.status));
  xml.text("cap:msgType", word(alert.type));
  xml.text("cap:scope", word(alert.scope));
  std::string references;
  for (const auto& earlier : alert.references) {
    references +=
        cat(references.empty() ? "" : " ", earlier.sender, ",", earlier.identifier, ",", cap::time_text(earlier.sent));
  }
  optional_text(xml, "cap:references", references);
  write_info(xml, alert.infos.at(shown.info));
}

}  // namespace heed::atom
