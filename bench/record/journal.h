#pragma once
// Durable, signed entries: the journal of a hub on a real store, beside what bounds it on this machine.

#include <cstdint>
#include <vector>

#include "bench/figures.h"
#include "core/result.h"

namespace heed::record {

inline constexpr std::size_t writers = 512;  ///< commands that wait for the disk at one time, under pressure
inline constexpr std::uint64_t pressed_entries = 60'000;
inline constexpr std::uint64_t steady_rate = 2'000;  ///< entries a second
inline constexpr std::uint64_t steady_entries = 10'000;

/// What one round measured. Rates are entries a second.
struct JournalRound {
  double pressed = 0;             ///< by the clock on the wall
  double processor_us = 0;        ///< of all threads, per entry
  double other_threads_us = 0;    ///< of the store's thread, which seals, signs and writes, per entry
  double group = 0;               ///< entries in one commit, on average
  double appending = 0;           ///< share of the time that the store spends in its commits
  std::vector<double> steady_ms;  ///< from the instant at which each entry was due to its being durable
  double signatures = 0;          ///< Ed25519 alone, on one core, by processor time
  double bare = 0;                ///< the same entries, in groups of the same size, appended to a bare store
};

/// Entries are delivery.reported with a link in the thread of a recipient, one a command; a checkpoint is signed every
/// second. Makes a folder for temporary files and removes it.
[[nodiscard]] Result<JournalRound> measure_journal();

}  // namespace heed::record
