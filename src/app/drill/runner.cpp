#include "app/drill/runner.h"

#include <algorithm>

#include <boost/asio/use_awaitable.hpp>

#include "flow/record/authority.h"
#include "operations/audit/verify_record.h"
#include "operations/commands/command.h"
#include "operations/review_case.h"

namespace heed::drill {

namespace asio = boost::asio;

namespace {

std::string key_of(const Step& step) { return cat("step-", step.number); }

class Player {
 public:
  Player(Rig& rig, const Scenario& scenario, std::function<void(const Played&)> calls)
      : rig_(rig), scenario_(scenario), calls_(std::move(calls)) {}

  asio::awaitable<Result<Account>> play() {
    Account account;
    account.title = scenario_.heading.title;
    const auto resumed_at = rig_.clock().now();
    CO_TRY(const auto played_before, co_await last_played());
    CO_TRY(co_await rig_.hub().start());
    for (const auto& step : scenario_.steps) {
      // Why stand-ins again: they live in this process, and were set anew when it began.
      const bool is_past = step.number <= played_before || (played_before > 0 && step.at < resumed_at);
      if (is_past && !step.change) continue;
      if (!is_past) co_await advance(step.at);
      CO_TRY(auto played, co_await play_step(step));
      count(account, played, step);
      if (calls_) calls_(played);
      account.steps.push_back(std::move(played));
      if (has_lost_its_store()) break;
    }
    if (scenario_.heading.end) co_await advance(*scenario_.heading.end);
    CO_TRY(co_await finish(account));
    co_return account;
  }

 private:
  /// The newest step of which the record holds a trace; 0 when there is none.
  asio::awaitable<Result<std::size_t>> last_played() {
    std::size_t last = 0;
    const auto& desk = rig_.hub().desk();
    CO_TRY(const auto newest, co_await newest_entries());
    for (const auto& step : scenario_.steps) {
      if (!step.give) continue;
      const auto actor = actor_of(*step.give);
      const bool is_done = desk.state.done.contains(flow::done_key(actor, key_of(step)));
      // A command that the role does not allow leaves an entry without a key: it is known by its time and its actor.
      const bool is_refused = std::any_of(newest.begin(), newest.end(), [&](const record::Entry& entry) {
        return record::is<record::AccessRefused>(entry) && entry.at == step.at && entry.actor == actor;
      });
      if (is_done || is_refused) last = step.number;
    }
    co_return last;
  }

  asio::awaitable<Result<std::vector<record::Entry>>> newest_entries() {
    constexpr std::uint64_t looked_at = 50;
    const auto size = rig_.hub().journal().durable_size();
    co_return co_await rig_.hub().journal().read(size > looked_at ? size - looked_at : 0, size);
  }

  record::Actor actor_of(const Give& give) {
    for (const auto& actor : scenario_.actors) {
      if (actor.name == give.as) return {actor.name, actor.role};
    }
    return {give.as, record::Role::auditor};
  }

  commands::Caller caller_of(const Step& step) {
    commands::Caller caller;
    for (const auto& actor : scenario_.actors) {
      if (actor.name != step.give->as) continue;
      caller.actor = {actor.name, actor.role};
      caller.recipient = actor.recipient;
      const bool is_recipient = actor.role == record::Role::recipient;
      caller.evidence = is_recipient ? response::Evidence::api_token : response::Evidence::heard;
    }
    caller.key = key_of(step);
    return caller;
  }

  [[nodiscard]] bool has_lost_its_store() { return rig_.hub().journal().has_failed(); }

  /// Moves the clock to `to`, stopping at everything that falls due on the way.
  asio::awaitable<void> advance(Instant to) {
    auto& conductor = rig_.hub().conductor();
    co_await conductor.settle();
    for (auto due = conductor.next_due(); due && *due < to; due = conductor.next_due()) {
      // Why: what is due stays due for ever when nothing can be written any more.
      if (has_lost_its_store()) co_return;
      if (*due > rig_.clock().now()) rig_.clock().set(*due);
      co_await conductor.settle();
    }
    if (to > rig_.clock().now()) rig_.clock().set(to);
    co_await conductor.settle();
  }

  asio::awaitable<Result<Played>> play_step(const Step& step) {
    Played played{step.number, step.line, rig_.clock().now(), {}, {}, StepOutcome::done, {}, {}};
    if (!step.say.empty()) played.say = step.say;
    Result<void> outcome;
    if (step.give) {
      played.what = step.give->command;
      outcome = co_await give(step, played);
    } else if (step.change) {
      played.what = cat("stand-in ", step.change->stand_in, " ", step.change->behaviour);
      outcome = rig_.change(*step.change);
    } else {
      played.what = cat("expect ", step.expect->what);
      played.outcome = StepOutcome::held;
      outcome = co_await expect(*step.expect);
    }
    if (!outcome) {
      played.outcome = StepOutcome::failed;
      played.detail = core::sentence(outcome.error());
    }
    co_await rig_.hub().conductor().settle();
    co_return played;
  }

  asio::awaitable<Result<void>> give(const Step& step, Played& played) {
    CO_TRY(auto fields, rig_.with_addresses(step.give->with));
    auto caller = caller_of(step);
    auto command = step.give->command;
    const auto done =
        co_await commands::execute(rig_.hub().desk(), std::move(caller), std::move(command), std::move(fields));
    if (!step.give->refused) {
      if (!done) co_return fail(done.error());
      played.entry = done->entry;
      co_return Result<void>{};
    }
    if (done)
      co_return fail(Code::refused, cat("it was expected to fail with \"", *step.give->refused, "\", and was done"));
    played.outcome = StepOutcome::held;
    if (core::word(done.error().code) != *step.give->refused) {
      co_return fail(Code::refused,
                     cat("it was expected to fail with \"", *step.give->refused, "\", and failed with \"",
                         core::word(done.error().code), "\": ", core::sentence(done.error())));
    }
    co_return Result<void>{};
  }

  asio::awaitable<Result<void>> expect(Expect expected) {
    if (expected.what == "record") {
      CO_TRY(co_await rig_.hub().journal().publish_checkpoint());
      const auto verified = audit::verify_record(rig_.store(), audit::public_keys(rig_.keys()));
      if (!verified) co_return fail(verified.error());
      co_return Result<void>{};
    }
    co_return co_await check(rig_.hub().desk(), rig_, std::move(expected));
  }

  static void count(Account& account, const Played& played, const Step& step) {
    const bool is_expectation = step.expect.has_value() || (step.give && step.give->refused);
    if (is_expectation) ++account.expectations;
    if (played.outcome == StepOutcome::failed) ++account.failed;
  }

  asio::awaitable<Result<void>> finish(Account& account) {
    auto& desk = rig_.hub().desk();
    for (const auto& [id, of] : desk.state.cases.cases) {
      CO_TRY(auto review, co_await operations::review_case(desk, id, std::nullopt));
      account.reviews.push_back(std::move(review));
    }
    account.entries = desk.state.size;
    account.passed = account.failed == 0;
    CO_TRY(co_await rig_.hub().stop());
    rig_.stop_stand_ins();
    co_return Result<void>{};
  }

  Rig& rig_;
  const Scenario& scenario_;
  std::function<void(const Played&)> calls_;
};

}  // namespace

asio::awaitable<Result<Account>> play(Rig& rig, const Scenario& scenario, std::function<void(const Played&)> calls) {
  Player player(rig, scenario, std::move(calls));
  co_return co_await player.play();
}

}  // namespace heed::drill
