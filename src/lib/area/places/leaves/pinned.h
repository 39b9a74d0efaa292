#pragma once
//

#include "lib/area/places/leaves/state.h"

namespace heed::leaves {

/// A reader's hold on the version that was current when it came.
class Pinned {
 public:
  explicit Pinned(State& state) : state_(state), root_(state.pin()) {}
  ~Pinned() { state_.unpin(root_); }
  Pinned(const Pinned&) = delete;
  Pinned& operator=(const Pinned&) = delete;

  [[nodiscard]] const Root& root() const { return root_; }

 private:
  State& state_;
  Root& root_;
};

}  // namespace heed::leaves
