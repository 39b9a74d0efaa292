#pragma once
// How single values stand in documents: texts, numbers, times, names, words. codec.h builds structs and lists of them.

#include <string>
#include <string_view>
#include <vector>

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

}  // namespace codec_detail

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

}  // namespace heed::core

namespace heed {
using core::from_value;
using core::to_value;
}  // namespace heed
