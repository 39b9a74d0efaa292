#include "lib/sdjwt/form.h"

#include <cstring>

#include "core/text.h"
#include "lib/digest/sha256.h"

namespace heed::sdjwt {

namespace {

constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Two digits at a time: what every 12 bits are written as.
constexpr auto pairs = [] {
  std::array<std::array<char, 2>, 4096> table{};
  for (std::size_t bits = 0; bits < table.size(); ++bits) table[bits] = {digits[bits >> 6], digits[bits & 63U]};
  return table;
}();

std::uint32_t byte_at(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

char* put_pair(char* to, std::uint32_t bits) {
  std::memcpy(to, pairs[bits & 0xFFFU].data(), 2);
  return to + 2;
}

/// Writes the digits of `bytes` from `to` on. Requires: room for them.
void write_base64url(char* to, std::string_view bytes) {
  std::size_t at = 0;
  for (; at + 3 <= bytes.size(); at += 3) {
    const auto group = byte_at(bytes, at) << 16 | byte_at(bytes, at + 1) << 8 | byte_at(bytes, at + 2);
    to = put_pair(put_pair(to, group >> 12), group);
  }
  if (bytes.size() - at == 1) put_pair(to, byte_at(bytes, at) << 4);
  if (bytes.size() - at == 2) {
    const auto group = byte_at(bytes, at) << 10 | byte_at(bytes, at + 1) << 2;
    *put_pair(to, group >> 6) = digits[group & 63U];
  }
}

}  // namespace

Digest digest_of(std::string_view text) {
  Digest digest;
  write_base64url(digest.data(), digest::sha256(text));
  return digest;
}

void append_base64url(std::string& out, std::string_view bytes) {
  const auto before = out.size();
  const auto after = before + (bytes.size() * 4 + 2) / 3;
  out.resize_and_overwrite(after, [&](char* text, std::size_t) {
    write_base64url(text + before, bytes);
    return after;
  });
}

std::string member_path(std::string_view outer, std::string_view name) {
  return outer.empty() ? std::string(name) : cat(outer, ".", name);
}

std::string element_path(std::string_view outer, std::size_t index) { return cat(outer, "[", index, "]"); }

}  // namespace heed::sdjwt
