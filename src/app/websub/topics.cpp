#include "app/websub/topics.h"

#include <utility>

#include "core/text.h"

namespace heed::websub {
namespace {

constexpr std::string_view folder = "feeds/";
constexpr std::pair<std::string_view, std::string_view> endings[] = {{".atom", "application/atom+xml; charset=utf-8"},
                                                                     {".rss", "application/rss+xml; charset=utf-8"}};

}  // namespace

std::optional<std::string_view> media_type_of(std::string_view path) {
  if (path == "warnings.json") return "application/json";
  if (path == "warnings.geojson") return "application/geo+json";
  auto name = path;
  if (name.starts_with(folder)) {
    name.remove_prefix(folder.size());
  } else if (name != "feed.atom" && name != "feed.rss") {
    return std::nullopt;
  }
  for (const auto& [ending, type] : endings) {
    if (name.ends_with(ending) && name.size() > ending.size() && !name.contains('/')) return type;
  }
  return std::nullopt;
}

std::optional<std::string> topic_of(std::string_view base_url, std::string_view path) {
  if (!media_type_of(path)) return std::nullopt;
  return cat(base_url, "/", path);
}

std::optional<std::string> path_of(std::string_view base_url, std::string_view topic) {
  if (!topic.starts_with(base_url)) return std::nullopt;
  topic.remove_prefix(base_url.size());
  if (!topic.starts_with('/') || !media_type_of(topic.substr(1))) return std::nullopt;
  return std::string(topic.substr(1));
}

}  // namespace heed::websub
