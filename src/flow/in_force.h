#pragma once
// The reaches of all warnings in force, ready for those who arrive: whoever registers or moves into an area that is
// warned is told as well (PU-3). Derived from the warnings, never kept.

#include <map>
#include <memory>
#include <vector>

#include "flow/audience/cover.h"
#include "flow/warning/state.h"
#include "lib/area/covering/covering.h"

namespace heed::flow {

class InForce {
 public:
  /// Takes in what the warning is now: its newest released edition while it is active, nothing otherwise.
  void refresh(const warning::Warning& warning);
  void build(const warning::State& warnings);

  /// The newest edition of a warning, and the reaches of all its editions that went out.
  struct Edition {
    WarningId warning;
    std::uint64_t number = 0;
    std::vector<std::unique_ptr<const audience::Cover>> covers;
    std::vector<std::vector<covering::Key>> areas;  ///< of each cover
    bool is_broad = false;                          ///< some reach has no area
  };
  /// The editions that may cover the recipient, in the order of their warnings' names; every one that does is there.
  [[nodiscard]] std::vector<const Edition*> near(const audience::Recipient& recipient) const;

  /// It says nothing that the warnings do not say.
  bool operator==(const InForce&) const { return true; }

 private:
  void take_in(const warning::Warning& warning);
  void forget(const Edition& edition);
  /// Takes a cover over from `before`, or makes it.
  void add(Edition& edition, Edition& before, const audience::Asked& asked);
  void rebuild_if_due();

  std::map<WarningId, Edition> editions_;
  std::unique_ptr<covering::Covering> areas_;  ///< made with the first area
  std::map<covering::Key, WarningId> warnings_of_;
  covering::Key next_key_ = 0;
};

}  // namespace heed::flow
