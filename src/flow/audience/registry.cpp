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

/// A hash of the bytes that stays the same in every build: saved seats and fingerprints are used by later ones.
std::uint64_t mixed(std::uint64_t mark, std::string_view bytes) {
  const auto mix = [&](std::uint64_t word) {
    mark = (mark ^ word) * 0xD6E8'FEB8'6659'FD93;
    mark ^= mark >> 32;
  };
  for (; bytes.size() >= 8; bytes.remove_prefix(8)) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data(), 8);
    mix(word);
  }
  std::uint64_t last = bytes.size();
  for (const char c : bytes) last = last << 8U | static_cast<std::uint8_t>(c);
  mix(last);
  return mark;
}

/// What one record adds to the fingerprint. Sums of them do not depend on the order in which records came.
std::uint64_t mark_of(Number number, std::string_view record) {
  return mixed((number + std::uint64_t{1}) * 0x9E37'79B9'7F4A'7C15, record);
}

/// Where a name is looked for first.
std::uint64_t seat_hash(std::string_view name) { return mixed(1, name); }

}  // namespace

std::string_view Registry::record(Where where) const { return {chunks_[where.chunk].bytes + where.offset, where.size}; }

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
  auto seat = seat_hash(id) & mask;
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
  if (record.size() > room_.left) {
    const auto size = std::max(chunk_bytes, record.size());
    auto own = std::make_shared_for_overwrite<char[]>(size);
    chunks_.push_back({own.get(), own});
    room_.used = 0;
    room_.left = size;
  }
  const Where where{static_cast<std::uint32_t>(chunks_.size() - 1), static_cast<std::uint32_t>(room_.used),
                    static_cast<std::uint32_t>(record.size())};
  std::ranges::copy(record, chunks_.back().own.get() + room_.used);
  room_.used += record.size();
  room_.left -= record.size();
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
    seats[i] = seat_hash(name_in(records[i]).value_or("")) & (seats_.size() - 1);
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
  room_ = {};
  live_bytes_ = dead_bytes_ = 0;
  for (auto& where : where_) where = keep({old[where.chunk].bytes + where.offset, where.size});
}

// Equal values have equal packed forms, so nothing need be unpacked.
bool Registry::operator==(const Registry& other) const {
  if (size() != other.size() || promised_ != other.promised_) return false;
  for (Number number = 0; number < size(); ++number) {
    if (record(number) != other.record(number)) return false;
  }
  return true;
}

Registry Registry::promise() const {
  Registry empty;
  empty.promised_ = identity();
  return empty;
}

void Registry::write_packed(std::string& out) const {
  pack::pack(out, promised_);
  pack::put_varint(out, size());
  for (Number number = 0; number < size(); ++number) pack::put_text(out, record(number));
}

bool Registry::read_packed(pack::Reader& reader) {
  std::uint64_t count = 0;
  if (!pack::Packer<std::optional<Identity>>::read(reader, promised_) || !reader.count(count)) return false;
  if (promised_ && count > 0) return false;
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

namespace {

/// Of saved records, which lie behind one another: a place in them needs no more than 32 bits.
constexpr std::size_t saved_chunk_bytes = 1UL << 30;

std::unexpected<Error> apart() { return fail(Code::corrupt, "the columns of a register do not belong together"); }

}  // namespace

Result<void> Registry::save(columns::Writer& out) const {
  for (Number number = 0; number < size(); ++number) TRY(out.put(std::as_bytes(std::span(record(number)))));
  TRY(out.end_column());
  std::size_t begin = 0;
  for (const auto& where : where_) {
    const Where saved{static_cast<std::uint32_t>(begin / saved_chunk_bytes),
                      static_cast<std::uint32_t>(begin % saved_chunk_bytes), where.size};
    TRY(out.put(std::as_bytes(std::span(&saved, 1))));
    begin += where.size;
  }
  TRY(out.end_column());
  return out.column(std::span<const std::uint32_t>(seats_));
}

Result<Registry> Registry::over(std::span<const std::span<std::byte>> saved, const Identity& identity) {
  if (saved.size() != columns) return apart();
  Registry registry;
  const auto records = saved[0];
  columns::read(saved[1], registry.where_);
  columns::read(saved[2], registry.seats_);
  // Why every one is looked at: a place outside the records would be read as somebody's address.
  for (const auto& where : registry.where_) {
    const auto end = where.chunk * saved_chunk_bytes + where.offset + where.size;
    if (where.size == 0 || end > records.size()) return apart();
  }
  const auto& seats = registry.seats_;
  const auto count = registry.size();
  const bool has_seats = (seats.empty() || std::has_single_bit(seats.size())) && 2 * count <= seats.size() &&
                         std::ranges::all_of(seats, [&](auto taken) { return taken <= count; }) &&
                         seats.size() - static_cast<std::size_t>(std::ranges::count(seats, 0U)) == count;
  if (count != identity.size || !has_seats) return apart();
  const auto* bytes = static_cast<const char*>(static_cast<const void*>(records.data()));
  for (std::size_t begin = 0; begin < records.size(); begin += saved_chunk_bytes) {
    registry.chunks_.push_back({bytes + begin, nullptr});
  }
  registry.live_bytes_ = records.size();
  registry.fingerprint_ = identity.fingerprint;
  return registry;
}

}  // namespace heed::audience
