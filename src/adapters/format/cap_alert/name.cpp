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

/// The name of a warning, so that it is taken for nothing else when ".xml" follows it.
std::string guarded(const std::string& name) {
  const bool is_ambiguous = ends_like_an_edition(name) || name.ends_with(".edxl") || name.ends_with(".newest");
  return cat(name, is_ambiguous ? ".newest" : "");
}

}  // namespace

std::string identifier(const WarningId& warning, std::uint64_t edition) { return cat(warning.text, ".", edition); }

std::string path(const WarningId& warning, std::uint64_t edition) {
  return cat("cap/", identifier(warning, edition), ".xml");
}

std::string edxl_path(const WarningId& warning, std::uint64_t edition) {
  return cat("cap/", identifier(warning, edition), ".edxl.xml");
}

std::string newest_path(const WarningId& warning) { return cat("cap/", guarded(warning.text), ".xml"); }

std::string newest_edxl_path(const WarningId& warning) { return cat("cap/", guarded(warning.text), ".edxl.xml"); }

}  // namespace heed::cap_alert
