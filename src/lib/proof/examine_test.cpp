#include "lib/proof/examine.h"

#include <algorithm>

#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/digest/base64.h"
#include "lib/proof/testing/world.h"

namespace heed::proof {
namespace {

using testing::cosigned;
using testing::proof_of;
using testing::trust;

bool has(const std::vector<std::string>& sentences, std::string_view words) {
  return std::ranges::any_of(sentences, [&](const std::string& sentence) { return sentence.contains(words); });
}

TEST_CASE("what_is_proven_and_what_is_not_is_said_in_sentences") {
  const auto examined = examine(to_text(proof_of({"kind", "actor", "body.recipient", "told[0].n"})), trust()).value();
  const std::vector<std::string> proven = {
      "The log heed.example/log signed that it held 4,312 entries; at place 17, counted from 0, stands an entry of "
      "kind "
      "delivery.reported.",
      "The issuer heed.example/log/issuer signed this entry.",
      R"(The entry says: kind is "delivery.reported")",
      R"(The entry says: actor.name is "ann")",
      R"(The entry says: actor.role is "releaser")",
      R"(The entry says: told has {"n":1})",
      R"(The entry says: body.recipient is "Hall 1")",
  };
  const std::vector<std::string> not_proven = {
      "It does not prove that what the entry says is true; its times are the hub's own word.",
      "It does not prove that nobody else was told, or that nothing else happened.",
      "At most 8 parts of this entry stayed hidden; there may be fewer, because decoys look the same.",
      "At most 1 part of told[0] stayed hidden; there may be fewer, because decoys look the same.",
      "At most 7 parts of told stayed hidden; there may be fewer, because decoys look the same.",
      "At most 7 parts of body stayed hidden; there may be fewer, because decoys look the same.",
      "No witness signed this checkpoint, so a second history of the same log cannot be excluded.",
      "It does not prove that this is the newest state of the log; the log may have gone on since.",
      "It does not prove who showed you this file; whoever has it can show it.",
  };
  CHECK(examined.proven == proven);
  CHECK(examined.not_proven == not_proven);
  CHECK(examined.index == 17);
}

TEST_CASE("an_entry_that_shows_nothing_is_still_proven_to_be_there") {
  const auto examined = examine(to_text(proof_of({})), trust()).value();
  CHECK(examined.proven.size() == 2);
  CHECK(has(examined.proven, "an entry that does not show its kind"));
  CHECK(has(examined.not_proven, "At most 12 parts of this entry"));
}

TEST_CASE("text_in_an_entry_cannot_hide_or_turn_around_a_part_of_a_sentence") {
  auto claims = testing::entry();
  claims.inner[0].value =
      "a\xe2\x80\xae"
      "b\x7f\xc2\x9b"
      "c\xef\xbb\xbf\xc3\xa9\xf0\x9f\x98\x80\n";
  const auto made = testing::issued(claims);
  auto proof = testing::proof_in(made.jws, 0, 1);
  const std::vector<std::string> chosen = {"kind"};
  proof.extra = sdjwt::present(made.jws, made.disclosures, chosen).value();
  const auto examined = examine(to_text(proof), trust()).value();
  CHECK(examined.proven.back() ==
        "The entry says: kind is \"a\\u202eb\\u007f\\u009bc\\ufeff\xc3\xa9\xf0\x9f\x98\x80\\n\"");
  CHECK(has(examined.proven, "held 1 entry; at place 0"));
  CHECK(has(examined.proven, "kind a\\u202eb"));
}

TEST_CASE("witnesses_whose_key_was_given_say_when") {
  const Instant at{1'711'130'400'000};
  const auto text = to_text(cosigned(cosigned(proof_of({}), 'w', at), 'x', at));
  auto by = trust();
  CHECK(has(examine(text, by)->not_proven, "2 signatures under the checkpoint could not be checked"));
  by.witnesses = {testing::witness_key('w')};
  const auto examined = examine(text, by).value();
  CHECK(has(examined.proven,
            "The witness witness.example/w had seen one history of this log, with this entry in it, at "
            "2024-03-22T18:00:00Z by its own clock."));
  CHECK(has(examined.not_proven, "Without a policy nothing says"));
  CHECK_FALSE(has(examined.not_proven, "second history"));
}

TEST_CASE("a_policy_is_met_or_the_proof_is_refused") {
  const Instant at{1'711'130'400'000};
  const auto policy = [](std::string_view end) {
    return tlog::parse_policy(cat("log ", merkle::vkey(testing::origin, testing::log_key().public_key),
                                  "\nwitness one ", tlog::vkey(testing::witness_key('w')), "\nwitness two ",
                                  tlog::vkey(testing::witness_key('x')), "\n", end))
        .value();
  };
  // The policy's log key is enough; the issuer's is given apart.
  Trust by{{testing::issuer_key()}, {}, policy("group either any one two\nquorum either\n")};
  const auto text = to_text(cosigned(proof_of({}), 'w', at));
  const auto examined = examine(text, by).value();
  CHECK(has(examined.proven, "The witness one had seen"));
  CHECK_FALSE(has(examined.not_proven, "policy"));
  by.policy = policy("group both all one two\nquorum both\n");
  const auto refused = examine(text, by);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().detail.starts_with("step 5 of 5, the witnesses: too few witnesses of the policy signed: 1. "));
  by.policy = policy("quorum none\n");
  CHECK(has(examine(to_text(proof_of({})), by)->not_proven, "No witness signed this checkpoint"));
}

/// The good proof with something changed.
template <class Change>
std::string with(const Change& change) {
  auto proof = proof_of({"kind"});
  change(proof);
  return to_text(proof);
}

/// An entry whose plain member at `place` says something else.
sdjwt::Issued entry_with(std::size_t place, core::Value value) {
  auto claims = testing::entry();
  claims.inner[place].value = std::move(value);
  return testing::issued(claims);
}

TEST_CASE("the_step_that_fails_is_named_and_says_what_to_do") {
  const auto good = to_text(proof_of({"kind"}));
  const auto other = testing::proof_in("something else", 17, 4'312);
  const auto stranger = testing::pair('x').public_key;
  const auto log = testing::log_key();
  const auto issuer = testing::issuer_key();
  struct Row {
    std::string_view why;
    std::string text;
    Trust trust;
    std::string_view says;
  };
  const Row rows[] = {
      {"no proof at all", "hello\n", trust(), "step 1 of 5, the form of the file: line 1: "},
      {"no entry", with([](Proof& p) { p.extra.reset(); }), trust(), "step 1 of 5, the form of the file: extra: "},
      {"no key of the log", good, {{issuer}}, "step 2 of 5, the signature of the log: no key of heed.example/log"},
      {"another key of the log", good, {{{log.name, stranger}}}, "step 2 of 5"},
      {"another place", with([](Proof& p) { p.index = 16; }), trust(), "step 3 of 5, the place in the log: "},
      {"a path cut short", with([](Proof& p) { p.path.pop_back(); }), trust(), "step 3 of 5"},
      {"another tree", with([&](Proof& p) { p.checkpoint = other.checkpoint; }), trust(), "step 3 of 5"},
      {"another entry", with([](Proof& p) { p.extra = "x" + *p.extra; }), trust(), "step 3 of 5"},
      {"no key of the issuer", good, {{log}}, "step 4 of 5, the signature of the issuer and what is shown: no key of"},
      {"another key of the issuer", good, {{log, {issuer.name, stranger}}}, "step 4 of 5"},
      {"a disclosure too many", with([](Proof& p) { *p.extra += "WyJhIiwiYiIsMV0~"; }), trust(),
       "step 4 of 5, the signature of the issuer and what is shown: disclosure 2: "},
  };
  for (const auto& row : rows) {
    CAPTURE(row.why);
    const auto examined = examine(row.text, row.trust);
    REQUIRE_FALSE(examined);
    CAPTURE(examined.error().detail);
    CHECK(examined.error().detail.starts_with(row.says));
    CHECK(examined.error().detail.ends_with("."));
  }
}

TEST_CASE("an_entry_of_another_log_or_of_a_later_form_is_refused_wherever_it_stands") {
  for (const auto& [entry, place] :
       {std::pair(entry_with(5, "other.example/log"), "iss"), std::pair(entry_with(6, 2), "v")}) {
    auto file = testing::proof_in(entry.jws, 3, 9);
    *file.extra += "~";
    const auto examined = examine(to_text(file), trust());
    REQUIRE_FALSE(examined);
    CHECK(examined.error().detail.starts_with(
        cat("step 4 of 5, the signature of the issuer and what is shown: ", place, ": ")));
  }
}

TEST_CASE("after_a_change_of_keys_the_old_one_still_counts_where_it_is_given") {
  auto by = trust();
  by.keys.insert(by.keys.begin(), {testing::origin, testing::pair('x').public_key});
  by.keys.insert(by.keys.begin(), {cat(testing::origin, "/issuer"), testing::pair('x').public_key});
  CHECK(examine(to_text(proof_of({"kind"})), by));
}

TEST_CASE("keys_are_read_by_their_type") {
  Trust by;
  CHECK(add_key(by, merkle::vkey(testing::origin, testing::log_key().public_key)));
  CHECK(add_key(by, tlog::vkey(testing::witness_key())));
  CHECK(by.keys == std::vector{testing::log_key()});
  CHECK(by.witnesses == std::vector{testing::witness_key()});
  CHECK(add_key(by, "nonsense").error().code == Code::malformed);
}

/// A changed file is refused, or says nothing that the whole one did not say.
void check_changed(const std::string& changed, const Trust& by, const Examined& whole) {
  const auto examined = examine(changed, by);
  if (!examined) return;
  for (const auto& sentence : examined->proven)
    REQUIRE(std::ranges::find(whole.proven, sentence) != whole.proven.end());
  REQUIRE(examined->claims == whole.claims);
}

/// A whole file, but of a small log: each of its bytes costs a verification.
std::string small_file() {
  const auto made = testing::issued(testing::entry());
  auto proof = testing::proof_in(made.jws, 1, 3);
  const std::vector<std::string> chosen = {"kind", "body.state"};
  proof.extra = sdjwt::present(made.jws, made.disclosures, chosen).value();
  return to_text(proof);
}

TEST_CASE("a_file_cut_short_is_never_proven") {
  const auto text = small_file();
  REQUIRE(examine(text, trust()));
  for (std::size_t size = 0; size < text.size(); ++size) {
    CAPTURE(size);
    REQUIRE_FALSE(examine(std::string_view(text).substr(0, size), trust()));
  }
}

TEST_CASE("a_file_with_any_changed_byte_is_never_proven") {
  const auto text = small_file();
  for (std::size_t at = 0; at < text.size(); ++at) {
    CAPTURE(at);
    auto changed = text;
    changed[at] = static_cast<char>(changed[at] ^ (1 << at % 8));
    REQUIRE_FALSE(examine(changed, trust()));
  }
}

TEST_CASE("a_changed_line_of_a_witness_proves_no_more_than_before") {
  const auto text = to_text(cosigned(proof_of({"kind"}), 'w', Instant{1'711'130'400'000}));
  auto by = trust();
  by.witnesses = {testing::witness_key('w')};
  const auto whole = examine(text, by).value();
  for (std::size_t at = text.rfind("\n\n"); at < text.size(); ++at) {
    CAPTURE(at);
    auto changed = text;
    changed[at] = static_cast<char>(changed[at] ^ (1 << at % 8));
    check_changed(changed, by, whole);
    check_changed(text.substr(0, at), by, whole);
  }
}

}  // namespace
}  // namespace heed::proof
