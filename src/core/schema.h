#pragma once
// The JSON Schema (2020-12) of a plain struct, from the same fields as its codec: the API's document cannot drift.

#include "core/codec.h"

namespace heed::core {

/// Where a type is no plain struct: specialise beside it, with `static Value of();`
template <class T>
struct Schema;

template <class T>
[[nodiscard]] Value schema() {
  return Schema<T>::of();
}

namespace schema_detail {
[[nodiscard]] Value simple(std::string_view type);
[[nodiscard]] Value text(std::string_view format, std::string_view example);
[[nodiscard]] Value list(Value items);
[[nodiscard]] Value group(Object properties, Array required);
[[nodiscard]] Value one_of(Array words);
}  // namespace schema_detail

template <Fielded T>
struct Schema<T> {
  static Value of() {
    Object properties;
    Array required;
    const T empty{};
    for_each_field(empty, [&]<class Member>(std::string_view name, const Member&) {
      properties.emplace_back(std::string(name), schema<Member>());
      if (!codec_detail::MayBeAbsent<Member>::value) required.emplace_back(name);
    });
    return schema_detail::group(std::move(properties), std::move(required));
  }
};

template <Worded Enum>
struct Schema<Enum> {
  static Value of() {
    Array words_of;
    for (const auto& [value, name] : words(Enum{})) words_of.emplace_back(name);
    return schema_detail::one_of(std::move(words_of));
  }
};

template <>
struct Schema<std::string> {
  static Value of() { return schema_detail::simple("string"); }
};
template <>
struct Schema<bool> {
  static Value of() { return schema_detail::simple("boolean"); }
};
template <>
struct Schema<std::int64_t> {
  static Value of() { return schema_detail::simple("integer"); }
};
template <>
struct Schema<std::uint64_t> {
  static Value of() { return schema_detail::simple("integer"); }
};
template <>
struct Schema<double> {
  static Value of() { return schema_detail::simple("number"); }
};
template <>
struct Schema<Instant> {
  static Value of() { return schema_detail::text("date-time", "2024-03-06T12:00:00Z"); }
};
template <>
struct Schema<Duration> {
  static Value of() { return schema_detail::text("heed-duration", "48h"); }
};
template <>
struct Schema<Interval> {
  static Value of() {
    return schema_detail::group({{"from", schema<Instant>()}, {"until", schema<Instant>()}}, {"from", "until"});
  }
};
template <>
struct Schema<Value> {
  static Value of() { return Object{}; }
};
template <class Kind>
struct Schema<Id<Kind>> {
  static Value of() { return schema_detail::text("heed-name", "hall-2024"); }
};
template <class T>
struct Schema<std::optional<T>> {
  static Value of() { return schema<T>(); }
};
template <class T>
struct Schema<std::vector<T>> {
  static Value of() { return schema_detail::list(schema<T>()); }
};

}  // namespace heed::core
