// Rules about areas and their shapes (CAP 1.2, 3.2.4).

#include <algorithm>

#include "core/text.h"
#include "lib/cap/rules/context.h"
#include "lib/cap/values/forms.h"
#include "lib/cap/values/shapes.h"

namespace heed::rules {
namespace {

constexpr std::size_t points_advised = 1'000;
constexpr int decimals_advised = 6;

/// What polygons and circles have in common. Whether the points can be relied on.
bool check_points(const Context& context, Slot slot, const values::ShapeFaults& faults, Rule range) {
  if (faults.may_be_swapped) {
    context.add(Rule::polygon_swapped, slot,
                cat("The longitude seems to stand before the latitude: ", shown(faults.bad_latitude), "."));
    return false;
  }
  if (!faults.bad_latitude.empty()) {
    context.add(range, slot, cat("The latitude in ", shown(faults.bad_latitude), " is outside -90 to 90."));
  }
  if (!faults.bad_longitude.empty()) {
    context.add(range, slot, cat("The longitude in ", shown(faults.bad_longitude), " is outside -180 to 180."));
  }
  return faults.bad_latitude.empty() && faults.bad_longitude.empty();
}

void check_form(const Context& context, Slot slot, const values::ShapeFaults& faults, int decimals) {
  if (faults.has_odd_blanks) {
    context.add(Rule::shape_layout, slot, "Its parts are not apart by one space each; some receivers stumble over it.");
  }
  if (faults.has_odd_numbers) {
    context.add(Rule::shape_layout, slot, "It has numbers such as +5, .5 or 1E-5; some receivers stumble over them.");
  }
  if (decimals > decimals_advised) {
    context.add(Rule::shape_precision, slot,
                "More than six decimals feign a precision below 10 cm, and some receivers refuse them.");
  }
}

void check_ring(const Context& context, Slot slot, const values::Ring& ring) {
  const auto count = ring.points.size();
  if (count < 4) {
    return context.add(Rule::polygon_short, slot, cat("It has ", count, " points; four are the least."));
  }
  if (ring.points.front() != ring.points.back()) {
    return context.add(Rule::polygon_open, slot, "The first point does not stand again at the end.");
  }
  if (count > values::polygon_points_max) {
    return context.add(Rule::polygon_huge, slot,
                       cat("It has ", count, " points; whether edges cross is not looked for above ",
                           values::polygon_points_max, "."));
  }
  if (values::crosses_antimeridian(ring)) {
    context.add(Rule::polygon_antimeridian, slot,
                "An edge spans more than 180 degrees of longitude; split the polygon at the antimeridian.");
  }
  const auto simplicity = values::simplicity_of(ring);
  if (simplicity == values::Simplicity::crossing) {
    context.add(Rule::polygon_crossing, slot, "It crosses or touches itself, or bounds no area.");
  } else if (simplicity == values::Simplicity::undecided) {
    context.add(Rule::polygon_undecided, slot, "Its edges lie too close to tell at a bounded cost whether they cross.");
  }
  if (count > points_advised) {
    context.add(Rule::polygon_many, slot,
                cat("It has ", count, " points; simplify it to at most ", points_advised, "."));
  }
}

void check_polygon(const Context& context, Slot slot) {
  const auto outline = values::read_polygon(slot->text);
  const auto& faults = outline.faults;
  if (!faults.unreadable.empty() || outline.ring.points.empty()) {
    const auto reason = faults.unreadable.empty()
                            ? std::string("It is empty.")
                            : cat(shown(faults.unreadable), " is not a point such as 55.75,37.61.");
    return context.add(Rule::polygon_form, slot, reason);
  }
  check_form(context, slot, faults, outline.ring.decimals);
  if (check_points(context, slot, faults, Rule::polygon_range)) check_ring(context, slot, outline.ring);
}

void check_circle(const Context& context, Slot slot) {
  const auto disc = values::read_circle(slot->text);
  if (!disc.faults.unreadable.empty()) {
    return context.add(
        Rule::circle_form, slot,
        cat(shown(slot->text), " is not a circle such as \"55.75,37.61 2.5\", the radius in kilometres."));
  }
  check_form(context, slot, disc.faults, disc.circle.decimals);
  if (!check_points(context, slot, disc.faults, Rule::circle_range)) return;
  if (disc.circle.radius == 0) {
    context.add(Rule::circle_zero, slot, "A circle of radius 0 is not shown by some receivers.");
  }
}

void check_height(const Context& context, const message::Area& area) {
  const auto altitude = values::read_decimal(text_of(area.altitude));
  const auto ceiling = values::read_decimal(text_of(area.ceiling));
  for (const Slot slot : {area.altitude, area.ceiling}) {
    const bool is_reported_by_schema = context.message.version == message::Version::cap_1_2;
    if (slot == nullptr || is_reported_by_schema || values::is_decimal(slot->text)) continue;
    context.add(Rule::height_number, slot, cat(shown(slot->text), " is not a number of feet."));
  }
  if (area.ceiling != nullptr && area.altitude == nullptr) {
    context.add(Rule::ceiling_alone, area.ceiling, "A ceiling needs an altitude to start from.");
  } else if (ceiling && altitude && *ceiling < *altitude) {
    context.add(Rule::ceiling_below, area.ceiling, "The ceiling is below the altitude.");
  }
}

void check_reach(const Context& context, const message::Area& area) {
  if (!area.polygons.empty() || !area.circles.empty()) return;
  if (area.geocodes.empty()) {
    context.add(Rule::area_text_only, area.at, "It has no polygon, no circle and no geocode: only people can read it.");
  } else {
    context.add(Rule::area_geocode_only, area.at,
                "It has no polygon and no circle, so it is missing from maps of receivers that lack the geocodes.");
  }
}

/// The same outline stands in the info of every language: the one in the first info, when it is the same.
Slot earlier_of(const Context& context, const message::Info& info, std::size_t area, std::size_t polygon) {
  const auto& first = context.message.infos.front();
  if (&first == &info || area >= first.areas.size() || polygon >= first.areas[area].polygons.size()) return nullptr;
  const auto* earlier = first.areas[area].polygons[polygon];
  return earlier->text == info.areas[area].polygons[polygon]->text ? earlier : nullptr;
}

/// An outline is judged once, for a large alert has little else. What was found the first time is said again.
void check_outline(const Context& context, Slot slot, Slot earlier) {
  if (earlier == nullptr) return check_polygon(context, slot);
  const auto is_about_outlines = [](Rule rule) { return rule >= Rule::polygon_form && rule <= Rule::shape_precision; };
  context.report.add_again(earlier, slot, is_about_outlines);
}

}  // namespace

void check_areas(const Context& context, const Info& info) {
  if (info.areas.empty()) {
    context.add_missing(Rule::area_missing, info.at, "area", "It names no area, so some receivers drop it.");
  }
  for (std::size_t i = 0; i < info.areas.size() && !context.report.is_full(); ++i) {
    const auto& area = info.areas[i];
    check_reach(context, area);
    for (std::size_t j = 0; j < area.polygons.size(); ++j) {
      check_outline(context, area.polygons[j], earlier_of(context, info, i, j));
    }
    for (const Slot circle : area.circles) check_circle(context, circle);
    check_height(context, area);
  }
}

}  // namespace heed::rules
