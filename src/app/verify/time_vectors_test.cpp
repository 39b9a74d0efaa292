// console/verify/time_vectors.json: time stamps by authorities of many kinds, true ones and false ones. The verifier of
// the browser, which has no OpenSSL, is held to the same file.

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include <doctest/doctest.h>

#include "app/verify/run.h"
#include "core/text.h"
#include "lib/digest/base64.h"
#include "lib/json/json.h"
#include "lib/proof/visible.h"

namespace heed::verify {
namespace {

namespace fs = std::filesystem;

struct Scratch {
  std::string path;
  Scratch() {
    std::string pattern = (fs::temp_directory_path() / "heed-time-XXXXXX").string();
    path = mkdtemp(pattern.data());
  }
  ~Scratch() { fs::remove_all(path); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  /// The path of a file with these bytes.
  [[nodiscard]] std::string file(std::string_view name, std::string_view bytes) const {
    auto whole = cat(path, "/", name);
    std::ofstream(whole, std::ios::binary | std::ios::trunc) << bytes;
    return whole;
  }
};

const std::string& text_of(const core::Value& row, std::string_view name) {
  const auto* member = row.find(name);
  REQUIRE_MESSAGE(member != nullptr, name);
  return *member->text();
}

TEST_CASE("every_time_stamp_is_judged_as_the_page_judges_it_in_the_same_words (RA-2)") {
  std::ifstream stream(HEED_SOURCE_DIR "/console/verify/time_vectors.json", std::ios::binary);
  const auto vectors = json::parse(std::string(std::istreambuf_iterator<char>(stream), {})).value();
  const Scratch scratch;
  std::string keys;
  for (const auto& key : *vectors.find("vkeys")->array()) keys += cat(*key.text(), "\n");
  const auto proof = scratch.file("proof", text_of(vectors, "proof"));
  const auto vkeys = scratch.file("keys", keys);
  int held = 0;
  int refused = 0;
  for (const auto& row : *vectors.find("rows")->array()) {
    CAPTURE(text_of(row, "name"));
    const auto answer = digest::from_base64(text_of(row, "answer")).value();
    if (answer.empty()) continue;  // to this program an empty file is a wrong use
    const std::vector<std::string> words = {proof,
                                            "--vkey",
                                            vkeys,
                                            "--time-stamp",
                                            scratch.file("answer", answer),
                                            "--tsa",
                                            scratch.file("tsa", text_of(row, "believed"))};
    std::ostringstream out;
    std::ostringstream err;
    const int status = run(words, out, err);
    CHECK(err.str().empty());
    const bool holds = std::get<bool>(row.find("holds")->data);
    CHECK(status == (holds ? 0 : 1));
    if (holds) CHECK(out.str().contains(proof::visible(text_of(row, "sentence"))));
    ++(holds ? held : refused);
  }
  CHECK(held > 15);
  CHECK(refused > 30);
}

}  // namespace
}  // namespace heed::verify
