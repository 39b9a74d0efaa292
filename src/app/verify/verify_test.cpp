#include <filesystem>
#include <fstream>
#include <sstream>

#include <doctest/doctest.h>

#include "app/verify/run.h"
#include "core/text.h"
#include "lib/json/json.h"
#include "lib/proof/testing/world.h"

namespace heed::verify {
namespace {

namespace fs = std::filesystem;
namespace world = proof::testing;

/// A folder with proofs and keys, gone at the end.
class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / cat("heed-verify-", std::hash<const void*>{}(this))) {
    fs::create_directories(path_);
    put("good.tlog-proof", to_text(world::proof_of({"kind"})));
    auto bad = world::proof_of({"kind"});
    ++bad.index;
    put("bad.tlog-proof", to_text(bad));
    put("log.vkey", merkle::vkey(world::log_key().name, world::log_key().public_key) + "\n");
    put("issuer.vkey", merkle::vkey(world::issuer_key().name, world::issuer_key().public_key) + "\n");
    put("empty.vkey", "\n");
    put("none.policy", "quorum none\n");
    put("witness.policy", cat("witness w ", tlog::vkey(world::witness_key()), "\nquorum w\n"));
    put("broken.policy", "quorum\n");
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path_); }

  [[nodiscard]] std::string at(std::string_view name) const { return (path_ / name).string(); }
  /// The arguments with "@" before names of files here.
  [[nodiscard]] std::vector<std::string> arguments(std::string_view line) const {
    std::vector<std::string> found;
    for (const auto word : core::split(line, ' ')) {
      found.push_back(word.starts_with('@') ? at(word.substr(1)) : std::string(word));
    }
    return found;
  }

 private:
  void put(std::string_view name, std::string_view text) { std::ofstream(at(name), std::ios::binary) << text; }
  fs::path path_;
};

TEST_CASE("the_exit_status_says_proven_refused_or_wrong_use") {
  struct Row {
    std::string_view line;
    int status;
    std::string_view out;
    std::string_view err;
  };
  const Row rows[] = {
      {"@good.tlog-proof --vkey @log.vkey --vkey @issuer.vkey", 0,
       "good.tlog-proof: proven\n  + The log heed.example/log", ""},
      {"--vkey @log.vkey --vkey @issuer.vkey -- @good.tlog-proof", 0, ": proven\n", ""},
      {"@bad.tlog-proof --vkey @log.vkey --vkey @issuer.vkey", 1, "REFUSED: step 3 of 5", ""},
      {"@good.tlog-proof @bad.tlog-proof --vkey @log.vkey --vkey @issuer.vkey", 1, ": proven\n", ""},
      {"@good.tlog-proof --vkey @log.vkey", 1, "REFUSED: step 4 of 5", ""},
      {"@good.tlog-proof --vkey @log.vkey --vkey @issuer.vkey --policy @none.policy", 0, ": proven\n", ""},
      {"@good.tlog-proof --vkey @log.vkey --vkey @issuer.vkey --policy @witness.policy", 1, "REFUSED: step 5 of 5", ""},
      {"--help", 0, "usage: heed-verify", ""},
      {"", 2, "", "name at least one file"},
      {"@good.tlog-proof", 2, "", "--vkey"},
      {"@good.tlog-proof --vkey", 2, "", "--vkey: something must follow"},
      {"@good.tlog-proof --key x", 2, "", "--key: this option is not known"},
      {"@good.tlog-proof --vkey nowhere", 2, "", "neither a file nor a verifier key"},
      {"@good.tlog-proof --vkey a+b+c", 2, "", "a+b+c: a verifier key has the form"},
      {"@good.tlog-proof --vkey @empty.vkey", 2, "", "holds no verifier key"},
      {"@good.tlog-proof --vkey @log.vkey --policy @broken.policy", 2, "", "line 1"},
      {"@good.tlog-proof --vkey @log.vkey --policy @none.policy --policy @none.policy", 2, "", "one policy"},
      {"@missing.tlog-proof --vkey @log.vkey", 2, "", "cannot be read"},
  };
  const Folder folder;
  for (const auto& row : rows) {
    CAPTURE(row.line);
    std::ostringstream out;
    std::ostringstream err;
    CHECK(run(folder.arguments(row.line), out, err) == row.status);
    CHECK(out.str().contains(row.out));
    CHECK(err.str().contains(row.err));
    CHECK(err.str().empty() == (row.status != 2));
  }
}

TEST_CASE("a_key_may_be_given_as_text") {
  const Folder folder;
  std::ostringstream out;
  std::ostringstream err;
  const std::vector<std::string> arguments = {folder.at("good.tlog-proof"), "--vkey",
                                              merkle::vkey(world::log_key().name, world::log_key().public_key),
                                              "--vkey", folder.at("issuer.vkey")};
  CHECK(run(arguments, out, err) == 0);
}

TEST_CASE("the_answer_as_json_holds_what_was_shown") {
  const Folder folder;
  std::ostringstream out;
  std::ostringstream err;
  CHECK(run(folder.arguments("@good.tlog-proof @bad.tlog-proof --json --vkey @log.vkey --vkey @issuer.vkey"), out,
            err) == 1);
  const auto answer = json::parse(out.str()).value();
  CHECK(*answer.find("holds") == core::Value(false));
  const auto& files = *answer.find("files")->array();
  REQUIRE(files.size() == 2);
  CHECK(*files[0].find("holds") == core::Value(true));
  CHECK(*files[0].find("index") == core::Value(17));
  CHECK(*files[0].find("size") == core::Value(4'312));
  CHECK(*files[0].find("shown")->find("kind") == core::Value("delivery.reported"));
  CHECK(files[1].find("error")->text()->contains("step 3 of 5"));
}

}  // namespace
}  // namespace heed::verify
