// The index as flat bytes:
//
//     header       128 bytes: what this is, how many, where each part begins, a checksum
//     directory    of each leaf: its key (8 bytes), its run (4), its count (1); filled up to a multiple of 8
//     slots        of each leaf: 128 of 4 bytes         these three begin at multiples of 4096,
//     coordinates  of each leaf: 128 x, 128 y           so that mapped pages are whole
//     locator      of each slot: the number of its leaf, or 0xFFFFFFFF
//
// Numbers are as the machine has them; bytes from a machine of the other order are refused.

#include <algorithm>
#include <array>
#include <cstring>
#include <numeric>

#include "core/text.h"
#include "lib/area/places/inner.h"
#include "lib/area/places/leaves/pinned.h"
#include "lib/area/places/places.h"

namespace heed::places {
namespace {

constexpr std::array<char, 8> magic{'H', 'E', 'E', 'D', 'P', 'L', 'C', '\n'};
constexpr std::uint32_t format_version = 1;
constexpr std::uint32_t byte_order = 0x01020304;
constexpr std::uint64_t page = 4096;
constexpr std::uint32_t chunk_fill = 96;

struct Header {
  std::array<char, 8> magic{};
  std::uint32_t version = 0;
  std::uint32_t order = 0;
  std::uint64_t places = 0;
  std::uint64_t leaves = 0;
  std::uint64_t slots = 0;     ///< in the locator
  std::uint64_t size = 0;      ///< of all
  std::uint64_t checksum = 0;  ///< of the header, this field as 0, and the directory
  std::array<std::uint64_t, 9> unused{};
};
static_assert(sizeof(Header) == 128);

constexpr std::uint64_t padded(std::uint64_t size, std::uint64_t to) { return (size + to - 1) / to * to; }

/// Where the parts begin. Requires: numbers of leaves and slots below 2^32 or little more, so that nothing overflows.
struct Plan {
  std::uint64_t runs, counts, slots, xy, locator, size;

  explicit Plan(const Header& header) {
    runs = sizeof(Header) + header.leaves * sizeof(std::uint64_t);
    counts = runs + header.leaves * sizeof(Slot);
    slots = padded(padded(counts + header.leaves, 8), page);
    xy = padded(slots + header.leaves * cells::leaf_places * sizeof(Slot), page);
    locator = padded(xy + header.leaves * cells::leaf_places * 2 * sizeof(std::int32_t), page);
    size = locator + header.slots * sizeof(std::uint32_t);
  }
  [[nodiscard]] std::uint64_t directory_end() const { return slots; }
};

/// Why this and not a cryptographic one: it tells wrong bytes from right ones, and any one wrong word is always told.
std::uint64_t checksum_of(Header header, std::span<const std::byte> directory) {
  header.checksum = 0;
  std::uint64_t sum = 0x9E37'79B9'7F4A'7C15;
  const auto add = [&](std::span<const std::byte> bytes) {
    for (; bytes.size() >= 8; bytes = bytes.subspan(8)) {
      std::uint64_t word = 0;
      std::memcpy(&word, bytes.data(), 8);
      sum = (sum ^ word) * 0xD6E8'FEB8'6659'FD93;
      sum ^= sum >> 32;
    }
  };
  add(std::as_bytes(std::span(&header, 1)));
  add(directory);
  return sum;
}

/// Hands on small pieces in larger ones.
class Output {
 public:
  explicit Output(const Places::Write& write) : write_(write) { buffer_.reserve(capacity); }

  Result<void> put(std::span<const std::byte> bytes) {
    if (buffer_.size() + bytes.size() > capacity) TRY(flush());
    if (bytes.size() > capacity) {
      size_ += bytes.size();
      return write_(bytes);
    }
    buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
    size_ += bytes.size();
    return {};
  }
  Result<void> fill_to(std::uint64_t end) {
    static constexpr std::array<std::byte, page> zeros{};
    return put(std::span(zeros).first(end - size_));
  }
  Result<void> flush() {
    if (buffer_.empty()) return {};
    auto written = write_(buffer_);
    buffer_.clear();
    return written;
  }

