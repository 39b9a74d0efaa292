#pragma once
// QR codes (ISO/IEC 18004) as pictures that stay sharp at any size, by libqrencode.

#include <cstddef>
#include <string>
#include <string_view>

#include "core/result.h"

namespace heed::qr {

inline constexpr std::size_t text_bytes = 1'000;  ///< more makes modules too small for a telephone and a laser printer
inline constexpr unsigned quiet_modules = 4;      ///< white around the code; the standard asks for four

/// An SVG element, black on white, in modules: `width` and `height` are left to the style sheet.
///
/// Guarantees: error correction M (15 of 100 modules may be lost) and the whole quiet zone; `title` is read out by
/// screen readers. Errors: invalid for an empty text, too_large beyond text_bytes.
[[nodiscard]] Result<std::string> svg(std::string_view text, std::string_view title);

}  // namespace heed::qr
