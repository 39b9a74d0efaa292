#include "adapters/system/random.h"

#include <algorithm>
#include <cerrno>
#include <limits>
#include <sys/random.h>

#include "core/assert.h"
#include "core/text.h"
#include "lib/digest/sha256.h"

namespace heed::system {

namespace {

std::uint64_t draw_number(ports::Random& random) {
  std::uint64_t number = 0;
  for (const char c : random.bytes(sizeof number)) number = number << 8 | static_cast<unsigned char>(c);
  return number;
}

/// Why draw again instead of taking the remainder at once: 2^64 is no multiple of most bounds, and the remainder would
/// favour small numbers. At most every second draw is thrown away.
std::uint64_t draw_below(ports::Random& random, std::uint64_t bound) {
  HEED_ASSERT(bound > 0);
  constexpr auto most = std::numeric_limits<std::uint64_t>::max();
  const auto unfair = (most % bound + 1) % bound;  // 2^64 modulo bound
  auto number = draw_number(random);
  while (number > most - unfair) number = draw_number(random);
  return number % bound;
}

}  // namespace

std::string SystemRandom::bytes(std::size_t count) {
  std::string drawn(count, '\0');
  std::size_t filled = 0;
  while (filled < count) {
    const auto got = getrandom(drawn.data() + filled, count - filled, 0);
    HEED_ASSERT(got >= 0 || errno == EINTR, "the kernel gives no random bytes, errno ", errno);
    if (got > 0) filled += static_cast<std::size_t>(got);
  }
  return drawn;
}

std::uint64_t SystemRandom::below(std::uint64_t bound) { return draw_below(*this, bound); }

std::string SeededRandom::bytes(std::size_t count) {
  std::string drawn;
  drawn.reserve(count);
  while (drawn.size() < count) {
    if (left_over_.empty()) left_over_ = digest::sha256(cat("heed seeded random ", seed_, " ", block_++));
    const auto taken = std::min(count - drawn.size(), left_over_.size());
    drawn.append(left_over_, 0, taken);
    left_over_.erase(0, taken);
  }
  return drawn;
}

std::uint64_t SeededRandom::below(std::uint64_t bound) { return draw_below(*this, bound); }

}  // namespace heed::system
