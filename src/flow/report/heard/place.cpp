#include "flow/report/heard/place.h"

#include <set>

#include "core/text.h"
#include "flow/report/heard/bounds.h"
#include "lib/area/check.h"

namespace heed::heard {
namespace {

/// Shapes as they are found, each text once.
struct Gathering {
  area::Area area;
  std::set<std::string_view> seen;
  std::size_t points = 0;
  std::uint64_t unreadable = 0;

  void add_polygon(std::string_view text) {
    if (!seen.insert(text).second || core::trimmed(text).empty()) return;
    auto polygon = area::parse_polygon(text);
    if (!polygon) {
      ++unreadable;
      return;
    }
    points += polygon->rings.front().vertices.size();
    area.polygons.push_back(*std::move(polygon));
  }
  void add_circle(std::string_view text) {
    if (!seen.insert(text).second || core::trimmed(text).empty()) return;
    const auto circle = area::parse_circle(text);
    ++(circle ? points : unreadable);
    if (circle) area.circles.push_back(*circle);
  }
};

/// Each geocode once.
void add_geocodes(Place& place, std::set<Coded>& seen, const std::vector<cap::NamedValue>& geocodes) {
  for (const auto& geocode : geocodes) {
    Coded code{kept(geocode.name, limits::name_bytes), kept(geocode.value, limits::name_bytes)};
    if (code.value.empty() || !seen.insert(code).second) continue;
    if (place.geocodes.size() == geocodes_kept) {
      ++place.more_geocodes;
      continue;
    }
    place.geocodes.push_back(std::move(code));
  }
}

}  // namespace

Place place_of(const std::vector<cap::Info>& infos) {
  Place place;
  Gathering found;
  std::set<Coded> codes;
  for (const auto& info : infos) {
    for (const auto& area : info.areas) {
      for (const auto& polygon : area.polygons) found.add_polygon(polygon);
      for (const auto& circle : area.circles) found.add_circle(circle);
      add_geocodes(place, codes, area.geocodes);
    }
  }
  place.unreadable = found.unreadable;
  if (found.points > 0) {
    place.box = overlap::box_of(found.area);
    place.is_cut = found.points > points_kept || !area::check(found.area);
    if (!place.is_cut) place.shapes = std::move(found.area);
  }
  return place;
}

std::string kept(std::string_view text, std::size_t bytes) {
  constexpr std::string_view ellipsis = "…";
  text = core::trimmed(text);
  std::string out;
  const auto room = text.size() > bytes ? bytes - ellipsis.size() : bytes;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t length = 1;
    while (at + length < text.size() && (static_cast<unsigned char>(text[at + length]) & 0xC0) == 0x80) ++length;
    const auto character = text.substr(at, length);
    at += length;
    const auto as_kept = core::is_clean_utf8(character) ? character : std::string_view(" ");
    if (out.size() + as_kept.size() > room) break;
    out += as_kept;
  }
  if (text.size() > bytes) out += ellipsis;
  return out;
}

}  // namespace heed::heard
