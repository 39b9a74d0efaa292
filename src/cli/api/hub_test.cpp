#include "cli/api/hub.h"

#include <doctest/doctest.h>

#include "cli/api/table.h"
#include "lib/json/json.h"

namespace heed::api {
namespace {

struct Answered {
  int status;
  const char* body;
  Code code;
  const char* says;
};

TEST_CASE("what_the_hub_refuses_is_told_as_it_said_it") {
  const std::vector<Answered> table{
      {403, R"({"title":"Forbidden","detail":"your role may not","code":"forbidden","place":"x"})", Code::forbidden,
       "x: your role may not"},
      {422, R"({"title":"Unprocessable","code":"refused"})", Code::refused, "Unprocessable"},
      {422, R"({"detail":"new","code":"a code of tomorrow"})", Code::refused, "new"},
      {409, "{}", Code::conflict, "HTTP status 409"},
      {502, "<html>", Code::unavailable, "is this the address of a hub?"},
      {301, "", Code::internal, "is this the address of a hub?"},
      {200, "<html>", Code::internal, "is no JSON"},
  };
  for (const auto& row : table) {
    CAPTURE(row.body);
    const auto wire = [&](const Access&, const Request&) -> Result<Reply> { return Reply{row.status, row.body}; };
    const auto answer = ask(wire, {"http://hub.example", "t"}, {});
    REQUIRE_FALSE(answer);
    CHECK(answer.error().code == row.code);
    CHECK(core::sentence(answer.error()).find(row.says) != std::string::npos);
  }
}

TEST_CASE("a_hub_that_does_not_answer_is_named") {
  const auto wire = [](const Access&, const Request&) -> Result<Reply> { return fail(Code::unavailable, "refused"); };
  const auto answer = ask(wire, {"http://hub.example", "t"}, {});
  REQUIRE_FALSE(answer);
  CHECK(answer.error().detail.find("http://hub.example") != std::string::npos);
}

TEST_CASE("a_name_with_a_slash_is_one_piece_of_a_path") {
  CHECK(encoded("hall/1/venue") == "hall%2F1%2Fvenue");
  CHECK(encoded("a-b_c.d~9") == "a-b_c.d~9");
  CHECK(encoded("é?") == "%C3%A9%3F");
}

TEST_CASE("two_keys_differ") { CHECK(fresh_key() != fresh_key()); }

TEST_CASE("tables_are_aligned_by_letters_and_cannot_steer_a_terminal") {
  const auto rows = json::parse(R"([{"a":"é","b":{"c":[{"d":"x"},{"d":"y"}]}},{"a":"long","b":{"c":[]}},)"
                                R"({"a":"\u001b[2J\u009b","b":{"c":[{"d":1}]}}])");
  CHECK(table(rows.value(), {{"A", "a"}, {"D", "b.c.d"}}) ==
        "A      D\n"
        "é      x, y\n"
        "long\n"
        " [2J   1\n");
  CHECK(table(Value{}, {{"A", "a"}}) == "none\n");
}

TEST_CASE("a_long_cell_is_cut_but_for_the_last") {
  const std::string forty_four(44, 'x');
  const Value rows = core::Array{core::Object{{"a", forty_four}, {"b", "1"}}, core::Object{{"a", forty_four + "x"}}};
  const auto text = table(rows, {{"A", "a"}, {"B", "b"}});
  CHECK(text.find(forty_four + "  1\n") != std::string::npos);
  CHECK(text.find(std::string(43, 'x') + "…\n") != std::string::npos);
  CHECK(table(rows, {{"A", "a"}}).find(forty_four + "x\n") != std::string::npos);
}

TEST_CASE("a_map_is_shown_by_its_members") {
  const auto map = json::parse(R"({"hall":{"threat":"open"},"yard":{"threat":"removed"}})");
  CHECK(table(map.value(), {{"Threat", "threat"}}) == "Threat\nopen\nremoved\n");
}

}  // namespace
}  // namespace heed::api
