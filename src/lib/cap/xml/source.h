#pragma once
// Private to this folder: bytes as they came, turned into UTF-8.

#include <expected>
#include <memory>
#include <string>
#include <string_view>

#include "lib/cap/xml/document.h"

namespace heed::xml {

struct Source {
  std::string_view text{};                       ///< UTF-8, not yet checked; without a byte order mark
  std::unique_ptr<const std::string> recoded{};  ///< holds `text` when the bytes were something else
  std::string declared = "UTF-8";
  std::string real = "UTF-8";
};

/// Finds the encoding by the byte order mark, the first bytes and the XML declaration, and leaves UTF-8 where it is.
/// Errors: Fault::encoding, Fault::too_large.
[[nodiscard]] std::expected<Source, Refusal> decode(std::string_view bytes, const Limits& limits);

}  // namespace heed::xml
