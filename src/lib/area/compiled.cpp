#include "lib/area/compiled.h"

#include <algorithm>

#include "core/text.h"

namespace heed::area {
namespace {

std::vector<Outline> outlines(Readings&& readings) {
  std::vector<Outline> out;
  for (auto& [vertices, pole] : readings) out.emplace_back(std::move(vertices), pole);
  return out;
}

}  // namespace

Compiled::Compiled(const Area& area, Edges edges) : circles_(area.circles) {
  for (auto& [outline, holes] : read(area, edges)) {
    auto& shape = shapes_.emplace_back(Shape{outlines(std::move(outline)), {}});
    for (auto& hole : holes) shape.holes.push_back(outlines(std::move(hole)));
  }
}

// Why a hole must hold in both readings before it takes anybody out: whoever is inside by either reading is warned.
bool Compiled::Shape::contains(Position position) const {
  const auto encloses = [&](const Outline& ring) { return ring.side_of(position) != Side::outside; };
  const auto removes = [&](const Outline& hole) { return hole.side_of(position) == Side::inside; };
  if (std::ranges::none_of(outline, encloses)) return false;
  return std::ranges::none_of(holes, [&](const auto& hole) { return std::ranges::all_of(hole, removes); });
}

bool Compiled::contains(Position position) const {
  return std::ranges::any_of(shapes_, [&](const Shape& shape) { return shape.contains(position); }) ||
         std::ranges::any_of(circles_, [&](const Circle& circle) { return reaches(circle, position); });
}

std::string Compiled::explain(Position position) const {
  for (std::size_t i = 0; i < shapes_.size(); ++i) {
    if (shapes_[i].contains(position)) return cat("in polygon ", i + 1);
  }
  for (std::size_t i = 0; i < circles_.size(); ++i) {
    if (reaches(circles_[i], position)) return cat("in circle ", i + 1);
  }
  return {};
}

}  // namespace heed::area
