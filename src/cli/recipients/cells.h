#pragma once
// What stands in one cell of a file of recipients: read and written, one way each.

#include <string>
#include <string_view>
#include <vector>

#include "flow/audience/entries.h"

namespace heed::recipients {

/// "lat,lon from/until"
[[nodiscard]] Result<audience::Stay> parse_stay(std::string_view text);
[[nodiscard]] std::string stay_text(const audience::Stay& stay);

/// Shapes between semicolons: a polygon "lat,lon lat,lon …", holes in it behind a bar each ("… | lat,lon …"), or a
/// circle "lat,lon km". Errors: the sentence names the shape and the point in it.
[[nodiscard]] Result<area::Area> parse_area(std::string_view text);
[[nodiscard]] std::string area_text(const area::Area& area);

/// "lat,lon,km" as people type it, and "lat,lon km" as CAP writes it.
[[nodiscard]] Result<area::Circle> parse_typed_circle(std::string text);

/// What only the address's channel knows in full; here is what every hub would refuse. The error has no place.
[[nodiscard]] Result<void> check_address(const audience::Contact& contact);

/// The pieces between semicolons.
[[nodiscard]] std::vector<std::string> texts_of(std::string_view cell);
[[nodiscard]] std::string joined(const std::vector<std::string>& texts);

}  // namespace heed::recipients
