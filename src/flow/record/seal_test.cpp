#include "flow/record/seal.h"

#include <algorithm>
#include <set>

#include "flow/record/testing/desk.h"
#include "lib/digest/base64.h"
#include "lib/digest/ed25519.h"
#include "lib/digest/sha256.h"
#include "lib/sdjwt/verify.h"

namespace heed::record {
namespace {

using testing::must;

const auto& pair() {
  static const auto made = digest::key_pair_from_seed(std::string(digest::seed_bytes, 'i'));
  return made;
}
Issuer issuer() {
  return {"test.example/log", "01234567", [](std::string_view message) { return digest::sign(pair(), message); }};
}
std::string seed(char letter = 'x') { return std::string(salt_seed_bytes, letter); }

/// An entry with a plain body, and one with everything that an entry can have.
Entry plain() {
  Entry entry;
  entry.index = 3;
  entry.at = testing::at("2024-03-06T12:00:00Z");
  entry.kind = "test.noted";
  entry.actor = {"ann", Role::analyst};
  entry.of = 3;
  entry.body = Value(core::Object{{"text", "a van"}, {"weight", 0.1}, {"far", std::int64_t{1} << 60}});
  return entry;
}
Entry full() {
  auto entry = plain();
  entry.request = Request{"key", "digest", "name"};
  entry.thread = {{"hall-office", 2, 1, "leaf"}, {"newspaper", 1, {}, {}}};
  entry.body.set("items",
                 core::Array{Value(core::Object{{"who", "hall-office"}}), Value(core::Object{{"who", "paper"}})});
  return entry;
}

core::Value opened(const Entry& entry, const std::vector<std::string>& paths) {
  const auto sealed = must(seal(entry, issuer(), seed()));
  const auto all = must(disclosures(entry, sealed.salts));
  const auto shown = must(sdjwt::present(sealed.leaf, all, paths));
  return must(sdjwt::verify(shown, {pair().public_key, "01234567", std::string(leaf_type)})).claims;
}

TEST_CASE("all_leaves_of_a_log_have_one_length_whatever_is_in_them (RA-2)") {
  auto large = full();
  large.body.set("story", std::string(100'000, 's'));
  for (int i = 0; i < 40; ++i) large.body.set(cat("field-", i), i);
  auto empty = plain();
  empty.body = {};
  const auto length = must(seal(plain(), issuer(), seed())).leaf.size();
  for (const auto& entry : {full(), large, empty}) CHECK(must(seal(entry, issuer(), seed('y'))).leaf.size() == length);
  CHECK(length < 1'200);
}

TEST_CASE("a_leaf_shows_nothing_but_its_log_and_its_form (RA-2)") {
  const auto claims = opened(full(), {});
  REQUIRE(claims.object() != nullptr);
  CHECK(claims == Value(core::Object{{"iss", "test.example/log"}, {"v", 1}}));
}

TEST_CASE("each_field_is_shown_by_itself (RA-2)") {
  CHECK(opened(full(), {"kind"}) == Value(core::Object{{"iss", "test.example/log"}, {"v", 1}, {"kind", "test.noted"}}));
  CHECK(opened(full(), {"body.text"}) ==
        Value(core::Object{{"iss", "test.example/log"}, {"v", 1}, {"body", Value(core::Object{{"text", "a van"}})}}));
}

TEST_CASE("one_element_of_a_list_is_shown_without_the_others (RA-2)") {
  const auto claims = opened(full(), {"body.items[1]", "thread[0]"});
  CHECK(claims.find("body")->find("items")->array()->size() == 1);
  CHECK(*claims.find("body")->find("items")->array()->front().find("who")->text() == "paper");
  CHECK(claims.find("thread")->array()->size() == 1);
}

TEST_CASE("numbers_that_readers_read_differently_are_shown_as_texts (RA-2)") {
  const auto claims = opened(plain(), {"body.weight", "body.far"});
  CHECK(*claims.find("body")->find("weight")->text() == "0.1");
  CHECK(*claims.find("body")->find("far")->text() == "1152921504606846976");
}

TEST_CASE("equal_entries_have_leaves_without_a_digest_in_common (RA-2)") {
  const auto digests = [](char letter) {
    std::set<std::string> found;
    for (const auto& each : must(disclosures(full(), must(seal(full(), issuer(), seed(letter))).salts)))
      found.insert(each.text);
    return found;
  };
  const auto one = digests('x'), other = digests('y');
  CHECK(one.size() == other.size());
  for (const auto& text : one) CHECK_FALSE(other.contains(text));
}

TEST_CASE("a_leaf_commits_to_every_field_of_its_content (RA-2)") {
  struct Row {
    const char* what;
    void (*change)(Entry&);
  };
  const Row rows[] = {{"kind", [](Entry& e) { e.kind = "other"; }},
                      {"at", [](Entry& e) { e.at = e.at + Duration{1}; }},
                      {"actor", [](Entry& e) { e.actor.role = Role::releaser; }},
                      {"of", [](Entry& e) { e.of = 2; }},
                      {"request", [](Entry& e) { e.request->key = "other"; }},
                      {"request left out", [](Entry& e) { e.request.reset(); }},
                      {"a link", [](Entry& e) { e.thread[1].n = 2; }},
                      {"a link left out", [](Entry& e) { e.thread.pop_back(); }},
                      {"a field", [](Entry& e) { e.body.set("text", "a car"); }},
                      {"a further field", [](Entry& e) { e.body.set("more", 1); }},
                      {"a gap", [](Entry& e) { e.gaps = {{"kind", std::string(43, 'A')}}; }}};
  const auto sealed = must(seal(full(), issuer(), seed()));
  CHECK(check_sealed(full(), sealed.salts, sealed.leaf));
  for (const auto& row : rows) {
    auto entry = full();
    row.change(entry);
    CHECK_MESSAGE(!check_sealed(entry, sealed.salts, sealed.leaf), row.what);
  }
}

TEST_CASE("what_was_erased_is_hidden_for_ever_and_the_rest_still_proves (RA-2)") {
  const auto entry = full();
  const auto sealed = must(seal(entry, issuer(), seed()));
  for (const auto* path : {"actor", "thread", "thread[0]", "body.text", "body.items[0]"}) {
    CAPTURE(path);
    const auto all = must(disclosures(entry, sealed.salts));
    const auto gone = std::ranges::find(all, std::string(path), &sdjwt::Disclosure::path);
    REQUIRE(gone != all.end());
    auto erased = entry;
    erased.gaps = {{path, digest::to_base64url(digest::sha256(gone->text))}};
    const auto salts = must(sdjwt::erase(claims_of(entry), sealed.salts, path)).salts;
    CHECK(check_sealed(erased, salts, sealed.leaf));
    for (const auto& left : must(disclosures(erased, salts))) {
      CHECK_FALSE(left.path.starts_with(path));
      CHECK(std::ranges::find(all, left.text, &sdjwt::Disclosure::text) != all.end());
    }
  }
}

}  // namespace
}  // namespace heed::record
