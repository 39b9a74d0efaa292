#pragma once
// What the classes of this folder keep to themselves. For this folder only.

#include "lib/area/places/forms/form.h"
#include "lib/area/places/leaves/state.h"
#include "lib/area/places/places.h"

namespace heed::places {

struct Shape::Form : forms::Form {};
struct Places::State : leaves::State {};

}  // namespace heed::places
