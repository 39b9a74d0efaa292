#pragma once
// A desk for tests: it writes what a rule answered as entries, and folds them into the states that the test asks for.

#include <tuple>

#include <doctest/doctest.h>

#include "core/assert.h"
#include "flow/record/entry.h"

namespace heed::testing {

/// What is in a Result that has to hold a value; the test ends when it does not.
template <class T>
T must(Result<T> result) {
  if (!result) FAIL(core::sentence(result.error()));
  return *std::move(result);
}

inline Instant at(std::string_view text) { return must(core::parse_instant(text)); }
constexpr Duration minutes(std::int64_t n) { return Duration{n * 60'000}; }
constexpr Duration hours(std::int64_t n) { return minutes(60 * n); }

/// "done", or the code and the place of the refusal: "refused @target". Tables of rules compare it.
template <class T>
std::string verdict(const Result<T>& result) {
  if (result) return "done";
  return cat(core::word(result.error().code), result.error().place.empty() ? "" : " @", result.error().place);
}

/// The sentence of a refusal; empty when there was none.
template <class T>
std::string said(const Result<T>& result) {
  return result ? std::string{} : core::sentence(result.error());
}

inline record::Actor person(std::string name, record::Role role = record::Role::analyst) {
  return {std::move(name), role};
}

/// The fact of this kind among what a rule proposes; the test ends when there is none.
template <class Fact>
Fact proposed(const record::Drafts& drafts) {
  for (const auto& draft : drafts) {
    if (draft.kind == Fact::kind) return must(from_value<Fact>(draft.body));
  }
  FAIL("no draft of the kind ", Fact::kind);
  return {};
}

template <class Fact>
std::size_t count_of(const record::Drafts& drafts) {
  std::size_t count = 0;
  for (const auto& draft : drafts) count += draft.kind == Fact::kind ? 1 : 0;
  return count;
}

/// Holds one state of each named stage. Time stands still until the test moves it.
template <class... States>
class Desk {
 public:
  Instant now = at("2024-03-06T12:00:00Z");
  record::Actor actor = person("ann");
  std::vector<record::Entry> entries;

  template <class State>
  [[nodiscard]] const State& of() const {
    return std::get<State>(states_);
  }
  [[nodiscard]] record::Moment moment() const { return {now, actor}; }
  void wait(Duration span) { now = now + span; }

  /// Commits facts as they are, whatever a rule would say of them.
  template <class... Facts>
  void note(const Facts&... facts) {
    (write({record::draft(facts)}), ...);
  }
  void write(const record::Drafts& drafts) {
    const auto first = entries.size();
    for (const auto& draft : drafts) {
      entries.push_back({entries.size(), now, draft.kind, actor, {}, first, {}, draft.body, {}});
      (must_apply(std::get<States>(states_)), ...);
    }
  }
  /// Commits what a rule answered; the test ends when the rule refused.
  record::Drafts done(const Result<record::Drafts>& answer) {
    auto drafts = must(answer);
    write(drafts);
    return drafts;
  }
  /// The same desk with another person at it.
  Desk& as(std::string name, record::Role role = record::Role::analyst) {
    actor = person(std::move(name), role);
    return *this;
  }

 private:
  template <class State>
  void must_apply(State& state) {
    const auto outcome = apply(state, entries.back());
    if (!outcome) FAIL(core::sentence(outcome.error()));
  }

  std::tuple<States...> states_;
};

}  // namespace heed::testing
