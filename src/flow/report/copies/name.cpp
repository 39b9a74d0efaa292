#include "flow/report/copies/name.h"

#include <algorithm>

#include "core/text.h"
#include "lib/cap/write.h"
#include "lib/digest/base64.h"
#include "lib/digest/sha256.h"

namespace heed::copies {
namespace {

constexpr std::string_view beginning = "derived.";
constexpr std::size_t digest_letters = 43;     // 32 bytes in base64url
constexpr std::size_t references_digits = 16;  // of the references' digest, in hexadecimal

}  // namespace

std::string copy_name(const std::string& digest, const std::vector<cap::Reference>& references) {
  auto name = cat(beginning, digest);
  if (references.empty()) return name;
  std::string all;
  for (const auto& each : references) {
    all += cat(each.sender, ",", each.identifier, ",", cap::time_text(each.sent), "\n");
  }
  return cat(name, ".", digest::to_hex(digest::sha256(all)).substr(0, references_digits));
}

std::optional<std::string> original_of(std::string_view name) {
  if (!name.starts_with(beginning)) return std::nullopt;
  const auto digest = name.substr(beginning.size(), digest_letters);
  if (!digest::from_base64url(digest) || digest.size() != digest_letters) return std::nullopt;
  const auto rest = name.substr(beginning.size() + digest_letters);
  const auto is_digit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
  const bool is_whole = rest.empty() || (rest.size() == 1 + references_digits && rest.front() == '.' &&
                                         std::ranges::all_of(rest.substr(1), is_digit));
  return is_whole ? std::optional(std::string(digest)) : std::nullopt;
}

std::string origin_of(std::string_view identifier, std::string_view digest) {
  return original_of(identifier).value_or(std::string(digest));
}

}  // namespace heed::copies
