#pragma once
// Where an edition stands now, for lists that leave editions out after a while.

#include <optional>

#include "adapters/format/public_page/public_warning.h"

namespace heed::feeds {

enum class State {
  in_force,
  window_over,  ///< its time is over, and nobody has said what becomes of the warning
  updated,      ///< a later edition stands in its place
  cancelled,
  all_clear,
  lapsed,    ///< a named officer accepted that it is not continued
  replaced,  ///< another warning took its place
};
constexpr auto words(State) {
  return core::word_table<State>({{State::in_force, "in_force"},
                                  {State::window_over, "window_over"},
                                  {State::updated, "updated"},
                                  {State::cancelled, "cancelled"},
                                  {State::all_clear, "all_clear"},
                                  {State::lapsed, "lapsed"},
                                  {State::replaced, "replaced"}});
}
/// "Window ended, no all-clear", for people.
[[nodiscard]] std::string_view label_of(State state);

struct Standing {
  State state = State::in_force;
  Instant since;
};

/// Where the edition stands that is `editions[index]`. Requires: there is one.
[[nodiscard]] Standing standing_of(const public_page::PublicWarning& warning, std::size_t index);

/// How long an edition stays in every list after it ceased to be in force: whoever looks once a day sees how it ended.
inline constexpr Duration kept_after{48 * 3'600'000};

[[nodiscard]] bool is_listed(const Standing& standing, Instant now);
/// When a list last changed because of an edition: when it came to its standing, or was left out.
[[nodiscard]] Instant changed_at(const Standing& standing, Instant now);
/// The next moment at which something is to be left out or its time is over, without any new entry; nothing when there
/// is none.
[[nodiscard]] std::optional<Instant> next_change(const std::vector<public_page::PublicWarning>& warnings, Instant now);

}  // namespace heed::feeds
