#pragma once
// An alert as it stands in its document: every element of CAP in its place, none of them judged or changed.

#include <memory_resource>
#include <string_view>
#include <vector>

#include "lib/cap/xml/document.h"

namespace heed::message {

enum class Version { cap_1_0, cap_1_1, cap_1_2 };

/// An element, or nothing where there is none. Its text is `element->text`.
using Slot = const xml::Element*;
using Slots = std::pmr::vector<const xml::Element*>;
/// Where the lists of a message are: in the memory of its document.
using Memory = std::pmr::polymorphic_allocator<>;

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
using Pairs = std::pmr::vector<Pair>;

struct Resource {
  Slot at = nullptr;
  Slot description = nullptr, mime_type = nullptr, size = nullptr, uri = nullptr, deref_uri = nullptr, digest = nullptr;
};

struct Area {
  Memory memory{};
  Slot at = nullptr;
  Slot description = nullptr;
  Slots polygons{memory}, circles{memory};
  Pairs geocodes{memory};
  Slot altitude = nullptr, ceiling = nullptr;
};

struct Info {
  Memory memory{};
  Slot at = nullptr;
  Slot language = nullptr;
  Slots categories{memory};
  Slot event = nullptr;
  Slots response_types{memory};
  Slot urgency = nullptr, severity = nullptr, certainty = nullptr, audience = nullptr;
  Pairs event_codes{memory};
  Slot effective = nullptr, onset = nullptr, expires = nullptr;
  Slot sender_name = nullptr, headline = nullptr, description = nullptr, instruction = nullptr;
  Slot web = nullptr, contact = nullptr;
  Pairs parameters{memory};
  std::pmr::vector<Resource> resources{memory};
  std::pmr::vector<Area> areas{memory};
};

/// Lives no longer than the document that it was read from. Where an element stands twice that may stand once, the
/// first one is in the slot.
struct Message {
  Memory memory{};
  Slot at = nullptr;  ///< the root; nothing: this is no alert
  Version version = Version::cap_1_2;
  Slot identifier = nullptr, sender = nullptr, sent = nullptr, status = nullptr, type = nullptr;
  Slot password = nullptr;  ///< CAP 1.0
  Slot source = nullptr, scope = nullptr, restriction = nullptr, addresses = nullptr;
  Slots codes{memory};
  Slot note = nullptr, references = nullptr, incidents = nullptr;
  std::pmr::vector<Info> infos{memory};
  Slots signatures{memory};  ///< elements of XML-DSig, wherever they stand in the root
  bool is_schema_valid = true;
};

inline constexpr std::string_view space_1_2 = "urn:oasis:names:tc:emergency:cap:1.2";
inline constexpr std::string_view space_1_1 = "urn:oasis:names:tc:emergency:cap:1.1";
inline constexpr std::string_view space_1_0 = "http://www.incident.com/cap/1.0";
inline constexpr std::string_view space_of_signatures = "http://www.w3.org/2000/09/xmldsig#";

}  // namespace heed::message
