#pragma once
// For this folder only: GeoJSON of any size, cut into its features without reading what is in them.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace heed::geocodes {

struct Feature {
  std::string_view text;
  std::size_t line = 1;  ///< where it begins, from 1
};

struct Collection {
  std::vector<Feature> features;
  std::string frame;  ///< the document with an empty list in place of its features; empty where features stand alone
};

/// Requires: `text` outlives the answer. What a feature contains is checked by whoever parses it.
/// Errors: malformed, with the line; too_large beyond rows_max features or limits::import_bytes.
[[nodiscard]] Result<Collection> cut(std::string_view text);

}  // namespace heed::geocodes
