#include "cli/api/body.h"

#include <set>

#include <doctest/doctest.h>

#include "lib/json/json.h"

namespace heed::api {
namespace {

Result<std::string> read_shelf(const std::string& path) {
  if (path == "answers.json") return std::string(R"([{"question":"q1","answer":"yes"}])");
  if (path == "report.json") return std::string(R"({"text":"old","source":"call","marking":"internal"})");
  if (path == "broken.json") return std::string("{");
  return fail(Code::not_found, "no such file", path);
}

struct Line {
  const char* path;
  Given given;
  const char* body;
};

const std::vector<Line> lines{
    {"case open", {{"--title", {"Bridge"}}, {"--regime", {"duty"}}}, R"({"title":"Bridge","regime":"duty"})"},
    {"case open",
     {{"--title", {"@x"}}, {"--regime", {"d"}}, {"--reports", {"r1", "r2"}}},
     R"({"title":"@x","regime":"d","reports":["r1","r2"]})"},
    {"warn release", {{"--warning", {"w1"}}, {"--edition", {"2"}}}, R"({"warning":"w1","edition":2})"},
    {"ack",
     {{"--delivery", {"d1"}},
      {"--who", {"Ada"}},
      {"--capacity", {"guard"}},
      {"--target", {"hall"}},
      {"--window", {"48h"}},
      {"--action", {"close"}}},
     R"({"delivery":"d1","who":"Ada","capacity":"guard",)"
     R"("read_back":{"target":"hall","window":"48h","action":"close"}})"},
    {"ack refuse",
     {{"--delivery", {"d1"}}, {"--who", {"Ada"}}, {"--reason", {"not mine"}}},
     R"({"delivery":"d1","who":"Ada","reason":"not mine"})"},
    {"report receive",
     {{"--from", {"report.json"}},
      {"--text", {"new"}},
      {"--reliability", {"B"}},
      {"--credibility", {"2"}},
      {"--first-awareness-at", {"2024-03-06T12:00:00Z"}}},
     R"({"text":"new","source":"call","marking":"internal","reliability":"B","credibility":"2",)"
     R"("first_awareness":{"at":"2024-03-06T12:00:00Z"}})"},
    {"case assess",
     {{"--case-id", {"c"}},
      {"--target", {"t"}},
      {"--answers", {"@answers.json", R"({"question":"q2","answer":"no"})"}}},
     R"({"case_id":"c","target":"t","answers":[{"question":"q1","answer":"yes"},{"question":"q2","answer":"no"}]})"},
    {"case add-target",
     {{"--case-id", {"c"}}, {"--name", {"Hall"}}, {"--type", {"place"}}, {"--place-circles", {"55.8258,37.3903 2"}}},
     R"({"case_id":"c","name":"Hall","type":"place","place":{"circles":["55.8258,37.3903 2"]}})"},
    {"case add-target",
     {{"--case-id", {"c"}},
      {"--name", {"Hall"}},
      {"--type", {"place"}},
      {"--expected", {R"({"from":"a","until":"b"})"}},
      {"--expected-until", {"c"}}},
     R"({"case_id":"c","name":"Hall","type":"place","expected":{"from":"a","until":"c"}})"},
    {"recipients register",
     {{"--name", {"Hall"}},
      {"--sort", {"venue"}},
      {"--tier", {"venue"}},
      {"--places", {"1,2", "3,4"}},
      {"--contacts", {R"({"channel":"email","address":"a@b.example"})"}}},
     R"({"name":"Hall","sort":"venue","tier":"venue","places":["1,2","3,4"],)"
     R"("contacts":[{"channel":"email","address":"a@b.example"}]})"},
};

TEST_CASE("options_become_the_body_of_a_request") {
  for (const auto& line : lines) {
    CAPTURE(line.path);
    const auto* row = find_row(line.path);
    REQUIRE(row != nullptr);
    const auto body = build_body(*row, line.given, read_shelf);
    REQUIRE_MESSAGE(body, (body ? std::string{} : core::sentence(body.error())));
    CHECK(json::write(*body) == json::write(json::parse(line.body).value()));
  }
}

struct Refused {
  const char* path;
  Given given;
  const char* says;  ///< a part of the sentence
};

const std::vector<Refused> refused{
    {"case open", {}, "needs --title and --regime"},
    {"case open", {{"--title", {"x"}}, {"--from", {"broken.json"}}}, "broken.json: "},
    {"case open", {{"--from", {"missing.json"}}}, "no such file"},
    {"case open", {{"--from", {"answers.json"}}}, "--from: the body of a command is a group of fields"},
    {"warn release", {{"--warning", {"w"}}, {"--edition", {"one"}}}, "--edition: a whole number is wanted"},
    {"warn release", {{"--warning", {"w"}}, {"--edition", {"-1"}}}, "--edition: a whole number is wanted"},
    {"case assess", {{"--answers", {"{"}}}, "--answers: "},
    {"case assess", {{"--answers", {"@broken.json"}}}, "--answers.broken.json: "},
    // A required group is missed by its fields; an optional one only when a part of it is there.
    {"ack", {{"--delivery", {"d"}}, {"--who", {"a"}}, {"--capacity", {"g"}}}, "needs --target, --window and --action"},
    {"case add-target",
     {{"--case-id", {"c"}}, {"--name", {"n"}}, {"--type", {"place"}}, {"--expected-from", {"x"}}},
     "needs --expected-until"},
};

TEST_CASE("a_body_that_cannot_be_built_names_the_option") {
  for (const auto& each : refused) {
    const auto body = build_body(*find_row(each.path), each.given, read_shelf);
    REQUIRE_FALSE(body);
    const auto said = core::sentence(body.error());
    CAPTURE(said);
    CHECK(said.find(each.says) != std::string::npos);
  }
}

TEST_CASE("no_two_fields_of_a_command_have_one_option") {
  std::set<std::string> paths;
  std::set<std::string> commands;
  for (const auto& row : command_rows()) {
    CAPTURE(row.path);
    CHECK(paths.insert(row.path).second);
    CHECK(commands.insert(row.command).second);
    std::set<std::string> names{"--from", "--key", "--hub", "--token-file", "--json", "--help"};
    for (const auto& field : row.fields()) {
      CAPTURE(field.path);
      CHECK(names.insert(option_name(row, field)).second);
    }
  }
}

}  // namespace
}  // namespace heed::api
