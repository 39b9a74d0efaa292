#include "lib/capfeed/repository/address.h"

#include "core/text.h"

namespace heed::repository {
namespace {

constexpr bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '~';
}

std::string file_name_of(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (c == '-' || c == ':') {
      out += '_';
    } else if (c == '+') {
      out += 'p';
    } else if (is_plain(c)) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += digits[byte >> 4];
      out += digits[byte & 15];
    }
  }
  return out;
}

}  // namespace

std::string address_of(std::string_view base, const cap::Reference& message) {
  constexpr std::size_t day_letters = 10;
  if (base.ends_with('/')) base.remove_suffix(1);
  const auto sent = values::to_text(message.sent);
  return cat(base, "/", std::string_view(sent).substr(0, day_letters), "/", file_name_of(sent), "I",
             file_name_of(message.identifier), ".xml");
}

}  // namespace heed::repository
