#include "adapters/format/after_action/testing/html.h"

#include <doctest/doctest.h>

#include "adapters/format/after_action/after_action.h"
#include "adapters/format/after_action/parts.h"
#include "adapters/format/after_action/testing/crocus.h"

namespace heed::after_action {
namespace {

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

TEST_CASE("the_page_is_one_file_or_fits_a_policy_without_inline_styles") {
  const auto whole = html(testing::crocus(), Style::embedded);
  const auto linked = html(testing::crocus(), Style::linked);
  CHECK(whole.contains(stylesheet()));
  CHECK(!whole.contains("<link"));
  CHECK(linked.contains("<link rel=\"stylesheet\" href=\"/review.css\">"));
  CHECK(!linked.contains("<style"));
  for (const auto& page : {whole, linked}) {
    CHECK(testing::read(page).fault == "");
    CHECK(!page.contains(" style=\""));
    CHECK(!page.contains("<script"));
  }
}

TEST_CASE("every_entry_has_a_row_and_a_mark_and_no_link_leads_nowhere (RA-1)") {
  const auto view = testing::crocus();
  const auto page = html(view, Style::linked);
  const auto markup = testing::read(page);
  const auto drawing = timeline_svg(view);
  CHECK(count(drawing, "<title>#") == view.timeline.size());
  for (const auto& moment : view.timeline) {
    CHECK_MESSAGE(markup.ids.contains(cat("e", moment.entry)), moment.text);
    CHECK_MESSAGE(drawing.contains(cat("<title>#", moment.entry, " ")), moment.text);
  }
  for (auto at = page.find("href=\"#"); at != std::string::npos; at = page.find("href=\"#", at + 1)) {
    const auto target = page.substr(at + 7, page.find('"', at + 7) - at - 7);
    CHECK_MESSAGE(markup.ids.contains(target), target);
  }
  CHECK(page.contains("<span class=\"entry\">#203</span>"));
}

TEST_CASE("the_matrix_says_not_told_where_nobody_told (RA-1)") {
  const auto view = testing::crocus();
  const auto matrix = matrix_html({view, {}});
  CHECK(count(matrix, "<td class=\"none\">not told</td>") == 5);
  CHECK(count(matrix, "<td class=\"told ") == 4);
  CHECK(matrix.contains("S2 where<br><span class=\"marking\">partner</span>"));
}

TEST_CASE("only_an_acknowledgement_is_green (DE-6)") {
  auto view = testing::crocus();
  for (const std::string standing :
       {"queued", "attempting", "accepted", "delivered", "seen", "stopped", "unreachable"}) {
    for (auto& knower : view.knowers) {
      for (auto& first : knower.told) first.standing = standing;
      for (auto& telling : knower.tellings) telling.standing = standing;
    }
    CHECK_MESSAGE(!html(view, Style::linked).contains("told good"), standing);
  }
}

TEST_CASE("claims_of_one_subject_stand_together") {
  const auto view = testing::crocus();
  const auto claims = claims_html({view, {}});
  CHECK(claims.contains("rowspan=\"2\">What the host was told</th>"));
  CHECK(claims.contains("rowspan=\"1\">Synagogue plot</th>"));
}

TEST_CASE("a_dispute_shows_the_entry_that_answers_it_or_that_none_does") {
  const auto page = html(testing::crocus(), Style::linked);
  const auto answer = testing::entry_of(testing::crocus(), "Dispute \"general\"");
  CHECK(page.contains(cat("<strong>Answered</strong> <a class=\"entry\" href=\"#e", answer, "\">")));
  CHECK(count(page, "Not answered.") == 1);
}

/// A crowd in one lane at one time.
review::AfterAction crowd(std::size_t size) {
  review::AfterAction view;
  for (std::size_t i = 0; i < size; ++i) {
    view.timeline.push_back({i, testing::at("2024-03-06T10:00:00Z"), "delivery.planned", "delivery", {}, "planned"});
  }
  return view;
}

TEST_CASE("a_crowd_of_entries_is_drawn_up_to_the_limit_and_then_counted") {
  CHECK(count(timeline_svg(crowd(marks_in_column)), "<circle") == marks_in_column);
  CHECK(count(timeline_svg(crowd(marks_in_column + 1)), "<circle") == marks_in_column + 1);
  const auto beyond = timeline_svg(crowd(marks_in_column + 2));
  CHECK(count(beyond, "<circle") == marks_in_column);
  CHECK(beyond.contains(">+2</text>"));
}

TEST_CASE("a_long_story_gets_wider_columns_not_more_of_them") {
  review::AfterAction view;
  for (std::uint64_t i = 0; i < 2'000; ++i) {
    const auto at = testing::at("2024-03-06T10:00:00Z") + std::chrono::hours(i % 1'500);
    view.timeline.push_back({i, at, "report.received", "report", {}, "r"});
  }
  const auto drawing = timeline_svg(view);
  CHECK(count(drawing, "class=\"day\"") <= columns_max);
  CHECK(testing::read(drawing).fault == "");
}

TEST_CASE("words_from_outside_stay_words") {
  const std::string nasty = "</td><script>x</script>\"'<!--";
  auto view = testing::crocus();
  view.title = view.case_id.text = nasty;
  for (auto& target : view.targets) target.name = target.threat = nasty;
  for (auto& statement : view.statements) statement.aspect = statement.statement = nasty;
  for (auto& knower : view.knowers) {
    knower.name = nasty;
    for (auto& first : knower.told) first.standing = nasty;
    for (auto& each : knower.tellings) {
      each.what = each.language = each.channel = each.standing = each.by = each.warning.text = nasty;
      each.acknowledged_at = view.as_of;
      each.acknowledged_by = each.evidence = each.read_back = nasty;
    }
  }
  for (auto& each : view.texts) each.what = each.language = each.text = each.warning.text = nasty;
  for (auto* remarks : {&view.lapses, &view.disputes, &view.alarms, &view.measures}) {
    for (auto& remark : *remarks) remark.text = nasty, remark.answer = nasty;
  }
  for (auto& claim : view.claims) claim.subject = claim.value = claim.source = nasty;
  for (auto& moment : view.timeline) moment.text = moment.lane = moment.kind = moment.actor.name = nasty;
  const auto page = html(view, Style::linked);
  CHECK(testing::read(page).fault == "");
  CHECK(!page.contains("<script"));
  CHECK(!page.contains("<!--"));
}

TEST_CASE("an_empty_view_is_a_page") {
  const auto page = html({}, Style::embedded);
  CHECK(testing::read(page).fault == "");
  CHECK(page.contains("Nobody was to be told."));
}

}  // namespace
}  // namespace heed::after_action
