#pragma once
// An area made ready for the index of places: the same people as area::Compiled, asked the other way round. (PU-3)

#include <memory>

#include "lib/area/area.h"
#include "lib/area/readings.h"

namespace heed::places {

using area::Area;
using area::Edges;
using area::Position;

/// Immutable, so any number of threads and of indexes may use one at the same time. Worth keeping while an area is in
/// force: making it costs about as much as a question about a small audience.
class Shape {
 public:
  /// Requires: check(area). Without it, the same holds as for area::Compiled.
  /// Guarantees: contains(p) is area::Compiled(area, edges).contains(p), for every position.
  explicit Shape(const Area& area, Edges edges = Edges::inclusive);
  Shape(Shape&& other) noexcept;
  Shape& operator=(Shape&& other) noexcept;
  ~Shape();

  /// One position; for many, ask the index.
  [[nodiscard]] bool contains(Position position) const;

  struct Form;
  /// For this folder: what the descent works on.
  [[nodiscard]] const Form& form() const { return *form_; }

 private:
  std::unique_ptr<const Form> form_;
};

}  // namespace heed::places
