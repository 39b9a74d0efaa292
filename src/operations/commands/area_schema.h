#pragma once
// How areas and positions stand in the API's document.

#include "core/schema.h"
#include "lib/area/area.h"

template <>
struct heed::core::Schema<heed::area::Position> {
  static Value of() { return schema_detail::text("heed-position", "55.8258,37.3903"); }
};

template <>
struct heed::core::Schema<heed::area::Area> {
  static Value of() {
    return schema_detail::group(
        {{"polygons",
          schema_detail::list(schema_detail::text("cap-polygon", "55.82,37.38 55.83,37.38 55.83,37.40 55.82,37.38"))},
         {"circles", schema_detail::list(schema_detail::text("cap-circle", "55.8258,37.3903 2"))}},
        {});
  }
};
