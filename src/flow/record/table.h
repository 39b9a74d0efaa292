#pragma once
// A state machine printed as a Markdown table: a row for each state, a column for each event.

#include "core/words.h"

namespace heed::record {

/// `next(state, event)` gives a Result; what is refused is shown as a dash.
template <core::Worded State, core::Worded Event, class Next>
[[nodiscard]] std::string table(std::string_view corner, Next&& next) {
  std::string text = cat("| ", corner, " |");
  std::string rule = "| --- |";
  for (const auto event : core::all_of<Event>()) {
    text += cat(" ", core::word(event), " |");
    rule += " --- |";
  }
  text += "\n" + rule + "\n";
  for (const auto from : core::all_of<State>()) {
    text += cat("| ", core::word(from), " |");
    for (const auto event : core::all_of<Event>()) {
      const auto to = next(from, event);
      text += cat(" ", to ? core::word(*to) : "–", " |");
    }
    text += "\n";
  }
  return text;
}

}  // namespace heed::record
