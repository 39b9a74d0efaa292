#pragma once
// A compact binary form of plain structs, for snapshots of the hub's own state. It follows from HEED_FIELDS, as JSON
// does.
//
// Packable: structs with HEED_FIELDS, enumerations with words, bool, whole numbers, double, std::string, Instant,
// Duration, Interval, Id, core::Value, and optional, pair, array, vector, map, unordered_map and set of these.
//
// The bytes name no fields and no types: they can be read only as the very type they were written as. Whoever keeps
// them keeps a version beside them, and throws them away when a struct has changed.

#include <string>
#include <string_view>
#include <utility>

#include "core/result.h"
#include "lib/pack/lists.h"
#include "lib/pack/maps.h"
#include "lib/pack/structs.h"

namespace heed::pack {

/// What `unpack` says of bytes that are not what was packed; `offset` is how far they could be read.
[[nodiscard]] std::unexpected<Error> not_packed(std::size_t offset, std::size_t size);

/// Appends `value` to `out`. Guarantees: equal values give equal bytes, but for doubles that are equal and differ in
/// bits.
template <class T>
void pack(std::string& out, const T& value) {
  Packer<T>::write(out, value);
}

/// The value that was packed, and nothing after it.
///
/// Guarantees: any bytes are safe to give. Memory stays within a small multiple of what the bytes themselves can hold.
/// Errors: Code::corrupt when bytes are missing, left over, or cannot have been written by `pack`.
template <class T>
[[nodiscard]] Result<T> unpack(std::string_view bytes) {
  Reader reader(bytes);
  T value{};
  if (!Packer<T>::read(reader, value) || reader.left() > 0) return not_packed(reader.offset(), bytes.size());
  return Result<T>(std::move(value));
}

}  // namespace heed::pack
