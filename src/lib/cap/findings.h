#pragma once
// Private to this folder: the list that the rules write to.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/cap/check.h"

namespace heed::cap {

class Findings {
 public:
  void error(std::string_view rule, std::string place, std::string text) {
    list_.push_back({std::string(rule), Level::error, std::move(place), std::move(text)});
  }
  void warning(std::string_view rule, std::string place, std::string text) {
    list_.push_back({std::string(rule), Level::warning, std::move(place), std::move(text)});
  }
  void note(std::string_view rule, std::string place, std::string text) {
    list_.push_back({std::string(rule), Level::note, std::move(place), std::move(text)});
  }
  [[nodiscard]] std::vector<Finding> take() { return std::move(list_); }

 private:
  std::vector<Finding> list_;
};

/// Rules for any text: clean UTF-8, not blank, no markup. An empty text is absent, and passes.
void check_text(Findings& findings, const std::string& place, std::string_view text);
/// The same, and the text must be there.
void check_required_text(Findings& findings, const std::string& place, std::string_view text);
/// Times must have a year that four digits can hold.
void check_time(Findings& findings, const std::string& place, Instant instant);
/// Rules for one info; `place` is "info[0]".
void check_info(Findings& findings, const std::string& place, const Info& info);
/// Rules for one area; `place` is "info[0].area[0]".
void check_area(Findings& findings, const std::string& place, const Area& area);
void check_named_values(Findings& findings, const std::string& place, const std::vector<NamedValue>& pairs);

}  // namespace heed::cap
