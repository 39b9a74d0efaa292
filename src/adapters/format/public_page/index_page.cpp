#include <algorithm>

#include "adapters/format/cap_alert/name.h"
#include "adapters/format/public_page/parts.h"

namespace heed::public_page {
namespace {

using core::escaped;

bool is_live(const PublicWarning& warning) { return newest(warning).status == warning::Status::actual; }

std::string card(const PublicWarning& warning) {
  const auto& last = newest(warning);
  const auto page = page_path(warning.id);
  auto out = cat("<article class=\"warning ", standing_class(warning), "\">\n", status_banner(last.status),
                 "<p class=\"state\">", standing_line(warning), "</p>\n", leads(warning, "h3", page));
  if (warning.replaced_by) {
    out += cat("<p><a href=\"", escaped(page_path(*warning.replaced_by)), "\">The warning that replaced it</a> (",
               escaped(warning.replaced_by->text), ")</p>\n");
  }
  out += cat("<p class=\"meta\">From ", escaped(last.issuer), ". ", edition_title(last.what), ", edition ", last.number,
             ", sent ", time_html(last.released_at), ".<br>\n<a href=\"", escaped(page), "\">Full text and history</a>",
             " <span aria-hidden=\"true\">·</span> <a href=\"", escaped(cap_alert::path(warning.id, last.number)),
             "\">CAP file</a> <span aria-hidden=\"true\">·</span> Reference ", escaped(warning.id.text), "</p>\n");
  return out + "</article>\n";
}

template <class Belongs>
std::string section(std::string_view heading, std::string_view intro, const std::vector<PublicWarning>& warnings,
                    Belongs belongs) {
  std::string cards;
  for (const auto& warning : warnings) {
    if (belongs(warning)) cards += card(warning);
  }
  if (cards.empty()) return {};
  return cat("<section>\n<h2>", heading, "</h2>\n", intro.empty() ? "" : cat("<p class=\"intro\">", intro, "</p>\n"),
             cards, "</section>\n");
}

std::string summary(const std::vector<PublicWarning>& warnings, Instant now) {
  const auto in_force = std::ranges::count_if(
      warnings, [](const auto& warning) { return is_live(warning) && warning.standing == PublicStanding::in_force; });
  const auto sentence = in_force == 0   ? std::string("No warning is in force.")
                        : in_force == 1 ? std::string("1 warning is in force.")
                                        : cat(in_force, " warnings are in force.");
  return cat("<p class=\"summary\"><strong>", sentence, "</strong> This page was written on ", time_html(now),
             ". If it is later now, load it again. A warning whose time has passed is not an all-clear.</p>\n");
}

std::string feed_link(std::string_view type, std::string_view title, std::string_view href) {
  return cat("<link rel=\"alternate\" type=\"", type, "\" title=\"", escaped(title), "\" href=\"", escaped(href),
             "\">\n");
}

/// Why not every feed: a browser shows them as one long list, and those of areas may be hundreds.
constexpr std::size_t linked_feeds_max = 12;

/// What a browser or an aggregator finds that knows this page only.
std::string feed_links(const Site& site) {
  std::string links;
  std::size_t count = 0;
  for (const auto& feed : site.feeds) {
    if (++count > linked_feeds_max) break;
    links += feed_link("application/atom+xml", feed.title, feed.path + ".atom");
    links += feed_link("application/rss+xml", feed.title, feed.path + ".rss");
  }
  links += feed_link("application/geo+json", site.title, "warnings.geojson");
  return links + feed_link("application/json", site.title, "warnings.json");
}

/// Where to go from here, for those who will not look at this page every hour.
constexpr std::string_view subscribe_line =
    "<p class=\"offer\"><a href=\"subscribe\">Get warnings by e-mail</a> when one covers your place.</p>\n";

}  // namespace

std::string index_page(const Site& site, const std::vector<PublicWarning>& warnings, Instant now) {
  const auto standing = [](PublicStanding wanted) {
    return [wanted](const PublicWarning& warning) { return is_live(warning) && warning.standing == wanted; };
  };
  Page page{.title = site.title,
            .root = "",
            .body = cat("<h1>", escaped(site.title), "</h1>\n", summary(warnings, now), subscribe_line)};
  page.body += section("In force", "", warnings, standing(PublicStanding::in_force));
  page.body += section("Window ended, not settled",
                       "The time that was given for these warnings is over. Nobody has extended, replaced or withdrawn "
                       "them. Keep your precautions until you are told more.",
                       warnings, standing(PublicStanding::window_over));
  page.body += section("Ended", "These stay here, so that everybody can see what was said and when.", warnings,
                       [](const PublicWarning& warning) {
                         return is_live(warning) && warning.standing != PublicStanding::in_force &&
                                warning.standing != PublicStanding::window_over;
                       });
  page.body += section("Exercises and tests", "None of these is a live warning. Do nothing because of them.", warnings,
                       [](const PublicWarning& warning) { return !is_live(warning); });
  page.head = feed_links(site);
  page.footer =
      cat("<p>Published by ", escaped(site.publisher),
          ". Every warning is also in <a href=\"feeds/index.html\">feeds</a>, by language, severity and area, and "
          "as CAP 1.2 files for machines. All times are UTC.</p>\n");
  return html(page);
}

}  // namespace heed::public_page
