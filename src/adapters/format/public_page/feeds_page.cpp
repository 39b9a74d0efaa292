#include "adapters/format/public_page/parts.h"

namespace heed::public_page {
namespace {

using core::escaped;

constexpr std::string_view root = "../";

std::string row(const FeedLink& feed) {
  const auto name = escaped(feed.title);
  const auto path = cat(root, escaped(feed.path));
  const auto count = feed.items == 1 ? std::string("1 item") : cat(feed.items, " items");
  return cat("<li>", name, " (", count, "): <a href=\"", path, ".atom\" aria-label=\"", name,
             ", Atom\">Atom</a>, <a href=\"", path, ".rss\" aria-label=\"", name, ", RSS\">RSS</a></li>\n");
}

}  // namespace

std::string feeds_page(const Site& site) {
  auto body =
      cat("<p class=\"back\"><a href=\"", root, "index.html\">All warnings</a></p>\n<h1>Feeds</h1>\n",
          "<p class=\"intro\">Each feed lists what is in force, and what was updated or has ended in the last 48 "
          "hours, with a link to the CAP 1.2 file of each edition. A warning that is no longer listed is not an "
          "all-clear.</p>\n");
  std::string_view group;
  for (const auto& feed : site.feeds) {
    if (feed.group != group) {
      body += cat(group.empty() ? "" : "</ul>\n</section>\n", "<section>\n<h2>", escaped(feed.group), "</h2>\n<ul>\n");
      group = feed.group;
    }
    body += row(feed);
  }
  if (!group.empty()) body += "</ul>\n</section>\n";
  body += cat("<section>\n<h2>As data</h2>\n<ul>\n<li><a href=\"", root,
              "warnings.json\">JSON</a>, with short forms for phones</li>\n<li><a href=\"", root,
              "warnings.geojson\">GeoJSON</a>, with the areas</li>\n</ul>\n</section>\n");
  return html({.title = cat("Feeds - ", site.title),
               .root = std::string(root),
               .body = std::move(body),
               .footer = cat("<p>Published by ", escaped(site.publisher), ". All times are UTC.</p>\n")});
}

}  // namespace heed::public_page
