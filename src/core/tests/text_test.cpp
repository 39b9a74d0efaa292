#include "core/text.h"

#include <doctest/doctest.h>

#include "core/value.h"

namespace heed::tests {
namespace {

using core::is_clean_utf8;

TEST_CASE("everything_is_joined_in_its_shortest_form") {
  CHECK(cat() == "");
  CHECK(cat("line ", 14, ": ", std::string("x"), 'y', true, -7, 2.5, 1e30) == "line 14: xytrue-72.51e+30");
}

TEST_CASE("texts_are_trimmed_and_split_at_their_blanks") {
  CHECK(core::trimmed(" \t\r\n a b \n") == "a b");
  CHECK(core::trimmed(" \n").empty());
  CHECK(core::split(" a , b ,, c ,", ',') == std::vector<std::string_view>{"a", "b", "c"});
  CHECK(core::split("", ',').empty());
}

TEST_CASE("words_are_listed_as_people_say_them") {
  CHECK(core::listed({}) == "");
  CHECK(core::listed({"a"}) == "a");
  CHECK(core::listed({"a", "b"}) == "a and b");
  CHECK(core::listed({"a", "b", "c"}, "or") == "a, b or c");
}

TEST_CASE("only_well_formed_text_without_control_characters_is_clean") {
  struct Row {
    std::string_view what;
    std::string_view text;
    bool is_clean;
  };
  using namespace std::string_view_literals;
  for (const auto& row : {Row{"nothing", ""sv, true},
                          Row{"tab and newline", "a\tb\nc"sv, true},
                          Row{"two bytes", "é"sv, true},
                          Row{"three bytes", "字"sv, true},
                          Row{"four bytes", "😀"sv, true},
                          Row{"the first of two bytes", "\xc2\xa0"sv, true},
                          Row{"the last code point that may be used", "\xf4\x8f\xbf\xbd"sv, true},
                          Row{"a nul", "a\0b"sv, false},
                          Row{"a carriage return", "a\rb"sv, false},
                          Row{"an escape", "\x1b[31m"sv, false},
                          Row{"delete", "\x7f"sv, false},
                          Row{"a C1 control", "\xc2\x85"sv, false},
                          Row{"a lone continuation", "\x80"sv, false},
                          Row{"cut short", "\xe5\xad"sv, false},
                          Row{"a wrong continuation", "\xc3("sv, false},
                          Row{"overlong slash", "\xc0\xaf"sv, false},
                          Row{"overlong in three", "\xe0\x80\xaf"sv, false},
                          Row{"a surrogate", "\xed\xa0\x80"sv, false},
                          Row{"past the last code point", "\xf4\x90\x80\x80"sv, false},
                          Row{"no character", "\xef\xbf\xbf"sv, false},
                          Row{"a lead that there is not", "\xf8\x88\x80\x80\x80"sv, false}}) {
    CHECK_MESSAGE(is_clean_utf8(row.text) == row.is_clean, row.what);
  }
}

TEST_CASE("text_is_made_safe_between_tags_and_in_quotes") {
  CHECK(core::escaped("<a href=\"x\">R&D's</a>") == "&lt;a href=&quot;x&quot;&gt;R&amp;D&#39;s&lt;/a&gt;");
}

TEST_CASE("a_value_tells_its_members_and_its_form") {
  Value value;
  CHECK(value.form() == "nothing");
  value.set("a", 1).line = 7;
  value.set("b", core::Array{});
  CHECK(value.form() == "a group of fields");
  REQUIRE(value.find("a") != nullptr);
  CHECK(value.find("a")->line == 7);
  CHECK(*value.find("a") == Value(1));
  CHECK(value.find("b")->form() == "a list");
  CHECK(value.find("c") == nullptr);
  CHECK(Value(1).find("a") == nullptr);
}

}  // namespace
}  // namespace heed::tests
