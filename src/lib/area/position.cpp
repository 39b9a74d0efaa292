#include "lib/area/position.h"

#include <charconv>
#include <cmath>

#include "core/text.h"

namespace heed::area {
namespace {

std::int32_t units(double degrees) {
  return static_cast<std::int32_t>(std::llround(degrees * static_cast<double>(units_per_degree)));
}

}  // namespace

Result<double> parse_decimal(std::string_view text) {
  double value = 0;
  const auto* end = text.data() + text.size();
  const auto [stop, failure] = std::from_chars(text.data(), end, value, std::chars_format::fixed);
  if (failure != std::errc{} || stop != end || !std::isfinite(value)) {
    return fail(Code::malformed, cat("\"", text.substr(0, 40), "\" is not a decimal number such as 55.8258"));
  }
  return value;
}

std::string decimal(std::int64_t count, int places) {
  std::string digits = cat(count < 0 ? -count : count);
  const auto wanted = static_cast<std::size_t>(places) + 1;
  if (digits.size() < wanted) digits.insert(0, wanted - digits.size(), '0');
  digits.insert(digits.size() - static_cast<std::size_t>(places), 1, '.');
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.back() == '.') digits.pop_back();
  return count < 0 ? cat("-", digits) : digits;
}

Result<Position> from_degrees(double latitude, double longitude, Reach reach) {
  if (!std::isfinite(latitude) || !std::isfinite(longitude)) {
    return fail(Code::malformed, "latitude and longitude must be numbers");
  }
  if (std::abs(latitude) > 90 && std::abs(longitude) <= 90) {
    return fail(Code::invalid, cat("latitude and longitude look swapped: ", latitude, " cannot be a latitude"));
  }
  if (std::abs(latitude) > 90) {
    return fail(Code::invalid, cat("the latitude ", latitude, " is not between -90 and 90"));
  }
  if (std::abs(longitude) > (reach == Reach::place ? 180 : 210)) {
    return fail(Code::invalid, cat("the longitude ", longitude, " is not between -180 and 180; west is negative"));
  }
  return Position{units(latitude), units(longitude)};
}

Result<Position> parse_position(std::string_view text, Reach reach) {
  const auto comma = text.find(',');
  if (comma == std::string_view::npos) {
    return fail(Code::malformed, cat("\"", text.substr(0, 40), "\" is not a place: write latitude,longitude"));
  }
  TRY(const auto latitude, parse_decimal(core::trimmed(text.substr(0, comma))));
  TRY(const auto longitude, parse_decimal(core::trimmed(text.substr(comma + 1))));
  return from_degrees(latitude, longitude, reach);
}

std::string to_text(Position position) { return cat(decimal(position.lat, 7), ",", decimal(position.lon, 7)); }

std::string spoken(Position position) { return cat(decimal(position.lat, 7), ", ", decimal(position.lon, 7)); }

}  // namespace heed::area

namespace heed::core {
namespace {
struct Degrees {
  double lat = 0;
  double lon = 0;
  HEED_FIELDS(Degrees, lat, lon)
};
}  // namespace

Result<area::Position> Codec<area::Position>::read(const Value& value) {
  if (const auto* text = value.text()) return area::parse_position(*text);
  if (value.object() == nullptr) return codec_detail::wrong_form("a text \"latitude,longitude\"", value);
  TRY(const auto degrees, from_value<Degrees>(value));
  return area::from_degrees(degrees.lat, degrees.lon);
}

}  // namespace heed::core