 private:
  static constexpr std::size_t capacity = 1 << 20;
  const Places::Write& write_;
  std::vector<std::byte> buffer_;
  std::uint64_t size_ = 0;
};

template <class Visit>
void each_leaf(const leaves::Root& root, const Visit& visit) {
  for (const auto* chunk : root.chunks) {
    for (std::uint32_t entry = 0; entry < chunk->size; ++entry) visit(*chunk, entry);
  }
}

/// The locator, made anew: the writer's own must not be read while it writes.
std::vector<std::uint32_t> locator_of(const leaves::Root& root) {
  std::vector<std::uint32_t> locator;
  std::uint32_t number = 0;
  each_leaf(root, [&](const leaves::Chunk& chunk, std::uint32_t entry) {
    for (const auto slot : std::span(chunk.leaves[entry].slots, chunk.counts[entry])) {
      if (slot >= locator.size()) locator.resize(std::size_t{slot} + 1 + slot / 4, leaves::no_handle);
      locator[slot] = number;
    }
    ++number;
  });
  while (!locator.empty() && locator.back() == leaves::no_handle) locator.pop_back();
  return locator;
}

/// The columns of the directory, as they are written.
std::vector<std::byte> directory_of(const leaves::Root& root, const Plan& plan) {
  std::vector<std::byte> directory(plan.directory_end() - sizeof(Header));
  std::uint64_t number = 0;
  each_leaf(root, [&](const leaves::Chunk& chunk, std::uint32_t entry) {
    const auto put = [&](std::uint64_t at, const auto& value) {
      std::memcpy(directory.data() + at - sizeof(Header) + number * sizeof(value), &value, sizeof(value));
    };
    put(sizeof(Header), chunk.keys[entry]);
    put(plan.runs, chunk.runs[entry]);
    put(plan.counts, chunk.counts[entry]);
    ++number;
  });
  return directory;
}

Result<void> put_leaves(const leaves::Root& root, const Plan& plan, Output& out) {
  for (const bool is_xy : {false, true}) {
    TRY(out.fill_to(is_xy ? plan.xy : plan.slots));
    for (const auto* chunk : root.chunks) {
      for (const auto& leaf : std::span(chunk->leaves, chunk->size)) {
        const auto slots = std::as_bytes(std::span(leaf.slots, cells::leaf_places));
        const auto xy = std::as_bytes(std::span(leaf.xy, 2 * cells::leaf_places));
        TRY(out.put(is_xy ? xy : slots));
      }
    }
  }
  return out.fill_to(plan.locator);
}

Error corrupt(std::string_view what) {
  return {Code::corrupt, cat("this is not a snapshot of places as it was written: ", what)};
}

Result<Header> read_header(std::span<const std::byte> bytes) {
  constexpr std::uint64_t numbers_max = std::uint64_t{1} << 32;
  if (bytes.size() < sizeof(Header)) return fail(corrupt("it is shorter than its header"));
  Header header;
  std::memcpy(&header, bytes.data(), sizeof(header));
  if (header.magic != magic) return fail(corrupt("it does not begin as one"));
  if (header.order != byte_order)
    return fail(Code::unsupported, "this snapshot is from a machine of another byte order");
  if (header.version != format_version) {
    return fail(Code::unsupported, cat("this snapshot has format ", header.version, ", and this program knows ",
                                       format_version, "; build the index anew"));
  }
  if (header.leaves == 0 || header.leaves > numbers_max || header.slots > numbers_max) {
    return fail(corrupt("its numbers of leaves or slots cannot be"));
  }
  const Plan plan(header);
  if (header.size != plan.size) return fail(corrupt("its length does not follow from its numbers"));
  if (bytes.size() != plan.size) {
    return fail(corrupt(cat("it has ", bytes.size(), " bytes, and was written with ", plan.size)));
  }
  const auto directory = bytes.subspan(sizeof(Header), plan.directory_end() - sizeof(Header));
  if (header.checksum != checksum_of(header, directory)) return fail(corrupt("its checksum is wrong"));
  return header;
}

/// Chunks and handles over leaves that stay where they are.
class Adoption {
 public:
  Adoption(std::span<std::byte> bytes, const Header& header, leaves::State& state)
      : bytes_(bytes), plan_(header), header_(header), state_(state) {}

