#pragma once
// Private to this folder: one edition, as the feeds see it.

#include <array>

#include "adapters/format/atom/feed.h"
#include "adapters/format/feeds/feeds.h"
#include "adapters/format/feeds/state.h"

namespace heed::feeds {

struct Edition {
  const public_page::PublicWarning& warning;
  const public_page::PublicEdition& edition;
  Standing standing;
};

/// Its item, in the language of `texts[text]`.
[[nodiscard]] atom::Item item_of(const News& news, const Edition& edition, std::size_t text);

/// CAP's, the most severe first. What is Unknown is in none of their feeds.
inline constexpr std::array severities = {cap::Severity::extreme, cap::Severity::severe, cap::Severity::moderate,
                                          cap::Severity::minor};
[[nodiscard]] cap::Severity severity_of(const News& news, const Edition& edition);
[[nodiscard]] bool is_at_least(cap::Severity severity, cap::Severity wanted);

/// "en" of "en-GB", if it may stand in the name of a file; else nothing.
[[nodiscard]] std::string language_of(std::string_view tag);

struct AreaFeed {
  std::string name;
  std::string title;
};
/// The feeds of the geocodes that it names, each once.
[[nodiscard]] std::vector<AreaFeed> areas_of(const public_page::PublicEdition& edition);

/// "feed", or "feeds/NAME".
[[nodiscard]] std::string path_of(const std::string& name);

/// ASCII letters made small.
[[nodiscard]] std::string lower(std::string_view text);

}  // namespace heed::feeds
