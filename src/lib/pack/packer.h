#pragma once
// How each type is packed. To make a type of your own packable that has no HEED_FIELDS, specialise Packer beside it.

#include <bit>
#include <concepts>
#include <cstring>
#include <limits>

#include "core/id.h"
#include "core/instant.h"
#include "core/value.h"
#include "lib/pack/bytes.h"

namespace heed::pack {

/// Specialise with
///   static void write(std::string& out, const T&);    appends at least one byte
///   static bool read(Reader&, T& into);               false where the bytes cannot be right
template <class T>
struct Packer;

/// A type that packs itself, because it holds its values packed already.
template <class T>
concept SelfPacked = requires(const T& value, T& into, std::string& out, Reader& reader) {
  value.write_packed(out);
  { into.read_packed(reader) } -> std::same_as<bool>;
  { T::packed_shape() } -> std::same_as<std::string>;
};
template <SelfPacked T>
struct Packer<T> {
  static void write(std::string& out, const T& value) { value.write_packed(out); }
  static bool read(Reader& reader, T& into) { return into.read_packed(reader); }
};

static_assert(std::endian::native == std::endian::little, "doubles are packed as they lie in memory");

template <>
struct Packer<bool> {
  static void write(std::string& out, bool value) { out.push_back(value ? 1 : 0); }
  static bool read(Reader& reader, bool& into) {
    std::uint8_t byte = 0;
    if (!reader.byte(byte) || byte > 1) return false;
    into = byte == 1;
    return true;
  }
};

template <std::integral Number>
struct Packer<Number> {
  static void write(std::string& out, Number value) {
    if constexpr (std::signed_integral<Number>) {
      put_varint(out, zigzag(value));
    } else {
      put_varint(out, value);
    }
  }
  static bool read(Reader& reader, Number& into) {
    std::uint64_t number = 0;
    if (!reader.varint(number)) return false;
    if constexpr (std::signed_integral<Number>) {
      into = static_cast<Number>(unzigzag(number));
      return zigzag(into) == number;
    } else {
      into = static_cast<Number>(number);
      return into == number;
    }
  }
};

template <>
struct Packer<double> {
  static void write(std::string& out, double value) { out.append(std::bit_cast<std::array<char, 8>>(value).data(), 8); }
  static bool read(Reader& reader, double& into) {
    std::string_view bytes;
    if (!reader.take(sizeof into, bytes)) return false;
    std::memcpy(&into, bytes.data(), sizeof into);
    return true;
  }
};

template <>
struct Packer<std::string> {
  static void write(std::string& out, const std::string& value) { put_text(out, value); }
  static bool read(Reader& reader, std::string& into) {
    std::string_view bytes;
    if (!reader.text(bytes)) return false;
    into = bytes;
    return true;
  }
};

template <class Kind>
struct Packer<Id<Kind>> {
  static void write(std::string& out, const Id<Kind>& value) { put_text(out, value.text); }
  static bool read(Reader& reader, Id<Kind>& into) { return Packer<std::string>::read(reader, into.text); }
};

template <>
struct Packer<Instant> {
  static void write(std::string& out, Instant value) { Packer<std::int64_t>::write(out, value.ms); }
  static bool read(Reader& reader, Instant& into) { return Packer<std::int64_t>::read(reader, into.ms); }
};

template <>
struct Packer<Duration> {
  static void write(std::string& out, Duration value) { Packer<std::int64_t>::write(out, value.count()); }
  static bool read(Reader& reader, Duration& into) {
    std::int64_t ms = 0;
    const bool is_right = Packer<std::int64_t>::read(reader, ms);
    into = Duration{ms};
    return is_right;
  }
};

template <>
struct Packer<Interval> {
  static void write(std::string& out, const Interval& value) {
    Packer<Instant>::write(out, value.from);
    Packer<Instant>::write(out, value.until);
  }
  static bool read(Reader& reader, Interval& into) {
    return Packer<Instant>::read(reader, into.from) && Packer<Instant>::read(reader, into.until);
  }
};

/// A document as it is; the lines of its members are not kept.
/// Requires: at most limits::value_depth levels below the first few, as every parser guarantees.
template <>
struct Packer<Value> {
  static void write(std::string& out, const Value& value);
  static bool read(Reader& reader, Value& into);
};

}  // namespace heed::pack
