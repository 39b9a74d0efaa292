#pragma once
// How maps and sets are packed: how many members, then each one, in rising order of the keys.

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "lib/pack/packer.h"

namespace heed::pack {

template <class K, class T, class Order>
struct Packer<std::map<K, T, Order>> {
  static void write(std::string& out, const std::map<K, T, Order>& values) {
    put_varint(out, values.size());
    for (const auto& [key, value] : values) {
      Packer<K>::write(out, key);
      Packer<T>::write(out, value);
    }
  }
  static bool read(Reader& reader, std::map<K, T, Order>& into) {
    std::uint64_t count = 0;
    if (!reader.count(count)) return false;
    for (; count > 0; --count) {
      K key{};
      if (!Packer<K>::read(reader, key)) return false;
      // A key out of order, or a second time, was never written so.
      if (!into.empty() && !into.key_comp()(std::prev(into.end())->first, key)) return false;
      const auto member = into.try_emplace(into.end(), std::move(key));
      if (!Packer<T>::read(reader, member->second)) return false;
    }
    return true;
  }
};

template <class K, class T, class Hash, class Equal>
struct Packer<std::unordered_map<K, T, Hash, Equal>> {
  using Map = std::unordered_map<K, T, Hash, Equal>;

  static void write(std::string& out, const Map& values) {
    std::vector<const typename Map::value_type*> in_order;
    in_order.reserve(values.size());
    for (const auto& member : values) in_order.push_back(&member);
    std::sort(in_order.begin(), in_order.end(), [](const auto* a, const auto* b) { return a->first < b->first; });
    put_varint(out, in_order.size());
    for (const auto* member : in_order) {
      Packer<K>::write(out, member->first);
      Packer<T>::write(out, member->second);
    }
  }
  static bool read(Reader& reader, Map& into) {
    std::uint64_t count = 0;
    if (!reader.count(count)) return false;
    into.reserve(reader.room(count, sizeof(typename Map::value_type)));
    const K* before = nullptr;
    for (; count > 0; --count) {
      K key{};
      if (!Packer<K>::read(reader, key) || (before != nullptr && !(*before < key))) return false;
      const auto member = into.try_emplace(std::move(key)).first;
      before = &member->first;
      if (!Packer<T>::read(reader, member->second)) return false;
    }
    return true;
  }
};

template <class T, class Order>
struct Packer<std::set<T, Order>> {
  static void write(std::string& out, const std::set<T, Order>& values) {
    put_varint(out, values.size());
    for (const auto& value : values) Packer<T>::write(out, value);
  }
  static bool read(Reader& reader, std::set<T, Order>& into) {
    std::uint64_t count = 0;
    if (!reader.count(count)) return false;
    for (; count > 0; --count) {
      T value{};
      if (!Packer<T>::read(reader, value)) return false;
      if (!into.empty() && !into.key_comp()(*std::prev(into.end()), value)) return false;
      into.insert(into.end(), std::move(value));
    }
    return true;
  }
};

}  // namespace heed::pack
