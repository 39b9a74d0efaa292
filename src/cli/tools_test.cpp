#include "cli/tools.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include <doctest/doctest.h>

#include "cli/api/commands.h"
#include "core/text.h"

namespace heed::cli {
namespace {

/// What a tool printed while this stood.
class Captured {
 public:
  Captured() : out_(std::cout.rdbuf(out_text_.rdbuf())), err_(std::cerr.rdbuf(err_text_.rdbuf())) {}
  ~Captured() {
    std::cout.rdbuf(out_);
    std::cerr.rdbuf(err_);
  }
  Captured(const Captured&) = delete;
  Captured& operator=(const Captured&) = delete;
  [[nodiscard]] std::string out() const { return out_text_.str(); }
  [[nodiscard]] std::string err() const { return err_text_.str(); }

 private:
  std::ostringstream out_text_;
  std::ostringstream err_text_;
  std::streambuf* out_;
  std::streambuf* err_;
};

/// A hub that gives one answer, a token file, and what was asked.
struct Bench {
  api::Reply reply{200, R"({"entry":7,"name":"made"})"};
  std::vector<api::Request> asked;
  std::vector<std::string> tokens;
  std::string folder = (std::filesystem::temp_directory_path() / api::fresh_key()).string();

  Bench() {
    std::filesystem::create_directories(folder);
    write("token", "secret\n");
  }
  ~Bench() { std::filesystem::remove_all(folder); }
  Bench(const Bench&) = delete;
  Bench& operator=(const Bench&) = delete;

  [[nodiscard]] std::string path(const std::string& name) const { return cat(folder, "/", name); }
  void write(const std::string& name, const std::string& text) const { std::ofstream(path(name)) << text; }

