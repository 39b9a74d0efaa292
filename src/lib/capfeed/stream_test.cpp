#include "lib/capfeed/stream.h"

#include <random>

#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/capfeed/testing/alerts.h"

namespace heed::capfeed {
namespace {

using testing::alert;
using testing::inside;

struct Cut {
  std::vector<std::string> alerts{};
  StreamCounts counts{};
  std::size_t pending = 0;
  bool operator==(const Cut&) const = default;
};

/// Cuts a stream that comes in pieces of the lengths that `next_length` gives.
template <class Lengths>
Cut cut(std::string_view stream, Lengths next_length) {
  Splitter splitter;
  Cut result;
  while (!stream.empty()) {
    const auto piece = stream.substr(0, std::max<std::size_t>(1, next_length()));
    stream.remove_prefix(piece.size());
    for (auto& one : splitter.take(piece)) result.alerts.push_back(std::move(one));
  }
  result.counts = splitter.counts();
  result.pending = splitter.pending_bytes();
  return result;
}

Cut cut_at_once(std::string_view stream) {
  return cut(stream, [&] { return stream.size(); });
}

/// No byte is lost or counted twice.
void check_sum(const Cut& result, std::string_view stream) {
  std::uint64_t sum = result.counts.skipped_bytes + result.pending;
  for (const auto& one : result.alerts) sum += one.size();
  CHECK(sum == stream.size());
}

constexpr std::string_view declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

TEST_CASE("alerts_are_cut_from_their_start_to_their_end") {
  const auto a = alert("a");
  const auto b = cat(declaration, "\r\n<?xml-stylesheet href=\"a>b\"?><!-- <alert> -->\n<cap:alert xmlns:cap='x>y'>",
                     inside("cap:", "b"), "</cap:alert \n>");
  struct Row {
    std::string_view name;
    std::string stream;
    std::vector<std::string> alerts;
    StreamCounts counts;
    std::size_t pending;
  };
  const Row rows[] = {
      {"nothing", "", {}, {}, 0},
      {"one", a, {a}, {}, 0},
      {"two without anything between", a + b, {a, b}, {}, 0},
      {"blanks and other things between",
       cat("\xEF\xBB\xBF", a, "\r\nheartbeat", b, "\n"),
       {a, b},
       {.skipped_bytes = 15},
       0},
      {"an empty one", "<alert/><alert  a='/>' />", {"<alert/>", "<alert  a='/>' />"}, {}, 0},
      {"one that has begun", cat(a, declaration, "<alert><info>"), {a}, {}, declaration.size() + 13},
      {"what may begin one", cat(a, "<?xm"), {a}, {}, 4},
      {"what did not", cat("<?xm", a, "<al", "<alertx>", a), {a, a}, {.skipped_bytes = 15}, 0},
      {"another root", cat(declaration, "<ping/>", a), {a}, {.skipped_bytes = declaration.size() + 7}, 0},
      {"a declaration twice",
       cat(declaration, "\n", declaration, a),
       {cat(declaration, a)},
       {.skipped_bytes = declaration.size() + 1},
       0},
      {"words after a declaration", cat(declaration, "words", a), {a}, {.skipped_bytes = declaration.size() + 5}, 0},
      {"a document type", cat(declaration, "<!DOCTYPE alert>", a), {cat(declaration, "<!DOCTYPE alert>", a)}, {}, 0},
      {"an end without a start",
       cat("</alert>", declaration, "</alert>", a),
       {a},
       {.skipped_bytes = declaration.size() + 16},
       0},
      {"a colon without a prefix", cat("<:alert></:alert>", a), {a}, {.skipped_bytes = 17}, 0},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto result = cut_at_once(row.stream);
    CHECK(result.alerts == row.alerts);
    CHECK(result.counts == row.counts);
    CHECK(result.pending == row.pending);
    check_sum(result, row.stream);
  }
}

TEST_CASE("an_end_tag_that_is_none_ends_nothing") {
  for (const std::string_view inner :
       {"<!-- </alert> -->", "<!--></alert>-->", "<!---></alert>-->", "<![CDATA[</alert>]]>",
        "<![CDATA[]></alert>]]]]>", "<?x </alert>?>", "<a b=\"/>\" c='\">'/>", "</alerts>", "</cap:alert>", "<alerts/>",
        "<cap:alert/>", "<a b='</alert'/>", "<!-- <?xml version='1.0'?> -->", "<![CDATA[<alert>]]>", "<?xmlx y?>",
        "<alert-x/>", "< alert/>"}) {
    CAPTURE(inner);
    const auto stream = alert("a", inner);
    CHECK(cut_at_once(stream).alerts == std::vector<std::string>{stream});
  }
}

TEST_CASE("an_alert_in_which_another_begins_was_cut_off") {
  const auto whole = alert("b");
  const auto declared = cat(declaration, whole);
  for (const std::string_view broken : {"<alert><info>", "<alert><info><a b=\"", "<alert><a b='c", "<alert><",
                                        "<alert></inf", "<alert><?x y?>", "<alert", "<alert><a"}) {
    for (const auto& next : {whole, declared}) {
      // Before the name of its root has ended it has not begun.
      const auto stream = cat(whole, broken, next, whole);
      CAPTURE(stream);
      const auto result = cut_at_once(stream);
      CHECK(result.alerts == std::vector<std::string>{whole, next, whole});
      CHECK(result.counts.cut_off == (broken == "<alert" ? 0 : 1));
      check_sum(result, stream);
    }
  }
  CHECK(cut_at_once(cat("<alert><info>", whole)).counts == StreamCounts{.skipped_bytes = 13, .cut_off = 1});
  const auto stopped = cat("<cap:alert><!-- ", whole, " --></cap:alert>");
  CHECK(cut_at_once(stopped).alerts == std::vector<std::string>{stopped});
}

TEST_CASE("an_alert_has_a_largest_size_and_the_stream_goes_on_after_it") {
  const auto of = [](std::size_t bytes) {
    const auto without = cat(declaration, alert("a", "<note></note>")).size();
    return cat(declaration, alert("a", cat("<note>", std::string(bytes - without, 'x'), "</note>")));
  };
  const auto next = alert("b");
  const auto largest = of(alert_bytes);
  REQUIRE(largest.size() == alert_bytes);
  CHECK(cut_at_once(cat(largest, next)).alerts == std::vector<std::string>{largest, next});
  const auto past = of(alert_bytes + 1);
  const auto result = cut_at_once(cat(past, next));
  CHECK(result.alerts == std::vector<std::string>{next});
  CHECK(result.counts == StreamCounts{.skipped_bytes = past.size(), .too_large = 1});
  // Whatever it is in that never ends.
  for (const std::string_view start :
       {"<alert><!--", "<alert><![CDATA[", "<alert><?x ", "<alert a='", "<alert><a", "<alert>", "<alert></a"}) {
    CAPTURE(start);
    const auto endless = cat(start, std::string(alert_bytes, 'x'), next);
    const auto after = cut_at_once(endless);
    CHECK(after.alerts == std::vector<std::string>{next});
    CHECK(after.counts.too_large == 1);
    check_sum(after, endless);
  }
  const auto no_root = cat(declaration, std::string(alert_bytes, ' '), next);
  CHECK(cut_at_once(no_root).counts == StreamCounts{.skipped_bytes = no_root.size() - next.size()});
}

TEST_CASE("what_is_held_never_grows_past_the_limit") {
  Splitter splitter;
  const std::string piece(100'000, 'x');
  static_cast<void>(splitter.take("<alert>"));
  for (int i = 0; i < 60; ++i) {
    CHECK(splitter.take(piece).empty());
    CHECK(splitter.pending_bytes() <= alert_bytes);
  }
  CHECK(splitter.counts().too_large == 1);
}

/// A stream of whole alerts, broken ones and noise.
std::string some_stream(std::mt19937_64& dice) {
  const std::string_view parts[] = {
      "<",   ">",  "</",     "/>",       "<?xml ",   "<?xml",     "?>",         "<!--", "-->", "<![CDATA[",
      "]]>", "<!", "alert",  "<alert>",  "</alert>", "<c:alert ", "</c:alert>", "'",    "\"",  " ",
      "x",   "\n", "<info>", "\xC3\xA4", "<alert",   "-",         "]",          "=",    "/"};
  std::string stream;
  const auto count = dice() % 60;
  for (std::size_t i = 0; i < count; ++i) {
    if (dice() % 8 == 0) {
      stream += alert(cat("n", i), dice() % 2 == 0 ? "<note><![CDATA[</alert>]]></note>" : "<!-- > -->");
    } else {
      stream += parts[dice() % std::size(parts)];
    }
  }
  return stream;
}

TEST_CASE("the_same_alerts_come_of_any_cutting_of_the_stream") {
  std::mt19937_64 dice(20'240'306);
  for (int round = 0; round < 400; ++round) {
    const auto stream = some_stream(dice);
    CAPTURE(stream);
    const auto whole = cut_at_once(stream);
    check_sum(whole, stream);
    CHECK(cut(stream, [] { return 1; }) == whole);
    CHECK(cut(stream, [&] { return dice() % 20; }) == whole);
    CHECK(cut(stream, [&] { return dice() % 400; }) == whole);
  }
}

TEST_CASE("a_large_alert_comes_the_same_in_any_cutting") {
  std::mt19937_64 dice(20'240'307);
  const auto past = alert("p", cat("<!--", std::string(alert_bytes, '>'), "-->"));
  const auto stream =
      cat("x", alert("a"), past, alert("b", cat("<note>", std::string(1 << 20, 'y'), "</note>")), "<ale");
  const auto whole = cut_at_once(stream);
  CHECK(whole.alerts.size() == 2);
  for (int round = 0; round < 3; ++round) {
    CHECK(cut(stream, [&] { return dice() % 5'000; }) == whole);
  }
}

}  // namespace
}  // namespace heed::capfeed
