#include <functional>

#include "flow/response/statement.h"
#include "flow/response/testing/responses.h"
#include "lib/digest/base64.h"
#include "lib/digest/ed25519.h"
#include "lib/jws/jws.h"
#include "lib/jws/key.h"

namespace heed::response {
namespace {

using testing::delivery_d;
using testing::verdict;

using Desk = testing::ResponseDesk;
using Sight = testing::Sight<Desk>;

const RecipientId office{"hall-office"};
const RecipientId newspaper{"newspaper"};
const Speaker by_link{Evidence::signed_link, office};
const std::string origin = "heed.example/log";
const std::string leaf(32, 'L');

const digest::KeyPair& own_pair() {
  static const auto pair = digest::key_pair_from_seed(std::string(32, 'o'));
  return pair;
}
const digest::KeyPair& other_pair() {
  static const auto pair = digest::key_pair_from_seed(std::string(32, 'x'));
  return pair;
}

Value said() {
  return to_value(Said{origin, digest::to_base64url(leaf), delivery_d.text, "Ivan", "head of security", "the hall",
                       "48 hours", "close"});
}
std::string signed_with(const digest::KeyPair& pair, const Value& payload) {
  return jws::write(payload, statement_type, pair.public_key,
                    [&](std::string_view message) { return digest::sign(pair, message); });
}

Result<record::Drafts> register_now(const Desk& desk, const digest::KeyPair& pair, const Speaker& speaker = by_link,
                                    const RecipientId& recipient = office) {
  const Sight sight(desk);
  return register_key(sight.setting, {recipient, jws::to_pem(pair.public_key), "Ivan"}, speaker);
}
Result<record::Drafts> answer_now(const Desk& desk, const std::string& statement, const Speaker& speaker = by_link,
                                  const DeliveryId& delivery = delivery_d) {
  const Sight sight(desk);
  return acknowledge_signed(sight.setting, {{delivery, statement}, origin, leaf}, speaker, desk.moment());
}

/// The hall's office has a key, and is told afterwards.
Desk told_desk() {
  Desk desk;
  // The office is registered before the release as well; the same registration twice changes nothing.
  desk.note(audience::Registered{testing::recipient("hall-office")});
  desk.done(register_now(desk, own_pair()));
  testing::note_released(desk);
  return desk;
}

TEST_CASE("a_statement_signed_with_a_key_from_before_is_the_strongest_evidence_and_says_whose_key_it_is (DE-7)") {
  auto desk = told_desk();
  const auto statement = signed_with(own_pair(), said());
  const auto kept = testing::proposed<Acknowledged>(desk.done(answer_now(desk, statement)));
  CHECK(kept.evidence == Evidence::own_key);
  CHECK(kept.who == "Ivan");
  CHECK(kept.read_back == ReadBack{"the hall", "48 hours", "close"});
  REQUIRE(kept.signed_by);
  CHECK(kept.signed_by->statement == statement);
  CHECK(kept.signed_by->key == jws::thumbprint(own_pair().public_key));
  CHECK(kept.signed_by->registered_by == Evidence::signed_link);
  CHECK(testing::the_delivery(desk).standing == delivery::Standing::acknowledged);
}

TEST_CASE("a_statement_that_proves_nothing_about_this_delivery_is_refused_and_leaves_nothing_behind") {
  struct Row {
    const char* why;
    std::function<void(Value&)> change;
    const digest::KeyPair& pair;
    std::string_view expected;
  };
  const auto put = [](std::string name, std::string text) {
    return [name, text](Value& payload) {
      for (auto& [member, value] : *std::get_if<core::Object>(&payload.data)) {
        if (member == name) value = text;
      }
    };
  };
  const auto nothing = [](Value&) {};
  for (const auto& row : {
           Row{"as it is", nothing, own_pair(), "done"},
           Row{"another key", nothing, other_pair(), "refused @statement.header.kid"},
           Row{"another leaf", put("leaf", digest::to_base64url(std::string(32, 'M'))), own_pair(),
               "invalid @statement.payload.leaf"},
           Row{"another delivery", put("delivery", "w/1/newspaper"), own_pair(), "invalid @statement.payload.delivery"},
           Row{"no leaf", put("leaf", ""), own_pair(), "invalid @statement.payload.leaf"},
           Row{"another log", put("aud", "other.example/log"), own_pair(), "invalid @statement.payload.aud"},
           Row{"no read-back", put("target", ""), own_pair(), "invalid @read_back.target"},
           Row{"nobody", put("who", " "), own_pair(), "invalid @who"},
           Row{"more than is known", [](Value& payload) { payload.set("iat", "1"); }, own_pair(),
               "malformed @statement.payload.iat"},
       }) {
    const auto desk = told_desk();
    auto payload = said();
    row.change(payload);
    CHECK_MESSAGE(verdict(answer_now(desk, signed_with(row.pair, payload))) == row.expected, row.why);
    CHECK(desk.of<State>().acknowledgements.empty());
  }
}

TEST_CASE("a_statement_under_the_name_of_a_key_that_did_not_sign_it_is_refused") {
  const auto desk = told_desk();
  const auto forged = jws::write(said(), statement_type, own_pair().public_key,
                                 [](std::string_view message) { return digest::sign(other_pair(), message); });
  CHECK(verdict(answer_now(desk, forged)) == "invalid @statement.signature");
}

TEST_CASE("the_same_statement_counts_once_and_another_one_of_the_same_key_is_kept_too (DE-7)") {
  auto desk = told_desk();
  const auto statement = signed_with(own_pair(), said());
  desk.done(answer_now(desk, statement));
  CHECK(verdict(answer_now(desk, statement)) == "conflict @statement");
  auto payload = said();
  for (auto& [name, value] : *std::get_if<core::Object>(&payload.data)) {
    if (name == "action") value = "close and search";
  }
  desk.done(answer_now(desk, signed_with(own_pair(), payload)));
  CHECK(desk.of<State>().acknowledgements.at(delivery_d).size() == 2);
}

TEST_CASE("a_key_that_was_registered_after_the_fact_signs_nothing_about_it") {
  Desk desk;
  testing::note_released(desk);
  desk.done(register_now(desk, own_pair()));
  const auto refused = answer_now(desk, signed_with(own_pair(), said()));
  CHECK(verdict(refused) == "refused @statement.header.kid");
  CHECK(testing::said(refused).contains("after this message was told"));
}

TEST_CASE("a_withdrawn_key_signs_nothing_more_and_never_comes_back") {
  auto desk = told_desk();
  const Sight sight(desk);
  const auto key = jws::thumbprint(own_pair().public_key);
  CHECK(verdict(withdraw_key(sight.setting, {newspaper, key, "lost"}, {Evidence::heard, {}})) ==
        "not_found @thumbprint");
  CHECK(verdict(withdraw_key(sight.setting, {office, key, ""}, by_link)) == "invalid @reason");
  CHECK(verdict(withdraw_key(sight.setting, {office, key, "lost"}, {Evidence::api_token, newspaper})) ==
        "not_found @recipient");
  desk.done(withdraw_key(sight.setting, {office, key, "lost"}, by_link));
  const Sight after(desk);
  CHECK(verdict(withdraw_key(after.setting, {office, key, "lost"}, by_link)) == "refused @thumbprint");
  CHECK(verdict(answer_now(desk, signed_with(own_pair(), said()))) == "refused @statement.header.kid");
  CHECK(verdict(register_now(desk, own_pair())) == "conflict @public_key");
}

TEST_CASE("a_key_is_registered_for_oneself_once_and_only_when_it_is_sound") {
  auto desk = told_desk();
  CHECK(verdict(register_now(desk, own_pair())) == "conflict @public_key");
  CHECK(verdict(register_now(desk, other_pair(), by_link, newspaper)) == "not_found @recipient");
  CHECK(verdict(register_now(desk, other_pair(), by_link, RecipientId{"nobody"})) == "not_found @recipient");
  CHECK(verdict(register_now(desk, other_pair(), {Evidence::heard, {}}, newspaper)) == "done");
  const Sight sight(desk);
  const auto small = jws::to_pem(std::string(1, '\x01') + std::string(31, '\0'));
  CHECK(verdict(register_key(sight.setting, {office, small, "Ivan"}, by_link)) == "invalid @public_key");
  CHECK(verdict(register_key(sight.setting, {office, jws::to_pem(other_pair().public_key), ""}, by_link)) ==
        "invalid @who");
}

TEST_CASE("a_recipient_has_so_many_keys_at_one_time_and_not_one_more") {
  auto desk = told_desk();
  for (std::size_t i = 1; i < keys_max; ++i) {
    desk.done(register_now(desk, digest::key_pair_from_seed(std::string(32, static_cast<char>(i)))));
  }
  CHECK(verdict(register_now(desk, other_pair())) == "refused @public_key");
  const Sight sight(desk);
  desk.done(withdraw_key(sight.setting, {office, jws::thumbprint(own_pair().public_key), "old"}, by_link));
  CHECK(verdict(register_now(desk, other_pair())) == "done");
}

TEST_CASE("a_statement_about_what_another_was_told_is_about_nothing (SR-1)") {
  const auto desk = told_desk();
  const auto statement = signed_with(own_pair(), said());
  CHECK(verdict(answer_now(desk, statement, {Evidence::api_token, newspaper})) == "not_found @delivery");
  // An officer hands it in: the signature says whose it is.
  CHECK(verdict(answer_now(desk, statement, {Evidence::heard, {}})) == "done");
  CHECK(verdict(answer_now(desk, statement, {Evidence::heard, {}}, DeliveryId{"w/1/newspaper"})) ==
        "refused @statement.header.kid");
}

}  // namespace
}  // namespace heed::response
