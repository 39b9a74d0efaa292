#pragma once
// Memory in large pieces, for what is looked at here and there: an index of places, a register of millions.

#include <cstddef>
#include <cstdlib>
#include <memory>

namespace heed::pages {

/// Told of a large piece of memory before it is written to, so that it may ask the operating system for large pages
/// there, which this library does not: what is looked at here and there waits less for memory then.
using Advise = void (*)(std::byte* memory, std::size_t size);

/// From now on, in the whole program; nullptr, as at the beginning: nobody is told. Requires: nobody takes memory
/// meanwhile.
void advise_large_memory(Advise advise);

struct FreeMemory {
  void operator()(std::byte* bytes) const { std::free(bytes); }
};
using Memory = std::unique_ptr<std::byte, FreeMemory>;

/// Whole pages, not written to; whoever gives advice is told of a piece of 2 MiB or more.
[[nodiscard]] Memory take(std::size_t size);

/// The same for the containers of the standard library.
template <class T>
struct Allocator {
  using value_type = T;
  Allocator() = default;
  template <class Other>
  Allocator(const Allocator<Other>&) {}
  [[nodiscard]] T* allocate(std::size_t count) {
    return static_cast<T*>(static_cast<void*>(take(count * sizeof(T)).release()));
  }
  void deallocate(T* memory, std::size_t) { std::free(memory); }
  bool operator==(const Allocator&) const = default;
};

}  // namespace heed::pages
