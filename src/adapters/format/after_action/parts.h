#pragma once
// Private to this folder: the pieces of the page. All text is escaped here.

#include <set>

#include "flow/review/after_action.h"

namespace heed::after_action {

/// The view, and which entries have a row to link to.
struct Report {
  const review::AfterAction& view;
  std::set<std::uint64_t> shown;
};

/// "#31", a link where the timeline holds the entry.
[[nodiscard]] std::string entry_html(const Report& report, std::uint64_t entry);
[[nodiscard]] std::string time_html(Instant instant);

/// A table that scrolls sideways in its own box, reachable by keyboard.
struct Table {
  std::string_view name;  ///< what assistive technology calls it
  std::string_view css;
  std::string head;  ///< HTML of the head's row
  std::string rows;  ///< HTML of the body's rows
};
[[nodiscard]] std::string html(const Table& table);

[[nodiscard]] std::string matrix_html(const Report& report);
[[nodiscard]] std::string texts_html(const Report& report);
[[nodiscard]] std::string acknowledgements_html(const Report& report);
/// Whether the record should hold an answer to each remark; where it does not, the page says so.
enum class Answers { none, expected };
[[nodiscard]] std::string remarks_html(const Report& report, const std::vector<review::Remark>& remarks,
                                       Answers answers = Answers::none);
[[nodiscard]] std::string claims_html(const Report& report);
[[nodiscard]] std::string entries_html(const Report& report);

/// The timeline as a drawing: a lane for each stage, a column for each time at which something happened, one mark for
/// each entry. Long gaps are drawn short and labelled with their length. Where one lane holds more than
/// `marks_in_column` entries of one time, the rest is a number; the table below has them all.
[[nodiscard]] std::string timeline_svg(const review::AfterAction& view);
inline constexpr std::size_t marks_in_column = 8;
/// With more columns than these, entries share wider ones: of five minutes, an hour, up to a week.
inline constexpr std::size_t columns_max = 110;

}  // namespace heed::after_action
