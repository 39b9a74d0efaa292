#include "adapters/format/edxl/edxl.h"

#include "lib/cap/read.h"
#include "lib/cap/write.h"
#include "lib/cap/xml.h"
#include "lib/cap/xml/document.h"

namespace heed::edxl {
namespace {

/// The standard's word, or nothing for a draft, which nobody distributes.
std::string_view status_word(cap::Status status) {
  switch (status) {
    case cap::Status::actual: return "Actual";
    case cap::Status::exercise: return "Exercise";
    case cap::Status::system: return "System";
    case cap::Status::test: return "Test";
    case cap::Status::draft: return "";
  }
  return "";
}

std::string_view type_word(cap::MessageType type) {
  switch (type) {
    case cap::MessageType::alert: return "Report";
    case cap::MessageType::update: return "Update";
    case cap::MessageType::cancel: return "Cancel";
    case cap::MessageType::ack: return "Ack";
    case cap::MessageType::error: return "Error";
  }
  return "";
}

/// EDXL names a sender "user@domain"; CAP's may be a domain alone.
std::string sender_id(const std::string& sender) { return sender.contains('@') ? sender : cat("heed@", sender); }

/// From the start tag of the root to its end tag.
std::string_view root_of(std::string_view bytes) {
  const auto document = xml::parse(bytes);
  return document ? bytes.substr(document->root().offset, document->root().end - document->root().offset)
                  : std::string_view{};
}

std::string_view description_of(const cap::Alert& alert) {
  return alert.infos.empty() ? std::string_view("CAP alert") : std::string_view(alert.infos.front().headline);
}

}  // namespace

Result<std::string> write(std::string_view bytes) {
  const auto reading = cap::read(bytes);
  if (!reading.alert || reading.version != cap::Version::cap_1_2) {
    return fail(Code::malformed, "only an alert of CAP 1.2 can be wrapped");
  }
  const auto& alert = *reading.alert;
  if (alert.scope != cap::Scope::everybody || status_word(alert.status).empty()) {
    return fail(Code::refused, "only what is public and no draft is wrapped");
  }
  cap::XmlWriter xml;
  xml.open("EDXLDistribution", {{"xmlns", xml_namespace}});
  xml.text("distributionID", alert.identifier);
  xml.text("senderID", sender_id(alert.sender));
  xml.text("dateTimeSent", cap::time_text(alert.sent));
  xml.text("distributionStatus", status_word(alert.status));
  xml.text("distributionType", type_word(alert.type));
  xml.text("combinedConfidentiality", "Unclassified");
  if (!alert.infos.empty() && !alert.infos.front().language.empty()) xml.text("language", alert.infos.front().language);
  if (!alert.references.empty()) {
    const auto& last = alert.references.back();
    xml.text("distributionReference",
             cat(last.identifier, ",", sender_id(last.sender), ",", cap::time_text(last.sent)));
  }
  xml.open("contentObject");
  xml.text("contentDescription", description_of(alert));
  xml.text("confidentiality", "Unclassified");
  xml.open("xmlContent");
  xml.open("embeddedXMLContent");
  xml.verbatim(root_of(bytes));
  for (int open = 0; open < 4; ++open) xml.close();
  return xml.finish();
}

}  // namespace heed::edxl
