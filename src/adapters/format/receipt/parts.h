#pragma once
// Private to this folder: pieces of the page. All text is escaped here.

#include "adapters/format/receipt/receipt.h"

namespace heed::receipt {

/// A text that was cut to fit on the sheet.
struct Cut {
  std::string text;
  bool is_cut = false;
};
/// At most so many columns and lines, cut between words; letters of wide scripts take two columns.
[[nodiscard]] Cut cut(std::string_view text, std::size_t columns, std::size_t lines);

/// The sections of the sheet, in their order.
[[nodiscard]] std::string told_section(const Receipt& receipt);
[[nodiscard]] std::string answer_section(const Receipt& receipt);
[[nodiscard]] std::string place_section(const Receipt& receipt);
[[nodiscard]] std::string check_section(const Receipt& receipt, const std::string& code);

}  // namespace heed::receipt
