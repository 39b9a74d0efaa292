#include <algorithm>

#include <doctest/doctest.h>

#include "adapters/format/after_action/after_action.h"
#include "adapters/format/after_action/lines.h"
#include "adapters/format/after_action/testing/crocus.h"
#include "adapters/format/after_action/words.h"

namespace heed::after_action {
namespace {

std::size_t characters(std::string_view line) {
  return static_cast<std::size_t>(std::ranges::count_if(line, [](char c) { return (c & '\xC0') != '\x80'; }));
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.find('\n', at);
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

TEST_CASE("the_text_has_every_section_in_order (RA-1)") {
  const auto report = text(testing::crocus());
  std::size_t last = 0;
  for (const std::string title :
       {"AFTER-ACTION REPORT", "\nSummary\n", "\nWho knew what when\n", "\nAcknowledgements\n", "\nLapses\n",
        "\nDisputes and rejections\n", "\nDecisions not to warn\n", "\nAlarms\n", "\nProtective measures\n",
        "\nClaims side by side\n", "\nTimeline\n"}) {
    CAPTURE(title);
    const auto at = report.find(title);
    REQUIRE(at != std::string::npos);
    CHECK(at >= last);
    last = at;
  }
}

TEST_CASE("the_text_answers_who_was_told_what_when_and_how_far_it_came (RA-1, DE-6)") {
  const auto report = text(testing::crocus());
  CHECK(report.contains("S2 where (may be seen by partner): Crocus City Hall is named as a target. [#16]"));
  CHECK(report.contains("S2: 6 March 2024, 10:58 UTC, edition 1: acknowledged [#23]"));
  CHECK(report.contains("S3: not told"));
  CHECK(report.contains("edition 1: not reached [#24]"));
  CHECK(report.contains("evidence: heard by an officer, who wrote it down"));
  CHECK(report.contains("1 of 3 recipients acknowledged. Nobody else is counted as warned."));
  CHECK(report.contains("From first awareness to first release: 1 hour and 28 minutes."));
}

TEST_CASE("every_line_fits_the_terminal") {
  for (const auto& line : lines_of(text(testing::crocus()))) CHECK_MESSAGE(characters(line) <= text_columns, line);
}

TEST_CASE("lines_break_at_their_last_column_and_not_one_later") {
  for (const auto& [length, expected] : {std::pair(4, std::size_t{1}), std::pair(5, std::size_t{2})}) {
    Lines lines(10);
    lines.item(0, cat("12345 ", std::string(static_cast<std::size_t>(length), 'x')));
    CHECK(lines_of(lines.take()).size() == expected);
  }
}

TEST_CASE("what_somebody_wrote_cannot_move_the_cursor") {
  auto view = testing::crocus();
  view.title =
      "A\x1b[2J\nB\xC2\x9B"
      "C";
  const auto report = text(view);
  CHECK(!report.contains('\x1b'));
  CHECK(!report.contains("\xC2\x9B"));
  CHECK(report.starts_with("AFTER-ACTION REPORT: A [2J B C\n"));
}

TEST_CASE("an_empty_view_is_a_report") {
  const auto report = text({});
  CHECK(report.contains("Nobody was to be told."));
  CHECK(report.contains("first release: not yet."));
}

TEST_CASE("sent_is_never_shown_as_warned (DE-6)") {
  for (const std::string standing :
       {"queued", "attempting", "accepted", "delivered", "seen", "refused", "unreachable", "stopped"}) {
    CAPTURE(standing);
    CHECK(how_far(standing) != standing);
    CHECK(!how_far(standing).contains("warned"));
    CHECK(!how_far(standing).contains("acknowledged"));
  }
  CHECK(how_far("acknowledged") == "acknowledged");
}

}  // namespace
}  // namespace heed::after_action
