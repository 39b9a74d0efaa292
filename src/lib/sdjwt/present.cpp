#include <unordered_map>

#include "core/text.h"
#include "lib/sdjwt/form.h"
#include "lib/sdjwt/issue.h"

namespace heed::sdjwt {

Result<std::string> present(std::string_view jws, std::span<const Disclosure> all,
                            std::span<const std::string> chosen) {
  std::unordered_map<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < all.size(); ++i) places.emplace(all[i].path, i);
  std::vector<bool> is_shown(all.size());
  for (const auto& path : chosen) {
    const auto found = places.find(path);
    if (found == places.end()) return fail(Code::not_found, cat("nothing can be disclosed at ", path), path);
    for (auto at = found->second; at != Disclosure::no_parent && !is_shown[at]; at = all[at].parent) {
      is_shown[at] = true;
    }
  }
  std::string text(jws);
  text += separator;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!is_shown[i]) continue;
    text += all[i].text;
    text += separator;
  }
  return text;
}

}  // namespace heed::sdjwt
