#pragma once
// What must be true after every step, whatever was done and wherever the hub crashed.

#include <set>

#include "sim/world.h"

namespace heed::sim {

/// Keeps its own fold of what is on the disk, and compares.
class Checks {
 public:
  /// Takes in what is new on the disk. Then: the state in memory runs ahead of the disk by design; as soon as it does
  /// not, it is the fold of the disk. May be called at any time.
  void check_fold(World& world);
  /// Everything. Requires: the hub has settled.
  void check(World& world);
  /// Nothing that went out is left unpublished. Requires: settled, with a site that fails no more.
  void check_site(World& world) const;

 private:
  void take_in(World& world);
  void check_entry(const record::Entry& entry);
  void check_planned(const delivery::Planned& planned);
  void check_warnings(const flow::State& state, Instant now) const;
  void check_deliveries(const flow::State& state) const;
  void check_agenda(const flow::State& state, Instant now) const;
  void check_carried(World& world) const;
  void check_hidden(World& world) const;

  flow::State twin_;                                ///< the fold of the entries on the disk
  std::set<std::string> alarms_;                    ///< deadlines that were raised
  std::set<std::pair<std::string, Instant>> keys_;  ///< idempotency keys that were used, and when
  std::map<RecipientId, report::Tier> narrowest_;   ///< what each may be told, as registered last
  std::set<std::string> published_;                 ///< editions that were published
};

}  // namespace heed::sim
