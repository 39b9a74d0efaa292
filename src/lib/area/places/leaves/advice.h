#pragma once
// What a program may ask of its operating system for the index, which asks for nothing itself.

#include <cstddef>

namespace heed::leaves {

/// Told of a large piece of memory before it is written to, so that it may ask for large pages there: a single move
/// waits for memory at five places, and large pages shorten each wait. Called by whoever writes to an index.
using Advise = void (*)(std::byte* memory, std::size_t size);

/// From now on, in the whole program; nullptr, as at the beginning: nobody is told. Requires: no index is being
/// written.
void advise_large_memory(Advise advise);

}  // namespace heed::leaves