  struct Ran {
    Exit exit;
    std::string out;
    std::string err;
  };
  Ran run(std::vector<std::string> words) {
    const api::Wire wire = [this](const api::Access& access, const api::Request& request) -> Result<api::Reply> {
      asked.push_back(request);
      tokens.push_back(access.token);
      return reply;
    };
    words.insert(words.end(), {"--token-file", path("token")});
    const auto tools = client_tools_over(wire);
    const auto choice = choose(words, tools);
    REQUIRE_MESSAGE(choice, (choice ? std::string{} : core::sentence(choice.error())));
    const Captured captured;
    const auto exit = choice->tool->run(choice->arguments);
    return {exit, captured.out(), captured.err()};
  }
};

struct Asked {
  std::vector<std::string> words;
  const char* method;
  const char* path;
  const char* body;
};

TEST_CASE("a_command_line_asks_the_hub_for_what_it_says") {
  const std::vector<Asked> table{
      {{"report", "close", "--report", "r1", "--reason", "a joke"},
       "POST",
       "/api/v1/commands/close_report",
       R"({"report":"r1","reason":"a joke"})"},
      {{"warn", "release", "--warning", "w", "--edition", "1"},
       "POST",
       "/api/v1/commands/release_warning",
       R"({"warning":"w","edition":1})"},
      {{"respond", "measure", "--warning", "w", "--recipient", "hall", "--what", "doors", "--from-time", "t"},
       "POST",
       "/api/v1/commands/report_measure",
       R"({"warning":"w","recipient":"hall","what":"doors","from":"t"})"},
      {{"case", "list"}, "GET", "/api/v1/cases", ""},
      {{"case", "show", "a/b"}, "GET", "/api/v1/cases/a%2Fb", ""},
      {{"case", "review", "c"}, "GET", "/api/v1/cases/c/review", ""},
      {{"case", "review", "c", "--as-of", "2024-01-01T00:00:00Z"},
       "GET",
       "/api/v1/cases/c/review?as_of=2024-01-01T00%3A00%3A00Z",
       ""},
      {{"report", "list", "--stage", "received"}, "GET", "/api/v1/reports?stage=received", ""},
      {{"warn", "list"}, "GET", "/api/v1/watch", ""},
      {{"watch"}, "GET", "/api/v1/watch", ""},
      {{"record", "show"}, "GET", "/api/v1/record", ""},
      {{"record", "show", "12"}, "GET", "/api/v1/record/12", ""},
  };
  for (const auto& line : table) {
    CAPTURE(core::listed(line.words));
    Bench bench;
    CHECK(bench.run(line.words).exit == Exit::done);
    REQUIRE(bench.asked.size() == 1);
    CHECK(bench.asked[0].method == line.method);
    CHECK(bench.asked[0].path == line.path);
    CHECK(bench.asked[0].body == line.body);
    CHECK(bench.asked[0].key.empty() == (std::string_view(line.method) == "GET"));
    CHECK(bench.tokens[0] == "secret");
  }
}

TEST_CASE("every_command_of_the_table_is_a_tool") {
  const auto tools = client_tools();
  for (const auto& row : api::command_rows()) {
    const auto is_it = [&](const Tool& tool) { return tool.path == row.path; };
    CHECK_MESSAGE(std::count_if(tools.begin(), tools.end(), is_it) == 1, row.path);
  }
}

TEST_CASE("an_answer_is_a_sentence_or_the_document") {
  Bench bench;
  const std::vector<std::string> words{"report", "close", "--report", "r", "--reason", "x", "--key", "mine"};
  CHECK(bench.run(words).out == "Done: made (entry 7).\n");
  CHECK(bench.asked[0].key == "mine");
  auto with_json = words;
  with_json.emplace_back("--json");
  CHECK(bench.run(with_json).out == "{\"entry\":7,\"name\":\"made\"}\n");
  bench.reply.body = R"({"entry":7,"name":"made","is_repeat":true})";
  CHECK(bench.run(words).out == "Done before, under this key: made (entry 7).\n");
}

TEST_CASE("a_refusal_is_told_where_it_is_looked_for") {
  Bench bench;
  bench.reply = {422, R"({"detail":"the drafter may not release","code":"refused","place":"edition"})"};
  const std::vector<std::string> words{"warn", "release", "--warning", "w", "--edition", "1"};
  const auto plain = bench.run(words);
  CHECK(plain.exit == Exit::no);
  CHECK(plain.out.empty());
  CHECK(plain.err == "heed: edition: the drafter may not release\n");
  auto with_json = words;
  with_json.emplace_back("--json");
  const auto told = bench.run(with_json);
  CHECK(told.err.empty());
  CHECK(told.out ==
        "{\"error\":{\"code\":\"refused\",\"detail\":\"the drafter may not release\",\"place\":\"edition\"}}\n");
}

TEST_CASE("without_a_right_row_or_leave_to_skip_nothing_is_sent") {
  Bench bench;
  bench.write("bad.csv", "recipient,name,contact1_channel,contact1_address\na,A,webhook,https://a.example\nb,,x,y\n");
  const auto file = bench.path("bad.csv");
  const auto refused = bench.run({"recipients", "import", file});
  CHECK(refused.exit == Exit::no);
  CHECK(refused.err.find("line 3, column 2 (\"name\")") != std::string::npos);
  CHECK(bench.run({"recipients", "import", file, "--dry-run"}).exit == Exit::no);
  CHECK(bench.asked.empty());
  const auto skipped = bench.run({"recipients", "import", file, "--skip-bad"});
  CHECK(skipped.exit == Exit::done);
  CHECK(skipped.out.find("1 of 2 recipients are registered.\n1 rows were skipped:\n  line 3") != std::string::npos);
  REQUIRE(bench.asked.size() == 1);
  CHECK(bench.asked[0].path == "/api/v1/commands/register_recipients");
  CHECK(bench.asked[0].body == R"({"recipients":[{"recipient":"a","name":"A","sort":"organisation","tier":"public",)"
                               R"("contacts":[{"channel":"webhook","address":"https://a.example"}]}]})");
  bench.run({"recipients", "import", file, "--skip-bad"});
  CHECK(bench.asked[1].key == bench.asked[0].key);
}

TEST_CASE("who_is_inside_is_told_in_four_forms") {
  Bench bench;
  bench.write("p.csv", "id,lat,lon\na,48.8566,2.3522\nb,10,10\n");
  const auto resolve = [&](std::vector<std::string> more) {
    std::vector<std::string> words{"audience", "resolve", "--recipients", bench.path("p.csv")};
    words.insert(words.end(), more.begin(), more.end());
    const std::vector<Tool> tools{resolve_tool()};
    const auto choice = choose(words, tools);
    REQUIRE(choice);
    const Captured captured;
    CHECK(choice->tool->run(choice->arguments) == Exit::done);
    return captured.out();
  };
  CHECK(resolve({"--circle", "48.8566,2.3522,1", "--ids"}) == "a\n");
  CHECK(resolve({"--circle", "-48.8566,2.3522,1", "--count"}) == "0\n");
  CHECK(resolve({"--circle", "48.8566,2.3522,1"}).find("a   in circle 1\n") != std::string::npos);
  CHECK(resolve({"--polygon", "48,2 49,2 49,3", "--json", "--count"}) ==
        "{\"area\":{\"polygons\":[\"48,2 49,2 49,3 48,2\"]},\"asked\":2,\"count\":1}\n");
}

}  // namespace
}  // namespace heed::cli
