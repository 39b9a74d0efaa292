#pragma once
// How structs with HEED_FIELDS and enumerations with words are packed.

#include <tuple>

#include "core/assert.h"
#include "core/fields.h"
#include "core/words.h"
#include "lib/pack/packer.h"

namespace heed::pack {

/// Field after field, in their order; a struct without fields takes one byte.
template <core::Fielded T>
struct Packer<T> {
  static constexpr bool is_empty = std::tuple_size_v<decltype(T::fields())> == 0;

  static void write(std::string& out, const T& value) {
    if constexpr (is_empty) out.push_back(0);
    core::for_each_field(
        value, [&]<class Member>(std::string_view, const Member& member) { Packer<Member>::write(out, member); });
  }
  static bool read(Reader& reader, T& into) {
    bool is_right = true;
    if constexpr (is_empty) {
      std::uint8_t nothing = 0;
      is_right = reader.byte(nothing) && nothing == 0;
    }
    core::for_each_field(into, [&]<class Member>(std::string_view, Member& member) {
      is_right = is_right && Packer<Member>::read(reader, member);
    });
    return is_right;
  }
};

/// By the place of its word in the table, which therefore only grows at its end.
template <core::Worded Enum>
struct Packer<Enum> {
  static constexpr auto table = words(Enum{});

  static void write(std::string& out, Enum value) {
    auto index = static_cast<std::size_t>(value);
    if (index >= table.size() || table[index].first != value) {
      index = 0;
      while (index < table.size() && table[index].first != value) ++index;
      HEED_ASSERT(index < table.size(), "an enumerator without a word: ", static_cast<std::int64_t>(value));
    }
    put_varint(out, index);
  }
  static bool read(Reader& reader, Enum& into) {
    std::uint64_t index = 0;
    if (!reader.varint(index) || index >= table.size()) return false;
    into = table[index].first;
    return true;
  }
};

}  // namespace heed::pack
