#pragma once
// Our own mistakes stop the process: the store is crash-safe, a wrong state is not.

#include <cstdio>
#include <cstdlib>
#include <string>

#include "core/text.h"

namespace heed::core {

[[noreturn]] inline void stop_on_mistake(const char* condition, const char* file, int line, const std::string& values) {
  std::fprintf(stderr, "heed: assertion failed: %s at %s:%d %s\n", condition, file, line, values.c_str());
  std::abort();
}

}  // namespace heed::core

/// HEED_ASSERT(size <= limit, "size ", size, " limit ", limit); stays on in release builds.
#define HEED_ASSERT(condition, ...)                                                           \
  do {                                                                                        \
    if (!(condition)) [[unlikely]]                                                            \
      ::heed::core::stop_on_mistake(#condition, __FILE__, __LINE__,                           \
                                    std::string(__VA_OPT__(::heed::core::cat(__VA_ARGS__)))); \
  } while (false)
