// The ground as flat bytes:
//
//     places       a snapshot of the index (lib/area/places)       each of these begins at a multiple of 4096,
//     stays        another                                        so that mapped pages are whole
//     columns      owners and slots of both, times of stays, briefs, who is responsible and the box of that
//     lists        packed
//     footer       128 bytes: what this is, of which registry, how long each part is, a checksum of all that is before
//
// Why the footer stands last: the length of an index is known when it has been written. Numbers are as the machine has
// them. The file holds who is where: it is no less secret than the record.

#include <array>
#include <cstring>

#include "core/text.h"
#include "flow/audience/ground.h"
#include "lib/pack/pack.h"

namespace heed::audience {
namespace {

constexpr std::array<char, 8> magic{'H', 'E', 'E', 'D', 'G', 'R', 'D', '\n'};
constexpr std::uint32_t format_version = 2;
constexpr std::uint32_t byte_order = 0x01020304;
constexpr std::uint64_t page = 4096;
enum Part : std::size_t {
  placed,
  staying,
  place_owners,
  place_slots,
  stay_owners,
  stay_slots,
  times,
  briefs,
  duty,
  lists
};
constexpr std::size_t parts = 10;

struct Footer {
  std::array<char, 8> magic{};
  std::uint32_t version = 0;
  std::uint32_t order = 0;
  std::uint64_t registered = 0;
  std::uint64_t fingerprint = 0;
  std::array<std::uint64_t, parts> sizes{};  ///< in bytes, without what fills them up
  std::uint64_t checksum = 0;
  std::uint64_t own_checksum = 0;  ///< of the footer, this field as 0
};
static_assert(sizeof(Footer) == 128);
static_assert(std::is_trivially_copyable_v<Brief> && std::is_trivially_copyable_v<Interval>);
static_assert(std::is_trivially_copyable_v<overlap::Box>);

constexpr std::uint64_t padded(std::uint64_t size) { return (size + page - 1) / page * page; }

/// Why four sums: each waits for its own multiplication only, so that a gigabyte takes a quarter of a second or less.
class Sum {
 public:
  void add(std::span<const std::byte> block) {
    for (; block.size() >= 32; block = block.subspan(32)) {
      for (std::size_t lane = 0; lane < 4; ++lane) {
        std::uint64_t word = 0;
        std::memcpy(&word, block.data() + 8 * lane, 8);
        lanes_[lane] = (lanes_[lane] ^ word) * 0xD6E8'FEB8'6659'FD93;
        lanes_[lane] ^= lanes_[lane] >> 32;
      }
    }
  }
  [[nodiscard]] std::uint64_t value() const {
    std::uint64_t sum = 0;
    for (const auto lane : lanes_) sum = (sum ^ lane) * 0x9E37'79B9'7F4A'7C15 + 1;
    return sum;
  }

 private:
  std::array<std::uint64_t, 4> lanes_{1, 2, 3, 4};
};

std::uint64_t sum_of(Footer footer) {
  footer.own_checksum = 0;
  Sum sum;
  sum.add(std::as_bytes(std::span(&footer, 1)));
  return sum.value();
}

/// Gathers pieces into whole pages, and sums them up.
class Output {
 public:
  explicit Output(const Ground::Write& write) : write_(write) { buffer_.reserve(capacity); }

  Result<void> put(std::span<const std::byte> bytes) {
    size_ += bytes.size();
    while (!bytes.empty()) {
      const auto some = std::min(bytes.size(), capacity - buffer_.size());
      buffer_.insert(buffer_.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(some));
      bytes = bytes.subspan(some);
      if (buffer_.size() == capacity) TRY(flush());
    }
    return {};
  }
  /// Fills up to the next part.
  Result<void> fill() {
    static constexpr std::array<std::byte, page> zeros{};
    return put(std::span(zeros).first(padded(size_) - size_));
  }
  Result<void> flush() {
    sum_.add(buffer_);
    auto written = write_(buffer_);
    buffer_.clear();
    return written;
  }
  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] std::uint64_t sum() const { return sum_.value(); }

