#pragma once
// The after-action report of a case, for the terminal and as a page for screen and paper.
//
// Trust: it shows statements of every tier. It is for people who may read the whole case.

#include <string>
#include <string_view>

#include "flow/review/after_action.h"

namespace heed::after_action {

/// Plain UTF-8, lines of at most `text_columns` characters where no single word is longer. Every statement ends with
/// the entry it rests on, as "[#31]".
[[nodiscard]] std::string text(const review::AfterAction& view);
inline constexpr std::size_t text_columns = 100;

/// Where the page has its style from.
enum class Style {
  embedded,  ///< in the file itself: one file to hand on
  linked,    ///< from /review.css: for pages that are served under a policy that forbids inline styles
};

/// One HTML page without a script. Every statement links to its entry in the timeline at the end of the page.
[[nodiscard]] std::string html(const review::AfterAction& view, Style style);

/// What stands at /review.css.
[[nodiscard]] std::string_view stylesheet();

}  // namespace heed::after_action
