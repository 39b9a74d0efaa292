// console/verify/vectors.json: texts made by another issuer on another library, true ones and false ones. The verifier
// of the browser is held to the same file, so that two people with two programs get one answer in the same words.

#include <fstream>
#include <iterator>

#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/digest/base64.h"
#include "lib/json/json.h"
#include "lib/proof/examine.h"

namespace heed::proof {
namespace {

using core::Value;

const Value& vectors() {
  static const Value read = [] {
    std::ifstream file(HEED_SOURCE_DIR "/console/verify/vectors.json", std::ios::binary);
    return json::parse(std::string(std::istreambuf_iterator<char>(file), {})).value();
  }();
  return read;
}

const std::string& text_of(const Value& row, std::string_view name) {
  const auto* member = row.find(name);
  REQUIRE_MESSAGE(member != nullptr, name);
  return *member->text();
}

std::vector<std::string> sentences_of(const Value& row, std::string_view name) {
  std::vector<std::string> sentences;
  for (const auto& sentence : *row.find(name)->array()) sentences.push_back(*sentence.text());
  return sentences;
}

/// A row that names no words must hold; any other must be refused with these words in its sentence.
void check_refused(const Value& row, const Error& error) {
  CAPTURE(error.place);
  CAPTURE(error.detail);
  REQUIRE(row.find("says") != nullptr);
  CHECK(sentence(error).contains(text_of(row, "says")));
}

TEST_CASE("every_presentation_that_any_reader_could_take_differently_is_refused") {
  const auto& by = *vectors().find("issuer");
  const sdjwt::Issuer issuer{
      digest::from_base64(text_of(by, "public_key")).value(), text_of(by, "kid"), text_of(by, "typ"), {}};
  int refused = 0;
  for (const auto& row : *vectors().find("presentations")->array()) {
    CAPTURE(text_of(row, "name"));
    const auto verified = sdjwt::verify(text_of(row, "text"), issuer);
    if (!verified) {
      check_refused(row, verified.error());
      ++refused;
      continue;
    }
    REQUIRE(row.find("says") == nullptr);
    CHECK(json::write(verified->claims) == text_of(row, "claims"));
  }
  CHECK(refused >= 80);
}

Result<Examined> examined_of(const Value& row) {
  Trust trust;
  for (const auto& key : *row.find("vkeys")->array()) TRY(add_key(trust, *key.text()));
  return examine(text_of(row, "text"), trust);
}

TEST_CASE("every_file_of_the_vectors_is_refused_or_says_what_the_browser_says") {
  int refused = 0;
  for (const auto& row : *vectors().find("proofs")->array()) {
    CAPTURE(text_of(row, "name"));
    const auto examined = examined_of(row);
    if (!examined) {
      check_refused(row, examined.error());
      ++refused;
      continue;
    }
    REQUIRE(row.find("says") == nullptr);
    CHECK(examined->proven == sentences_of(row, "proven"));
    CHECK(examined->not_proven == sentences_of(row, "not"));
  }
  CHECK(refused >= 40);
}

}  // namespace
}  // namespace heed::proof
