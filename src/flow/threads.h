#pragma once
// Threads: the entries about each recipient, one after the other, so that it can be proven what was done towards it,
// and that nothing else was.

#include <map>

#include "flow/record/tally.h"
#include "flow/state.h"

namespace heed::flow {

/// Takes in an entry: the links that it is, and what it says of threads.
[[nodiscard]] Result<void> apply_to_threads(State& state, const record::Entry& entry);

/// How many threads are counted in one commit: what else is decided waits no longer than one of these takes.
inline constexpr std::size_t tally_threads = 16'384;

/// What is written at the end of a day: each open thread is closed, or else counted. It is closed when every warning
/// that its recipient was told of has ended and nothing is on its way. Requires: state.tally_due has come.
///
/// Guarantees: no more than `at_most` threads, and none that was counted since the end of that day; once all are folded
/// in, in as many commits as it takes, tally_due is the end of the next day. The state alone says what is left, so a
/// hub that stopped between two commits goes on where it was.
[[nodiscard]] record::Drafts tally(const State& state, std::size_t at_most = tally_threads);
/// The open threads that are closed when they are counted, in order.
[[nodiscard]] std::vector<RecipientId> closable(const State& state);

/// The thread of a recipient as it is now; of somebody who was never told anything, and need not even be known, none.
[[nodiscard]] record::Tallied count_thread(const State& state, const RecipientId& recipient);

/// Asks to have it written down, so that "nothing was told", or "nothing since", can be proven (RA-2).
struct CountThread {
  RecipientId recipient;
  HEED_FIELDS(CountThread, recipient)
};

/// Gives the entries of one commit their links, before any of them is folded.
class Threading {
 public:
  explicit Threading(const State& state) : state_(state) {}

  /// The links of an entry, one for each in whose thread it stands: what is done towards a recipient (delivery), and
  /// what it says to it (response). Who is in the register, and why, is not told by it. The leaf hashes are left out.
  /// Requires: called for every entry of a commit, in order.
  [[nodiscard]] std::vector<record::Link> links(const record::Entry& entry);

 private:
  std::optional<RecipientId> whose(std::string_view kind, const Value& body);
  record::Link next(const RecipientId& recipient, std::uint64_t index);

  const State& state_;
  std::map<RecipientId, Thread> fresh_;        ///< threads that this commit has made longer
  std::map<DeliveryId, RecipientId> planned_;  ///< deliveries that this commit has made
};

}  // namespace heed::flow
