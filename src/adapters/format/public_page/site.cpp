#include "adapters/format/public_page/site.h"

#include "adapters/format/public_page/parts.h"

namespace heed::public_page {

std::vector<File> site(const Site& site, const std::vector<PublicWarning>& warnings, Instant now) {
  constexpr std::string_view page_type = "text/html; charset=utf-8";
  std::vector<File> files;
  files.push_back({"index.html", page_type, index_page(site, warnings, now)});
  files.push_back({"public.css", "text/css; charset=utf-8", std::string(stylesheet())});
  files.push_back({"feeds/index.html", page_type, feeds_page(site)});
  for (const auto& warning : warnings) {
    files.push_back({page_path(warning.id), page_type, warning_page(site, warning, now)});
  }
  return files;
}

std::vector<File> site(const Site& of, const warning::State& state, Instant now) {
  return site(of, public_part(state, now), now);
}

}  // namespace heed::public_page
