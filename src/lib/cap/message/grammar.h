#pragma once
// Which elements stand where, how often, and what may stand in them, for each version of CAP.
// It says what the schemas of OASIS say, in rows of our own.

#include <array>
#include <span>
#include <string_view>

#include "lib/cap/message/message.h"

namespace heed::message {

// clang-format off
enum class Name {
  identifier, sender, sent, status, type, password, source, scope, restriction, addresses, code, note, references,
  incidents, info,
  language, category, event, response_type, urgency, severity, certainty, audience, event_code, effective, onset,
  expires, sender_name, headline, description, instruction, web, contact, parameter, resource, area,
  resource_desc, mime_type, size, uri, deref_uri, digest,
  area_desc, polygon, circle, geocode, altitude, ceiling,
  value_name, value,
};
// clang-format on

enum class Occurs { never, maybe, once, any, some };

/// What may stand in an element. `list`: a closed list of words.
enum class Content { text, time, language, uri, integer, decimal, list, pair, resource, area, info };

using Words = std::span<const std::string_view>;

struct Row {
  Name name;
  std::string_view local;
  Content content;
  std::array<Occurs, 3> occurs;  ///< by version: 1.0, 1.1, 1.2
  std::array<Words, 3> words{};  ///< of a list, by version
};

[[nodiscard]] std::span<const Row> rows_of_alert();
[[nodiscard]] std::span<const Row> rows_of_info();
[[nodiscard]] std::span<const Row> rows_of_resource();
[[nodiscard]] std::span<const Row> rows_of_area();
[[nodiscard]] std::span<const Row> rows_of_pair();

}  // namespace heed::message
