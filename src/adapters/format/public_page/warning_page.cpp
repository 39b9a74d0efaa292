#include <algorithm>

#include "adapters/format/cap_alert/name.h"
#include "adapters/format/public_page/parts.h"

namespace heed::public_page {
namespace {

using core::escaped;

constexpr std::string_view root = "../";

/// Links to each language; empty when there is one only.
std::string language_links(const PublicEdition& edition) {
  if (edition.texts.size() < 2) return {};
  std::string links;
  for (const auto& text : edition.texts) {
    links += cat("<li><a href=\"#edition-", edition.number, "-", escaped(text.language), "\" ",
                 language_attributes(text.language), ">", escaped(language_name(text.language)), "</a></li>\n");
  }
  return cat("<nav aria-label=\"Languages of the full text\">\n<ul class=\"languages\">\n", links, "</ul>\n</nav>\n");
}

std::string fact(std::string_view name, const std::string& html_value) {
  return cat("<div><dt>", name, "</dt><dd>", html_value, "</dd></div>\n");
}

std::string facts(const PublicWarning& warning) {
  const auto& last = newest(warning);
  std::string rows = fact("From", escaped(last.issuer));
  rows += fact("Given for", cat(time_html(last.valid.from), " to ", time_html(last.valid.until)));
  if (!last.areas.empty()) rows += fact("Area", escaped(core::listed(last.areas)));
  rows += fact("First sent", time_html(warning.editions.front().released_at));
  if (warning.editions.size() > 1) rows += fact("Last change", time_html(last.released_at));
  rows += fact("Reference", escaped(warning.id.text));
  rows += fact("For machines", cat("<a href=\"", root, escaped(cap_alert::newest_path(warning.id)),
                                   "\">newest edition as CAP 1.2</a>, <a href=\"", root,
                                   escaped(cap_alert::newest_edxl_path(warning.id)), "\">in EDXL-DE 1.0</a>"));
  return cat("<dl class=\"facts\">\n", rows, "</dl>\n");
}

std::string edition_html(const PublicWarning& warning, const PublicEdition& edition) {
  auto out = cat("<article class=\"edition\" id=\"edition-", edition.number, "\">\n<h3>Edition ", edition.number, ": ",
                 edition_title(edition.what), "</h3>\n<p class=\"meta\">Sent ", time_html(edition.released_at), " by ",
                 escaped(edition.issuer), ". <a href=\"", root, escaped(cap_alert::path(warning.id, edition.number)),
                 "\">CAP file</a></p>\n");
  for (const auto& text : edition.texts) {
    out += cat("<div class=\"exact\" id=\"edition-", edition.number, "-", escaped(text.language), "\" ",
               language_attributes(text.language), ">", escaped(core::trimmed(text.text)), "</div>\n");
  }
  return out + "</article>\n";
}

std::string short_form_html(const short_text::Short& made, const std::string& language) {
  auto out = cat("<div><dt>", short_text::title_of(made.form), "</dt><dd>");
  if (!made.refusal.empty()) return cat(out, "Not possible: ", escaped(made.refusal), ".</dd></div>\n");
  const auto alphabet = made.count.alphabet == broadcast::Alphabet::gsm7 ? "GSM-7" : "UCS-2";
  out += cat("<p ", language_attributes(language), ">", escaped(made.text), "</p>\n<p class=\"meta\">",
             made.count.units, " units, ", alphabet);
  if (!made.left_out.empty()) out += cat("; left out: ", escaped(core::listed(made.left_out)));
  if (!made.shortened.empty()) out += cat("; shortened: ", escaped(core::listed(made.shortened)));
  return out + ".</p></dd></div>\n";
}

/// The newest edition as phones would show it. Closed at first: most readers have the whole text above it.
std::string short_forms_html(const PublicEdition& edition) {
  std::string out = "<details>\n<summary>Short forms</summary>\n";
  for (const auto& text : edition.texts) {
    out += cat("<p class=\"label\" ", language_attributes(text.language), ">", escaped(language_name(text.language)),
               "</p>\n<dl class=\"facts\">\n");
    for (const auto& made : short_forms(edition, text)) out += short_form_html(made, text.language);
    out += "</dl>\n";
  }
  return out + "</details>\n";
}

/// What became of the warning without an edition of its own; it belongs into the history all the same (PU-4).
std::string ending_html(const PublicWarning& warning) {
  const bool is_named = warning.standing == PublicStanding::lapsed || warning.standing == PublicStanding::replaced;
  if (!is_named) return {};
  std::string link;
  if (warning.replaced_by) {
    link =
        cat(": <a href=\"", escaped(warning.replaced_by->text), ".html\">", escaped(warning.replaced_by->text), "</a>");
  }
  return cat("<article class=\"edition\">\n<h3>End of the warning</h3>\n<p>", standing_line(warning), link,
             "</p>\n</article>\n");
}

}  // namespace

std::string warning_page(const Site& site, const PublicWarning& warning, Instant now) {
  const auto& last = newest(warning);
  auto body =
      cat("<p class=\"back\"><a href=\"", root, "index.html\">All warnings</a></p>\n<div class=\"warning ",
          standing_class(warning), "\">\n", status_banner(last.status), "<p class=\"state\">", standing_line(warning),
          "</p>\n", leads(warning, "h1", ""), "</div>\n", facts(warning), short_forms_html(last),
          "<section>\n<h2>Everything that was said, newest first</h2>\n", language_links(last), ending_html(warning));
  for (auto edition = warning.editions.rbegin(); edition != warning.editions.rend(); ++edition) {
    body += edition_html(warning, *edition);
  }
  body += "</section>\n";
  const auto drill = last.status == warning::Status::actual ? "" : cat(word(last.status), ": ");
  return html({.title = cat(drill, last.texts.front().headline, " - ", site.title),
               .root = std::string(root),
               .body = std::move(body),
               .footer = cat("<p>Published by ", escaped(site.publisher), ". This page was written on ", time_html(now),
                             ". All times are UTC.</p>\n")});
}

}  // namespace heed::public_page
