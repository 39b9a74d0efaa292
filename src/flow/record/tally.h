#pragma once
// How long the thread of a recipient was at a moment: with it, that nothing further was told can be proven too.

#include "flow/record/entry.h"

namespace heed::record {

/// The thread is open, and this long. Written for every open thread at the end of each day, and for anybody when asked.
struct Tallied {
  static constexpr std::string_view kind = "thread.tallied";
  std::string recipient;
  std::uint64_t links = 0;            ///< 0: nothing was ever told
  std::optional<std::uint64_t> last;  ///< the entry that is the last link
  HEED_FIELDS(Tallied, recipient, links, last)
};

/// All that this recipient was told of is over, and nothing is on its way to it: this was the last link, unless a new
/// one opens the thread again.
struct Closed {
  static constexpr std::string_view kind = "thread.closed";
  std::string recipient;
  std::uint64_t links = 0;
  std::optional<std::uint64_t> last;
  HEED_FIELDS(Closed, recipient, links, last)
};

}  // namespace heed::record
