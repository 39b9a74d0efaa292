#include "adapters/format/feeds/state.h"

#include <algorithm>

namespace heed::feeds {
namespace {

using public_page::PublicStanding;
using warning::Kind;

State state_of(PublicStanding standing) {
  switch (standing) {
    case PublicStanding::in_force: return State::in_force;
    case PublicStanding::window_over: return State::window_over;
    case PublicStanding::cancelled: return State::cancelled;
    case PublicStanding::all_clear: return State::all_clear;
    case PublicStanding::lapsed: return State::lapsed;
    case PublicStanding::replaced: return State::replaced;
  }
  return State::in_force;
}

/// What an edition became when the next one went out.
State state_after(Kind next) {
  switch (next) {
    case Kind::cancel: return State::cancelled;
    case Kind::all_clear: return State::all_clear;
    case Kind::lapse_notice: return State::window_over;
    case Kind::alert:
    case Kind::update:
    case Kind::extend:
    case Kind::correct:
    case Kind::downgrade: return State::updated;
  }
  return State::updated;
}

}  // namespace

std::string_view label_of(State state) {
  switch (state) {
    case State::in_force: return "In force";
    case State::window_over: return "Window ended, no all-clear";
    case State::updated: return "Updated by a later edition";
    case State::cancelled: return "Cancelled";
    case State::all_clear: return "All clear";
    case State::lapsed: return "Lapsed, no all-clear";
    case State::replaced: return "Replaced by another warning";
  }
  return "";
}

Standing standing_of(const public_page::PublicWarning& warning, std::size_t index) {
  if (index + 1 < warning.editions.size()) {
    const auto& next = warning.editions[index + 1];
    return {state_after(next.what), next.released_at};
  }
  return {state_of(warning.standing), warning.since};
}

bool is_listed(const Standing& standing, Instant now) {
  return standing.state == State::in_force || now < standing.since + kept_after;
}

Instant changed_at(const Standing& standing, Instant now) {
  return is_listed(standing, now) ? standing.since : standing.since + kept_after;
}

std::optional<Instant> next_change(const std::vector<public_page::PublicWarning>& warnings, Instant now) {
  std::optional<Instant> next;
  const auto consider = [&](Instant at) {
    if (at > now && (!next || at < *next)) next = at;
  };
  for (const auto& warning : warnings) {
    for (std::size_t i = 0; i < warning.editions.size(); ++i) {
      const auto standing = standing_of(warning, i);
      consider(standing.state == State::in_force ? warning.editions[i].valid.until : standing.since + kept_after);
    }
  }
  return next;
}

}  // namespace heed::feeds
