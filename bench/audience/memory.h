#pragma once
// The machine's memory: what copying from it costs, and a processor without anything of ours in its caches.

#include <cstddef>
#include <vector>

namespace heed::audience {

class Memory {
 public:
  Memory();

  /// Processor seconds for copying so many bytes that are in no cache to a place that is used again and again, as
  /// answers are: the least that handing out an answer of this size can cost.
  [[nodiscard]] double seconds_to_copy(std::size_t bytes);
  /// Afterwards the caches hold other things.
  void flush_caches();

 private:
  std::vector<char> arena_;  ///< several times the largest cache
  std::vector<char> into_;
  std::size_t at_ = 0;
};

}  // namespace heed::audience
