#pragma once
// How lists, pairs and values that may be absent are packed.

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "lib/pack/packer.h"

namespace heed::pack {

template <class T>
struct Packer<std::optional<T>> {
  static void write(std::string& out, const std::optional<T>& value) {
    Packer<bool>::write(out, value.has_value());
    if (value) Packer<T>::write(out, *value);
  }
  static bool read(Reader& reader, std::optional<T>& into) {
    bool has_value = false;
    if (!Packer<bool>::read(reader, has_value)) return false;
    if (!has_value) return true;
    return Packer<T>::read(reader, into.emplace());
  }
};

template <class A, class B>
struct Packer<std::pair<A, B>> {
  static void write(std::string& out, const std::pair<A, B>& value) {
    Packer<A>::write(out, value.first);
    Packer<B>::write(out, value.second);
  }
  static bool read(Reader& reader, std::pair<A, B>& into) {
    return Packer<A>::read(reader, into.first) && Packer<B>::read(reader, into.second);
  }
};

template <class T>
struct Packer<std::vector<T>> {
  static void write(std::string& out, const std::vector<T>& values) {
    put_varint(out, values.size());
    for (const auto& value : values) Packer<T>::write(out, value);
  }
  static bool read(Reader& reader, std::vector<T>& into) {
    std::uint64_t count = 0;
    if (!reader.count(count)) return false;
    into.reserve(reader.room(count, sizeof(T)));
    for (; count > 0; --count) {
      T value{};
      if (!Packer<T>::read(reader, value)) return false;
      into.push_back(std::move(value));
    }
    return true;
  }
};

/// No count: the length is part of the type. Bytes are copied as they lie.
template <class T, std::size_t size>
  requires(size > 0)
struct Packer<std::array<T, size>> {
  static constexpr bool is_bytes = sizeof(T) == 1 && std::unsigned_integral<T> && !std::same_as<T, bool>;

  static void write(std::string& out, const std::array<T, size>& values) {
    if constexpr (is_bytes) {
      std::array<char, size> bytes{};
      std::memcpy(bytes.data(), values.data(), size);
      out.append(bytes.data(), size);
    } else {
      for (const auto& value : values) Packer<T>::write(out, value);
    }
  }
  static bool read(Reader& reader, std::array<T, size>& into) {
    if constexpr (is_bytes) {
      std::string_view bytes;
      if (!reader.take(size, bytes)) return false;
      std::memcpy(into.data(), bytes.data(), size);
      return true;
    } else {
      return std::all_of(into.begin(), into.end(), [&](T& value) { return Packer<T>::read(reader, value); });
    }
  }
};

}  // namespace heed::pack
