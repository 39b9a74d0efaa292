#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include <doctest/doctest.h>

#include "cli/tools.h"
#include "core/text.h"
#include "lib/json/json.h"

namespace heed::cli {
namespace {

/// A hub that has `count` recipients and gives them in pages as large as asked for.
struct Register {
  std::uint64_t count = 0;
  std::uint64_t largest_page = 1'000;      ///< a larger one is more than a client reads
  std::string first_roles = "[\"host\"]";  ///< of recipient 0
  std::vector<std::string> paths{};
  std::vector<std::string> bodies{};
  std::string folder = (std::filesystem::temp_directory_path() / api::fresh_key()).string();

  explicit Register(std::uint64_t recipients) : count(recipients) {
    std::filesystem::create_directories(folder);
    std::ofstream(path("token")) << "secret";
  }
  ~Register() { std::filesystem::remove_all(folder); }
  Register(const Register&) = delete;
  Register& operator=(const Register&) = delete;

  [[nodiscard]] std::string path(const std::string& name) const { return cat(folder, "/", name); }
  [[nodiscard]] std::string text_of(const std::string& name) const {
    std::ostringstream out;
    out << std::ifstream(path(name)).rdbuf();
    return out.str();
  }

  static std::uint64_t number_in(const std::string& query, const std::string& name) {
    const auto at = query.find(name + "=");
    return at == std::string::npos ? 0 : std::stoull(query.substr(at + name.size() + 1));
  }

  [[nodiscard]] std::string line(std::uint64_t number, bool is_stale) const {
    const auto contact = R"({"channel":"email","address":"=a@b.example","owner":"ann"})";
    if (is_stale) return cat(R"({"recipient":"r)", number, R"(","name":"R","contact":)", contact, "}");
    return cat(R"({"recipient":{"recipient":"r)", number, R"(","name":"R","sort":"venue","tier":"venue","roles":)",
               number == 0 ? first_roles : "[]", R"(,"contacts":[)", contact, R"(]},"entry":{"index":)", number, "}}");
  }

  api::Reply answer(const api::Request& request) {
    paths.push_back(request.path);
    bodies.push_back(request.body);
    if (request.method == "POST") {
      return {200, R"({"count":3,"by_channel":{"email":3,"sms":1},"by_language":{},"by_role":{"host":2},"by_tier":{},)"
                   R"("by_sort":{"venue":3},"not_allowed":2,"unreachable":0})"};
    }
    const auto from = number_in(request.path, "from"), limit = number_in(request.path, "limit");
    if (limit > largest_page) return {413, R"({"detail":"too long","code":"too_large"})"};
    const bool is_stale = request.path.find("stale") != std::string::npos;
    std::string lines;
    const auto end = std::min(count, from + limit);
    for (auto i = from; i < end; ++i) lines += cat(i == from ? "" : ",", line(i, is_stale));
    auto page = cat(is_stale ? R"({"days":90,"stale":[)" : R"({"recipients":[)", lines, "]");
    if (!is_stale) page += cat(",\"total\":", count);
    if (end < count) page += cat(",\"next\":", end);
    return {200, page + "}"};
  }

