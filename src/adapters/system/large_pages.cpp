#include "adapters/system/large_pages.h"

#include <sys/mman.h>

namespace heed::system {

void use_large_pages(std::byte* memory, std::size_t size) { ::madvise(memory, size, MADV_HUGEPAGE); }

}  // namespace heed::system
