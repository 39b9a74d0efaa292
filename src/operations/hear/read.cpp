#include "operations/hear/read.h"

#include "lib/cap/read.h"
#include "lib/digest/base64.h"
#include "lib/digest/sha256.h"

namespace heed::hear {

namespace {

/// One word for all signatures of an alert: what holds of every one of them.
std::string signature_of(std::string_view bytes, const Received& received) {
  const auto found = xmlsign::examine(bytes, {received.trust.anchors, received.trust.senders, received.at, {}});
  if (!found) return "refused";
  if (found->signatures.empty()) return "none";
  // Why the least: one broken signature among two means that somebody changed the alert behind one signer's back.
  constexpr std::string_view from_least[] = {"broken",    "refused", "unsupported", "set-aside",
                                             "untrusted", "unbound", "bound"};
  for (const auto word : from_least) {
    for (const auto& verdict : found->signatures) {
      if (xmlsign::state_of(verdict) == word) return std::string(word);
    }
  }
  return "unsupported";
}

std::string digest_of(std::string_view bytes) { return digest::to_base64url(digest::sha256(bytes)); }

Result<Alert> judge(const Received& received) {
  if (received.bytes.size() > capfeed::alert_bytes) {
    return fail(Code::too_large, cat("an alert of ", received.bytes.size(), " bytes; at most ", capfeed::alert_bytes));
  }
  const auto reading = cap::read(received.bytes);
  Alert alert;
  TRY(alert.heard, heard::normalise(reading, {received.bytes, received.way, signature_of(received.bytes, received)}));
  alert.originals.push_back({alert.heard.digest, received.at, std::string(received.bytes)});
  return alert;
}

/// An alert that stood in a document.
Result<Alert> judge_embedded(const capfeed::Embedded& embedded, const Received& document) {
  auto received = document;
  received.bytes = embedded.bytes;
  if (embedded.is_derived) received.way.address += cat("#in=", digest_of(document.bytes));
  TRY(auto alert, judge(received));
  alert.heard.status = capfeed::binding_status(alert.heard.status, embedded.distribution_status);
  if (embedded.is_derived) {
    alert.originals.push_back({digest_of(document.bytes), document.at, std::string(document.bytes)});
  }
  return alert;
}

std::string name_of(const capfeed::Item& item) { return item.id.empty() ? item.title : item.id; }

void take_in(const capfeed::Item& item, const Received& received, Reading& reading) {
  switch (item.lead()) {
    case capfeed::Lead::alert:
      for (const auto& embedded : item.alerts) {
        auto alert = judge_embedded(embedded, received);
        if (alert)
          reading.alerts.push_back(*std::move(alert));
        else
          reading.unusable.push_back({name_of(item), std::move(alert).error()});
      }
      return;
    case capfeed::Lead::link: reading.to_fetch.push_back(item); return;
    case capfeed::Lead::too_large:
      reading.unusable.push_back({name_of(item), {Code::too_large, "its alert is larger than may be read"}});
      return;
    case capfeed::Lead::no_alert:
      reading.unusable.push_back({name_of(item), {Code::not_found, "it holds no alert and leads to none"}});
      return;
  }
}

}  // namespace

Result<Reading> read(const Received& received) {
  TRY(const auto document, capfeed::read(received.bytes, received.way.address));
  Reading reading{document.kind, {}, {}, {}};
  switch (document.kind) {
    case capfeed::Kind::alert: {
      TRY(auto alert, judge(received));
      reading.alerts.push_back(std::move(alert));
      return reading;
    }
    case capfeed::Kind::atom:
    case capfeed::Kind::rss:
    case capfeed::Kind::edxl:
      for (const auto& item : document.items) take_in(item, received, reading);
      return reading;
    case capfeed::Kind::empty: return reading;
    case capfeed::Kind::xml:
    case capfeed::Kind::html:
    case capfeed::Kind::json:
    case capfeed::Kind::text: break;
  }
  return fail(Code::malformed, cat("these bytes are ", core::word(document.kind), ", and no alert, feed or EDXL",
                                   document.root.empty() ? "" : cat(" (the root is ", document.root, ")")));
}

Result<Alert> read_alert(const Received& received) { return judge(received); }

}  // namespace heed::hear
