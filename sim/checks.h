#pragma once
// What must be true after every step, whatever was done and wherever the hub crashed.

#include <set>

#include "sim/world.h"

namespace heed::sim {

/// Keeps its own fold of what is on the disk, and compares.
class Checks {
 public:
  /// Requires: the hub has settled, or has just been opened.
  void check(World& world);

 private:
  void take_in(World& world);
  void check_entry(const record::Entry& entry);
  void check_planned(const delivery::Planned& planned);
  void check_warnings(const flow::State& state) const;
  void check_deliveries(const flow::State& state) const;
  void check_agenda(const flow::State& state) const;
  void check_carried(World& world) const;

  flow::State twin_;                                ///< the fold of the entries on the disk
  std::set<std::string> alarms_;                    ///< deadlines that were raised
  std::set<std::pair<std::string, Instant>> keys_;  ///< idempotency keys that were used, and when
  std::set<std::string> published_;                 ///< editions that were published
};

}  // namespace heed::sim
