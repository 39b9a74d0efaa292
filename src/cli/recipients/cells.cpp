#include "cli/recipients/cells.h"

#include <algorithm>
#include <utility>

#include "core/text.h"
#include "flow/report/rules.h"
#include "lib/area/check.h"

namespace heed::recipients {
namespace {

constexpr std::string_view blank = " \t\r\n";

/// A circle's second word is a length, a polygon's is a place.
bool is_circle(std::string_view shape) {
  const auto gap = shape.find_first_of(blank);
  if (gap == std::string_view::npos) return false;
  const auto second = core::trimmed(shape.substr(gap));
  return second.substr(0, second.find_first_of(blank)).find(',') == std::string_view::npos;
}

Result<area::Polygon> parse_rings(std::string_view shape) {
  area::Polygon polygon;
  for (const auto ring : core::split(shape, '|')) {
    auto parsed = area::parse_polygon(ring);
    if (!parsed && polygon.rings.empty()) return fail(std::move(parsed).error());
    if (!parsed) return fail(core::within(cat("hole ", polygon.rings.size()), std::move(parsed).error()));
    polygon.rings.push_back(std::move(parsed->rings.front()));
  }
  return polygon;
}

/// Why in the sentence: the place of a cell is its line and column.
std::unexpected<Error> in_cell(std::size_t shape, Error error) {
  const auto inner = std::exchange(error.place, {});
  error.detail = cat("shape ", shape, inner.empty() ? "" : ", ", inner, ": ", error.detail);
  return fail(std::move(error));
}

}  // namespace

Result<audience::Stay> parse_stay(std::string_view text) {
  const auto gap = text.find_last_of(" \t");
  const auto slash = text.find('/', gap == std::string_view::npos ? 0 : gap);
  if (gap == std::string_view::npos || slash == std::string_view::npos) {
    return fail(Code::malformed,
                "a stay stands as \"lat,lon from/until\", as in \"48.85,2.29 "
                "2024-07-26T12:00:00Z/2024-07-27T12:00:00Z\"");
  }
  TRY(const auto position, area::parse_position(core::trimmed(text.substr(0, gap))));
  TRY(const auto from, core::parse_instant(text.substr(gap + 1, slash - gap - 1)));
  TRY(const auto until, core::parse_instant(text.substr(slash + 1)));
  if (until <= from) return fail(Code::invalid, "a stay ends after it begins");
  return audience::Stay{position, {from, until}};
}

std::string stay_text(const audience::Stay& stay) {
  return cat(area::to_text(stay.position), " ", core::to_text(stay.during.from), "/", core::to_text(stay.during.until));
}

Result<area::Area> parse_area(std::string_view text) {
  area::Area area;
  std::size_t number = 0;
  for (const auto shape : core::split(text, ';')) {
    ++number;
    if (is_circle(shape)) {
      auto circle = area::parse_circle(shape);
      if (!circle) return in_cell(number, std::move(circle).error());
      area.circles.push_back(*circle);
    } else {
      auto polygon = parse_rings(shape);
      if (!polygon) return in_cell(number, std::move(polygon).error());
      area.polygons.push_back(*std::move(polygon));
    }
  }
  TRY(area::check(area));
  return area;
}

std::string area_text(const area::Area& area) {
  std::string out;
  for (const auto& polygon : area.polygons) {
    if (!out.empty()) out += "; ";
    for (const auto& ring : polygon.rings) out += cat(&ring == &polygon.rings.front() ? "" : " | ", to_text(ring));
  }
  for (const auto& circle : area.circles) out += cat(out.empty() ? "" : "; ", area::to_text(circle));
  return out;
}

Result<area::Circle> parse_typed_circle(std::string text) {
  const auto comma = text.rfind(',');
  const bool has_two = comma != std::string::npos && text.find(',') != comma;
  if (has_two) text[comma] = ' ';
  return area::parse_circle(text);
}

Result<void> check_address(const audience::Contact& contact) {
  const auto& address = contact.address;
  TRY(report::check_line(address, {}));
  if (contact.channel == "webhook" && !address.starts_with("https://") && !address.starts_with("http://")) {
    return fail(Code::invalid, "the address of a webhook begins with https:// or http://");
  }
  if (contact.channel != "email") return {};
  const auto at = address.find('@');
  const bool is_address = at != std::string::npos && at > 0 && at + 1 < address.size() &&
                          address.find('@', at + 1) == std::string::npos &&
                          address.find_first_of(" \t,;<>") == std::string::npos;
  if (is_address) return {};
  return fail(Code::invalid, "an e-mail address stands as name@host.example, and alone");
}

std::vector<std::string> texts_of(std::string_view cell) {
  const auto pieces = core::split(cell, ';');
  return {pieces.begin(), pieces.end()};
}

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const auto& text : texts) out += cat(out.empty() ? "" : ";", text);
  return out;
}

}  // namespace heed::recipients
