#pragma once
// A store that says how its time went.

#include <chrono>
#include <cstdint>

#include "operations/testing/stores.h"

namespace heed::record {

class TimedStore final : public testing::StoreInFront {
 public:
  using StoreInFront::StoreInFront;

  Result<void> append(const std::vector<ports::StoredEntry>& entries) override {
    const auto begin = std::chrono::steady_clock::now();
    auto done = StoreInFront::append(entries);
    append_seconds_ += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    ++appends_;
    return done;
  }
  /// Requires, as for all below: nothing is being appended.
  void forget() { append_seconds_ = 0, appends_ = 0; }
  [[nodiscard]] double append_seconds() const { return append_seconds_; }
  [[nodiscard]] std::uint64_t appends() const { return appends_; }

 private:
  double append_seconds_ = 0;
  std::uint64_t appends_ = 0;
};

}  // namespace heed::record
