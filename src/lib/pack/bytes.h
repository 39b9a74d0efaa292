#pragma once
// The smallest pieces of a pack: numbers of variable length, and a reader that never leaves its bytes.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace heed::pack {

/// Seven bits a byte, the lowest first; the top bit says that more follow. Small numbers take one byte.
inline void put_varint(std::string& out, std::uint64_t number) {
  if (number < 0x80) {
    out.push_back(static_cast<char>(number));
    return;
  }
  std::array<char, 10> bytes{};
  std::size_t size = 0;
  for (; number >= 0x80; number >>= 7) bytes[size++] = static_cast<char>(number | 0x80);
  bytes[size++] = static_cast<char>(number);
  out.append(bytes.data(), size);
}

/// Small numbers of either sign become small numbers: 0, -1, 1, -2, … to 0, 1, 2, 3, …
constexpr std::uint64_t zigzag(std::int64_t number) {
  return (static_cast<std::uint64_t>(number) << 1) ^ static_cast<std::uint64_t>(number >> 63);
}
constexpr std::int64_t unzigzag(std::uint64_t number) {
  return static_cast<std::int64_t>((number >> 1) ^ (~(number & 1) + 1));
}

inline void put_text(std::string& out, std::string_view text) {
  put_varint(out, text.size());
  out += text;
}

/// Reads from front to back. A function that returns false has found bytes that cannot be right; nothing may be read
/// after.
class Reader {
 public:
  /// `bytes` must outlive the reader.
  explicit Reader(std::string_view bytes) : all_(bytes), rest_(bytes) {}

  [[nodiscard]] std::size_t left() const { return rest_.size(); }
  /// How many bytes have been read.
  [[nodiscard]] std::size_t offset() const { return all_.size() - rest_.size(); }

  [[nodiscard]] bool byte(std::uint8_t& into) {
    if (rest_.empty()) return false;
    into = static_cast<std::uint8_t>(rest_.front());
    rest_.remove_prefix(1);
    return true;
  }
  [[nodiscard]] bool take(std::uint64_t size, std::string_view& into) {
    if (size > rest_.size()) return false;
    into = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return true;
  }
  [[nodiscard]] bool varint(std::uint64_t& into) {
    if (!rest_.empty() && static_cast<unsigned char>(rest_.front()) < 0x80) [[likely]] {
      into = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      return true;
    }
    return long_varint(into);
  }
  [[nodiscard]] bool text(std::string_view& into) {
    std::uint64_t size = 0;
    return varint(size) && take(size, into);
  }
  /// How many elements follow. Every packed value takes at least a byte, so there cannot be more than bytes.
  [[nodiscard]] bool count(std::uint64_t& into) { return varint(into) && into <= rest_.size(); }
  /// For how many of `count` elements room may be made at once: a few, or what the bytes at hand may well hold. A wrong
  /// count then costs a few times the input, never more; a right one only lets a list grow as it is read.
  [[nodiscard]] std::size_t room(std::uint64_t count, std::size_t element_size) const {
    const std::size_t justified = 16 + 4 * (rest_.size() / element_size);
    return count < justified ? static_cast<std::size_t>(count) : justified;
  }

 private:
  [[nodiscard]] bool long_varint(std::uint64_t& into);

  std::string_view all_;
  std::string_view rest_;
};

}  // namespace heed::pack
