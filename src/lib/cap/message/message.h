#pragma once
// An alert as it stands in its document: every element of CAP in its place, none of them judged or changed.

#include <string_view>
#include <vector>

#include "lib/cap/xml/document.h"

namespace heed::message {

enum class Version { cap_1_0, cap_1_1, cap_1_2 };

/// An element, or nothing where there is none. Its text is `element->text`.
using Slot = const xml::Element*;
using Slots = std::vector<const xml::Element*>;

/// What stands in a slot; empty for nothing.
[[nodiscard]] inline std::string_view text_of(Slot slot) { return slot == nullptr ? std::string_view{} : slot->text; }

/// An eventCode, a parameter or a geocode. In CAP 1.0 it was one text, "SAME=CEM".
struct Pair {
  Slot at = nullptr;
  Slot name_at = nullptr;
  Slot value_at = nullptr;
  std::string_view name{};
  std::string_view value{};
};

struct Resource {
  Slot at = nullptr;
  Slot description = nullptr, mime_type = nullptr, size = nullptr, uri = nullptr, deref_uri = nullptr, digest = nullptr;
};

struct Area {
  Slot at = nullptr;
  Slot description = nullptr;
  Slots polygons{}, circles{};
  std::vector<Pair> geocodes{};
  Slot altitude = nullptr, ceiling = nullptr;
};

struct Info {
  Slot at = nullptr;
  Slot language = nullptr;
  Slots categories{};
  Slot event = nullptr;
  Slots response_types{};
  Slot urgency = nullptr, severity = nullptr, certainty = nullptr, audience = nullptr;
  std::vector<Pair> event_codes{};
  Slot effective = nullptr, onset = nullptr, expires = nullptr;
  Slot sender_name = nullptr, headline = nullptr, description = nullptr, instruction = nullptr;
  Slot web = nullptr, contact = nullptr;
  std::vector<Pair> parameters{};
  std::vector<Resource> resources{};
  std::vector<Area> areas{};
};

/// Lives no longer than the document that it was read from. Where an element stands twice that may stand once, the
/// first one is in the slot.
struct Message {
  Slot at = nullptr;  ///< the root; nothing: this is no alert
  Version version = Version::cap_1_2;
  Slot identifier = nullptr, sender = nullptr, sent = nullptr, status = nullptr, type = nullptr;
  Slot password = nullptr;  ///< CAP 1.0
  Slot source = nullptr, scope = nullptr, restriction = nullptr, addresses = nullptr;
  Slots codes{};
  Slot note = nullptr, references = nullptr, incidents = nullptr;
  std::vector<Info> infos{};
  Slots signatures{};  ///< elements of XML-DSig, wherever they stand in the root
  bool is_schema_valid = true;
};

inline constexpr std::string_view space_1_2 = "urn:oasis:names:tc:emergency:cap:1.2";
inline constexpr std::string_view space_1_1 = "urn:oasis:names:tc:emergency:cap:1.1";
inline constexpr std::string_view space_1_0 = "http://www.incident.com/cap/1.0";
inline constexpr std::string_view space_of_signatures = "http://www.w3.org/2000/09/xmldsig#";

}  // namespace heed::message
