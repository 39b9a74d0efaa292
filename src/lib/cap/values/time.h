#pragma once
// Times as CAP writes them, with the zone that they were written in.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/instant.h"

namespace heed::values {

/// `utc` is written "-00:00" and says nothing about the place (CAP 1.2, 3.3.2); `offset` is the local time of a place;
/// `missing`: the text had no zone, and the instant, read as UTC, may be up to 14 hours off.
enum class Zone { utc, offset, missing };

/// A moment, and how it was written. Equal only when both are.
struct Time {
  Instant instant{};
  std::int16_t offset_minutes = 0;  ///< east of Greenwich
  Zone zone = Zone::utc;

  Time() = default;
  /// Why implicit: whoever issues a message has an instant, and UTC is the right way to write it.
  Time(Instant at) : instant(at) {}
  bool operator==(const Time&) const = default;
};

/// How a text that names a moment differs from "2024-03-06T12:00:00-00:00".
struct TimeForm {
  bool is_plain = false;  ///< not at all
  bool has_z = false;     ///< "Z" for the zone
  bool has_fraction = false;
  bool has_no_zone = false;
  bool has_no_colon = false;  ///< "+0100"
  bool has_blanks = false;    ///< around it
};

struct ReadTime {
  Time time{};
  TimeForm form{};
};

/// Reads the form of CAP, and the variants that `TimeForm` names, for nothing is guessed in them. Nothing otherwise,
/// nor for a day or an hour that does not exist.
[[nodiscard]] std::optional<ReadTime> read_time(std::string_view text);

/// Whether the text is an xs:dateTime of XML Schema 1.0, blanks around it left out of account.
[[nodiscard]] bool is_date_time(std::string_view text);
/// Whether it is one, and has the pattern of the schema of CAP 1.2 as well.
[[nodiscard]] bool is_cap_time(std::string_view text);

/// Whole seconds (a fraction is cut off). A missing zone is written as UTC.
[[nodiscard]] std::string to_text(const Time& time);

}  // namespace heed::values
