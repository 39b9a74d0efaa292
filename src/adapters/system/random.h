#pragma once
// Chance from the kernel, and chance that is the same every time.

#include <cstddef>
#include <cstdint>
#include <string>

#include "ports/random.h"

namespace heed::system {

/// The kernel's randomness, good for keys and salts. Any thread may call. Stops the process if the kernel has none to
/// give.
class SystemRandom final : public ports::Random {
 public:
  [[nodiscard]] std::string bytes(std::size_t count) override;
  [[nodiscard]] std::uint64_t below(std::uint64_t bound) override;
};

/// The same bytes for the same seed and the same calls, on every machine: SHA-256 of seed and counter, block after
/// block. Trust: never for a hub with real warnings; who knows the seed knows every salt.
class SeededRandom final : public ports::Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : seed_(seed) {}

  [[nodiscard]] std::string bytes(std::size_t count) override;
  [[nodiscard]] std::uint64_t below(std::uint64_t bound) override;

 private:
  std::uint64_t seed_;
  std::uint64_t block_ = 0;  ///< blocks drawn so far
  std::string left_over_;    ///< of the last block
};

}  // namespace heed::system
