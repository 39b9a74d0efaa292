#include "lib/sdjwt/verify.h"

#include <algorithm>

#include <doctest/doctest.h>

#include "core/limits.h"
#include "core/text.h"
#include "lib/digest/sha256.h"
#include "lib/json/json.h"
#include "lib/sdjwt/testing/issuer.h"

namespace heed::sdjwt {
namespace {

using testing::forged;
using testing::issuer;

TEST_CASE("what_was_opened_and_what_stays_hidden_is_counted_by_place") {
  const auto claims =
      fields("",
             {hidden("kind", "a"), hidden("at", "b"), fields("body", {hidden("x", 1), hidden("y", 2)}, {0, 8}),
              elements("told", {hidden("", "p"), hidden("", "q"), hidden("", "r")}, {})},
             {12, 1});
  const auto made = testing::issued(claims);
  const std::vector<std::string> chosen = {"kind", "body.y", "told[2]"};
  const auto verified = verify(present(made.jws, made.disclosures, chosen).value(), issuer()).value();
  const std::vector<Place> places = {{"", 12, 3}, {"body", 8, 1}, {"told", 3, 1}};
  CHECK(verified.places == places);
  CHECK(std::count(verified.is_top_opened.begin(), verified.is_top_opened.end(), true) == 3);
  CHECK(verified.is_top_opened.size() == 12);
  const auto nothing = verify(made.jws + "~", issuer()).value();
  CHECK(nothing.places == std::vector<Place>{{"", 12, 0}});
  CHECK(json::write(nothing.claims) == "{}");
}

TEST_CASE("a_payload_without_digests_is_a_place_too") {
  const auto verified = verify(forged(R"({"":{"_sd":[]},"a":1})") + "~", issuer()).value();
  const std::vector<Place> places = {{"", 0, 0}, {"", 0, 0}};
  CHECK(verified.places == places);
  CHECK(verified.is_top_opened.empty());
}

TEST_CASE("times_count_where_a_time_is_given") {
  const auto text = forged(R"({"exp":200,"nbf":100})") + "~";
  struct Row {
    std::optional<std::int64_t> now;
    bool holds;
  };
  const Row rows[] = {{99, false}, {100, true}, {199, true}, {200, false}, {{}, false}};
  for (const auto& row : rows) {
    auto by = issuer();
    by.now = row.now;
    CHECK(verify(text, by).has_value() == row.holds);
  }
}

TEST_CASE("the_name_of_the_key_counts_where_it_is_asked_for") {
  const auto text = forged(R"({"alg":"EdDSA","typ":"heed+sd-jwt"})", "{}") + "~";
  auto by = issuer();
  CHECK_FALSE(verify(text, by));
  by.kid.clear();
  CHECK(verify(text, by));
}

TEST_CASE("another_key_is_refused_and_a_key_that_accepts_anything_too") {
  auto other = issuer();
  other.public_key = digest::key_pair_from_seed(std::string(digest::seed_bytes, 'j')).public_key;
  const auto text = forged("{}") + "~";
  CHECK(verify(text, issuer()));
  CHECK_FALSE(verify(text, other));
  other.public_key = "\x01" + std::string(31, '\0');
  const auto dot = text.rfind('.');
  const auto neutral = digest::to_base64url(other.public_key + std::string(32, '\0'));
  CHECK_FALSE(verify(text.substr(0, dot + 1) + neutral + "~", other));
}

TEST_CASE("limits_hold_at_the_limit_and_one_past") {
  const auto code = [](const std::string& text) { return verify(text, issuer()).error().code; };
  CHECK(code(std::string(jws_bytes, 'a') + "~") == Code::malformed);
  CHECK(code(std::string(jws_bytes + 1, 'a') + "~") == Code::too_large);
  CHECK(code(std::string(presentation_bytes - 1, 'a') + "~") == Code::too_large);
  const auto with = [](std::size_t count) {
    std::string text = forged("{}") + "~";
    for (std::size_t i = 0; i < count; ++i) text += "e30~";
    return text;
  };
  CHECK(code(with(disclosures_max)) == Code::malformed);
  CHECK(code(with(disclosures_max + 1)) == Code::too_large);
  const auto large = code(std::string(presentation_bytes + 1, '~'));
  CHECK(large == Code::too_large);
}

TEST_CASE("claims_inside_claims_may_go_as_deep_as_a_document") {
  const auto nested = [](std::size_t levels) {
    Claim claim = hidden("a", 1);
    for (std::size_t i = 1; i < levels; ++i) claim = fields("a", {claim}, {});
    return fields("", {claim}, {});
  };
  const auto made = testing::issued(nested(limits::value_depth));
  const std::vector<std::string> deepest = {made.disclosures.back().path};
  CHECK(verify(present(made.jws, made.disclosures, deepest).value(), issuer()));
  CHECK_FALSE(issue(nested(limits::value_depth + 1), testing::header(), testing::random(1), testing::sign));

  // The same one level deeper, as another issuer might sign it.
  const auto digest = digest::to_base64url(digest::sha256(made.disclosures.front().text));
  std::string text = forged(cat(R"({"b":{"_sd":[")", digest, R"("]}})")) + "~";
  for (const auto& disclosure : made.disclosures) text += disclosure.text + "~";
  CHECK(verify(text, issuer()).error().code == Code::too_large);
}

}  // namespace
}  // namespace heed::sdjwt
