#include "lib/pages/pages.h"

#include <atomic>

#include "core/assert.h"
#include "core/text.h"

namespace heed::pages {
namespace {

constexpr std::size_t page_bytes = 4096;
constexpr std::size_t large_page_bytes = std::size_t{2} << 20;

std::atomic<Advise> advice = nullptr;

}  // namespace

Memory take(std::size_t size) {
  const bool is_large = size >= large_page_bytes;
  const auto unit = is_large ? large_page_bytes : page_bytes;
  auto* memory = static_cast<std::byte*>(std::aligned_alloc(unit, (size + unit - 1) / unit * unit));
  HEED_ASSERT(memory != nullptr, "no memory for ", size, " bytes");
  if (const auto advise = advice.load(); advise != nullptr && is_large) advise(memory, size / unit * unit);
  return Memory(memory);
}

void advise_large_memory(Advise advise) { advice = advise; }

}  // namespace heed::pages
