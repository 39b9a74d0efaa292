#pragma once
// A feed of warnings as RSS 2.0, for those who read no Atom. It says what the Atom feed says, and no more.

#include "adapters/format/atom/feed.h"

namespace heed::rss {

inline constexpr std::string_view media_type = "application/rss+xml";

/// The feed in UTF-8; `self_url` is the address of this file. An item's `link` leads to its CAP file, as the OASIS
/// practice for CAP feeds asks, and its page for people stands beside it as an atom:link. The state is a category whose
/// domain is the feed's scheme.
/// Guarantees: well formed for any text; equal feeds give equal bytes; items in the order given.
[[nodiscard]] std::string write(const atom::Feed& feed, const std::string& self_url);

/// "Thu, 07 Mar 2024 12:00:00 GMT" (RFC 822 as RSS 2.0 has it, years of four digits).
[[nodiscard]] std::string to_rss_time(Instant instant);

}  // namespace heed::rss
