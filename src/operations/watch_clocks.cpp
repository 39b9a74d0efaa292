#include "operations/watch_clocks.h"

#include "operations/plan_edition.h"

namespace heed::operations {

namespace {

/// The end of one window: the notice, and its deliveries.
Result<record::Drafts> end_window(const desk::Desk& desk, const WarningId& id, Instant now) {
  TRY(auto drafts, warning::end_window(desk.warning_setting(), id));
  TRY(const auto ended, from_value<warning::WindowEnded>(drafts.front().body));
  TRY(const auto deliveries, plan_edition(desk, ended.notice, now));
  drafts.insert(drafts.end(), deliveries.begin(), deliveries.end());
  return drafts;
}

/// The first window that ends now, or nothing. Why one at a time: each end is decided on the state after the one
/// before.
std::optional<WarningId> ending(const std::vector<watch::Deadline>& deadlines, Instant now) {
  for (const auto& deadline : deadlines) {
    if (deadline.due > now) break;
    if (deadline.what == watch::Due::end_window) return deadline.warning;
  }
  return std::nullopt;
}

}  // namespace

boost::asio::awaitable<Result<std::optional<Instant>>> watch_clocks(desk::Desk& desk) {
  for (;;) {
    const record::Moment moment{desk.clock.now(), record::the_hub()};
    const auto deadlines = watch::deadlines(desk.situation(), moment.now);
    auto drafts = watch::raise(desk.state.watch, deadlines, moment.now);
    if (const auto warning = ending(deadlines, moment.now)) {
      CO_TRY(const auto ended, end_window(desk, *warning, moment.now));
      drafts.insert(drafts.end(), ended.begin(), ended.end());
    }
    if (drafts.empty()) {
      for (const auto& deadline : deadlines) {
        if (deadline.due > moment.now) co_return std::optional(deadline.due);
      }
      co_return std::optional<Instant>{};
    }
    CO_TRY(co_await desk.journal.commit(std::move(drafts), moment, std::nullopt));
  }
}

}  // namespace heed::operations
