#include "operations/watch_clocks.h"

#include "flow/threads.h"
#include "operations/plan_edition.h"

namespace heed::operations {

namespace {

/// The end of one window: the notice, and its deliveries.
Result<record::Drafts> end_window(const desk::Desk& desk, const WarningId& id, Instant now) {
  TRY(auto drafts, warning::end_window(desk.warning_setting(), id));
  TRY(auto ended, from_value<warning::WindowEnded>(drafts.front().body));
  // Why no reach: the end is told to who was told the warning (FT-2). A recipient who was named and is there no more
  // would otherwise keep the window from ever ending.
  ended.notice.reach.clear();
  TRY(const auto deliveries, plan_edition(desk, ended.notice, now));
  drafts.insert(drafts.end(), deliveries.begin(), deliveries.end());
  return drafts;
}

struct Ending {
  record::Drafts drafts;  ///< none: no window ends now
  Result<void> outcome;   ///< the first that failed
};

/// Ends the first window that is over. Why one at a time: each end is decided on the state after the one before.
Ending end_first_window(const desk::Desk& desk, const std::vector<watch::Deadline>& deadlines, Instant now) {
  Ending ending;
  for (const auto& deadline : deadlines) {
    if (deadline.due > now) break;
    if (deadline.what != watch::Due::end_window) continue;
    auto drafts = end_window(desk, *deadline.warning, now);
    if (drafts) {
      ending.drafts = *std::move(drafts);
      break;
    }
    // Why go on: one window that cannot be ended must not keep the others open.
    if (ending.outcome) ending.outcome = fail(core::within(deadline.warning->text, std::move(drafts).error()));
  }
  return ending;
}

/// The earlier of two times, of which either may never come.
std::optional<Instant> earlier(std::optional<Instant> one, std::optional<Instant> other) {
  if (!one || !other) return one ? one : other;
  return std::min(*one, *other);
}

}  // namespace

boost::asio::awaitable<Result<std::optional<Instant>>> watch_clocks(desk::Desk& desk) {
  for (;;) {
    const record::Moment moment{desk.clock.now(), record::the_hub()};
    const auto deadlines = watch::deadlines(desk.situation(), moment.now);
    auto drafts = watch::raise(desk.state.watch, deadlines, moment.now);
    const auto ending = end_first_window(desk, deadlines, moment.now);
    drafts.insert(drafts.end(), ending.drafts.begin(), ending.drafts.end());
    // Why only when nothing else is due: what ends now may close threads. A count takes as many turns as it needs, and
    // what becomes due meanwhile comes first.
    if (drafts.empty() && desk.state.tally_due && *desk.state.tally_due <= moment.now) drafts = flow::tally(desk.state);
    if (drafts.empty()) {
      CO_TRY(ending.outcome);
      const auto next =
          std::ranges::find_if(deadlines, [&](const auto& deadline) { return deadline.due > moment.now; });
      const auto due = next == deadlines.end() ? std::nullopt : std::optional(next->due);
      co_return earlier(due, desk.state.tally_due);
    }
    CO_TRY(co_await desk.journal.commit(std::move(drafts), moment, std::nullopt));
  }
}

}  // namespace heed::operations
