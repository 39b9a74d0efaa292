#pragma once
// A document read from outside, as a tree: what JSON and TOML have in common. Formats build it, `fields.h` reads it.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace heed::core {

struct Value;
using Array = std::vector<Value>;
/// Members in the order they were written; names are unique (the parsers refuse a second one).
using Object = std::vector<std::pair<std::string, Value>>;

struct Value {
  std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> data{};
  std::uint32_t line = 0;  ///< where it stood in its file, from 1; 0 where lines say nothing

  Value() = default;
  Value(bool value) : data(value) {}
  Value(int value) : data(static_cast<std::int64_t>(value)) {}
  Value(std::int64_t value) : data(value) {}
  Value(std::uint64_t value) : data(static_cast<std::int64_t>(value)) {}
  Value(double value) : data(value) {}
  Value(const char* value) : data(std::string(value)) {}
  Value(std::string value) : data(std::move(value)) {}
  Value(std::string_view value) : data(std::string(value)) {}
  Value(Array value) : data(std::move(value)) {}
  Value(Object value) : data(std::move(value)) {}

  /// Equal content; where it stood does not matter.
  bool operator==(const Value& other) const { return data == other.data; }

  [[nodiscard]] bool is_null() const { return std::holds_alternative<std::monostate>(data); }
  [[nodiscard]] const std::string* text() const { return std::get_if<std::string>(&data); }
  [[nodiscard]] const Array* array() const { return std::get_if<Array>(&data); }
  [[nodiscard]] const Object* object() const { return std::get_if<Object>(&data); }
  /// The member of that name, or nothing.
  [[nodiscard]] const Value* find(std::string_view name) const;
  /// Adds a member to an object; a null becomes an object first.
  Value& set(std::string name, Value value);
  /// "a text", "a list", …, for errors.
  [[nodiscard]] std::string_view form() const;
};

}  // namespace heed::core

namespace heed {
using core::Value;
}  // namespace heed
