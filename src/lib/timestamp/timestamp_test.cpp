#include "lib/timestamp/timestamp.h"

#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/digest/base64.h"
#include "lib/timestamp/testing/answers.h"

namespace heed::timestamp {
namespace {

using testing::stamped_data;
using testing::stamped_nonce;

std::string answer() { return digest::from_base64(testing::stamped_answer).value(); }

Expected expected() { return {stamped_data, stamped_nonce, testing::root_pem}; }

TEST_CASE("a_real_answer_holds_and_says_when_and_by_whom") {
  const auto stamp = verify(answer(), expected());
  REQUIRE(stamp);
  CHECK(to_text(stamp->at) == "2026-11-23T11:26:05Z");
  CHECK(stamp->authority == "O=Ruritania,CN=Test Time Authority");
  CHECK(stamp->serial == "02");
  CHECK(read(answer()).value() == *stamp);
}

TEST_CASE("the_authority_may_be_vouched_for_by_its_own_certificate") {
  auto own = expected();
  own.certificates = testing::authority_pem;
  CHECK(verify(answer(), own));
}

TEST_CASE("what_was_kept_holds_without_its_nonce") {
  auto kept = expected();
  kept.nonce = {};
  CHECK(verify(answer(), kept));
}

TEST_CASE("an_answer_about_something_else_or_by_somebody_else_proves_nothing") {
  const std::string other_nonce(nonce_bytes, 'm');
  auto about = expected(), asked = expected(), by = expected(), nobody = expected();
  about.data = "another checkpoint\n";
  asked.nonce = other_nonce;
  by.certificates = testing::stranger_pem;
  nobody.certificates = "no certificate";
  CHECK(verify(answer(), about).error().code == Code::invalid);
  CHECK(verify(answer(), asked).error().code == Code::invalid);
  CHECK(verify(answer(), by).error().code == Code::invalid);
  CHECK(verify(answer(), nobody).error().code == Code::malformed);
}

TEST_CASE("an_authority_that_refuses_has_stamped_nothing") {
  const auto refused = verify(digest::from_base64(testing::refused_answer).value(), expected());
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Code::refused);
}

TEST_CASE("any_changed_byte_of_an_answer_is_found") {
  const auto whole = answer();
  std::size_t refused = 0;
  for (std::size_t i = 0; i < whole.size(); i += 7) {
    auto changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    const auto stamp = verify(changed, expected());
    // What is not covered by the signature may change, and then the answer says the same.
    if (stamp) CHECK_MESSAGE(*stamp == verify(whole, expected()).value(), i);
    refused += stamp ? 0 : 1;
  }
  CHECK(refused > whole.size() / 7 * 9 / 10);
}

TEST_CASE("an_answer_that_was_cut_or_has_more_behind_it_does_not_read") {
  const auto whole = answer();
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, whole.size() / 2, whole.size() - 1}) {
    CHECK(verify(whole.substr(0, size), expected()).error().code == Code::malformed);
  }
  CHECK(verify(whole + "x", expected()).error().code == Code::malformed);
  CHECK(verify("<html>busy</html>", expected()).error().code == Code::malformed);
  CHECK(verify(std::string(answer_bytes, 'x'), expected()).error().code == Code::malformed);
  CHECK(verify(std::string(answer_bytes + 1, 'x'), expected()).error().code == Code::too_large);
}

TEST_CASE("a_request_is_the_same_for_the_same_bytes_and_another_for_others") {
  const auto first = request(stamped_data, stamped_nonce);
  CHECK(first == request(stamped_data, stamped_nonce));
  CHECK(first != request("x", stamped_nonce));
  CHECK(first != request(stamped_data, std::string(nonce_bytes, 'm')));
  // A nonce of zeros and one of ones are as long as any other.
  CHECK(request(stamped_data, std::string(nonce_bytes, '\0')).size() == first.size());
  CHECK(request(stamped_data, std::string(nonce_bytes, '\xff')).size() == first.size());
}

}  // namespace
}  // namespace heed::timestamp
