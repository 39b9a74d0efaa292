// Alerts: no input may crash or take long, what was read once is written and read back as the same message, and what is
// mended is still read. The forms inside (references, lists, times, polygons, circles) are asked with the raw bytes
// too.

#include <cstdint>
#include <cstdlib>

#include "lib/cap/compare/compare.h"
#include "lib/cap/read.h"
#include "lib/cap/repair/repair.h"
#include "lib/cap/values/forms.h"
#include "lib/cap/values/lists.h"
#include "lib/cap/write.h"

namespace {

using namespace heed;

void expect(bool holds) {
  if (!holds) std::abort();
}

void try_message(std::string_view text) {
  const auto reading = cap::read(text);
  expect(reading.is_well_formed || !reading.findings.empty());
  if (!reading.alert) return;
  const auto written = cap::write(*reading.alert);
  const auto again = cap::read(written);
  expect(again.alert.has_value());
  expect(cap::write(*again.alert) == written);
  for (const auto profile : all_of<cap::Profile>()) static_cast<void>(cap::check(*reading.alert, profile));
  if (const auto mended = repair::repair(text)) expect(cap::read(mended->bytes).is_well_formed);
  expect(compare::compare(text, text)->empty());
}

void try_values(std::string_view text) {
  if (const auto ring = values::parse_polygon(text)) {
    static_cast<void>(values::simplicity_of(*ring));
    expect(!values::crosses_antimeridian(*ring) || ring->points.size() > 1);
  }
  static_cast<void>(values::parse_circle(text));
  static_cast<void>(values::read_circle(text));
  for (const auto& reference : values::read_references(text)) expect(!reference.text.empty());
  static_cast<void>(values::read_items(text));
  if (const auto time = values::read_time(text)) expect(values::read_time(values::to_text(time->time))->form.is_plain);
  expect(!values::is_plain_uri(text) || values::has_scheme(text));
  static_cast<void>(values::is_any_uri(text));
  expect(!values::read_decimal(text) || values::is_decimal(text));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  try_message(text);
  try_values(text);
  return 0;
}
