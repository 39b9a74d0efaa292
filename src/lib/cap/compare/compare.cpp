#include "lib/cap/compare/compare.h"

#include <map>

#include "core/text.h"
#include "lib/cap/xml/document.h"

namespace heed::compare {
namespace {

struct Leaf {
  std::string place;
  std::string text;
};

/// Every element without children, with its place.
std::vector<Leaf> leaves_of(const xml::Document& document) {
  std::vector<Leaf> leaves;
  std::vector<std::string> places;
  std::map<std::pair<std::uint32_t, std::string_view>, std::size_t> counts;
  for (const auto& element : document.elements()) {
    const auto number = ++counts[{element.parent, element.local}];
    const bool is_root = element.parent == xml::nothing;
    places.push_back(is_root ? cat("/", element.local)
                             : cat(places[element.parent], "/", element.local, "[", number, "]"));
    if (element.first_child == xml::nothing) leaves.push_back({places.back(), std::string(element.text)});
  }
  return leaves;
}

Result<std::vector<Leaf>> read(std::string_view bytes, std::string_view which) {
  const auto document = xml::parse(bytes);
  if (!document) return fail(Code::malformed, document.error().text, cat(which, ", line ", document.error().line));
  return leaves_of(*document);
}

}  // namespace

Result<std::vector<Difference>> compare(std::string_view before, std::string_view after) {
  TRY(const auto old_leaves, read(before, "the first file"));
  TRY(const auto new_leaves, read(after, "the second file"));
  std::map<std::string_view, std::string_view> fresh;
  for (const auto& leaf : new_leaves) fresh[leaf.place] = leaf.text;
  std::vector<Difference> differences;
  for (const auto& leaf : old_leaves) {
    const auto found = fresh.find(leaf.place);
    const bool is_gone = found == fresh.end();
    if (is_gone || found->second != leaf.text) {
      differences.push_back({leaf.place, leaf.text, is_gone ? std::string() : std::string(found->second)});
    }
    if (!is_gone) fresh.erase(found);
  }
  for (const auto& leaf : new_leaves) {
    if (fresh.contains(leaf.place)) differences.push_back({leaf.place, {}, leaf.text});
  }
  return differences;
}

}  // namespace heed::compare
