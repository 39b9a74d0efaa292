#pragma once
// The door to the public: files that anyone may fetch, and that a plain web server can go on serving when the hub is
// down.

#include <string>
#include <string_view>

#include "core/result.h"

namespace heed::ports {

class Feed {
 public:
  virtual ~Feed() = default;
  /// Puts `bytes` under `path` ("cap/hall-1.xml"). Guarantees: a reader sees the old file or the new one, never a part;
  /// on return the new one survives a crash.
  virtual Result<void> publish(std::string_view path, std::string_view bytes) = 0;
  /// The bytes under `path`, or not_found.
  [[nodiscard]] virtual Result<std::string> read(std::string_view path) const = 0;
};

}  // namespace heed::ports
