#pragma once
// The door to chance: names, salts, jitter. Seeded in a drill, so that a drill is the same every time.

#include <cstdint>
#include <string>

namespace heed::ports {

class Random {
 public:
  virtual ~Random() = default;
  /// `count` random bytes.
  [[nodiscard]] virtual std::string bytes(std::size_t count) = 0;
  /// A whole number from 0 to `bound` - 1. Requires: bound > 0.
  [[nodiscard]] virtual std::uint64_t below(std::uint64_t bound) = 0;
};

}  // namespace heed::ports
