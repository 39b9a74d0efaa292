// Any bytes: TOML that is accepted is a document that JSON can carry and give back unchanged.

#include "lib/toml/toml.h"

#include <cstdint>
#include <cstdlib>

#include "lib/json/json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const auto value = heed::toml::parse(text, "fuzz.toml");
  if (!value) return 0;
  const auto written = heed::json::write(*value);
  const auto again = heed::json::parse(written);
  if (!again || *again != *value || heed::json::write(*again) != written) std::abort();
  return 0;
}
