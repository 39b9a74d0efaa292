#include "lib/area/decimal.h"

#include <charconv>
#include <cmath>

#include "core/text.h"

namespace heed::area {

Result<double> parse_decimal(std::string_view text) {
  double value = 0;
  const auto* end = text.data() + text.size();
  const auto [stop, failure] = std::from_chars(text.data(), end, value, std::chars_format::fixed);
  if (failure != std::errc{} || stop != end || !std::isfinite(value)) {
    return fail(Code::malformed, cat("\"", text.substr(0, 40), "\" is not a decimal number such as 55.8258"));
  }
  return value;
}

std::string decimal(std::int64_t count, int places) {
  std::string digits = cat(count < 0 ? -count : count);
  const auto wanted = static_cast<std::size_t>(places) + 1;
  if (digits.size() < wanted) digits.insert(0, wanted - digits.size(), '0');
  digits.insert(digits.size() - static_cast<std::size_t>(places), 1, '.');
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.back() == '.') digits.pop_back();
  return count < 0 ? cat("-", digits) : digits;
}

}  // namespace heed::area
