#pragma once
// Which files of the public site can be subscribed to, and by what address.

#include <optional>
#include <string>
#include <string_view>

namespace heed::websub {

/// The Content-Type of a file that is a feed; nothing for any other: "feed.atom", "feeds/NAME.rss", "warnings.json".
[[nodiscard]] std::optional<std::string_view> media_type_of(std::string_view path);

/// "https://heed.example/feed.atom"; nothing where the file is no feed.
[[nodiscard]] std::optional<std::string> topic_of(std::string_view base_url, std::string_view path);
/// The other way round; nothing where the address is none of our feeds.
[[nodiscard]] std::optional<std::string> path_of(std::string_view base_url, std::string_view topic);

}  // namespace heed::websub
