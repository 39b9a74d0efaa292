#include "core/schema.h"

namespace heed::core::schema_detail {

Value simple(std::string_view type) { return Object{{"type", type}}; }

Value text(std::string_view format, std::string_view example) {
  return Object{{"type", "string"}, {"format", format}, {"examples", Array{example}}};
}

Value list(Value items) {
  return Object{{"type", "array"}, {"maxItems", std::uint64_t{limits::list_items}}, {"items", std::move(items)}};
}

Value group(Object properties, Array required) {
  Object whole{{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
  if (!required.empty()) whole.emplace_back("required", std::move(required));
  return whole;
}

Value one_of(Array words) { return Object{{"type", "string"}, {"enum", std::move(words)}}; }

}  // namespace heed::core::schema_detail
