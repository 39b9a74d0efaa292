#include "core/value.h"

#include <array>

#include "core/assert.h"

namespace heed::core {

const Value* Value::find(std::string_view name) const {
  const auto* members = object();
  if (members == nullptr) return nullptr;
  for (const auto& [key, value] : *members) {
    if (key == name) return &value;
  }
  return nullptr;
}

Value& Value::set(std::string name, Value value) {
  if (is_null()) data = Object{};
  auto* members = std::get_if<Object>(&data);
  HEED_ASSERT(members != nullptr, "a member is set on ", form());
  return members->emplace_back(std::move(name), std::move(value)).second;
}

std::string_view Value::form() const {
  static constexpr std::array<std::string_view, 7> forms = {"nothing", "true or false", "a whole number",   "a number",
                                                            "a text",  "a list",        "a group of fields"};
  return forms[data.index()];
}

}  // namespace heed::core
