#include "adapters/format/cap_alert/name.h"

#include <algorithm>

#include "core/text.h"

namespace heed::cap_alert {
namespace {

bool ends_like_an_edition(std::string_view name) {
  const auto point = name.rfind('.');
  if (point == std::string_view::npos) return false;
  const auto number = name.substr(point + 1);
  return !number.empty() && std::ranges::all_of(number, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::string identifier(const WarningId& warning, std::uint64_t edition) { return cat(warning.text, ".", edition); }

std::string path(const WarningId& warning, std::uint64_t edition) {
  return cat("cap/", identifier(warning, edition), ".xml");
}

std::string newest_path(const WarningId& warning) {
  return cat("cap/", warning.text, ends_like_an_edition(warning.text) ? ".newest" : "", ".xml");
}

}  // namespace heed::cap_alert
