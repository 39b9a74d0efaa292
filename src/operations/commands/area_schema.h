#pragma once
// How areas and positions stand in the API's document.

#include "core/schema.h"
#include "flow/warning/entries.h"
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

/// Why not from its fields: what it means is said by the hub, never by whoever asks.
template <>
struct heed::core::Schema<heed::warning::Geocode> {
  static Value of() {
    return schema_detail::group({{"system", schema_detail::text("heed-geocode-system", "NUTS")},
                                 {"code", schema_detail::text("heed-geocode", "DE30")}},
                                {"system", "code"});
  }
};