  struct Ran {
    Exit exit;
    std::string out;
    std::string err;
  };
  Ran run(std::vector<std::string> words) {
    words.insert(words.end(), {"--token-file", path("token")});
    const auto tools =
        client_tools_over([this](const api::Access&, const api::Request& request) { return answer(request); });
    const auto choice = choose(words, tools);
    REQUIRE_MESSAGE(choice, (choice ? std::string{} : core::sentence(choice.error())));
    std::ostringstream out, err;
    auto* out_before = std::cout.rdbuf(out.rdbuf());
    auto* err_before = std::cerr.rdbuf(err.rdbuf());
    const auto exit = choice->tool->run(choice->arguments);
    std::cout.rdbuf(out_before);
    std::cerr.rdbuf(err_before);
    return {exit, out.str(), err.str()};
  }
};

std::size_t lines_in(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

TEST_CASE("the_list_shows_every_page_up_to_its_limit_and_says_how_many_there_are") {
  Register three(3), many(1'203);
  CHECK(three.run({"recipients", "list"}).out.ends_with("\n3 in all.\n"));
  const auto shown = many.run({"recipients", "list"});
  CHECK(shown.exit == Exit::done);
  CHECK(lines_in(shown.out) == 1'002);
  CHECK(shown.out.find("first 1000 of 1203") != std::string::npos);
  CHECK(many.paths ==
        std::vector<std::string>{"/api/v1/recipients?from=0&limit=500", "/api/v1/recipients?from=500&limit=500"});
  const auto all = many.run({"recipients", "list", "--limit", "1203"});
  CHECK(all.out.ends_with("\n1203 in all.\n"));
  const auto document = json::parse(many.run({"recipients", "list", "--limit", "2", "--json"}).out).value();
  CHECK(document.find("recipients")->array()->size() == 2);
  CHECK(*document.find("total") == Value(1'203));
}

TEST_CASE("stale_contacts_are_a_check_and_all_are_counted (DE-8)") {
  Register none(0), some(501);
  const auto clean = none.run({"recipients", "stale"});
  CHECK(clean.exit == Exit::done);
  CHECK(clean.out == "Every contact was verified within the last 90 days.\n");
  const auto found = some.run({"recipients", "stale", "--days", "90", "--limit", "2"});
  CHECK(found.exit == Exit::no);
  CHECK(some.paths.front() == "/api/v1/recipients/stale?days=90&from=0&limit=500");
  CHECK(found.out.find("r1         email    =a@b.example  ann") != std::string::npos);
  CHECK(found.out.find("501 contacts were not verified") != std::string::npos);
  const auto document = json::parse(some.run({"recipients", "stale", "--json"}).out).value();
  CHECK(*document.find("count") == Value(501));
  CHECK(document.find("stale")->array()->size() == 501);
}

TEST_CASE("an_export_holds_every_page_in_either_form") {
  Register many(1'203);
  const auto told = many.run({"recipients", "export", "-o", many.path("r.jsonl")});
  CHECK(told.exit == Exit::done);
  CHECK(told.out == cat("1203 recipients are in ", many.path("r.jsonl"), ".\n"));
  CHECK(told.err.empty());
  const auto text = many.text_of("r.jsonl");
  CHECK(lines_in(text) == 1'203);
  CHECK(text.starts_with(R"({"recipient":"r0","name":"R","sort":"venue","roles":["host"],"tier":"venue",)"));
  const auto as_csv = many.run({"recipients", "export"});
  CHECK(as_csv.out.starts_with("recipient,name,sort,"));
  CHECK(lines_in(as_csv.out) == 1'204);
  CHECK(as_csv.err.starts_with("1203 rows have a cell that a spreadsheet may take for a formula"));
  const auto as_json = many.run({"recipients", "export", "--format", "csv", "-o", many.path("r.txt"), "--json"});
  CHECK(as_json.out == "{\"recipients\":1203,\"formulas\":1203}\n");
  CHECK(many.text_of("r.txt") == as_csv.out);
  CHECK(many.run({"recipients", "export", "--json"}).exit == Exit::usage);
}

TEST_CASE("an_export_that_fails_leaves_no_file_and_names_the_recipient_and_its_field") {
  Register odd(3);
  odd.first_roles = "[\"a;b\"]";
  const auto refused = odd.run({"recipients", "export", "-o", odd.path("r.csv")});
  CHECK(refused.exit == Exit::no);
  CHECK(refused.err.find("r0.roles") != std::string::npos);
  CHECK(refused.err.find("--format jsonl") != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(odd.path("r.csv")));
  CHECK_FALSE(std::filesystem::exists(odd.path("r.csv.part")));
  CHECK(odd.run({"recipients", "export", "-o", odd.path("none/r.jsonl")}).exit == Exit::failed);
}

TEST_CASE("pages_that_are_too_long_for_one_answer_are_asked_for_in_smaller_ones") {
  Register large(300);
  large.largest_page = 130;
  CHECK(large.run({"recipients", "list"}).out.ends_with("\n300 in all.\n"));
  CHECK(large.paths[2] == "/api/v1/recipients?from=0&limit=125");
  large.largest_page = 0;
  const auto failed = large.run({"recipients", "list"});
  CHECK(failed.exit == Exit::no);
  CHECK(failed.err == "heed: too long\n");
}

TEST_CASE("a_preview_asks_for_the_reach_and_tells_the_counts") {
  Register hub(0);
  const auto told =
      hub.run({"audience", "preview", "--circle", "48.8,2.3,1", "--roles", "host,police", "--roles", "a", "--groups",
               "g", "--tier", "venue", "--from", "2024-03-06T12:00:00Z", "--until", "2024-03-07T12:00:00Z"});
  CHECK(told.exit == Exit::done);
  CHECK(hub.paths == std::vector<std::string>{"/api/v1/audience/preview"});
  CHECK(hub.bodies.front() ==
        R"({"reach":{"tier":"venue","area":{"circles":["48.8,2.3 1"]},"roles":["host","police","a"],"groups":["g"]},)"
        R"("during":{"from":"2024-03-06T12:00:00Z","until":"2024-03-07T12:00:00Z"}})");
  CHECK(told.out ==
        "3 would be told.\n  by channel: email 3, sms 1\n  by role: host 2\n  by sort: venue 3\n"
        "2 more are covered, and may not be told this tier.\n");
  const auto document = json::parse(hub.run({"audience", "preview", "--roles", "host", "--json"}).out).value();
  CHECK(*document.find("not_allowed") == Value(2));
}

TEST_CASE("a_preview_may_ask_for_geocodes (PU-3)") {
  Register hub(0);
  CHECK(hub.run({"audience", "preview", "--geocodes", "NUTS=DE30,SAME=006037", "--from", "2024-03-06T12:00:00Z",
                 "--until", "2024-03-07T12:00:00Z"})
            .exit == Exit::done);
  CHECK(hub.bodies.front().starts_with(
      R"({"reach":{"tier":"direct","geocodes":[{"system":"NUTS","code":"DE30"},{"system":"SAME","code":"006037"}]},)"));
}

TEST_CASE("a_preview_that_is_not_understood_asks_nothing") {
  Register hub(0);
  struct Wrong {
    std::vector<std::string> words;
    std::string says;
  };
  const std::vector<Wrong> table{
      {{}, "say whom to look for"},
      {{"--roles", ","}, "say whom to look for"},
      {{"--circle", "0,0"}, "circle 1"},
      {{"--geocodes", "NUTS=DE30,DE40"}, "--geocodes"},
      {{"--geocodes", "NUTS="}, "--geocodes"},
      {{"--roles", "a", "--tier", "all"}, "--tier"},
      {{"--roles", "a", "--from", "today"}, "--from"},
      {{"--roles", "a", "--from", "2024-03-06T12:00:00Z", "--until", "2024-03-06T12:00:00Z"}, "--until"}};
  for (const auto& row : table) {
    std::vector<std::string> words{"audience", "preview"};
    words.insert(words.end(), row.words.begin(), row.words.end());
    const auto refused = hub.run(words);
    CHECK(refused.exit == Exit::usage);
    CHECK_MESSAGE(refused.err.find(row.says) != std::string::npos, refused.err);
  }
  CHECK(hub.paths.empty());
}

}  // namespace
}  // namespace heed::cli
