#pragma once
// What this folder's users of libsodium share. For its source files only.

#include <string>
#include <string_view>

#include <sodium.h>

#include "core/assert.h"

namespace heed::digest {

/// libsodium wants this once, before anything else; a failure means that the system has no randomness at all.
inline void start_sodium() {
  static const int started = sodium_init();
  HEED_ASSERT(started >= 0);
}

inline const unsigned char* raw(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
inline unsigned char* raw(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

}  // namespace heed::digest
