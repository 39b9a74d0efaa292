#include "lib/toml/toml.h"

#include <optional>
#include <string>

#include <doctest/doctest.h>

#include "core/limits.h"
#include "core/text.h"

namespace heed::toml {
namespace {

using core::Array;
using core::Object;

std::string repeat(std::string_view piece, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += piece;
  return out;
}

TEST_CASE("a_file_becomes_its_value_in_the_order_of_the_file") {
  const auto value = parse(
      "title = \"drill\"\n"
      "zulu = 1\n"
      "alpha = -2.5\n"
      "\n"
      "[server]\n"
      "port = 8080\n"
      "at = 2024-03-22T20:00:00+03:00\n"
      "[[steps]]\n"
      "b = true\n"
      "a = [1, 'x',\n"
      "  {z = 1, y.k = 2}]\n"
      "[[steps]]\n"
      "[about]\n",
      "drill.toml");
  REQUIRE(value);
  const Value expected = Object{
      {"title", "drill"},
      {"zulu", 1},
      {"alpha", -2.5},
      {"server", Object{{"port", 8080}, {"at", "2024-03-22T20:00:00+03:00"}}},
      {"steps", Array{Object{{"b", true}, {"a", Array{1, "x", Object{{"z", 1}, {"y", Object{{"k", 2}}}}}}}, Object{}}},
      {"about", Object{}},
  };
  CHECK(*value == expected);
  CHECK(value->line == 1);
  CHECK(value->find("alpha")->line == 3);
  CHECK(value->find("server")->line == 5);
  CHECK(value->find("server")->find("at")->line == 7);
  const auto& steps = *value->find("steps")->array();
  CHECK(steps[0].line == 8);
  CHECK(steps[0].find("a")->line == 10);
  CHECK((*steps[0].find("a")->array())[2].line == 11);
  CHECK(steps[1].line == 12);
  CHECK(value->find("about")->line == 13);
}

TEST_CASE("a_time_keeps_its_zone_and_one_without_is_refused (IN-12)") {
  struct Row {
    std::string_view text;
    std::string_view expected;  ///< the text, or the beginning of the error
  };
  const Row rows[] = {
      {"2024-03-06T12:00:00Z", "2024-03-06T12:00:00Z"},
      {"2024-03-06 12:00:00.250Z", "2024-03-06T12:00:00.25Z"},
      {"2024-03-06T12:00:00-05:30", "2024-03-06T12:00:00-05:30"},
      {"0001-01-01T00:00:00+00:15", "0001-01-01T00:00:00+00:15"},
      {"2024-03-06T12:00:00", "a.toml, line 2: this time has no zone; add one"},
      {"2024-03-06", "a.toml, line 2: a date alone says no instant"},
      {"12:00:00", "a.toml, line 2: a time alone says no instant"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const auto value = parse(cat("\nat = ", row.text), "a.toml");
    const auto said = value ? *value->find("at")->text() : value.error().detail;
    CHECK(said.substr(0, row.expected.size()) == row.expected);
  }
}

TEST_CASE("what_is_not_toml_is_refused_with_file_and_line") {
  struct Row {
    std::string_view text;
    std::string_view begins;
  };
  const Row rows[] = {
      {"a = 1\nb = \n", "x.toml, line 2: "},
      {"a = 1\na = 2\n", "x.toml, line 2: "},
      {"[t]\n[t]\n", "x.toml, line 2: "},
      {"a = \"open\n", "x.toml, line 1: "},
      {"\n\na = inf\n", "x.toml, line 3: this number must be finite"},
      {"a = [1,\n nan]\n", "x.toml, line 2: this number must be finite"},
      {"a = 99999999999999999999\n", "x.toml, line 1: "},
      {"a = \"\xFF\"\n", "x.toml, line 1: "},
      {"a = 1\n\n[[#]]\nb = 2\n", "x.toml, line 3: "},
      {"a = 1\n[[#", "x.toml, line 2: "},
      {"a = \"\xC3\xA9\"\n\xC3\xA9 = 1", "x.toml, line 2: "},
      {"\n\xEF\xBB\xB7", "x.toml, line 2: "},
      {"a =\xC2\xA0"
       "1",
       "x.toml, line 1: "},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const auto value = parse(row.text, "x.toml");
    REQUIRE_FALSE(value);
    CHECK(value.error().code == Code::malformed);
    CHECK(value.error().detail.substr(0, row.begins.size()) == row.begins);
    CHECK(value.error().detail.size() > row.begins.size());
  }
  const auto nothing = parse("", "x.toml");
  REQUIRE(nothing);
  CHECK(*nothing == Value(Object{}));
}

TEST_CASE("limits_hold_at_the_limit_and_one_past") {
  const auto code_of = [](const std::string& text) {
    const auto value = parse(text, "x.toml");
    return value ? std::optional<Code>() : std::optional(value.error().code);
  };
  // The file itself is the first level, "a" holds the second.
  const auto lists = [](std::size_t depth) { return "a = " + repeat("[", depth - 1) + repeat("]", depth - 1); };
  CHECK(code_of(lists(limits::value_depth)) == std::nullopt);
  CHECK(code_of(lists(limits::value_depth + 1)) == Code::too_large);

  const auto header = [](std::size_t parts) { return "[a" + repeat(".a", parts - 1) + "]"; };
  CHECK(code_of(header(limits::value_depth - 1)) == std::nullopt);
  CHECK(code_of(header(limits::value_depth)) == Code::too_large);
  CHECK(code_of("\n" + header(1'000'000)) == Code::too_large);
  CHECK(code_of("b = {x" + repeat(".'y.z'.\"w\"", 500'000) + " = 1}") == Code::too_large);

  const auto many = [](std::size_t items) { return "a = [0" + repeat(",0", items - 2) + "]"; };
  CHECK(code_of(many(limits::value_items)) == std::nullopt);
  CHECK(code_of(many(limits::value_items + 1)) == Code::too_large);

  const std::string largest = "#" + std::string(limits::body_bytes - 1, ' ');
  CHECK(code_of(largest) == std::nullopt);
  CHECK(code_of(largest + " ") == Code::too_large);
}

TEST_CASE("dots_in_texts_and_comments_are_no_dotted_names") {
  const auto dots = std::string(3 * limits::value_depth, '.');
  for (const auto& text : {cat("a = \"", dots, "\""), cat("a = '", dots, "'"), cat("a = \"\\\"", dots, "\""),
                           cat("a = \"\"\"\n\"", dots, "\n\"\"\"\""), cat("a = '''\n'", dots, "'''"), cat("# ", dots),
                           cat("a = [", repeat("1.5,", 100), "]"), cat("\"", dots, "\" = 1")}) {
    CAPTURE(text);
    CHECK(parse(text, "x.toml").has_value());
  }
}

TEST_CASE("every_language_may_stand_in_quotes_and_comments") {
  // The second line is one that toml++ alone has no defined behaviour for.
  const auto value = parse(
      "\xEF\xBB\xBF# \xC3\xA9\n"
      "a = \"\"\"\\\n  \xC3\xA9\"\"\"\n"
      "\"\xC3\xA9\" = '\xEF\xBB\xB7' # \xEF\xBB\xB7",
      "x.toml");
  REQUIRE(value);
  CHECK(*value == Value(Object{{"a", "\xC3\xA9"}, {"\xC3\xA9", "\xEF\xBB\xB7"}}));
}

TEST_CASE("a_file_cut_short_never_breaks_the_parser") {
  const std::string text = "a.b = \"\"\"x\\u00e9\"\"\"\n[[c.'d']]\ne = [2024-03-06T12:00:00Z, {f = 0x1F, g = 1e-3}]\n";
  REQUIRE(parse(text, "x.toml"));
  for (std::size_t size = 0; size < text.size(); ++size) {
    const auto value = parse(std::string_view(text).substr(0, size), "x.toml");
    if (!value) CHECK(value.error().code == Code::malformed);
  }
}

}  // namespace
}  // namespace heed::toml
