#pragma once
// All feeds of the public site: of every warning, and by language, severity and area.

#include "adapters/format/cap_alert/shelf.h"
#include "adapters/format/public_page/site.h"

namespace heed::feeds {

/// What there is to tell, and to whom it belongs. Lives only as long as the call.
struct News {
  const public_page::Site& site;
  const std::vector<public_page::PublicWarning>& warnings;  ///< as public_part(state, now) gave them
  const warning::State& state;                              ///< for the shelf alone
  cap_alert::Shelf& shelf;
  Instant now;
};

inline constexpr std::size_t items_max = 200;      ///< of one feed; the newest stay
inline constexpr std::size_t area_name_max = 100;  ///< bytes of area_name; an area of a longer one has no feed

struct Feeds {
  std::vector<public_page::File> files;      ///< feed.atom, feed.rss, feeds/NAME.atom, feeds/NAME.rss
  std::vector<public_page::FeedLink> links;  ///< to every pair of them, in groups
};

/// One item an edition: what is in force, and for `kept_after` longer what no longer is, with its state. Newest first.
///
/// Which feeds: all warnings; each language in which anything was ever said to the public; each severity and up; each
/// geocode that a public edition ever named, and for a region of ISO 3166-2 its country. A feed that has become empty
/// is written all the same, for somebody may follow it. Guarantees: the fields of CAP in an item are those of its CAP
/// file. Nothing but what public_part() gave, and what the CAP file says, can change the answer. A feed in which
/// nothing changed keeps its bytes, whatever `now` is.
[[nodiscard]] Feeds write(const News& news);

/// "area-iso3166-2-RU-MOW": the system in small letters and the code, where every byte but letters of ASCII, digits,
/// "." and "-" is "_" and two hexadecimal digits.
[[nodiscard]] std::string area_name(std::string_view system, std::string_view code);

}  // namespace heed::feeds
