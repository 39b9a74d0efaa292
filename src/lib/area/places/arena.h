#pragma once
// Working memory of a descent, given back in the reverse order. For this folder only.

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <vector>

#include "core/assert.h"

namespace heed::places {

class Arena {
 public:
  struct Mark {
    std::size_t slab = 0;
    std::size_t used = 0;
  };

  Arena() { add(slab_min); }
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  [[nodiscard]] Mark mark() const { return {slab_, used_}; }
  /// What was taken since is given back.
  void release(Mark mark) {
    slab_ = mark.slab;
    used_ = mark.used;
  }

  /// Room for `count` of a trivial type, not written to. Lives until a release.
  template <class T>
  [[nodiscard]] T* take(std::size_t count) {
    const std::size_t size = (count * sizeof(T) + alignment - 1) / alignment * alignment;
    while (used_ + size > slabs_[slab_].size) {
      if (slab_ + 1 == slabs_.size()) add(size > 2 * slabs_[slab_].size ? size : 2 * slabs_[slab_].size);
      ++slab_;
      used_ = 0;
    }
    auto* memory = slabs_[slab_].memory.get() + used_;
    used_ += size;
    return static_cast<T*>(static_cast<void*>(memory));
  }

 private:
  static constexpr std::size_t alignment = 32;
  static constexpr std::size_t slab_min = std::size_t{1} << 18;

  struct Free {
    void operator()(std::byte* bytes) const { std::free(bytes); }
  };
  struct Slab {
    std::unique_ptr<std::byte, Free> memory;
    std::size_t size;
  };

  void add(std::size_t size) {
    auto* memory = static_cast<std::byte*>(std::aligned_alloc(alignment, size));
    HEED_ASSERT(memory != nullptr, "no memory for ", size, " bytes");
    slabs_.push_back({std::unique_ptr<std::byte, Free>(memory), size});
  }

  std::vector<Slab> slabs_;
  std::size_t slab_ = 0;
  std::size_t used_ = 0;
};

}  // namespace heed::places
