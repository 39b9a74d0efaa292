#include "lib/sdjwt/issue.h"

#include <algorithm>

#include <doctest/doctest.h>

#include "core/limits.h"
#include "core/text.h"
#include "lib/digest/base64.h"
#include "lib/digest/sha256.h"
#include "lib/json/json.h"
#include "lib/sdjwt/testing/issuer.h"
#include "lib/sdjwt/verify.h"

namespace heed::sdjwt {
namespace {

using testing::issued;
using testing::issuer;

/// An entry as the record writes it.
Claim entry() {
  return fields(
      "",
      {hidden("kind", "delivery.reported"), hidden("at", "2024-03-22T18:00:00Z"),
       hidden("actor", json::parse(R"({"name":"ann","role":"releaser"})").value()),
       fields("body", {hidden("recipient", "Hall 1"), hidden("state", "accepted"), hidden("tries", 2)}, {0, 8}),
       elements("told", {fields("", {hidden("recipient", "Hall 1"), hidden("n", 1)}, {}), hidden("", "x")}, {0, 8}),
       plain("iss", "heed.example/log"), plain("v", 1)},
      {12, 1});
}

TEST_CASE("a_disclosure_and_its_digest_are_those_of_rfc_9901") {
  // RFC 9901 section 4.2.1 and 4.2.3; the blanks in it are the RFC's.
  const std::string text = "WyIyR0xDNDJzS1F2ZUNmR2ZyeU5STjl3IiwgImdpdmVuX25hbWUiLCAiSm9obiJd";
  CHECK(digest::from_base64url(text).value() == R"(["2GLC42sKQveCfGfryNRN9w", "given_name", "John"])");
  CHECK(digest::to_base64url(digest::sha256(text)) == "jsu9yVulwQQlhFlM_3JlzMaSFzglhQG0DpfayQwLUK4");
}

TEST_CASE("the_payload_shows_digests_in_sorted_order_and_what_is_plain") {
  const auto made = issued(entry());
  const auto payload =
      digest::from_base64url(made.jws.substr(made.jws.find('.') + 1, made.jws.rfind('.') - made.jws.find('.') - 1))
          .value();
  CHECK(payload.starts_with(R"({"_sd":[")"));
  CHECK(payload.ends_with(R"("],"_sd_alg":"sha-256","iss":"heed.example/log","v":1})"));
  const auto read = json::parse(payload).value();
  const auto digests = *read.find("_sd")->array();
  CHECK(digests.size() == 12);
  CHECK(std::ranges::is_sorted(digests, {}, [](const core::Value& digest) { return *digest.text(); }));
  CHECK(digest::from_base64url(made.jws.substr(0, made.jws.find('.'))).value() ==
        R"({"alg":"EdDSA","kid":"0a1b2c3d","typ":"heed+sd-jwt"})");
}

TEST_CASE("disclosures_stand_in_the_order_of_the_claims_each_before_those_in_it") {
  const auto made = issued(entry());
  std::vector<std::string> paths;
  for (const auto& disclosure : made.disclosures) paths.push_back(disclosure.path);
  const std::vector<std::string> expected = {"kind",       "at",         "actor", "body",    "body.recipient",
                                             "body.state", "body.tries", "told",  "told[0]", "told[0].recipient",
                                             "told[0].n",  "told[1]"};
  CHECK(paths == expected);
  CHECK(made.disclosures[4].parent == 3);
  CHECK(made.disclosures[9].parent == 8);
  CHECK(made.disclosures[0].parent == Disclosure::no_parent);
}

TEST_CASE("entries_with_more_or_fewer_claims_have_one_length") {
  auto small = entry();
  small.inner.erase(small.inner.begin() + 2, small.inner.begin() + 5);
  CHECK(issued(small).jws.size() == issued(entry()).jws.size());
}

TEST_CASE("the_same_claims_and_salts_give_the_same_disclosures") {
  const auto made = issued(entry());
  CHECK(regenerate(entry(), made.salts).value() == made.disclosures);
  CHECK(regenerate(entry(), made.salts.substr(1)).error().code == Code::corrupt);
  CHECK(regenerate(entry(), made.salts + "x").error().code == Code::corrupt);
}

TEST_CASE("what_was_erased_is_gone_and_the_rest_still_opens") {
  const auto made = issued(entry());
  for (const std::string_view path : {"kind", "body.recipient", "body", "told[0].n", "told[0]", "told[1]", "told"}) {
    CAPTURE(path);
    const auto erased = erase(entry(), made.salts, path).value();
    const auto left = regenerate(erased.claims, erased.salts).value();
    std::vector<std::string> paths;
    for (const auto& disclosure : made.disclosures) {
      const bool is_inside = disclosure.path == path || disclosure.path.starts_with(cat(path, ".")) ||
                             disclosure.path.starts_with(cat(path, "["));
      const auto kept = std::ranges::find(left, disclosure.text, &Disclosure::text);
      CHECK((kept == left.end()) == is_inside);
      if (!is_inside) paths.push_back(disclosure.path);
    }
    CHECK(verify(present(made.jws, left, paths).value(), issuer()));
    CHECK(erase(erased.claims, erased.salts, path).error().code == Code::not_found);
  }
}

TEST_CASE("what_two_readers_could_read_differently_is_not_signed") {
  struct Row {
    std::string_view why;
    Claim claim;
    std::string_view place;
  };
  Claim deep = hidden("", 1);
  for (std::size_t i = 0; i < limits::value_depth; ++i) deep = elements("", {deep}, {});
  deep.name = "a";
  const Row rows[] = {
      {"stands twice", hidden("kind", 1), ""},
      {"meaning", hidden("_sd", 1), "_sd"},
      {"meaning", hidden("_sd_alg", 1), "_sd_alg"},
      {"meaning", hidden("...", 1), "..."},
      {"meaning", plain("a", json::parse(R"({"b":[{"...":1}]})").value()), "a"},
      {"meaning", hidden("a", json::parse(R"({"_sd":[]})").value()), "a"},
      {"not whole", hidden("a", 1.5), "a"},
      {"not whole", fields("a", {hidden("b", 2.0)}, {}), "a.b"},
      {"2^53", hidden("a", std::int64_t{9'007'199'254'740'992}), "a"},
      {"2^53", elements("a", {hidden("", 1), hidden("", std::int64_t{-9'007'199'254'740'992})}, {}), "a[1]"},
      {"levels", deep, "a"},
      {"multiple of 0", elements("a", {}, {0, 0}), "a"},
      {"cannot be erased", {.name = "a", .sight = Sight::plain, .content = Content::erased}, "a"},
      {"43 digits", {.name = "a", .content = Content::erased, .digest = "short"}, "a"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.why);
    auto claims = entry();
    claims.inner.push_back(row.claim);
    const auto made = issue(claims, testing::header(), testing::random(1), testing::sign);
    REQUIRE_FALSE(made);
    CHECK(made.error().code == Code::invalid);
    CHECK(made.error().detail.contains(row.why));
    CHECK(made.error().place.starts_with(row.place));
  }
  CHECK_FALSE(issue(hidden("a", 1), testing::header(), testing::random(1), testing::sign));
}

TEST_CASE("numbers_at_the_limit_are_signed") {
  const auto claims = fields(
      "", {hidden("a", std::int64_t{9'007'199'254'740'991}), hidden("b", std::int64_t{-9'007'199'254'740'991})}, {});
  const auto made = issued(claims);
  const std::vector<std::string> all = {"a", "b"};
  CHECK(verify(present(made.jws, made.disclosures, all).value(), issuer())->claims.find("a")->data ==
        core::Value(std::int64_t{9'007'199'254'740'991}).data);
}

TEST_CASE("texts_with_anything_in_them_come_back_as_they_were") {
  for (const std::string& text :
       {std::string("\"\\/\n\r\t\x01\x7f"), std::string("é 中 😀"), std::string(), std::string(1, '\0')}) {
    const auto made = issued(fields("", {hidden(text, text)}, {}));
    const std::vector<std::string> all = {text};
    const auto verified = verify(present(made.jws, made.disclosures, all).value(), issuer());
    REQUIRE(verified);
    CHECK(*verified->claims.find(text)->text() == text);
  }
}

TEST_CASE("a_presentation_shows_what_was_chosen_and_what_that_needs") {
  const auto made = issued(entry());
  const std::vector<std::string> chosen = {"told[0].n", "kind"};
  const auto text = present(made.jws, made.disclosures, chosen).value();
  const auto verified = verify(text, issuer()).value();
  CHECK(json::write(verified.claims) ==
        R"({"iss":"heed.example/log","v":1,"kind":"delivery.reported","told":[{"n":1}]})");
  const std::vector<std::string> unknown = {"kind", "nothing"};
  const auto refused = present(made.jws, made.disclosures, unknown);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Code::not_found);
  CHECK(refused.error().place == "nothing");
}

}  // namespace
}  // namespace heed::sdjwt
