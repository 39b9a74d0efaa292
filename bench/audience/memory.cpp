#include "bench/audience/memory.h"

#include <algorithm>
#include <cstring>

#include "bench/figures.h"

namespace heed::audience {

namespace {
constexpr std::size_t arena_bytes = 512UL << 20;
constexpr std::size_t line_bytes = 64;
constexpr double long_enough = 0.02;  // seconds: far more than the clock's step
}  // namespace

Memory::Memory() : arena_(arena_bytes, 1) {}

double Memory::seconds_to_copy(std::size_t bytes) {
  bytes = std::clamp(bytes, line_bytes, arena_bytes / 4);
  into_.resize(bytes);
  std::size_t times = 0;
  const double begin = bench::cpu_seconds();
  double spent = 0;
  while (spent < long_enough) {
    // Why several between two looks at the clock: a small copy is shorter than the look.
    for (std::size_t copied = 0; copied < 1'000'000; copied += bytes, ++times) {
      if (at_ + bytes > arena_.size()) at_ = 0;
      std::memcpy(into_.data(), arena_.data() + at_, bytes);
      asm volatile("" : : "r"(into_.data()) : "memory");  // somebody might read it
      at_ += bytes;
    }
    spent = bench::cpu_seconds() - begin;
  }
  return spent / static_cast<double>(times);
}

void Memory::flush_caches() {
  for (std::size_t at = 0; at < arena_.size() / 4; at += line_bytes) arena_[at] = static_cast<char>(arena_[at] + 1);
}

}  // namespace heed::audience
