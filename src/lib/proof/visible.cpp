#include "lib/proof/visible.h"

#include <cstdint>

namespace heed::proof {
namespace {

/// Whether a character changes what is seen of those around it, or is not seen itself.
bool is_deceptive(std::uint32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x61C || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

}  // namespace

// None of the characters in question has more than three bytes.
std::string visible(std::string_view text) {
  constexpr std::string_view hex = "0123456789abcdef";
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = [&](std::size_t i) {
      return static_cast<std::uint32_t>(static_cast<unsigned char>(text[at + i]));
    };
    const std::size_t size = byte(0) < 0x80 ? 1 : byte(0) < 0xE0 ? 2 : byte(0) < 0xF0 ? 3 : 4;
    std::uint32_t c = byte(0);
    if (size == 2) c = (byte(0) & 0x1FU) << 6 | (byte(1) & 0x3FU);
    if (size == 3) c = (byte(0) & 0x0FU) << 12 | (byte(1) & 0x3FU) << 6 | (byte(2) & 0x3FU);
    if (size < 4 && is_deceptive(c)) {
      out += "\\u";
      for (const unsigned shift : {12U, 8U, 4U, 0U}) out += hex[c >> shift & 0xFU];
    } else {
      out += text.substr(at, size);
    }
    at += size;
  }
  return out;
}

}  // namespace heed::proof
