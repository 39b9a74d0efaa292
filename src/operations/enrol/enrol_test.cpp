#include "operations/enrol/enrol.h"

#include <doctest/doctest.h>

#include "adapters/store/memory/store.h"
#include "operations/testing/test_desk.h"

namespace heed::enrol {
namespace {

using testing::TestDesk;

TEST_CASE("confirmations_that_wait_for_the_relay_do_not_queue_up_before_warnings") {
  memory::MemoryStore store;
  TestDesk hub(store);
  hub.email.answer = [](const ports::Message&) { return std::optional<ports::Attempted>{}; };
  Turnstile turnstile;
  const auto enrolment = [](std::size_t number) {
    return desk::Enrolment{cat("a", number, "@b.c"), "en", {{1, 2}}, {}, {}};
  };
  std::vector<testing::Promised<Result<void>>> waiting;
  waiting.reserve(asks_at_once);
  for (std::size_t i = 0; i < asks_at_once; ++i) {
    waiting.push_back(testing::begin(hub.context, ask(hub.desk, turnstile, enrolment(i), cat("client ", i))));
  }
  while (*turnstile.on_the_wire < asks_at_once) hub.context.run_one();
  const auto refused = hub.run(ask(hub.desk, turnstile, enrolment(9), "client 9"));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Code::too_many);
  CHECK(hub.email.seen.size() == asks_at_once);
}

TEST_CASE("an_allowance_counts_each_key_by_itself_and_forgets_after_its_span") {
  const Instant noon = testing::at("2024-03-06T12:00:00Z");
  Allowance allowance(2, Duration{1'000});
  CHECK(allowance.take("a", noon));
  CHECK(allowance.take("a", noon));
  CHECK_FALSE(allowance.take("a", noon + Duration{999}));
  CHECK(allowance.take("b", noon));
  CHECK(allowance.take("a", noon + Duration{1'000}));
  allowance.give_back("b");
  CHECK(allowance.take("b", noon));
  CHECK(allowance.take("b", noon));
  CHECK_FALSE(allowance.take("b", noon));
  allowance.give_back("nobody");
  for (std::size_t i = 0; i + 2 < Allowance::keys_max; ++i) REQUIRE(allowance.take(cat("key ", i), noon));
  CHECK_FALSE(allowance.take("b", noon));
  CHECK(allowance.take("one too many", noon));
  CHECK_MESSAGE(allowance.take("b", noon), "so many keys begin anew, and lock nobody out");
}

}  // namespace
}  // namespace heed::enrol
