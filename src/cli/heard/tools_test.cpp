#include "cli/heard/tools.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include <doctest/doctest.h>

#include "cli/heard/parts.h"
#include "core/text.h"
#include "lib/capfeed/document.h"
#include "lib/json/json.h"

namespace heed::heard {
namespace {

using cli::Exit;

const std::string digest_a = "aaaa0000000000000000000000000000000000000-A";
const std::string digest_b = "aaaa1111111111111111111111111111111111111_B";

std::string alert(const std::string& digest, const std::string& more = {}, const std::string& status = "Actual") {
  return cat(R"({"sender":"met.example","identifier":"one","sent":"2026-11-23T02:00:00Z","digest":")", digest,
             R"(","standing":"standing","msg_type":"Alert","scope":"Public","status":")", status, R"(",)",
             R"("infos":[{"event":"Flood","headline":"The river\u001b[2J rises"}],)",
             R"("stands_until":"2026-11-23T18:00:00Z","is_reused":false,"entry":7)", more, "}");
}

/// A hub that knows two alerts, a page each, and takes what is pushed as it is told to.
struct Hub {
  std::vector<api::Request> asked{};
  std::vector<api::Reply> pushes{};  ///< answers to pushes, in their order
  std::string feeds = R"({"feeds":[]})";
  std::string first = alert(digest_a, R"(,"ways":[])");
  std::string view{};
  std::string bytes = std::string("\xFF\xFE<\0a\r\n\0", 8);
  std::string folder = (std::filesystem::temp_directory_path() / api::fresh_key()).string();

  Hub() {
    std::filesystem::create_directories(folder);
    write("token", "secret");
  }
  ~Hub() { std::filesystem::remove_all(folder); }
  Hub(const Hub&) = delete;
  Hub& operator=(const Hub&) = delete;

  [[nodiscard]] std::string path(const std::string& name) const { return cat(folder, "/", name); }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(path(name), std::ios::binary) << text;
  }
  [[nodiscard]] std::string text_of(const std::string& name) const {
    std::ostringstream out;
    out << std::ifstream(path(name), std::ios::binary).rdbuf();
    return out.str();
  }

  Result<api::Reply> answer(const api::Request& request) {
    asked.push_back(request);
    if (request.method == "POST") {
      if (pushes.empty()) return fail(Code::unavailable, "nobody is there");
      auto reply = pushes.front();
      pushes.erase(pushes.begin());
      return reply;
    }
    if (request.path == "/api/v1/feeds") return api::Reply{200, feeds};
    if (request.path.ends_with("/original")) {
      if (request.path.find(digest_b) == std::string::npos) return api::Reply{200, bytes};
      return api::Reply{404, R"({"detail":"no bytes of this digest are kept","code":"not_found","place":"digest"})"};
    }
    if (request.path.find("?limit=") == std::string::npos) return api::Reply{200, view};
    const bool is_second = request.path.find("before=8") != std::string::npos;
    return api::Reply{200, is_second ? cat(R"({"alerts":[)", alert(digest_b), R"(],"total":1})")
                                     : cat(R"({"alerts":[)", first, R"(],"total":2,"next":8})")};
  }

