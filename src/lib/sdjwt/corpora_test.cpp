// The examples of RFC 9901 and the cases of its reference implementation, from the folder that HEED_CORPORA names;
// skipped when it is unset. Their issuer signs with ES256, which we refuse: so our own key signs the same payloads.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/json/json.h"
#include "lib/sdjwt/testing/issuer.h"

namespace heed::sdjwt {
namespace {

namespace fs = std::filesystem;
using core::Array;
using core::Object;
using core::Value;

std::optional<fs::path> corpus() {
  const char* root = std::getenv("HEED_CORPORA");
  if (root != nullptr) return fs::path(root) / "sdjwt" / "generated";
  MESSAGE("skipped: HEED_CORPORA is unset");
  return std::nullopt;
}

std::string bytes_in(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  REQUIRE_MESSAGE(stream.good(), file.string());
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// Presentations are printed in lines of 68 characters.
std::string unwrapped(std::string text) {
  std::erase_if(text, [](char c) { return c == '\n' || c == '\r' || c == ' '; });
  return text;
}

/// The same disclosures behind the same payload, signed by the issuer of our tests; without key binding.
std::string signed_again(const std::string& presentation) {
  const auto jws = jws_of(presentation);
  const auto first = jws.find('.');
  const auto payload = digest::from_base64url(jws.substr(first + 1, jws.rfind('.') - first - 1)).value();
  return testing::forged(payload) + presentation.substr(jws.size(), presentation.rfind('~') + 1 - jws.size());
}

/// The order of members means nothing in these files.
Value sorted(Value value) {
  if (auto* members = std::get_if<Object>(&value.data)) {
    for (auto& member : *members) member.second = sorted(std::move(member.second));
    std::ranges::sort(*members, {}, &Object::value_type::first);
  }
  if (auto* elements = std::get_if<Array>(&value.data)) {
    for (auto& element : *elements) element = sorted(std::move(element));
  }
  return value;
}

TEST_CASE("examples_of_the_rfc_and_its_reference_give_the_claims_they_say") {
  const auto folder = corpus();
  if (!folder) return;
  auto by = testing::issuer();
  by.now = 1'700'000'000;
  int seen = 0;
  for (const auto& entry : fs::recursive_directory_iterator(*folder)) {
    if (entry.path().filename() != "sd_jwt_presentation.txt") continue;
    CAPTURE(entry.path().string());
    const auto presentation = unwrapped(bytes_in(entry.path()));
    const auto expected = json::parse(bytes_in(entry.path().parent_path() / "verified_contents.json")).value();
    const auto verified = verify(signed_again(presentation), by);
    CAPTURE((verified ? std::string() : sentence(verified.error())));
    REQUIRE(verified);
    CHECK(json::write(sorted(verified->claims)) == json::write(sorted(expected)));
    // As they are, by another algorithm: refused before anything in them is read.
    CHECK_FALSE(verify(presentation, by));
    ++seen;
  }
  CHECK(seen == 28);
}

TEST_CASE("every_disclosure_that_the_reference_issues_opens_a_digest") {
  const auto folder = corpus();
  if (!folder) return;
  auto by = testing::issuer();
  by.now = 1'700'000'000;
  for (const auto& entry : fs::recursive_directory_iterator(*folder)) {
    if (entry.path().filename() != "sd_jwt_issuance.txt") continue;
    CAPTURE(entry.path().string());
    CHECK(verify(signed_again(unwrapped(bytes_in(entry.path()))), by));
  }
}

}  // namespace
}  // namespace heed::sdjwt
