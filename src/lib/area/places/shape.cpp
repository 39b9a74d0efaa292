#include "lib/area/places/shape.h"

#include "lib/area/places/descent.h"
#include "lib/area/places/inner.h"

namespace heed::places {

Shape::Shape(const Area& area, Edges edges) {
  auto form = std::make_unique<Form>();
  forms::make_form(area, edges, *form);
  form_ = std::move(form);
}
Shape::Shape(Shape&& other) noexcept = default;
Shape& Shape::operator=(Shape&& other) noexcept = default;
Shape::~Shape() = default;

bool Shape::contains(Position position) const { return is_inside(*form_, cells::to_point(position)); }

}  // namespace heed::places
