#include "flow/audience/registry.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <functional>

#include "core/assert.h"
#include "lib/pack/pack.h"

namespace heed::audience {
namespace {

// Why no more: records are written one after another and looked at one by one, which large pages make no quicker; and
// a gigabyte of large pages takes seconds to be had where memory is scattered. The two tables lie in large ones.
constexpr std::size_t chunk_bytes = 1UL << 20;
constexpr std::size_t seats_min = 16;
constexpr std::size_t together = 64;  // records that are fetched at one time

/// A packed registration begins with its recipient, and a recipient with its name: the first text of the record.
std::optional<std::string_view> name_in(std::string_view record) {
  pack::Reader reader(record);
  std::string_view name;
  return reader.text(name) ? std::optional(name) : std::nullopt;
}

/// What one record adds to the fingerprint. Sums of them do not depend on the order in which records came.
std::uint64_t mark_of(Number number, std::string_view record) {
  std::uint64_t mark = (number + std::uint64_t{1}) * 0x9E37'79B9'7F4A'7C15;
  const auto mix = [&](std::uint64_t word) {
    mark = (mark ^ word) * 0xD6E8'FEB8'6659'FD93;
    mark ^= mark >> 32;
  };
  for (; record.size() >= 8; record.remove_prefix(8)) {
    std::uint64_t word = 0;
    std::memcpy(&word, record.data(), 8);
    mix(word);
  }
  std::uint64_t last = record.size();
  for (const char c : record) last = last << 8U | static_cast<std::uint8_t>(c);
  mix(last);
  return mark;
}

}  // namespace

std::string_view Registry::record(Where where) const {
  return {chunks_[where.chunk].data() + where.offset, where.size};
}

std::string_view Registry::id_at(Number number) const {
  const auto name = name_in(record(number));
  HEED_ASSERT(name.has_value(), "record ", number, " of the registry has no name");
  return *name;
}

Registration Registry::at(Number number) const {
  auto registration = pack::unpack<Registration>(record(number));
  HEED_ASSERT(registration.has_value(), "record ", number, " of the registry does not unpack");
  return *std::move(registration);
}

/// The seat of the name, or the empty one where it would be. Requires: there is an empty seat.
std::size_t Registry::seat_of(std::string_view id) const {
  const auto mask = seats_.size() - 1;
  auto seat = std::hash<std::string_view>{}(id)&mask;
  while (seats_[seat] != 0 && id_at(seats_[seat] - 1) != id) seat = (seat + 1) & mask;
  return seat;
}

std::optional<Number> Registry::number_of(const RecipientId& id) const {
  if (seats_.empty()) return std::nullopt;
  const auto taken = seats_[seat_of(id.text)];
  return taken == 0 ? std::nullopt : std::optional<Number>(taken - 1);
}

std::optional<Registration> Registry::find(const RecipientId& id) const {
  const auto number = number_of(id);
  return number ? std::optional(at(*number)) : std::nullopt;
}

Registry::Where Registry::keep(std::string_view record) {
  const bool fits = !chunks_.empty() && chunks_.back().size() + record.size() <= chunks_.back().capacity();
  if (!fits) chunks_.emplace_back().reserve(std::max(chunk_bytes, record.size()));
  auto& chunk = chunks_.back();
  const Where where{static_cast<std::uint32_t>(chunks_.size() - 1), static_cast<std::uint32_t>(chunk.size()),
                    static_cast<std::uint32_t>(record.size())};
  chunk.insert(chunk.end(), record.begin(), record.end());
  live_bytes_ += record.size();
  return where;
}

Number Registry::put(const Registration& registration) {
  std::string record;
  pack::pack(record, registration);
  if (const auto number = number_of(registration.recipient.recipient)) {
    const auto before = where_[*number].size;
    fingerprint_ += mark_of(*number, record) - mark_of(*number, this->record(*number));
    where_[*number] = keep(record);
    live_bytes_ -= before;
    dead_bytes_ += before;
    if (dead_bytes_ > live_bytes_ + chunk_bytes) drop_garbage();
    return *number;
  }
  const bool is_new = add(record);
  HEED_ASSERT(is_new, "a name that was not found is there");
  return static_cast<Number>(where_.size() - 1);
}

bool Registry::add(std::string_view record) {
  const auto name = name_in(record);
  if (!name) return false;
  if (2 * (where_.size() + 1) > seats_.size()) grow();
  auto& seat = seats_[seat_of(*name)];
  if (seat != 0) return false;
  fingerprint_ += mark_of(static_cast<Number>(where_.size()), record);
  where_.push_back(keep(record));
  seat = static_cast<std::uint32_t>(where_.size());
  return true;
}

// Why in three rounds: a seat, where the record that has it lies, and that record are three waits for memory, one after
// the other; over many records each round waits for all of them at once.
void Registry::prefetch(std::span<const std::string_view> records) const {
  std::array<std::size_t, together> seats{};
  const auto each_taken = [&](const auto& visit) {
    for (std::size_t i = 0; i < records.size(); ++i) {
      if (const auto taken = seats_[seats[i]]; taken != 0) visit(where_[taken - 1]);
    }
  };
  for (std::size_t i = 0; i < records.size(); ++i) {
    seats[i] = std::hash<std::string_view>{}(name_in(records[i]).value_or("")) & (seats_.size() - 1);
    __builtin_prefetch(&seats_[seats[i]], 1);
  }
  each_taken([](const Where& where) { __builtin_prefetch(&where); });
  each_taken([&](const Where& where) { __builtin_prefetch(record(where).data()); });
}

void Registry::grow() {
  seats_.assign(std::max(seats_min, 2 * seats_.size()), 0);
  for (Number number = 0; number < where_.size(); ++number) seats_[seat_of(id_at(number))] = number + 1;
}

void Registry::drop_garbage() {
  const auto old = std::exchange(chunks_, {});
  live_bytes_ = dead_bytes_ = 0;
  for (auto& where : where_) {
    where = keep({old[where.chunk].data() + where.offset, where.size});
  }
}

// Equal values have equal packed forms, so nothing need be unpacked.
bool Registry::operator==(const Registry& other) const {
  if (size() != other.size()) return false;
  for (Number number = 0; number < size(); ++number) {
    if (record(number) != other.record(number)) return false;
  }
  return true;
}

void Registry::write_packed(std::string& out) const {
  pack::put_varint(out, size());
  for (Number number = 0; number < size(); ++number) pack::put_text(out, record(number));
}

bool Registry::read_packed(pack::Reader& reader) {
  std::uint64_t count = 0;
  if (!reader.count(count)) return false;
  where_.reserve(reader.room(count, sizeof(Where)));
  seats_.assign(std::bit_ceil(std::max(seats_min, 2 * where_.capacity() + 2)), 0);
  std::array<std::string_view, together> records;
  while (count > 0) {
    const auto some = std::span(records).first(std::min<std::uint64_t>(count, together));
    for (auto& record : some) {
      if (!reader.text(record)) return false;
    }
    prefetch(some);
    for (const auto record : some) {
      if (!add(record)) return false;
    }
    count -= some.size();
  }
  return true;
}

}  // namespace heed::audience
