#pragma once
// Where circles are, so that most places need no distance. For this folder only.

#include "lib/area/area.h"
#include "lib/area/covering/standing.h"

namespace heed::covering {

enum class Share { none, some, all };

/// How much of the square is in the circle, as area::reaches says for each of its places: `none` and `all` are
/// certain, `some` says nothing.
[[nodiscard]] Share share_of(const area::Circle& circle, const Square& square);

/// A box around all places that area::reaches, all round the earth when it comes near a pole.
[[nodiscard]] Box box_of(const area::Circle& circle);

}  // namespace heed::covering
