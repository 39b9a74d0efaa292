#include <algorithm>

#include "adapters/format/after_action/parts.h"
#include "adapters/format/after_action/words.h"

namespace heed::after_action {
namespace {

using core::escaped;

constexpr std::string_view none = "<p class=\"none\">None.</p>\n";

/// A class only for the words that the style knows: a class is markup, and markup never comes from the record.
std::string_view standing_class(std::string_view standing) {
  if (standing == "acknowledged") return "good";
  if (standing == "refused" || standing == "unreachable") return "bad";
  return "open";
}

std::string legend_html(const Report& report) {
  std::string rows;
  for (std::size_t i = 0; i < report.view.statements.size(); ++i) {
    const auto& statement = report.view.statements[i];
    rows += cat("<tr><th scope=\"row\">", column(i), "</th><td>", escaped(statement.aspect), "</td><td>",
                word(statement.marking), "</td><td class=\"words\">", escaped(statement.statement), "</td><td>",
                entry_html(report, statement.entry), "</td></tr>\n");
  }
  return html(Table{"Statements", "legend",
                    "<th scope=\"col\">Statement</th><th scope=\"col\">About</th><th scope=\"col\">Widest tier</th>"
                    "<th scope=\"col\">Words</th><th scope=\"col\">Entry</th>",
                    std::move(rows)});
}

std::string cell_html(const Report& report, const review::Told* first) {
  if (first == nullptr) return "<td class=\"none\">not told</td>";
  return cat("<td class=\"told ", standing_class(first->standing), "\">", time_html(first->at), "<br>edition ",
             first->edition, "<br><strong>", escaped(how_far(first->standing)), "</strong> ",
             entry_html(report, first->entry), "</td>");
}

}  // namespace

std::string matrix_html(const Report& report) {
  const auto& view = report.view;
  if (view.statements.empty()) return std::string(none);
  std::string head = "<th scope=\"col\">Recipient</th>";
  for (std::size_t i = 0; i < view.statements.size(); ++i) {
    const auto& statement = view.statements[i];
    head += cat("<th scope=\"col\">", column(i), " ", escaped(statement.aspect), "<br><span class=\"marking\">",
                word(statement.marking), "</span></th>");
  }
  std::string rows;
  for (const auto& knower : view.knowers) {
    rows += cat("<tr><th scope=\"row\">", escaped(knower.name), "</th>");
    for (const auto& statement : view.statements) rows += cell_html(report, told(knower, statement.facet));
    rows += "</tr>\n";
  }
  return cat(legend_html(report),
             "<p>Each cell says when a recipient was first to be told a statement, and how far that came.</p>\n",
             html(Table{"Who knew what when", "matrix", std::move(head), std::move(rows)}));
}

std::string texts_html(const Report& report) {
  if (report.view.texts.empty()) return std::string(none);
  std::string out;
  for (const auto& text : report.view.texts) {
    out += cat("<details>\n<summary>", escaped(text.warning.text), ", edition ", text.edition, " (", escaped(text.what),
               "), tier ", word(text.tier), ", ", escaped(text.language), "</summary>\n<p>Released ",
               time_html(text.released_at), " ", entry_html(report, text.entry), "</p>\n<div class=\"exact\" lang=\"",
               escaped(text.language), "\" dir=\"auto\">", escaped(core::trimmed(text.text)), "</div>\n</details>\n");
  }
  return out;
}

namespace {

std::string progress_cell(const review::Telling& telling) {
  const auto evidence_line = [](std::string_view label, const std::optional<Instant>& at) {
    return at ? cat("<br>", label, " ", time_html(*at)) : std::string();
  };
  return cat("<td class=\"told ", standing_class(telling.standing), "\"><strong>", escaped(how_far(telling.standing)),
             "</strong><br>", telling.channel.empty() ? "" : cat(escaped(telling.channel), ", "), telling.attempts,
             telling.attempts == 1 ? " attempt" : " attempts", evidence_line("accepted", telling.accepted_at),
             evidence_line("arrived", telling.delivered_at), "</td>");
}

std::string acknowledgement_cells(const Report& report, const review::Telling& telling) {
  if (!telling.acknowledged_at) return "<td class=\"none\">none</td><td class=\"none\">none</td>";
  const auto latency = telling.latency ? cat("<br>after ", core::spoken(*telling.latency)) : std::string();
  const auto kind = telling.evidence ? cat("<br>", escaped(evidence(telling))) : std::string();
  return cat("<td>", time_html(*telling.acknowledged_at), " ",
             telling.acknowledged_entry ? entry_html(report, *telling.acknowledged_entry) : "", latency, "<br>by ",
             escaped(telling.acknowledged_by.value_or("nobody named")), kind, "</td><td class=\"words\">",
             telling.read_back ? escaped(*telling.read_back) : "<span class=\"none\">none</span>", "</td>");
}

std::string telling_row(const Report& report, const review::Knower& knower, const review::Telling& telling) {
  return cat("<tr><th scope=\"row\">", escaped(knower.name), "</th><td>", escaped(edition_of(telling)), "<br>tier ",
             word(telling.tier), ", ", escaped(telling.language), "</td><td>", time_html(telling.released_at),
             "<br>by ", escaped(telling.by), " ", entry_html(report, telling.release_entry), "</td>",
             progress_cell(telling), acknowledgement_cells(report, telling), "</tr>\n");
}

}  // namespace

std::string acknowledgements_html(const Report& report) {
  std::string rows;
  for (const auto& knower : report.view.knowers) {
    for (const auto& telling : knower.tellings) rows += telling_row(report, knower, telling);
  }
  if (rows.empty()) return std::string(none);
  return html(Table{"Acknowledgements", "acknowledgements",
                    "<th scope=\"col\">Recipient</th><th scope=\"col\">Edition</th><th scope=\"col\">Released</th>"
                    "<th scope=\"col\">How far it came</th><th scope=\"col\">Acknowledged, on what evidence</th>"
                    "<th scope=\"col\">Read back</th>",
                    std::move(rows)});
}

std::string remarks_html(const Report& report, const std::vector<review::Remark>& remarks, Answers answers) {
  if (remarks.empty()) return std::string(none);
  std::string out = "<ul class=\"remarks\">\n";
  for (const auto& remark : remarks) {
    out += cat("<li><p>", time_html(remark.at), " ", entry_html(report, remark.entry), "<br>", escaped(remark.text),
               "</p>\n");
    if (remark.answer || remark.answered_in) {
      out += cat("<p class=\"answer\"><strong>Answered</strong> ",
                 remark.answered_in ? entry_html(report, *remark.answered_in) : "", "<br>",
                 escaped(remark.answer.value_or("See the entry.")), "</p>\n");
    } else if (answers == Answers::expected) {
      out += "<p class=\"none\">Not answered.</p>\n";
    }
    out += "</li>\n";
  }
  return out + "</ul>\n";
}

std::string claims_html(const Report& report) {
  const auto& claims = report.view.claims;
  if (claims.empty()) return std::string(none);
  std::vector<std::string> subjects;
  for (const auto& claim : claims) {
    if (std::ranges::count(subjects, claim.subject) == 0) subjects.push_back(claim.subject);
  }
  std::string rows;
  for (const auto& subject : subjects) {
    auto first = cat("<th scope=\"rowgroup\" rowspan=\"",
                     std::ranges::count_if(claims, [&](const auto& claim) { return claim.subject == subject; }), "\">",
                     escaped(subject), "</th>");
    for (const auto& claim : claims) {
      if (claim.subject != subject) continue;
      rows += cat("<tr>", first, "<td class=\"words\">", escaped(claim.value), "</td><td>", escaped(claim.source),
                  "</td><td>", time_html(claim.as_of), "</td><td>", entry_html(report, claim.entry), "</td></tr>\n");
      first.clear();
    }
  }
  return html(Table{"Claims side by side", "claims",
                    "<th scope=\"col\">Subject</th><th scope=\"col\">Claim</th><th scope=\"col\">Who says so</th>"
                    "<th scope=\"col\">As of</th><th scope=\"col\">Entry</th>",
                    std::move(rows)});
}

std::string entries_html(const Report& report) {
  std::string rows;
  for (const auto& moment : report.view.timeline) {
    rows +=
        cat("<tr id=\"e", moment.entry, "\"><th scope=\"row\">#", moment.entry, "</th><td>", time_html(moment.at),
            "</td><td>", escaped(moment.lane), "</td><td>", escaped(moment.actor.name), "<br><span class=\"quiet\">",
            word(moment.actor.role), "</span></td><td class=\"words\">", escaped(moment.text), "</td></tr>\n");
  }
  if (rows.empty()) return std::string(none);
  return html(Table{"All entries", "entries",
                    "<th scope=\"col\">Entry</th><th scope=\"col\">Time</th><th scope=\"col\">Stage</th>"
                    "<th scope=\"col\">By</th><th scope=\"col\">What</th>",
                    std::move(rows)});
}

}  // namespace heed::after_action