  Result<void> run() {
    state_.handles.reserve(header_.leaves);
    state_.chunk_memory.make_room(header_.leaves / chunk_fill + 1);
    leaves::Chunk* chunk = nullptr;
    std::uint64_t last = 0;
    for (std::uint64_t i = 0; i < header_.leaves; ++i) {
      const auto key = read<std::uint64_t>(sizeof(Header), i);
      const auto count = read<std::uint8_t>(plan_.counts, i);
      if (key < last || (i == 0 && key != 0) || count > cells::leaf_places)
        return fail(corrupt("its directory is out of order"));
      last = key;
      if (chunk == nullptr || chunk->size == chunk_fill) chunk = &state_.add_chunk(key);
      const leaves::Leaf leaf{at<Slot>(plan_.slots + i * cells::leaf_places * sizeof(Slot)),
                              at<std::int32_t>(plan_.xy + i * 2 * cells::leaf_places * sizeof(std::int32_t))};
      const auto entry = chunk->size++;
      chunk->keys[entry] = key;
      chunk->leaves[entry] = leaf;
      chunk->handles[entry] = state_.add_handle(leaf, state_.current().back());
      chunk->runs[entry] = read<Slot>(plan_.runs, i);
      chunk->counts[entry] = count;
      state_.current().places += count;
    }
    if (state_.current().places != header_.places) return fail(corrupt("its places are not as many as it says"));
    state_.locator.use({at<std::uint32_t>(plan_.locator), header_.slots});
    return {};
  }

 private:
  template <class T>
  [[nodiscard]] T read(std::uint64_t begin, std::uint64_t index) const {
    T value{};
    std::memcpy(&value, bytes_.data() + begin + index * sizeof(T), sizeof(T));
    return value;
  }
  template <class T>
  [[nodiscard]] T* at(std::uint64_t offset) const {
    return static_cast<T*>(static_cast<void*>(bytes_.data() + offset));
  }

  std::span<std::byte> bytes_;
  Plan plan_;
  const Header& header_;
  leaves::State& state_;
};

}  // namespace

Result<void> Places::save(const Write& write) const {
  const leaves::Pinned pinned(*state_);
  const auto& root = pinned.root();
  const auto locator = locator_of(root);
  Header header;
  header.magic = magic;
  header.version = format_version;
  header.order = byte_order;
  header.places = root.places;
  for (const auto* chunk : root.chunks) header.leaves += chunk->size;
  header.slots = locator.size();
  const Plan plan(header);
  header.size = plan.size;
  const auto directory = directory_of(root, plan);
  header.checksum = checksum_of(header, directory);
  Output out(write);
  TRY(out.put(std::as_bytes(std::span(&header, 1))));
  TRY(out.put(directory));
  TRY(put_leaves(root, plan, out));
  TRY(out.put(std::as_bytes(std::span(locator))));
  return out.flush();
}

Result<Places> Places::over(std::span<std::byte> bytes) {
  HEED_ASSERT(std::bit_cast<std::uintptr_t>(bytes.data()) % 8 == 0, "a snapshot begins at a multiple of 8");
  TRY(const auto header, read_header(bytes));
  auto state = std::make_unique<State>();
  TRY(Adoption(bytes, header, *state).run());
  return Places(std::move(state));
}

}  // namespace heed::places
