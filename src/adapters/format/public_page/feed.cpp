#include "adapters/format/atom/feed.h"

#include <algorithm>

#include "adapters/format/cap_alert/name.h"
#include "adapters/format/public_page/parts.h"

namespace heed::public_page {
namespace {

std::string_view cap_status(warning::Status status) {
  switch (status) {
    case warning::Status::actual: return "Actual";
    case warning::Status::exercise: return "Exercise";
    case warning::Status::test: return "Test";
  }
  return "";
}

std::string title_of(const PublicEdition& edition) {
  std::string title;
  if (edition.status == warning::Status::exercise) title = "EXERCISE: ";
  if (edition.status == warning::Status::test) title = "TEST: ";
  if (edition.what != warning::Kind::alert) title += cat(edition_title(edition.what), ": ");
  return title + edition.texts.front().headline;
}

atom::Item item_of(const Site& site, const WarningId& id, const PublicEdition& edition) {
  const auto name = cap_alert::identifier(id, edition.number);
  return {.id = cat("tag:", site.tagging_entity, ":", name),
          .title = title_of(edition),
          .updated = edition.released_at,
          .published = edition.released_at,
          .summary = edition.texts.front().instruction,
          .link_cap = cat(site.base_url, "/", cap_alert::path(id, edition.number)),
          .link_html = cat(site.base_url, "/", page_path(id), "#edition-", edition.number),
          .category = "Security",
          .status = std::string(cap_status(edition.status))};
}

}  // namespace

std::string feed(const Site& site, const std::vector<PublicWarning>& warnings) {
  atom::Feed feed{.id = cat("tag:", site.tagging_entity, ":warnings"),
                  .title = site.title,
                  .self_url = cat(site.base_url, "/feed.atom"),
                  .author = site.publisher};
  for (const auto& warning : warnings) {
    for (const auto& edition : warning.editions) feed.items.push_back(item_of(site, warning.id, edition));
  }
  std::ranges::sort(feed.items,
                    [](const auto& a, const auto& b) { return std::tie(b.updated, b.id) < std::tie(a.updated, a.id); });
  if (feed.items.size() > feed_items_max) feed.items.resize(feed_items_max);
  // Why not the time of writing: a feed that did not change keeps its bytes, and so its ETag.
  if (!feed.items.empty()) feed.updated = feed.items.front().updated;
  return atom::write(feed);
}

}  // namespace heed::public_page
