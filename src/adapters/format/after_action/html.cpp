#include <array>

#include "adapters/format/after_action/after_action.h"
#include "adapters/format/after_action/parts.h"
#include "adapters/format/after_action/words.h"

namespace heed::after_action {
namespace {

using core::escaped;

struct Section {
  std::string_view id;
  std::string_view title;
  std::string html;
};

std::string delay(std::string_view name, const std::optional<Duration>& value, std::string_view meaning) {
  return cat("<div><dt>", name, "</dt><dd><strong>", spoken(value), "</strong><br>", meaning, "</dd></div>\n");
}

std::string summary_html(const review::AfterAction& view) {
  std::string out = "<ul class=\"summary\">\n";
  for (const auto& sentence : summary(view).sentences) out += cat("<li>", sentence, "</li>\n");
  return cat(
      out, "</ul>\n<dl class=\"delays\">\n",
      delay("To decide and release", view.delays.issuance, "from first awareness to the first release"),
      delay("To arrive", view.delays.dissemination, "from the first release to the first evidence of arrival"),
      delay("To be acknowledged", view.delays.acknowledgement, "from the first release to the first acknowledgement"),
      "</dl>\n");
}

std::string targets_html(const Report& report) {
  std::string rows;
  for (const auto& target : report.view.targets) {
    rows += cat("<tr><th scope=\"row\">", escaped(target.name), "</th><td>", escaped(target.threat), "</td><td>",
                time_html(target.since), "</td><td>", entry_html(report, target.entry), "</td></tr>\n");
  }
  if (rows.empty()) return "<p class=\"none\">None.</p>\n";
  return html(Table{"Targets", "targets",
                    "<th scope=\"col\">Target</th><th scope=\"col\">Threat</th><th scope=\"col\">Since</th>"
                    "<th scope=\"col\">Entry</th>",
                    std::move(rows)});
}

std::string drawing_html(const Report& report) {
  const auto drawing = timeline_svg(report.view);
  if (drawing.empty()) return "<p class=\"none\">None.</p>\n";
  return cat(
      "<p>One mark is one entry; a diamond is a lapse, an alarm, a refusal, a dispute or a lifted measure. Time is not "
      "to "
      "scale: days without entries are drawn short, with their length. Point at a mark for its words, follow it "
      "to its row.</p>\n",
      drawing);
}

std::array<Section, 13> sections_of(const Report& report) {
  const auto& view = report.view;
  return {{{"summary", "Summary", summary_html(view)},
           {"targets", "Targets", targets_html(report)},
           {"timeline", "Timeline", drawing_html(report)},
           {"matrix", "Who knew what when", matrix_html(report)},
           {"acknowledgements", "Acknowledgements", acknowledgements_html(report)},
           {"texts", "Exact texts", texts_html(report)},
           {"lapses", "Lapses", remarks_html(report, view.lapses)},
           {"disputes", "Disputes and rejections", remarks_html(report, view.disputes, Answers::expected)},
           {"not-to-warn", "Decisions not to warn", remarks_html(report, view.not_to_warn)},
           {"alarms", "Alarms", remarks_html(report, view.alarms)},
           {"measures", "Protective measures", remarks_html(report, view.measures)},
           {"claims", "Claims side by side", claims_html(report)},
           {"entries", "Every entry", entries_html(report)}}};
}

std::string head_html(const review::AfterAction& view, Style style) {
  const auto css = style == Style::linked ? std::string("<link rel=\"stylesheet\" href=\"/review.css\">\n")
                                          : cat("<style>\n", stylesheet(), "</style>\n");
  return cat(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"robots\" content=\"noindex\">\n<title>",
      escaped(view.title), " - after-action report</title>\n", css, "</head>\n<body>\n");
}

}  // namespace

std::string html(const review::AfterAction& view, Style style) {
  Report report{view, {}};
  for (const auto& moment : view.timeline) report.shown.insert(moment.entry);
  auto out =
      cat(head_html(view, style), "<header>\n<p class=\"over\">After-action report</p>\n<h1>", escaped(view.title),
          "</h1>\n<p>Case ", escaped(view.case_id.text), ", as of ", time_html(view.as_of), ", from ", view.entries,
          " entries of the record. <strong>Shows statements of every marking.</strong></p>\n</header>\n"
          "<nav aria-label=\"Contents\">\n<ul>\n");
  const auto sections = sections_of(report);
  for (const auto& section : sections) {
    out += cat("<li><a href=\"#", section.id, "\">", section.title, "</a></li>\n");
  }
  out += "</ul>\n</nav>\n<main>\n";
  for (const auto& section : sections) {
    out += cat("<section id=\"", section.id, "\">\n<h2>", section.title, "</h2>\n", section.html, "</section>\n");
  }
  return cat(
      out,
      "</main>\n<footer><p>Everything here comes from the record; a number such as #31 names its entry. All times are "
      "UTC.</p></footer>\n</body>\n</html>\n");
}

}  // namespace heed::after_action
