#include "lib/json/json.h"

#include <bit>
#include <cmath>
#include <limits>
#include <random>

#include <doctest/doctest.h>

#include "core/limits.h"
#include "core/text.h"

namespace heed::json {
namespace {

using core::Array;
using core::Object;

std::string repeat(std::string_view piece, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += piece;
  return out;
}

TEST_CASE("a_document_becomes_its_value") {
  struct Row {
    std::string_view text;
    Value expected;
  };
  const Row rows[] = {
      {"null", {}},
      {" true ", true},
      {"false", false},
      {"0", 0},
      {"-0", 0},
      {"-17", -17},
      {"9223372036854775807", std::numeric_limits<std::int64_t>::max()},
      {"-9223372036854775808", std::numeric_limits<std::int64_t>::min()},
      {"9223372036854775808", 9223372036854775808.0},
      {"-9223372036854775809", -9223372036854775809.0},
      {"18446744073709551616", 18446744073709551616.0},
      {"1.0", 1.0},
      {"-0.0", -0.0},
      {"2e3", 2000.0},
      {"5.48991E1", 54.8991},
      {"0.1", 0.1},
      {"1.7976931348623157e308", 1.7976931348623157e308},
      {"2.2250738585072011e-308", 2.2250738585072011e-308},
      {"123456789012345678901234567890.123", 123456789012345678901234567890.123},
      {R"("")", ""},
      {R"("a\"b\\c\/d\b\f\n\r\t")", "a\"b\\c/d\b\f\n\r\t"},
      {R"("\u0041\u00e9\ud83d\ude00")", "A\xC3\xA9\xF0\x9F\x98\x80"},
      {R"("\u0000")", std::string(1, '\0')},
      {"[]", Array{}},
      {"{}", Object{}},
      {"[1, \"a\", [null]]", Array{1, "a", Array{Value{}}}},
      {R"({"b":1,"a":{"c":[]}})", Object{{"b", 1}, {"a", Object{{"c", Array{}}}}}},
      {R"({"":1,"\u0061":2})", Object{{"", 1}, {"a", 2}}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const auto value = parse(row.text);
    REQUIRE(value);
    CHECK(*value == row.expected);
  }
}

TEST_CASE("what_is_not_strict_json_is_refused_with_its_place") {
  struct Row {
    std::string_view text;
    std::string_view begins;
  };
  const Row rows[] = {
      {"", "line 1, column 1: the text is empty"},
      {" \n ", "line 1, column 1: the text is empty"},
      {"{\"a\": 1,\n \"b\": 2,}", "line 2, column 9: \"}\" cannot stand here"},
      {"[1,]", "line 1, column 4: \"]\" cannot stand here"},
      {"[1 2]", "line 1, column 4: \"2\" cannot stand here"},
      {"{'a': 1}", "line 1, column 2: \"'\" cannot stand here"},
      {"{\"a\" 1}", "line 1, column 6: \"1\" cannot stand here"},
      {"nul", "line 1, column 4: the text ends too early"},
      {"{\"a\":\n[1", "line 2, column 3: the text ends too early"},
      {"\"abc", "line 1, column 5: the text ends too early"},
      {"[\"a\nb\"]", "line 1, column 4: a line break or control character"},
      {"// no comments\n1", "line 1, column 1: \"/\" cannot stand here"},
      {"{} x", "line 1, column 4: something follows the end"},
      {"{}\n\n{}", "line 3, column 1: something follows the end"},
      {"1 2", "line 1, column 3: something follows the end"},
      {"NaN", "line 1, column 1: \"N\" cannot stand here"},
      {"01", "line 1, column 2: something follows the end"},
      {"+1", "line 1, column 1: \"+\" cannot stand here"},
      {"[.5]", "line 1, column 2: \".\" cannot stand here"},
      {"[\n1e999]", "line 2: this number is too large or too small"},
      {"[-1e999]", "line 1: this number is too large or too small"},
      {"[1e99999999999999999999]", "line 1, column "},
      {"\"\xFF\"", "line 1, column 2: this is not JSON in UTF-8"},
      {"\"\xC0\x80\"", "line 1, column 2: this is not JSON in UTF-8"},
      {"\"\xED\xA0\x80\"", "line 1, column 2: this is not JSON in UTF-8"},
      {"\xEF\xBB\xBF{}", "line 1, column 1: this is not JSON in UTF-8"},
      {"[\"\xC3\xA9\", x]", "line 1, column 7: \"x\" cannot stand here"},
      {R"("\ud83d")", "line 1, column "},
      {R"("\u12x4")", "line 1, column "},
      {R"("\q")", "line 1, column "},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const auto value = parse(row.text);
    REQUIRE_FALSE(value);
    CHECK(value.error().code == Code::malformed);
    CHECK(value.error().detail.substr(0, row.begins.size()) == row.begins);
  }
}

TEST_CASE("a_second_member_of_the_same_name_is_refused_by_name_and_line") {
  const auto small = parse("{\"a\": 1,\n\"b\": {\"a\": 2},\n\"a\": 3}");
  REQUIRE_FALSE(small);
  CHECK(small.error().code == Code::malformed);
  CHECK(small.error().detail == "line 3: the member \"a\" stands twice in one object; keep one of them");

  std::string large = "{";
  for (int i = 0; i < 40; ++i) large += cat("\"m", i, "\": 0,\n");
  CHECK(parse(large + "\"last\": 1}").has_value());
  const auto refused = parse(large + "\"m7\": 1}");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().detail == "line 41: the member \"m7\" stands twice in one object; keep one of them");
  // The same name once plainly and once escaped is the same name.
  CHECK_FALSE(parse(R"({"a": 1, "\u0061": 2})"));
}

TEST_CASE("members_and_elements_know_their_line") {
  const auto value = parse("\n\n{ \"a\": [\n  1,\r\n\n  {\n \"b\"\n:\n2}\n ], \"c\": \"\\n\" }\n");
  REQUIRE(value);
  CHECK(value->line == 3);
  CHECK(value->find("a")->line == 3);
  const auto& list = *value->find("a")->array();
  CHECK(list[0].line == 4);
  CHECK(list[1].line == 6);
  CHECK(list[1].find("b")->line == 9);
  CHECK(value->find("c")->line == 10);
}

TEST_CASE("limits_hold_at_the_limit_and_one_past") {
  const auto nested = [](std::size_t depth) { return parse(repeat("[", depth) + repeat("]", depth)); };
  CHECK(nested(limits::value_depth).has_value());
  REQUIRE_FALSE(nested(limits::value_depth + 1));
  CHECK(nested(limits::value_depth + 1).error().code == Code::too_large);
  CHECK(nested(100'000).error().code == Code::too_large);
  // Depth is counted rightly across lines too.
  CHECK(parse(repeat("[\n", limits::value_depth) + repeat("]\n", limits::value_depth)).has_value());
  CHECK_FALSE(parse(repeat("[\n", limits::value_depth + 1) + repeat("]\n", limits::value_depth + 1)).has_value());

  const auto many = [](std::size_t items) { return parse("[0" + repeat(",0", items - 1) + "]"); };
  CHECK(many(limits::value_items).has_value());
  REQUIRE_FALSE(many(limits::value_items + 1));
  CHECK(many(limits::value_items + 1).error().code == Code::too_large);

  const std::string largest(limits::import_bytes, ' ');
  CHECK(parse("1" + largest.substr(1)).has_value());
  CHECK(parse("1" + largest).error().code == Code::too_large);
}

TEST_CASE("a_value_is_written_in_one_way_only") {
  struct Row {
    Value value;
    std::string_view expected;
  };
  const Row rows[] = {
      {{}, "null"},
      {true, "true"},
      {-5, "-5"},
      {std::numeric_limits<std::int64_t>::min(), "-9223372036854775808"},
      {5.0, "5.0"},
      {-0.0, "-0.0"},
      {0.1, "0.1"},
      {1e30, "1e+30"},
      {54.8991, "54.8991"},
      {5e-324, "5e-324"},
      {"q\" b\\ s/ \n\t\x01\x1f\x7f \xC3\xA9", "\"q\\\" b\\\\ s/ \\n\\t\\u0001\\u001f\x7f \xC3\xA9\""},
      {Array{}, "[]"},
      {Object{}, "{}"},
      {Array{1, Array{}, "a"}, "[1,[],\"a\"]"},
      {Object{{"b", 1}, {"a\n", Value{}}}, "{\"b\":1,\"a\\n\":null}"},
  };
  for (const auto& row : rows) CHECK(write(row.value) == row.expected);
  CHECK(write_pretty(Object{{"a", Array{1, Object{}}}, {"b", Object{{"c", false}}}}) ==
        "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": {\n    \"c\": false\n  }\n}");
}

class RandomValues {
 public:
  Value value(int depth = 0) {
    switch (draw(depth < 5 ? 7 : 5)) {
      case 0: return {};
      case 1: return draw(2) == 0;
      case 2: return static_cast<std::int64_t>(engine_()) >> draw(64);
      case 3: return number();
      case 4: return text();
      case 5: return list(depth);
      default: return group(depth);
    }
  }

 private:
  std::size_t draw(std::size_t below) { return engine_() % below; }
  double number() {
    const double drawn = std::bit_cast<double>(engine_());
    return std::isfinite(drawn) ? drawn : 0.25;
  }
  std::string text() {
    static constexpr std::string_view pieces[] = {"a",    "\"", "\\", "\n", "\x01", "\xC3\xA9", "\xF0\x9F\x98\x80",
                                                  " word"};
    std::string out;
    for (std::size_t i = draw(20); i > 0; --i) out += pieces[draw(std::size(pieces))];
    return out;
  }
  Array list(int depth) {
    Array out(draw(6));
    for (auto& element : out) element = value(depth + 1);
    return out;
  }
  Object group(int depth) {
    Object out;
    for (std::size_t i = draw(25); i > 0; --i) out.emplace_back(cat(i, text()), value(depth + 1));
    return out;
  }

  std::mt19937_64 engine_{20240322};
};

TEST_CASE("what_is_written_reads_back_as_the_same_value") {
  RandomValues random;
  for (int round = 0; round < 2'000; ++round) {
    const auto value = random.value();
    const auto text = write(value);
    const auto compact = parse(text);
    const auto pretty = parse(write_pretty(value));
    REQUIRE(compact);
    REQUIRE(pretty);
    REQUIRE(*compact == value);
    REQUIRE(*pretty == value);
    REQUIRE(write(*compact) == text);
  }
}

TEST_CASE("a_document_cut_short_is_refused") {
  const std::string text = "{\"a\": [1.5, true, null, \"\\u00e9\\n\"],\n\"b\": {\"c\": -12}\n}";
  REQUIRE(parse(text));
  for (std::size_t size = 0; size < text.size(); ++size) {
    const auto value = parse(std::string_view(text).substr(0, size));
    REQUIRE_FALSE(value);
    CHECK(value.error().code == Code::malformed);
  }
}

}  // namespace
}  // namespace heed::json
