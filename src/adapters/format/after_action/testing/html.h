#pragma once
// A plain look at HTML: whether tags close in order and which ones there are.

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace heed::after_action::testing {

struct Markup {
  std::string fault;                ///< the first thing that is wrong, or empty
  std::map<std::string, int> tags;  ///< how often each opens
  std::set<std::string> ids;
};

inline Markup read(std::string_view html) {
  static const std::set<std::string, std::less<>> empty = {"meta", "link", "br", "!doctype"};
  Markup markup;
  std::vector<std::string> open;
  for (auto at = html.find('<'); at != std::string_view::npos && markup.fault.empty(); at = html.find('<', at)) {
    const auto end = html.find('>', at);
    if (end == std::string_view::npos) return {"a tag has no end", {}, {}};
    const auto tag = html.substr(at + 1, end - at - 1);
    at = end;
    if (tag.find('<') != std::string_view::npos) return {"a tag in a tag: " + std::string(tag), {}, {}};
    const std::string name(tag.substr(0, tag.find_first_of(" \n/", 1)));
    if (tag.starts_with('/')) {
      if (open.empty() || "/" + open.back() != tag) return {"closes out of order: " + std::string(tag), {}, {}};
      open.pop_back();
      continue;
    }
    ++markup.tags[name];
    if (const auto id = tag.find(" id=\""); id != std::string_view::npos) {
      const auto value = tag.substr(id + 5, tag.find('"', id + 5) - id - 5);
      if (!markup.ids.emplace(value).second) markup.fault = "an id stands twice: " + std::string(value);
    }
    if (!empty.contains(name) && !tag.ends_with('/')) open.push_back(name);
  }
  if (markup.fault.empty() && !open.empty()) markup.fault = "never closed: " + open.back();
  return markup;
}

}  // namespace heed::after_action::testing