  struct Ran {
    Exit exit;
    std::string out;
    std::string err;
  };
  Ran run(std::vector<std::string> words) {
    words.insert(words.end(), {"--token-file", path("token")});
    const auto tools = heard_tools([this](const api::Access&, const api::Request& request) { return answer(request); });
    const auto choice = cli::choose(words, tools);
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

TEST_CASE("the_list_has_two_lines_an_alert_and_cannot_steer_a_terminal") {
  Hub hub;
  const auto ran = hub.run({"alerts", "list"});
  CHECK(ran.exit == Exit::done);
  CHECK(ran.out ==
        "aaaa0000  standing    until 2026-11-23 18:00Z  met.example\n"
        "          The river [2J rises\n"
        "aaaa1111  standing    until 2026-11-23 18:00Z  met.example\n"
        "          The river [2J rises\n"
        "2 alerts.\n");
  REQUIRE(hub.asked.size() == 2);
  CHECK(hub.asked[0].path == "/api/v1/alerts?limit=500");
  CHECK(hub.asked[1].path == "/api/v1/alerts?limit=500&before=8");
}

TEST_CASE("what_must_not_be_overlooked_stands_before_the_words_of_an_alert") {
  Hub hub;
  hub.first = alert(digest_a, R"(,"is_altered":true)", "Exercise");
  CHECK(hub.run({"alerts", "list", "--limit", "1"}).out.find("\n          [Exercise] [altered] The river") !=
        std::string::npos);
}

TEST_CASE("the_list_of_one_standing_stops_at_its_limit") {
  Hub hub;
  const auto ran = hub.run({"alerts", "list", "--standing", "replaced", "--limit", "1"});
  CHECK(ran.out.ends_with("These are the newest 1 of 2; --limit NUMBER shows more.\n"));
  REQUIRE(hub.asked.size() == 1);
  CHECK(hub.asked[0].path == "/api/v1/alerts?limit=500&standing=replaced");
  CHECK(hub.run({"alerts", "list", "--concerning", "--limit", "1"}).exit == Exit::done);
  CHECK(hub.asked[1].path == "/api/v1/alerts?limit=500&concerning=true");
  const auto document = json::parse(hub.run({"alerts", "list", "--limit", "1", "--json"}).out).value();
  CHECK(document.find("alerts")->array()->size() == 1);
  CHECK(*document.find("total") == Value(2));
}

TEST_CASE("an_alert_is_shown_with_what_became_of_it") {
  Hub hub;
  hub.view = alert(
      digest_a,
      R"(,"is_altered":true,"is_assumed":true,"signature":"broken","errors":2,"warnings":0,"findings":["E1","E2"],)"
      R"("concerns":{"venues":2,"persons":1,"codes_left_out":1},)"
      R"("places":[{"recipient":"hall","name":"The hall\u001b","sort":"venue","why":["in polygon 1","role host"]}],)"
      R"("ways":[{"way":{"feed":"north","address":"https://n.example/1"},"at":"2026-11-23T02:01:00Z"}],)"
      R"("references":[{"reference":{"sender":"s","identifier":"zero"},"link":"missing","said":"no such message"}],)"
      R"("corroborated_by":[{"alert":{"identity":{"sender":"o","identifier":"i"}},"reasons":["both say Flood"]}])");
  const auto ran = hub.run({"alerts", "show", digest_a});
  CHECK(ran.exit == Exit::done);
  CHECK(hub.asked.back().path == cat("/api/v1/alerts/", digest_a));
  for (const auto* said :
       {"(assumed: it names no end itself)", "BROKEN", "2 errors, 0 warnings: E1, E2",
        "2 venues and 1 person; 1 code of places could not be looked up", "The hall",

        "(venue)\n    in polygon 1, role host", "Altered:", "2026-11-23 02:01Z  north\n    https://n.example/1",
        "missing: no such message", "o: i\n    both say Flood", "none; \"heed alerts report\" makes one"}) {
    CHECK_MESSAGE(ran.out.find(said) != std::string::npos, ran.out);
  }
  CHECK(ran.out.find("Reused") == std::string::npos);
  CHECK(ran.out.find('\x1b') == std::string::npos);
  CHECK(json::parse(hub.run({"alerts", "show", digest_a, "--json"}).out).value() == json::parse(hub.view).value());
}

TEST_CASE("the_first_letters_of_a_digest_name_an_alert_when_they_are_of_one_alone") {
  Hub hub;
  hub.view = alert(digest_b);
  CHECK(hub.run({"alerts", "show", "aaaa1"}).exit == Exit::done);
  CHECK(hub.asked.back().path == cat("/api/v1/alerts/", digest_b));
  const auto both = hub.run({"alerts", "show", "aaaa"});
  CHECK(both.exit == Exit::no);
  CHECK(both.err.find("2 alerts begin with \"aaaa\"") != std::string::npos);
  CHECK(hub.run({"alerts", "show", "aaab"}).exit == Exit::no);
  CHECK(hub.run({"alerts", "show", "aaa"}).exit == Exit::usage);
}

TEST_CASE("an_original_is_written_byte_for_byte") {
  Hub hub;
  const auto ran = hub.run({"alerts", "original", digest_a});
  CHECK(ran.exit == Exit::done);
  CHECK(ran.out == hub.bytes);
  CHECK(hub.run({"alerts", "original", digest_a, "-o", hub.path("a.xml")}).out ==
        cat("8 bytes are in ", hub.path("a.xml"), ".\n"));
  CHECK(hub.text_of("a.xml") == hub.bytes);
  CHECK(hub.run({"alerts", "original", digest_a, "--json"}).exit == Exit::usage);
  const auto gone = hub.run({"alerts", "original", digest_b, "-o", hub.path("b.xml")});
  CHECK(gone.exit == Exit::no);
  CHECK(gone.err == "heed: digest: no bytes of this digest are kept\n");
  CHECK_FALSE(std::filesystem::exists(hub.path("b.xml")));
  CHECK(hub.run({"alerts", "original", digest_a, "-o", hub.path("none/x.xml")}).exit == Exit::failed);
}

TEST_CASE("each_file_that_is_pushed_has_a_line_and_one_refusal_is_a_no") {
  Hub hub;
  hub.write("a.xml", std::string("<alert\0\r\n>", 10));
  hub.write("b.xml", "<html>");
  hub.pushes = {{200, R"({"fresh":[{}],"again":0,"known":2,"refused":[]})"},
                {400, R"({"detail":"these bytes are html","code":"malformed"})"},
                {200, R"({"fresh":[],"again":1,"known":0,"refused":[{"item":"x","why":"too many"}]})"}};
  const auto a = hub.path("a.xml"), b = hub.path("b.xml");
  const auto ran = hub.run({"alerts", "hear", a, b, hub.path("none"), a});
  CHECK(ran.exit == Exit::no);
  CHECK(ran.out == cat(a, ": 1 fresh, 2 known\n", b, ": refused: these bytes are html\n", hub.path("none"),
                       ": refused: ", hub.path("none"), ": this file is not there, or may not be read\n", a,
                       ": 1 known, 1 refused\n  refused: \"x\": too many\n"));
  REQUIRE(hub.asked.size() == 3);
  CHECK(hub.asked[0].body == std::string("<alert\0\r\n>", 10));
  CHECK(hub.asked[0].path == "/api/v1/alerts");
}

TEST_CASE("pushing_stops_when_the_hub_does_not_answer") {
  Hub hub;
  hub.write("a.xml", "<alert/>");
  hub.pushes = {{200, R"({"fresh":[],"known":1})"}};
  const auto a = hub.path("a.xml");
  const auto ran = hub.run({"alerts", "hear", a, a, a, "--json"});
  CHECK(ran.exit == Exit::failed);
  CHECK(hub.asked.size() == 2);
  const auto document = json::parse(ran.out).value();
  REQUIRE(document.find("files")->array()->size() == 2);
  CHECK(*document.find("files")->array()->back().find("error")->find("code") == Value("unavailable"));
}

TEST_CASE("a_file_is_pushed_up_to_the_limit_of_documents_and_not_one_byte_beyond") {
  Hub hub;
  hub.write("most", std::string(capfeed::document_bytes, ' '));
  hub.write("more", std::string(capfeed::document_bytes + 1, ' '));
  hub.pushes = {{200, R"({"known":1})"}};
  CHECK(hub.run({"alerts", "hear", hub.path("most")}).exit == Exit::done);
  const auto refused = hub.run({"alerts", "hear", hub.path("more")});
  CHECK(refused.exit == Exit::no);
  CHECK(refused.out.find("at most 16777216") != std::string::npos);
  CHECK(hub.asked.size() == 1);
}

TEST_CASE("feeds_are_shown_with_what_is_wrong_with_them") {
  Hub hub;
  CHECK(hub.run({"feeds"}).out.find("[listening]") != std::string::npos);
  hub.feeds =
      R"({"feeds":[{"name":"a","url":"u","going":"well","last_at":"2026-11-23T02:00:00Z","fresh":3,"fetched":0},)"
      R"({"name":"b","url":"u","going":"failing","detail":"The server fails (500).","since":"2026-11-23T02:00:00Z",)"
      R"("gaps":["s,i"],"fetched":2,"lost":[{"message":"s,j","why":"http://r: HTTP status 404"}]},)"
      R"({"name":"c","url":"u","going":"well","fetched":1}]})";
  const auto ran = hub.run({"feeds"});
  CHECK(ran.exit == Exit::done);
  CHECK(ran.out.find("\nb, failing since 2026-11-23 02:00Z:\n  The server fails (500).\n  did not come: s,i\n"
                     "  could not be had: s,j (http://r: HTTP status 404)\n  fetched from its repositories: 2\n") !=
        std::string::npos);
  CHECK(ran.out.find("\nc:\n  fetched from its repositories: 1\n") != std::string::npos);
  CHECK(ran.out.find("\na,") == std::string::npos);
  CHECK(ran.out.find("\na:") == std::string::npos);
  CHECK(hub.run({"feeds", "--json"}).out == json::write(json::parse(hub.feeds).value()) + "\n");
}

TEST_CASE("long_lines_are_cut_at_letters") {
  CHECK(cut("éé", 2) == "éé");
  CHECK(cut("ééé", 2) == "é…");
  CHECK(padded("é", 3) == "é  ");
}

}  // namespace
}  // namespace heed::heard
