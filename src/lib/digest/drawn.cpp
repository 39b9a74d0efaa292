#include "lib/digest/drawn.h"

#include "lib/digest/sodium.h"

namespace heed::digest {

static_assert(draw_seed_bytes == randombytes_SEEDBYTES);

std::string drawn_from(std::string_view seed, std::size_t bytes) {
  HEED_ASSERT(seed.size() == draw_seed_bytes);
  start_sodium();
  std::string drawn(bytes, '\0');
  randombytes_buf_deterministic(raw(drawn), drawn.size(), raw(seed));
  return drawn;
}

}  // namespace heed::digest
