#pragma once
// The warnings of the public as data: as JSON with every edition and its short forms, and as GeoJSON with its area.

#include <map>
#include <string>

#include "adapters/format/feeds/feeds.h"

namespace heed::geojson_feed {

inline constexpr std::string_view json_path = "warnings.json";
inline constexpr std::string_view geojson_path = "warnings.geojson";
inline constexpr std::string_view geojson_media_type = "application/geo+json";

/// {"updated", "warnings": [{"id", "state", "since", "status", …, "contents": [{…, "short_forms"}], "editions": […]}]}:
/// every warning that a feed lists an edition of, newest news first. The fields are in docs/feeds.md.
///
/// Guarantees: nothing but what public_part() gave, and what the CAP files say, can change the answer. While nothing
/// changes it keeps its bytes, whatever `now` is.
[[nodiscard]] std::string json(const feeds::News& news);

/// Geometries that were drawn before, as JSON. A released edition never changes, and an outline may have very many
/// points.
class Drawings {
 public:
  struct Drawing {
    std::string geometry = "null";
    bool is_larger = false;
  };

  /// What the newest edition of the warning covers.
  [[nodiscard]] const Drawing& find(const public_page::PublicWarning& warning);
  /// Forgets what was not asked for since the last call.
  void forget_unused();

 private:
  using Key = std::pair<WarningId, std::uint64_t>;
  std::map<Key, Drawing> made_;
  std::map<Key, Drawing> used_;
};

/// A FeatureCollection (RFC 7946) of the same warnings, each with the area of its newest edition; null where that has
/// none. The same guarantees.
[[nodiscard]] std::string geojson(const feeds::News& news, Drawings& drawings);

}  // namespace heed::geojson_feed
