#pragma once
// What a packed type looks like, as text: it changes whenever the bytes of `pack` may mean something else.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/fields.h"
#include "core/id.h"
#include "core/instant.h"
#include "core/value.h"
#include "core/words.h"

namespace heed::pack {

/// Specialise beside a type of your own that is packed by a Packer of its own.
template <class T>
struct Shape;

/// Field names, words and types, to any depth: "{report:id,stage:<received|routed|closed>,…}".
template <class T>
[[nodiscard]] std::string shape() {
  return Shape<T>::of();
}

template <class T>
  requires std::integral<T> || std::floating_point<T>
struct Shape<T> {
  static std::string of() { return cat(std::floating_point<T> ? "f" : "i", sizeof(T)); }
};
template <>
struct Shape<std::string> {
  static std::string of() { return "text"; }
};
template <>
struct Shape<Instant> {
  static std::string of() { return "instant"; }
};
template <>
struct Shape<Duration> {
  static std::string of() { return "duration"; }
};
template <>
struct Shape<Interval> {
  static std::string of() { return "interval"; }
};
template <>
struct Shape<Value> {
  static std::string of() { return "value"; }
};
template <class Kind>
struct Shape<Id<Kind>> {
  static std::string of() { return "id"; }
};
template <core::Worded Enum>
struct Shape<Enum> {
  static std::string of() {
    std::string text = "<";
    for (const auto& [value, name] : words(Enum{})) text += cat(name, "|");
    return text + ">";
  }
};
template <class T>
  requires requires { T::packed_shape(); }
struct Shape<T> {
  static std::string of() { return T::packed_shape(); }
};
template <core::Fielded T>
struct Shape<T> {
  static std::string of() {
    std::string text = "{";
    const T empty{};
    core::for_each_field(empty, [&]<class Member>(std::string_view name, const Member&) {
      text += cat(name, ":", shape<Member>(), ",");
    });
    return text + "}";
  }
};
template <class T>
struct Shape<std::optional<T>> {
  static std::string of() { return "?" + shape<T>(); }
};
template <class T>
struct Shape<std::vector<T>> {
  static std::string of() { return "[" + shape<T>() + "]"; }
};
template <class T>
struct Shape<std::set<T>> {
  static std::string of() { return "set" + shape<T>(); }
};
template <class A, class B>
struct Shape<std::pair<A, B>> {
  static std::string of() { return "(" + shape<A>() + "," + shape<B>() + ")"; }
};
template <class K, class T>
struct Shape<std::map<K, T>> {
  static std::string of() { return "map(" + shape<K>() + "," + shape<T>() + ")"; }
};

}  // namespace heed::pack
