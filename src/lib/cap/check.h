#pragma once
// What CAP 1.2 asks of a message beyond its schema, and what receivers are known to stumble over.

#include <string>
#include <vector>

#include "lib/cap/alert.h"

namespace heed::cap {

enum class Level {
  error,    ///< the message must not be issued
  warning,  ///< allowed, and some receivers will misread or drop it
  note,     ///< worth a look
};
constexpr auto words(Level) {
  return core::word_table<Level>({{Level::error, "error"}, {Level::warning, "warning"}, {Level::note, "note"}});
}

/// `rule` is one of the names in README.md; `place` says where, in CAP's element names ("info[0].area[1].polygon[0]"),
/// and is empty when the whole message is meant; `text` is a sentence for people.
struct Finding {
  std::string rule;
  Level level = Level::error;
  std::string place;
  std::string text;
  bool operator==(const Finding&) const = default;
};

/// Points that one polygon may have: more are refused, for receivers test every edge against every other.
inline constexpr std::size_t polygon_points_max = 10'000;
/// Points above which receivers are known to struggle.
inline constexpr std::size_t polygon_points_advised = 1'000;
/// Characters of a headline that common displays show in full (CAP 1.2, 3.2.2).
inline constexpr std::size_t headline_characters_advised = 160;

/// Everything that is wrong with the message, in its own order. Looks at this one message only: that an identifier was
/// never used before, and that all related messages are referred to, only the caller can know.
[[nodiscard]] std::vector<Finding> check(const Alert& alert);

/// Whether nothing among `findings` forbids to issue the message.
[[nodiscard]] bool may_be_issued(const std::vector<Finding>& findings);

}  // namespace heed::cap
