#pragma once
// Which fields a plain struct has, said once; the codecs (codec.h, lib/pack) follow from it.
//
//   struct Opened {
//     CaseId id;
//     std::string title;
//     std::optional<std::string> note;
//     HEED_FIELDS(Opened, id, title, note)
//   };
//
// The field's name in C++ is its name in JSON, in TOML, in the record and in errors.

#include <cstddef>
#include <string_view>
#include <tuple>
#include <utility>

namespace heed::core {

template <class Owner, class Member>
struct Field {
  std::string_view name;
  Member Owner::* member;
};

template <class Owner, class Member>
constexpr Field<Owner, Member> field(std::string_view name, Member Owner::* member) {
  return {name, member};
}

template <class T>
concept Fielded = requires { T::fields(); };

/// Calls visit(name, value.member) for every field, in the order they were said.
template <Fielded T, class Visit>
constexpr void for_each_field(T& value, Visit&& visit) {
  std::apply([&](const auto&... each) { (visit(each.name, value.*(each.member)), ...); }, T::fields());
}
template <Fielded T, class Visit>
constexpr void for_each_field(const T& value, Visit&& visit) {
  std::apply([&](const auto&... each) { (visit(each.name, value.*(each.member)), ...); }, T::fields());
}

}  // namespace heed::core

#define HEED_PARENS_ ()
#define HEED_EXPAND_(...) HEED_EXPAND3_(HEED_EXPAND3_(HEED_EXPAND3_(__VA_ARGS__)))
#define HEED_EXPAND3_(...) HEED_EXPAND2_(HEED_EXPAND2_(HEED_EXPAND2_(__VA_ARGS__)))
#define HEED_EXPAND2_(...) HEED_EXPAND1_(HEED_EXPAND1_(HEED_EXPAND1_(__VA_ARGS__)))
#define HEED_EXPAND1_(...) __VA_ARGS__
#define HEED_EACH_FIELD_(T, first, ...) \
  ::heed::core::field(#first, &T::first) __VA_OPT__(, HEED_EACH_FIELD_AGAIN_ HEED_PARENS_(T, __VA_ARGS__))
#define HEED_EACH_FIELD_AGAIN_() HEED_EACH_FIELD_

/// Up to 27 fields, in the order in which they are written out. Also gives the struct its equality.
#define HEED_FIELDS(T, ...)                                                             \
  static constexpr auto fields() {                                                      \
    return std::make_tuple(__VA_OPT__(HEED_EXPAND_(HEED_EACH_FIELD_(T, __VA_ARGS__)))); \
  }                                                                                     \
  bool operator==(const T&) const = default;
