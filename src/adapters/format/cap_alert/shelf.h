#pragma once
// Alerts that were made before. A released edition never changes, and drawing what it covers may take long.

#include <map>
#include <optional>

#include "adapters/format/cap_alert/alert.h"

namespace heed::cap_alert {

/// For one thread, and for the warnings of one hub.
class Shelf {
 public:
  Shelf(std::string sender, std::string base_url, std::vector<cap::NamedValue> event_codes = {})
      : sender_(std::move(sender)), base_url_(std::move(base_url)), event_codes_(std::move(event_codes)) {}

  /// The alert as its file has it, but without polygons and circles: the files have them, and they may be large.
  /// Nothing where alert() fails. What is returned stays good as long as the shelf.
  [[nodiscard]] const cap::Alert* find(const warning::Warning& warning, std::uint64_t edition);

 private:
  std::string sender_;
  std::string base_url_;
  std::vector<cap::NamedValue> event_codes_;
  std::map<std::pair<WarningId, std::uint64_t>, cap::Alert> made_;
};

}  // namespace heed::cap_alert
