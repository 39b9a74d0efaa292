#pragma once
// Chance for the hub of a simulation: the same for a seed, in whatever order tasks of one instant come to draw.

#include "adapters/system/random.h"
#include "lib/digest/sha256.h"

namespace heed::sim {

class Chance final : public ports::Random {
 public:
  explicit Chance(std::uint64_t seed) : seed_(seed), salts_(seed) {}

  /// From now on what is drawn belongs to this instant.
  void set(Instant now) { now_ = now; }

  [[nodiscard]] std::string bytes(std::size_t count) override { return salts_.bytes(count); }
  /// Why no stream: deliveries that come back at one instant draw their waits in no certain order. Names are drawn
  /// letter by letter, so those have a number of their own.
  [[nodiscard]] std::uint64_t below(std::uint64_t bound) override {
    const auto number = bound <= 64 ? ++letters_ : 0;
    const auto drawn = digest::sha256(cat(seed_, " ", now_.ms, " ", number));
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < sizeof value; ++i) value = value << 8 | static_cast<unsigned char>(drawn[i]);
    return value % bound;
  }

 private:
  std::uint64_t seed_;
  system::SeededRandom salts_;
  Instant now_{};
  std::uint64_t letters_ = 0;
};

}  // namespace heed::sim
