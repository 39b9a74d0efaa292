#pragma once
// Playing a drill through the real hub on a virtual clock.

#include <boost/asio/awaitable.hpp>

#include "app/drill/rig.h"
#include "flow/review/after_action.h"

namespace heed::drill {

enum class StepOutcome { done, held, failed, skipped };
constexpr auto words(StepOutcome) {
  return core::word_table<StepOutcome>({{StepOutcome::done, "done"},
                                        {StepOutcome::held, "held"},
                                        {StepOutcome::failed, "failed"},
                                        {StepOutcome::skipped, "skipped"}});
}

struct Played {
  std::uint64_t step = 0;
  std::uint64_t line = 0;
  Instant at;
  std::string what;  ///< the command, "expect told", "stand-in hall"
  std::optional<std::string> say;
  StepOutcome outcome = StepOutcome::done;
  std::optional<std::uint64_t> entry;
  std::optional<std::string> detail;  ///< why it failed
  HEED_FIELDS(Played, step, line, at, what, say, outcome, entry, detail)
};

struct Account {
  std::string title;
  std::optional<bool> passed;  ///< always said, also when it is no
  std::uint64_t expectations = 0;
  std::uint64_t failed = 0;
  std::uint64_t entries = 0;
  std::vector<Played> steps;
  std::vector<review::AfterAction> reviews;  ///< one for each case
  HEED_FIELDS(Account, title, passed, expectations, failed, entries, steps, reviews)
};

/// Plays every step at its time; between two steps everything that falls due is done at its own time. A drill that was
/// interrupted goes on after the last step that its record holds.
///
/// `calls` is told of every step once it is played and durable. Errors: what kept the drill from being played at all;
/// an expectation that does not hold is no error, it is in the account.
boost::asio::awaitable<Result<Account>> play(Rig& rig, const Scenario& scenario,
                                             std::function<void(const Played&)> calls);

}  // namespace heed::drill
