#pragma once
// The public site as files: what anybody may read, when the hub runs and when it is down.

#include "adapters/format/public_page/public_warning.h"

namespace heed::public_page {

/// One file of the site; `path` is relative to its root ("warnings/hall-1.html").
struct File {
  std::string path;
  std::string_view content_type;
  std::string bytes;
};

/// What the site says of itself.
struct Site {
  std::string title;      ///< "Warnings of the Embassy of Ruritania"
  std::string publisher;  ///< who answers for it; the author of the feed
  std::string
      tagging_entity;    ///< "heed.example,2024": RFC 4151, the same for ever, for every id in the feed hangs on it
  std::string base_url;  ///< absolute, without a slash at the end; for the feed, whose readers stand elsewhere
};

inline constexpr std::size_t feed_items_max = 200;

/// index.html, public.css, feed.atom and warnings/ID.html for each warning of which the public was told.
///
/// Guarantees: only public_part() reads the state. No page needs a script, none holds an inline style, and links within
/// the site are relative, so that a copy of the files works anywhere. Nothing that the public saw disappears (PU-4):
/// every warning stays on the index, every edition on its warning's page; the feed ends after feed_items_max editions.
/// Pages change with `now`: each says when it was written, because a copy may be read long afterwards.
[[nodiscard]] std::vector<File> site(const Site& site, const warning::State& state, Instant now);

/// The style sheet of all pages of this folder.
[[nodiscard]] std::string_view stylesheet();

}  // namespace heed::public_page
