// Properties over random trees of claims: what is shown is what was chosen, and no changed text passes for another.

#include <algorithm>
#include <random>
#include <set>

#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/json/json.h"
#include "lib/sdjwt/testing/issuer.h"

namespace heed::sdjwt {
namespace {

using core::Array;
using core::Object;
using core::Value;

class RandomClaims {
 public:
  explicit RandomClaims(std::uint64_t seed) : engine_(seed) {}

  std::size_t below(std::size_t bound) { return engine_() % bound; }

  Claim object(std::size_t depth) {
    Claim claim = fields("", {}, {below(4), 1 + below(4)});
    for (std::size_t i = below(5); i > 0; --i) {
      claim.inner.push_back(any(depth + 1));
      claim.inner.back().name = cat("c", i);
    }
    return claim;
  }

 private:
  Claim any(std::size_t depth) {
    Claim claim;
    switch (depth > 3 ? 0 : below(4)) {
      case 1: claim = object(depth); break;
      case 2:
        claim = elements("", {}, {below(3), 1 + below(3)});
        for (std::size_t i = below(4); i > 0; --i) claim.inner.push_back(any(depth + 1));
        break;
      default: claim = hidden("", value());
    }
    claim.sight = below(3) == 0 ? Sight::plain : Sight::hidden;
    return claim;
  }

  Value value() {
    switch (below(5)) {
      case 0: return Value();
      case 1: return Value(below(2) == 0);
      case 2: return Value(static_cast<std::int64_t>(below(1'000)) - 500);
      case 3: return Value(Array{Value("x"), Value(Object{{"y", Value(1)}})});
      default: return Value(std::string(below(20), 'v'));
    }
  }

  std::mt19937_64 engine_;
};

/// The slow twin: what a reader sees who was shown the disclosures at `shown`.
Value seen(const Claim& claim, const std::string& path, const std::set<std::string>& shown) {
  if (claim.content == Content::value) return claim.value;
  Array elements;
  Object plain_members;
  Object hidden_members;
  for (std::size_t i = 0; i < claim.inner.size(); ++i) {
    const auto& inner = claim.inner[i];
    const bool is_member = claim.content == Content::fields;
    const auto here = !is_member ? cat(path, "[", i, "]") : path.empty() ? inner.name : cat(path, ".", inner.name);
    if (inner.sight == Sight::hidden && !shown.contains(here)) continue;
    auto& members = inner.sight == Sight::hidden ? hidden_members : plain_members;
    is_member ? void(members.emplace_back(inner.name, seen(inner, here, shown)))
              : void(elements.push_back(seen(inner, here, shown)));
  }
  if (claim.content == Content::elements) return elements;
  plain_members.insert(plain_members.end(), hidden_members.begin(), hidden_members.end());
  return plain_members;
}

TEST_CASE("any_subset_of_the_disclosures_shows_exactly_that_subset") {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    CAPTURE(seed);
    RandomClaims random(seed);
    const auto claims = random.object(0);
    const auto made = testing::issued(claims, seed);
    std::vector<std::string> chosen;
    std::set<std::string> shown;
    for (const auto& disclosure : made.disclosures) {
      if (random.below(2) == 0) continue;
      chosen.push_back(disclosure.path);
      for (const auto* at = &disclosure;; at = &made.disclosures[at->parent]) {
        shown.insert(at->path);
        if (at->parent == Disclosure::no_parent) break;
      }
    }
    const auto verified = verify(present(made.jws, made.disclosures, chosen).value(), testing::issuer());
    REQUIRE(verified);
    REQUIRE(json::write(verified->claims) == json::write(seen(claims, {}, shown)));
    REQUIRE(regenerate(claims, made.salts).value() == made.disclosures);
  }
}

TEST_CASE("no_changed_character_passes_for_something_else") {
  const auto claims =
      fields("",
             {hidden("kind", "delivery.reported"), fields("body", {hidden("a", 1), hidden("b", "two")}, {0, 4}),
              elements("told", {hidden("", "x")}, {0, 2}), plain("v", 1)},
             {8, 1});
  const auto made = testing::issued(claims);
  const std::vector<std::string> chosen = {"kind", "body.a", "told[0]"};
  const auto text = present(made.jws, made.disclosures, chosen).value();
  REQUIRE(verify(text, testing::issuer()));
  std::mt19937_64 engine(7);
  // Every place with a few characters; which ones, chance decides.
  constexpr std::string_view near = "ABCDwxyz0189-_~.= \n\x00\xff";
  for (std::size_t at = 0; at < text.size(); ++at) {
    auto changed = text;
    changed[at] = near[engine() % near.size()];
    if (changed == text) changed[at] = static_cast<char>(changed[at] ^ 1);
    CAPTURE(at);
    REQUIRE_FALSE(verify(changed, testing::issuer()));
    REQUIRE_FALSE(verify(text.substr(0, at) + text.substr(at + 1), testing::issuer()));
  }
}

TEST_CASE("a_presentation_cut_short_shows_less_or_nothing") {
  const auto made =
      testing::issued(fields("", {hidden("a", 1), fields("b", {hidden("c", 2)}, {}), hidden("d", 3)}, {}));
  const std::vector<std::string> chosen = {"a", "b.c", "d"};
  const auto text = present(made.jws, made.disclosures, chosen).value();
  std::size_t held = 0;
  for (std::size_t size = 0; size < text.size(); ++size) {
    const auto verified = verify(std::string_view(text).substr(0, size), testing::issuer());
    if (!verified) continue;
    // What is left is a presentation of its own: it ends with a disclosure, and shows no more than the whole.
    CHECK(text[size - 1] == '~');
    ++held;
  }
  CHECK(held == 4);
}

}  // namespace
}  // namespace heed::sdjwt
