#pragma once
// Private to this folder: the pieces that pages are put together from. All text is escaped here.

#include "adapters/format/public_page/site.h"

namespace heed::public_page {

/// The frame of a page: everything from the doctype to the end.
struct Page {
  std::string title;
  std::string root;      ///< the way from the page to the site's root: "", "../" or "/"
  std::string body;      ///< HTML
  std::string head{};    ///< HTML for the head, such as a link to a feed
  std::string footer{};  ///< HTML
};
[[nodiscard]] std::string html(const Page& page);

/// "<time datetime=…>9 March 2024, 12:00 UTC</time>".
[[nodiscard]] std::string time_html(Instant instant);

/// Attributes for text in that language: lang, and dir where the language runs from right to left.
[[nodiscard]] std::string language_attributes(std::string_view tag);
/// The tags of the languages that have a name here, in the order of the tags.
[[nodiscard]] std::vector<std::string_view> named_languages();

/// One question of a form, around the control that takes its answer.
struct Question {
  std::string_view id;  ///< of the control; unique on the page
  std::string_view label;
  std::string_view hint;     ///< HTML; may be empty
  const std::string& fault;  ///< what is wrong with the answer; empty when nothing is
};
[[nodiscard]] std::string question_html(const Question& question, const std::string& control);
/// The attributes by which a control says that a hint and a fault belong to it; begins with a space, or is empty.
[[nodiscard]] std::string question_attributes(const Question& question);

/// "EXERCISE: this is not a live warning." as a banner; empty for live warnings (DE-13).
[[nodiscard]] std::string status_banner(warning::Status status);

/// The line on where a warning stands: a sentence, with its times.
[[nodiscard]] std::string standing_line(const PublicWarning& warning);
/// The class of a warning's box, which gives it its colour.
[[nodiscard]] std::string_view standing_class(const PublicWarning& warning);

/// The headline and what to do, in each language; `heading` is "h1" or "h3", `link` where a headline leads, or empty.
[[nodiscard]] std::string leads(const PublicWarning& warning, std::string_view heading, const std::string& link);

/// index.html, and the page of one warning.
[[nodiscard]] std::string index_page(const Site& site, const std::vector<PublicWarning>& warnings, Instant now);
[[nodiscard]] std::string warning_page(const Site& site, const PublicWarning& warning, Instant now);
/// feeds/index.html
[[nodiscard]] std::string feeds_page(const Site& site);

}  // namespace heed::public_page
