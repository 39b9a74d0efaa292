// Any bytes: JSON that is accepted is written in one way, and reads back as the same value.

#include "lib/json/json.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const auto value = heed::json::parse(text);
  if (!value) return 0;
  const auto written = heed::json::write(*value);
  const auto again = heed::json::parse(written);
  if (!again || *again != *value || heed::json::write(*again) != written) std::abort();
  const auto pretty = heed::json::parse(heed::json::write_pretty(*value));
  if (!pretty || *pretty != *value) std::abort();
  return 0;
}
