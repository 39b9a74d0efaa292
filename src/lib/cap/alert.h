#pragma once
// A message of the Common Alerting Protocol 1.2 (OASIS Standard, 1 July 2010) as plain values, in the standard's order
// and with the standard's words. Empty text and empty lists mean that the element is absent.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/instant.h"
#include "lib/cap/terms.h"
#include "lib/cap/values/time.h"

namespace heed::cap {

using values::Time;
using values::Zone;

/// A pair of valueName and value: an event code, a parameter or a geocode. Repeated names keep their order.
struct NamedValue {
  std::string name{};
  std::string value{};
  bool operator==(const NamedValue&) const = default;
};

/// An earlier message, named by the three things that together identify it.
struct Reference {
  std::string sender{};
  std::string identifier{};
  Time sent{};
  bool operator==(const Reference&) const = default;
};

/// Several shapes in one area, and several areas in one info, mean their union.
struct Area {
  std::string description{};
  std::vector<std::string> polygons{};  ///< "lat,lon lat,lon …", WGS 84 degrees, first point = last point
  std::vector<std::string> circles{};   ///< "lat,lon radius", kilometres
  std::vector<NamedValue> geocodes{};
  std::optional<double> altitude_feet{};  ///< above mean sea level
  std::optional<double> ceiling_feet{};
  bool operator==(const Area&) const = default;
};

/// A picture, a recording, a page that belongs to an info.
struct Resource {
  std::string description{};
  std::string mime_type{};
  std::optional<std::int64_t> size_bytes{};
  std::string uri{};
  std::string deref_uri{};  ///< the content in base64, for one-way links
  std::string digest{};     ///< SHA-1 in hexadecimal digits
  bool operator==(const Resource&) const = default;
};

/// What is said in one language.
struct Info {
  std::string language{};  ///< RFC 3066; an absent one is read as "en-US"
  std::vector<Category> categories{};
  std::string event{};
  std::vector<ResponseType> response_types{};
  Urgency urgency = Urgency::unknown;
  Severity severity = Severity::unknown;
  Certainty certainty = Certainty::unknown;
  std::string audience{};
  std::vector<NamedValue> event_codes{};
  std::optional<Time> effective{};  ///< absent: from `sent` on
  std::optional<Time> onset{};
  std::optional<Time> expires{};  ///< absent: every receiver decides for itself
  std::string sender_name{};
  std::string headline{};
  std::string description{};
  std::string instruction{};
  std::string web{};  ///< an absolute URI
  std::string contact{};
  std::vector<NamedValue> parameters{};
  std::vector<Resource> resources{};
  std::vector<Area> areas{};
  bool operator==(const Info&) const = default;
};

/// One message. A new one starts as a draft, so that nothing forgotten is taken for a live alert.
struct Alert {
  std::string identifier{};  ///< unique for its sender, and never used again, not for an update either
  std::string sender{};
  Time sent{};
  Status status = Status::draft;
  MessageType type = MessageType::alert;
  std::string source{};
  Scope scope = Scope::addressed;
  std::string restriction{};
  std::vector<std::string> addresses{};
  std::vector<std::string> codes{};
  std::string note{};
  std::vector<Reference> references{};
  std::vector<std::string> incidents{};
  std::vector<Info> infos{};
  /// Elements of XML-DSig as they stood in the document, each with the declarations of namespaces that it needs. They
  /// hold for the bytes that were received and for no others: whoever passes a message on passes on those.
  std::vector<std::string> signatures{};
  bool operator==(const Alert&) const = default;
};

}  // namespace heed::cap
