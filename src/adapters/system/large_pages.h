#pragma once
// Large pages of memory, where the operating system has them.

#include <cstddef>

namespace heed::system {

/// Asks for large pages in a piece of memory. A wish: where they cannot be had, everything works as before.
void use_large_pages(std::byte* memory, std::size_t size);

}  // namespace heed::system
