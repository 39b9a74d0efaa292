#include "adapters/format/feeds/feeds.h"

#include <algorithm>
#include <map>

#include "adapters/format/atom/feed.h"
#include "adapters/format/feeds/items.h"
#include "adapters/format/rss/rss.h"

namespace heed::feeds {
namespace {

using public_page::FeedLink;
using public_page::File;

/// One feed as it grows.
struct Growing {
  std::string group;
  std::string title;
  std::string language;
  Instant changed;
  std::vector<atom::Item> items;
};

/// All feeds by their names; "" is that of all warnings. The names sort by group.
using All = std::map<std::string, Growing>;

constexpr std::string_view group_all = "All warnings";
constexpr std::string_view group_areas = "By area";
constexpr std::string_view group_languages = "By language";
constexpr std::string_view group_severities = "By severity";

Growing& feed_of(All& all, const std::string& name, std::string_view group, std::string title) {
  auto& feed = all[name];
  if (feed.group.empty()) {
    feed.group = group;
    feed.title = std::move(title);
  }
  return feed;
}

/// Why a severity has no time of its own: who knew what an edition of long ago was rated would have to draw it again.
void note_severities(All& all, Instant changed) {
  for (const auto severity : severities) {
    auto& feed = feed_of(all, cat("severity-", lower(word(severity))), group_severities,
                         severity == severities.front() ? std::string(word(severity)) : cat(word(severity), " and up"));
    feed.changed = std::max(feed.changed, changed);
  }
}

/// Puts one edition into every feed where it belongs.
void add(All& all, const News& news, const Edition& edition) {
  const auto changed = changed_at(edition.standing, news.now);
  const bool is_shown = is_listed(edition.standing, news.now);
  const auto into = [&](Growing& feed, std::size_t text) {
    feed.changed = std::max(feed.changed, changed);
    if (is_shown) feed.items.push_back(item_of(news, edition, text));
  };
  into(feed_of(all, "", group_all, std::string(group_all)), 0);
  std::vector<std::string> done;
  for (std::size_t i = 0; i < edition.edition.texts.size(); ++i) {
    const auto tag = language_of(edition.edition.texts[i].language);
    if (tag.empty() || std::ranges::count(done, tag) > 0) continue;
    auto& feed = feed_of(all, cat("language-", tag), group_languages, public_page::language_name(tag));
    feed.language = tag;
    into(feed, i);
    done.push_back(tag);
  }
  for (const auto& area : areas_of(edition.edition)) {
    into(feed_of(all, area.name, group_areas, area.title), 0);
  }
  note_severities(all, changed);
  if (!is_shown) return;
  for (const auto severity : severities) {
    if (is_at_least(severity_of(news, edition), severity)) {
      all.at(cat("severity-", lower(word(severity)))).items.push_back(item_of(news, edition, 0));
    }
  }
}

atom::Feed finished(const News& news, const std::string& name, Growing& growing) {
  const auto& site = news.site;
  auto& items = growing.items;
  std::ranges::sort(items, [](const auto& a, const auto& b) {
    return std::tie(b.updated, b.published, b.id) < std::tie(a.updated, a.published, a.id);
  });
  if (items.size() > items_max) items.resize(items_max);
  const auto tag = cat("tag:", site.tagging_entity, ":");
  return {.id = cat(tag, name.empty() ? "warnings" : cat("feeds:", name)),
          .title = name.empty() ? site.title : cat(site.title, ": ", growing.title),
          .updated = growing.changed,
          .self_url = cat(site.base_url, "/", path_of(name), ".atom"),
          .hub_url = site.websub_url,
          .html_url = cat(site.base_url, "/"),
          .author = site.publisher,
          .scheme = cat(tag, "state"),
          .language = growing.language,
          .items = std::move(items)};
}

/// Counted from the worst; 0 for a feed that is not of one severity.
std::size_t severity_rank(std::string_view path) {
  const auto found =
      std::ranges::find(severities, path, [](auto each) { return path_of(cat("severity-", lower(word(each)))); });
  return found == std::end(severities) ? 0 : 1 + static_cast<std::size_t>(found - std::begin(severities));
}

}  // namespace

Feeds write(const News& news) {
  All all;
  feed_of(all, "", group_all, std::string(group_all));
  note_severities(all, {});
  for (const auto& warning : news.warnings) {
    for (std::size_t i = 0; i < warning.editions.size(); ++i) {
      add(all, news, {warning, warning.editions[i], standing_of(warning, i)});
    }
  }
  Feeds made;
  for (auto& [name, growing] : all) {
    const auto feed = finished(news, name, growing);
    const auto path = path_of(name);
    made.links.push_back({growing.group, growing.title, path, feed.items.size()});
    made.files.push_back({path + ".atom", "application/atom+xml", atom::write(feed)});
    made.files.push_back(
        {path + ".rss", rss::media_type, rss::write(feed, cat(news.site.base_url, "/", path, ".rss"))});
  }
  // Languages before areas, for those are few: the start page links to the first ones only. The worst severity first.
  std::ranges::sort(made.links, {}, [](const FeedLink& link) {
    return std::tuple(link.group == group_areas, severity_rank(link.path), link.path);
  });
  return made;
}

std::string area_name(std::string_view system, std::string_view code) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string name = "area-";
  const auto add_safe = [&](std::string_view text) {
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      const bool is_safe = is_letter || (c >= '0' && c <= '9') || c == '.' || c == '-';
      if (is_safe) {
        name += c;
      } else {
        name += {'_', digits[byte >> 4U], digits[byte & 0xFU]};
      }
    }
  };
  add_safe(lower(system));
  name += '-';
  add_safe(code);
  return name;
}

}  // namespace heed::feeds
