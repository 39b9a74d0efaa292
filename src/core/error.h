#pragma once
// What went wrong, for callers and for people.

#include <string>
#include <string_view>
#include <utility>

namespace heed::core {

/// The closed list of failures. Control flow looks at the code only; one table maps codes to HTTP
/// statuses (server/problem.cpp) and one to exit codes (cli/exit.cpp).
enum class Code {
  malformed,     ///< the text does not parse, or a field is missing, unknown or of the wrong form
  invalid,       ///< it parses, and breaks a rule that holds in every state
  refused,       ///< a rule refuses it in the present state; the detail names the rule
  not_found,     ///< nothing of that name
  conflict,      ///< the name or the idempotency key is taken by something else
  unidentified,  ///< the caller did not say who it is
  forbidden,     ///< the caller's role may not do this
  too_large,     ///< over a named limit (core/limits.h)
  too_many,      ///< over a rate or a queue limit; later may work
  unavailable,   ///< the world failed for now: network, peer, disk busy
  corrupt,       ///< stored bytes are not what was written
  unsupported,   ///< well formed, known, and not offered
  stopped,       ///< the hub is stopping
  internal,      ///< our own mistake
};

[[nodiscard]] std::string_view word(Code code);

/// `detail` is a full sentence for people: what is wrong and what to do. `place` names where in the
/// caller's input: a field path ("tiers[1].headline"), or "line 14, column lat"; empty when there is none.
struct Error {
  Code code = Code::internal;
  std::string detail;
  std::string place{};

  bool operator==(const Error&) const = default;
};

/// The error's sentence with its place in front, as a terminal shows it.
[[nodiscard]] std::string sentence(const Error& error);

/// The same error, seen from one level further out: `outer` is put before its place.
[[nodiscard]] Error within(std::string_view outer, Error error);

}  // namespace heed::core

namespace heed {
using core::Code;
using core::Error;
}  // namespace heed
