#include "flow/record/content.h"

#include "lib/json/json.h"

namespace heed::record {

std::string content_bytes(const Entry& entry) { return json::write(to_value(entry)); }

Result<Entry> parse_content(std::string_view bytes) {
  auto value = json::parse(bytes);
  if (!value) return fail(Code::corrupt, cat("an entry does not parse: ", value.error().detail));
  auto entry = from_value<Entry>(*value);
  if (!entry) return fail(Code::corrupt, cat("an entry is not of the right form: ", core::sentence(entry.error())));
  return entry;
}

}  // namespace heed::record
