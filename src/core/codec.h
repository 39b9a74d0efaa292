#pragma once
// Between plain structs (fields.h) and documents (value.h). Parse, do not validate: what comes back is typed and
// complete.
//
// A field may be absent when its type is optional, bool, a list or a map; every other field must be there. A field that
// the struct does not know is refused by name, so that a typing error is never read as "left out".

#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "core/fields.h"
#include "core/id.h"
#include "core/instant.h"
#include "core/limits.h"
#include "core/result.h"
#include "core/value.h"
#include "core/words.h"

namespace heed::core {

/// Where a codec meets a type that is no plain struct: specialise it beside that type, with
///   static Value write(const T&);   static Result<T> read(const Value&);
template <class T>
struct Codec;

template <class T>
[[nodiscard]] Value to_value(const T& value) {
  return Codec<T>::write(value);
}

template <class T>
[[nodiscard]] Result<T> from_value(const Value& value) {
  return Codec<T>::read(value);
}

namespace codec_detail {

[[nodiscard]] std::unexpected<Error> wrong_form(std::string_view wanted, const Value& got);
[[nodiscard]] std::unexpected<Error> absent(std::string_view name, const Value& owner);
/// Fails when `object` has a member that is not among `names`.
[[nodiscard]] Result<void> only(const Value& object, const std::vector<std::string_view>& names);
/// Puts the line of `value` into an error that has no line yet.
[[nodiscard]] Error at_line(Error error, const Value& value);

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

template <Worded Enum>
struct Codec<Enum> {
  static Value write(Enum value) { return word(value); }
  static Result<Enum> read(const Value& value) {
    if (value.text() == nullptr) return codec_detail::wrong_form("a text", value);
    return parse_word<Enum>(*value.text());
  }
};

/// A text from outside: valid UTF-8, no control characters, at most limits::text_bytes.
template <>
struct Codec<std::string> {
  static Value write(const std::string& value) { return value; }
  static Result<std::string> read(const Value& value);
};

template <>
struct Codec<bool> {
  static Value write(bool value) { return value; }
  static Result<bool> read(const Value& value);
};

template <>
struct Codec<std::int64_t> {
  static Value write(std::int64_t value) { return value; }
  static Result<std::int64_t> read(const Value& value);
};

/// An index or a count: never negative.
template <>
struct Codec<std::uint64_t> {
  static Value write(std::uint64_t value) { return value; }
  static Result<std::uint64_t> read(const Value& value);
};

template <>
struct Codec<double> {
  static Value write(double value) { return value; }
  static Result<double> read(const Value& value);
};

template <>
struct Codec<Instant> {
  static Value write(Instant value) { return to_text(value); }
  static Result<Instant> read(const Value& value);
};

template <>
struct Codec<Duration> {
  static Value write(Duration value) { return to_text(value); }
  static Result<Duration> read(const Value& value);
};

template <>
struct Codec<Interval> {
  static Value write(const Interval& value);
  static Result<Interval> read(const Value& value);
};

/// A document as it is, for a field whose form another part knows.
template <>
struct Codec<Value> {
  static Value write(const Value& value) { return value; }
  static Result<Value> read(const Value& value) { return value; }
};

template <class Kind>
struct Codec<Id<Kind>> {
  static Value write(const Id<Kind>& value) { return value.text; }
  static Result<Id<Kind>> read(const Value& value) {
    if (value.text() == nullptr) return codec_detail::wrong_form("a name", value);
    TRY(auto name, parse_name(*value.text()));
    return Id<Kind>{std::move(name)};
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

namespace heed {
using core::from_value;
using core::to_value;
}  // namespace heed
