// The form:
//
//     columns      each fills whole pages
//     footer       320 bytes: what this is, how long each column is and its sum
//
// Why the footer stands last: how long a column is is known when it has been written. Numbers are as the machine has
// them.

#include "lib/columns/columns.h"

#include <algorithm>
#include <cstring>
#include <future>

#include "core/assert.h"
#include "core/text.h"

namespace heed::columns {
namespace {

constexpr std::array<char, 8> magic{'H', 'E', 'E', 'D', 'C', 'O', 'L', '\n'};
constexpr std::uint64_t byte_order = 0x0102'0304'0506'0708;

struct Footer {
  std::array<char, 8> magic{};
  std::uint64_t order = 0;
  Marks marks{};
  std::uint64_t count = 0;
  std::array<std::uint64_t, columns_max> sizes{};
  std::array<std::uint64_t, columns_max> sums{};
  std::uint64_t own_sum = 0;  ///< of the footer, this field as 0
};
static_assert(sizeof(Footer) == 320);

constexpr std::uint64_t padded(std::uint64_t size) { return (size + page_bytes - 1) / page_bytes * page_bytes; }

std::uint64_t sum_of(Footer footer) {
  footer.own_sum = 0;
  Sum sum;
  sum.add(std::as_bytes(std::span(&footer, 1)));
  return sum.value();
}

std::unexpected<Error> corrupt(std::string_view what) {
  return fail(Code::corrupt, cat("these columns are not as they were written: ", what));
}

Result<Footer> footer_of(std::span<const std::byte> bytes, std::uint64_t version) {
  if (bytes.size() < sizeof(Footer)) return corrupt("they are too short");
  Footer footer;
  const auto before = bytes.first(bytes.size() - sizeof(Footer));
  std::memcpy(&footer, before.data() + before.size(), sizeof footer);
  if (footer.magic != magic || footer.order != byte_order) return corrupt("they do not end as such");
  if (footer.own_sum != sum_of(footer) || footer.count > columns_max) return corrupt("their end has changed");
  if (footer.marks.front() != version) return fail(Code::unsupported, "they were written by another version of Heed");
  std::uint64_t size = 0;
  for (const auto each : footer.sizes) {
    if (each > before.size()) return corrupt("their length is wrong");
    size += padded(each);
  }
  if (size != before.size()) return corrupt("their length is wrong");
  return footer;
}

}  // namespace

// Why four lanes: each waits for its own multiplication only, so that a gigabyte takes a quarter of a second or less.
void Sum::add(std::span<const std::byte> piece) {
  for (; piece.size() >= 32; piece = piece.subspan(32)) {
    for (std::size_t lane = 0; lane < 4; ++lane) {
      std::uint64_t word = 0;
      std::memcpy(&word, piece.data() + 8 * lane, 8);
      lanes_[lane] = (lanes_[lane] ^ word) * 0xD6E8'FEB8'6659'FD93;
      lanes_[lane] ^= lanes_[lane] >> 32;
    }
  }
}

std::uint64_t Sum::value() const {
  std::uint64_t sum = 0;
  for (const auto lane : lanes_) sum = (sum ^ lane) * 0x9E37'79B9'7F4A'7C15 + 1;
  return sum;
}

Result<void> Writer::put(std::span<const std::byte> bytes) {
  at_.size += bytes.size();
  while (!bytes.empty()) {
    const auto some = std::min(bytes.size(), buffer_bytes - buffer_.size());
    buffer_.insert(buffer_.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(some));
    bytes = bytes.subspan(some);
    if (buffer_.size() == buffer_bytes) TRY(flush());
  }
  return {};
}

Result<void> Writer::end_column() {
  HEED_ASSERT(columns_.size() < columns_max, "a file has at most ", columns_max, " columns");
  buffer_.resize(padded(buffer_.size()));
  TRY(flush());
  columns_.push_back({at_.size, sum_.value()});
  at_ = {};
  sum_ = {};
  return {};
}

Result<void> Writer::flush() {
  sum_.add(buffer_);
  auto written = buffer_.empty() ? Result<void>{} : write_(buffer_);
  buffer_.clear();
  return written;
}

Result<void> Writer::finish(const Marks& marks) {
  HEED_ASSERT(at_.size == 0, "a column is not ended");
  Footer footer{magic, byte_order, marks, columns_.size(), {}, {}, 0};
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    footer.sizes[i] = columns_[i].size;
    footer.sums[i] = columns_[i].sum;
  }
  footer.own_sum = sum_of(footer);
  return write_(std::as_bytes(std::span(&footer, 1)));
}

Result<Columns> open(std::span<std::byte> bytes, std::uint64_t version) {
  // Why on other cores: the largest column is a gigabyte for ten million recipients, and a hub that starts waits.
  constexpr std::size_t large = 64UL << 20;
  TRY(const auto footer, footer_of(bytes, version));
  Columns columns{footer.marks, {}};
  std::vector<std::future<bool>> right;
  for (std::size_t i = 0, begin = 0; i < footer.count; begin += padded(footer.sizes[i]), ++i) {
    const auto whole = bytes.subspan(begin, padded(footer.sizes[i]));
    columns.all.push_back(whole.first(footer.sizes[i]));
    const auto is_right = [whole, expected = footer.sums[i]] {
      Sum sum;
      sum.add(whole);
      return sum.value() == expected;
    };
    right.push_back(std::async(whole.size() < large ? std::launch::deferred : std::launch::async, is_right));
  }
  bool is_right = true;
  for (auto& each : right) is_right = each.get() && is_right;
  if (!is_right) return corrupt("a sum is wrong");
  return columns;
}

}  // namespace heed::columns