 private:
  static constexpr std::size_t capacity = 1 << 20;
  const Ground::Write& write_;
  std::vector<std::byte> buffer_;
  std::uint64_t size_ = 0;
  Sum sum_;
};

std::unexpected<Error> corrupt(std::string_view what) {
  return fail(Code::corrupt, cat("this is not an index of an audience as it was written: ", what));
}

Result<Footer> footer_of(std::span<const std::byte> bytes) {
  if (bytes.size() < sizeof(Footer)) return corrupt("it is too short");
  Footer footer;
  const auto before = bytes.first(bytes.size() - sizeof(Footer));
  std::memcpy(&footer, before.data() + before.size(), sizeof(footer));
  if (footer.magic != magic || footer.order != byte_order) return corrupt("it does not end as one");
  if (footer.version != format_version) return fail(Code::unsupported, "it was written by another version of Heed");
  if (footer.own_checksum != sum_of(footer)) return corrupt("its end has changed");
  std::uint64_t size = 0;
  for (const auto part : footer.sizes) size += padded(part);
  if (size != before.size()) return corrupt("its length is wrong");
  Sum sum;
  sum.add(before);
  if (sum.value() != footer.checksum) return corrupt("its checksum is wrong");
  return footer;
}

template <class T>
void read_column(std::span<const std::byte> bytes, std::vector<T>& column) {
  column.resize(bytes.size() / sizeof(T));
  if (!bytes.empty()) std::memcpy(column.data(), bytes.data(), column.size() * sizeof(T));
}

}  // namespace

Result<void> Ground::save(const Registry& registry, const Write& write) const {
  Footer footer{magic, format_version, byte_order, registry.size(), registry.fingerprint(), {}, 0, 0};
  std::string packed;
  pack::pack(packed, lists_);
  Output out(write);
  const auto put = [&out](std::span<const std::byte> piece) { return out.put(piece); };
  const auto part = [&](Part which, const auto& put_all) -> Result<void> {
    const auto began = out.size();
    TRY(put_all());
    footer.sizes[which] = out.size() - began;
    return out.fill();
  };
  const auto column = [&](Part which, const auto& values) {
    return part(which, [&] { return out.put(std::as_bytes(std::span(values))); });
  };
  TRY(part(placed, [&] { return places_.index.save(put); }));
  TRY(part(staying, [&] { return stays_.index.save(put); }));
  TRY(column(place_owners, places_.owners));
  TRY(column(place_slots, places_.of));
  TRY(column(stay_owners, stays_.owners));
  TRY(column(stay_slots, stays_.of));
  TRY(column(times, during_));
  TRY(column(briefs, briefs_));
  TRY(column(duty, duties_));
  TRY(column(lists, packed));
  TRY(out.flush());
  footer.checksum = out.sum();
  footer.own_checksum = sum_of(footer);
  return write(std::as_bytes(std::span(&footer, 1)));
}

Result<Ground> Ground::over(std::span<std::byte> bytes, const Registry& registry) {
  TRY(const auto footer, footer_of(bytes));
  if (footer.registered != registry.size() || footer.fingerprint != registry.fingerprint()) {
    return fail(Code::conflict, "the register has changed since this index of its audience was saved");
  }
  std::array<std::span<std::byte>, parts> at;
  for (std::size_t i = 0, begin = 0; i < parts; begin += padded(footer.sizes[i]), ++i) {
    at[i] = bytes.subspan(begin, footer.sizes[i]);
  }
  Ground ground;
  TRY(ground.places_.index, places::Places::over(at[placed]));
  TRY(ground.stays_.index, places::Places::over(at[staying]));
  read_column(at[place_owners], ground.places_.owners);
  read_column(at[place_slots], ground.places_.of);
  read_column(at[stay_owners], ground.stays_.owners);
  read_column(at[stay_slots], ground.stays_.of);
  read_column(at[times], ground.during_);
  read_column(at[briefs], ground.briefs_);
  read_column(at[duty], ground.duties_);
  const std::string_view packed(static_cast<const char*>(static_cast<const void*>(at[lists].data())), at[lists].size());
  auto lists = pack::unpack<std::vector<std::vector<std::string>>>(packed);
  if (!lists || ground.briefs_.size() != registry.size()) return corrupt("its parts do not belong together");
  ground.lists_ = *std::move(lists);
  for (std::uint32_t i = 0; i < ground.lists_.size(); ++i) ground.list_numbers_.emplace(ground.lists_[i], i);
  return ground;
}

}  // namespace heed::audience
