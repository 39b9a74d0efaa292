#include "core/id.h"

#include "core/limits.h"
#include "core/text.h"

namespace heed::core {

Result<std::string> parse_name(std::string_view text) {
  const auto is_alphanumeric = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  bool is_name = !text.empty() && text.size() <= limits::name_bytes && is_alphanumeric(text.front());
  for (const char c : text) is_name = is_name && (is_alphanumeric(c) || c == '-' || c == '_' || c == '.' || c == '/');
  if (is_name) return std::string(text);
  return fail(Code::malformed, cat("\"", text.substr(0, 80), "\" is not a name; use 1 to ", limits::name_bytes,
                                   " of a-z 0-9 - _ . / beginning with a letter or digit"));
}

}  // namespace heed::core
