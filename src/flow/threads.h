#pragma once
// Threads: the entries about each recipient, one after the other, so that it can be proven what was done towards it,
// and that nothing else was.

#include <map>

#include "flow/state.h"

namespace heed::flow {

/// Gives the entries of one commit their links, before any of them is folded.
class Threading {
 public:
  explicit Threading(const State& state) : state_(state) {}

  /// The links of an entry, in whose threads it stands: what is done towards a recipient (delivery), and what it says
  /// to it (response). Who is in the register, and why, is not told by it. The leaf hashes are left out. Requires:
  /// called for every entry of a commit, in order.
  [[nodiscard]] std::vector<record::Link> links(const record::Entry& entry);

 private:
  const State& state_;
  std::map<RecipientId, Thread> fresh_;  ///< threads that this commit has made longer
};

}  // namespace heed::flow
