#pragma once
// Between plain structs (fields.h) and documents (value.h). What comes back is typed and complete.
//
// A field may be absent when its type is optional, bool, a list or a map: it is then none, false or empty, whatever the
// struct begins with. Every other field must be there. A field that the struct does not know is refused by name, so
// that a typing error is never read as "left out".

#include <map>
#include <optional>
#include <type_traits>
#include <vector>

#include "core/codec_plain.h"
#include "core/fields.h"

namespace heed::core {
namespace codec_detail {

template <class T>
struct MayBeAbsent : std::is_same<T, bool> {};
template <class T>
struct MayBeAbsent<std::optional<T>> : std::true_type {};
template <class T>
struct MayBeAbsent<std::vector<T>> : std::true_type {};
template <class K, class T>
struct MayBeAbsent<std::map<K, T>> : std::true_type {};

template <class T>
Result<void> read_field(const Value& owner, std::string_view name, T& into) {
  const Value* member = owner.find(name);
  if (member == nullptr || member->is_null()) {
    if constexpr (MayBeAbsent<T>::value) {
      into = T{};
      return {};
    } else {
      return absent(name, owner);
    }
  }
  auto read = from_value<T>(*member);
  if (!read) return fail(at_line(within(name, std::move(read).error()), *member));
  into = *std::move(read);
  return {};
}

/// Empty optionals and empty lists are not written: an entry says what there is.
template <class T>
bool is_written(const T& value) {
  if constexpr (std::is_same_v<T, bool>) {
    return value;
  } else if constexpr (requires { value.has_value(); }) {
    return value.has_value();
  } else if constexpr (MayBeAbsent<T>::value) {
    return !value.empty();
  } else {
    return true;
  }
}

}  // namespace codec_detail

template <Fielded T>
struct Codec<T> {
  static Value write(const T& value) {
    Object members;
    for_each_field(value, [&](std::string_view name, const auto& member) {
      if (codec_detail::is_written(member)) members.emplace_back(std::string(name), to_value(member));
    });
    return members;
  }
  static Result<T> read(const Value& value) {
    if (value.object() == nullptr) return codec_detail::wrong_form("a group of fields", value);
    T into{};
    std::vector<std::string_view> names;
    Result<void> outcome;
    for_each_field(into, [&](std::string_view name, auto& member) {
      names.push_back(name);
      if (outcome) outcome = codec_detail::read_field(value, name, member);
    });
    if (!outcome) return fail(std::move(outcome).error());
    TRY(codec_detail::only(value, names));
    return into;
  }
};

template <class T>
struct Codec<std::optional<T>> {
  static Value write(const std::optional<T>& value) { return value ? to_value(*value) : Value{}; }
  static Result<std::optional<T>> read(const Value& value) {
    TRY(auto inner, from_value<T>(value));
    return std::optional<T>(std::move(inner));
  }
};

template <class T>
struct Codec<std::vector<T>> {
  static Value write(const std::vector<T>& values) {
    Array items;
    items.reserve(values.size());
    for (const auto& value : values) items.push_back(to_value(value));
    return items;
  }
  static Result<std::vector<T>> read(const Value& value) {
    if (value.array() == nullptr) return codec_detail::wrong_form("a list", value);
    if (value.array()->size() > limits::list_items) {
      return fail(Code::too_large, cat("a list may have at most ", limits::list_items, " elements"));
    }
    std::vector<T> items;
    items.reserve(value.array()->size());
    for (const auto& element : *value.array()) {
      auto item = from_value<T>(element);
      if (!item)
        return fail(codec_detail::at_line(within(cat("[", items.size(), "]"), std::move(item).error()), element));
      items.push_back(*std::move(item));
    }
    return items;
  }
};

/// Only written: the hub shows its state so, and never reads it back from outside.
template <class Kind, class T>
struct Codec<std::map<Id<Kind>, T>> {
  static Value write(const std::map<Id<Kind>, T>& values) {
    Object members;
    for (const auto& [id, value] : values) members.emplace_back(id.text, to_value(value));
    return members;
  }
};

template <class T>
struct Codec<std::map<std::string, T>> {
  static Value write(const std::map<std::string, T>& values) {
    Object members;
    for (const auto& [name, value] : values) members.emplace_back(name, to_value(value));
    return members;
  }
  static Result<std::map<std::string, T>> read(const Value& value) {
    if (value.object() == nullptr) return codec_detail::wrong_form("a group of fields", value);
    std::map<std::string, T> values;
    for (const auto& [name, member] : *value.object()) {
      auto item = from_value<T>(member);
      if (!item) return fail(codec_detail::at_line(within(name, std::move(item).error()), member));
      values.emplace(name, *std::move(item));
    }
    return values;
  }
};

}  // namespace heed::core
