#include "app/conductor.h"

#include <algorithm>
#include <iterator>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include "operations/deliver.h"
#include "operations/watch_clocks.h"

namespace heed::app {

namespace asio = boost::asio;

namespace {

/// How long the loop waits before it tries again what failed, if nothing changes before.
constexpr Duration after_failure{60'000};
/// Overdue acknowledgements that one turn sees to: the rest waits for the next, so that reports and new warnings do
/// not.
constexpr std::size_t escalations_a_turn = 256;
/// Of what is due, so many are looked at in one turn from the front, and as many behind them. Why not all: of an
/// edition to a hundred thousand few can begin at a time, and each turn would go over all that still wait.
constexpr std::size_t looked_at_a_turn = 512;
/// A look at the clocks takes long where very many are asked for an acknowledgement. So many times as long, but no
/// longer than that, it is not looked again, unless something is due.
constexpr int share_of_looking = 10;
constexpr Duration between_looks_max{2'000};
constexpr Instant far_future{253'402'300'799'000};  // the end of the year 9999

/// Waits until somebody calls what is put on `list`.
asio::awaitable<void> wait_on(asio::io_context& context, std::vector<std::move_only_function<void()>>& list) {
  co_await asio::async_initiate<const asio::use_awaitable_t<>, void()>(
      [&](auto handler) {
        list.emplace_back(
            [&context, waiting = std::move(handler)]() mutable { asio::post(context, std::move(waiting)); });
      },
      asio::use_awaitable);
}

void resume_all(std::vector<std::move_only_function<void()>>& list) {
  for (auto& resume : std::exchange(list, {})) resume();
}

/// What one turn begins, by warning.
class Turn {
 public:
  Turn(const delivery::State& state, const std::set<DeliveryId>& on_the_wire, Instant now)
      : state_(state),
        on_the_wire_(on_the_wire),
        now_(now),
        end_(state.agenda.lower_bound({now + Duration{1}, DeliveryId{}})),
        free_(limits::deliveries_in_flight - on_the_wire.size()) {}

  /// Looks from the front of what is due, so that the oldest attempts begin first; then on behind `seen`, round and
  /// round, so that what stands behind very many that nothing can be done about now is reached too. Gives what was
  /// looked at last.
  delivery::Agenda::value_type look(delivery::Agenda::value_type seen) {
    auto at = state_.agenda.begin();
    for (std::size_t looked = 0; looked < looked_at_a_turn && at != end_ && free_ > 0; ++looked) take(*at++);
    const auto first = at;
    if (first == end_ || is_full()) return seen;
    if (*first <= seen) at = state_.agenda.upper_bound(seen);
    if (at == state_.agenda.end() || at->first > now_) at = first;
    const auto start = at;
    std::size_t looked = 0;
    do {
      seen = *at;
      take(seen);
      if (++at == end_) at = first;
    } while (++looked < looked_at_a_turn && at != start && !is_full());
    return seen;
  }

  std::map<WarningId, std::vector<DeliveryId>> due, overdue;

 private:
  [[nodiscard]] bool is_full() const { return free_ == 0 && escalations_ == 0; }

  void take(const delivery::Agenda::value_type& item) {
    const auto& id = item.second;
    const auto& delivery = state_.deliveries.at(id);
    const auto want = delivery::wants(delivery, now_);
    if (want == delivery::Want::escalation && escalations_ > 0) {
      overdue[delivery.planned.warning].push_back(id);
      --escalations_;
    }
    if (want != delivery::Want::attempt || free_ == 0 || on_the_wire_.contains(id)) return;
    due[delivery.planned.warning].push_back(id);
    --free_;
  }

  const delivery::State& state_;
  const std::set<DeliveryId>& on_the_wire_;
  Instant now_;
  delivery::Agenda::const_iterator end_;  ///< of what is due
  std::size_t free_;
  std::size_t escalations_ = escalations_a_turn;
};

/// A step of the loop that failed is logged here, once; the loop goes on unless the store is gone.
void note_failure(std::string_view doing, const Result<void>& outcome) {
  if (!outcome) spdlog::error("{}: {}", doing, core::sentence(outcome.error()));
}

}  // namespace

Conductor::Conductor(asio::io_context& context, desk::Desk& desk, Publisher& publisher, Pace pace)
    : context_(context), desk_(desk), publisher_(publisher), pace_(pace) {
  desk_.journal.listen([this](const record::Entry&) { nudge(); });
}

void Conductor::start() {
  is_running_ = true;
  asio::co_spawn(context_, run(), asio::detached);
}

asio::awaitable<void> Conductor::settle() {
  if (!is_running_) co_return;
  nudge();
  co_await wait_on(context_, settled_);
}

asio::awaitable<void> Conductor::stop() {
  is_stopping_ = true;
  nudge();
  if (is_running_) co_await wait_on(context_, ended_);
}

asio::awaitable<void> Conductor::run() {
  while (!is_ending() || !on_the_wire_.empty()) {
    const auto began = desk_.clock.now();
    const auto size_before = desk_.state.size;
    co_await turn();
    if (is_ending() && on_the_wire_.empty()) break;
    const bool is_unchanged = desk_.state.size == size_before;
    // Why a pause: what was due and could not be done waits for a change, or it would be tried again without an end.
    if (is_unchanged && next_due_ && *next_due_ <= began) next_due_ = began + after_failure;
    if (is_unchanged && on_the_wire_.empty()) resume_all(settled_);
    co_await desk_.clock.wait_until(next_due_.value_or(far_future));
  }
  is_running_ = false;
  resume_all(settled_);
  resume_all(ended_);
}

bool Conductor::is_ending() const { return is_stopping_ || desk_.journal.has_failed(); }

asio::awaitable<void> Conductor::turn() {
  auto published = Result<void>{};
  co_await take_reports();
  if (!is_ending()) {
    co_await begin_deliveries();
    co_await look_at_clocks();
    published = co_await publisher_.publish(desk_);
    note_failure("publishing", published);
  }
  next_due_ = is_ending() ? std::nullopt : clocks_due_;
  if (is_ending()) co_return;
  for (const auto& [at, id] : desk_.state.deliveries.agenda) {
    // Why not the ones on the wire: they come back by themselves, and nudge.
    if (on_the_wire_.contains(id)) continue;
    if (!next_due_ || at < *next_due_) next_due_ = at;
    break;
  }
  // Why not after a failure: what was due stays due, and is tried again after a pause.
  const auto due = published ? publisher_.due() : std::nullopt;
  if (due && (!next_due_ || *due < *next_due_)) next_due_ = due;
  const auto again_at = desk_.clock.now() + after_failure;
  const bool is_to_repeat = !published || !reports_.empty();
  if (is_to_repeat && (!next_due_ || again_at < *next_due_)) next_due_ = again_at;
}

asio::awaitable<void> Conductor::look_at_clocks() {
  const auto now = desk_.clock.now();
  const bool is_due = clocks_due_ && *clocks_due_ <= now;
  const bool is_changed = clocks_seen_ != desk_.state.size;
  if (!is_due && !is_changed && clocks_seen_ > 0) co_return;
  const auto again_at = looked_at_ + std::max(pace_.between_looks, looks_apart_);
  if (now < again_at && !is_due) {
    clocks_due_ = clocks_due_ ? std::min(*clocks_due_, again_at) : again_at;
    co_return;
  }
  looked_at_ = now;
  auto next = co_await operations::watch_clocks(desk_);
  looks_apart_ = std::min(share_of_looking * (desk_.clock.now() - now), between_looks_max);
  clocks_seen_ = desk_.state.size;
  if (!next) {
    spdlog::error("looking at the clocks: {}", core::sentence(next.error()));
    co_return;
  }
  clocks_due_ = *next;
}

asio::awaitable<void> Conductor::begin_deliveries() {
  // Why collected first: a delivery that begins changes the agenda at once.
  Turn turn(desk_.state.deliveries, on_the_wire_, desk_.clock.now());
  seen_ = turn.look(std::move(seen_));
  for (auto& [warning, ids] : turn.due) {
    const auto begun = co_await operations::begin_attempts(desk_, std::move(ids));
    if (!begun) {
      note_failure(cat("delivering ", warning.text), fail(begun.error()));
      continue;
    }
    for (const auto& attempted : *begun) {
      on_the_wire_.insert(attempted.delivery);
      asio::co_spawn(context_, carry(attempted), asio::detached);
    }
  }
  for (auto& [warning, ids] : turn.overdue) {
    const auto escalated = co_await operations::escalate(desk_, std::move(ids));
    note_failure(cat("escalating ", warning.text), escalated);
  }
}

asio::awaitable<void> Conductor::carry(delivery::Attempted begun) {
  auto report = co_await operations::carry(desk_, std::move(begun));
  reports_.push_back(std::move(report));
  nudge();
}

asio::awaitable<void> Conductor::take_reports() {
  std::map<WarningId, std::vector<delivery::Report>> by_warning;
  for (auto& report : std::exchange(reports_, {})) {
    by_warning[desk_.state.deliveries.deliveries.at(report.delivery).planned.warning].push_back(std::move(report));
  }
  for (auto& [warning, reports] : by_warning) {
    const auto reported = co_await operations::report_attempts(desk_, reports);
    note_failure(cat("reporting on ", warning.text), reported);
    // Why kept: what a channel has said must not be forgotten because the disk was busy. At the end it must: the next
    // start says of these attempts that their outcome is unknown.
    if (!reported && !is_ending()) {
      std::ranges::move(reports, std::back_inserter(reports_));
      continue;
    }
    for (const auto& report : reports) on_the_wire_.erase(report.delivery);
  }
}

}  // namespace heed::app
