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

/// A feed that is published beside the site, as the pages link to it.
struct FeedLink {
  std::string group;  ///< the heading under which it is listed: "By language"
  std::string title;
  std::string path;  ///< without its ending: "feeds/language-en" has an .atom and an .rss
  std::size_t items = 0;
};

/// What the site says of itself.
struct Site {
  std::string title;      ///< "Warnings of the Embassy of Ruritania"
  std::string publisher;  ///< who answers for it; the author of the feed
  std::string
      tagging_entity;    ///< "heed.example,2024": RFC 4151, the same for ever, for every id in the feed hangs on it
  std::string base_url;  ///< absolute, without a slash at the end; for the feed, whose readers stand elsewhere
  std::vector<FeedLink> feeds{};  ///< each group together; the first one is that of all warnings
  std::string websub_url{};       ///< the hub that the feeds name (WebSub); empty: none
};

/// index.html, public.css, feeds/index.html and warnings/ID.html for each warning of which the public was told.
///
/// Guarantees: nothing but what public_part() gave is shown. No page needs a script, none holds an inline style, and
/// links within the site are relative, so that a copy of the files works anywhere. Nothing that the public saw
/// disappears (PU-4): every warning stays on the index, every edition on its warning's page.
/// Pages change with `now`: each says when it was written, because a copy may be read long afterwards.
[[nodiscard]] std::vector<File> site(const Site& site, const std::vector<PublicWarning>& warnings, Instant now);
[[nodiscard]] std::vector<File> site(const Site& site, const warning::State& state, Instant now);

/// "warnings/ID.html": the page of a warning.
[[nodiscard]] std::string page_path(const WarningId& id);
/// "Alert", "Extension", …: what an edition is, as a heading says it.
[[nodiscard]] std::string_view edition_title(warning::Kind kind);
/// The language's name in itself ("Русский"), or its tag.
[[nodiscard]] std::string language_name(std::string_view tag);

/// The style sheet of all pages of this folder.
[[nodiscard]] std::string_view stylesheet();

}  // namespace heed::public_page
