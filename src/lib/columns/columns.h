#pragma once
// One file of flat columns that is made to be mapped: what was saved is used where it lies, and nothing is unpacked.

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <type_traits>
#include <vector>

#include "core/result.h"

namespace heed::columns {

/// Each column begins at a multiple of it, so that mapped pages are whole.
inline constexpr std::size_t page_bytes = 4096;
inline constexpr std::size_t columns_max = 16;

/// What a file is of, in words of whoever writes it: a version of the form first, then whatever tells one from another.
using Marks = std::array<std::uint64_t, 4>;
/// Takes the pieces of a file in their order; what fails there ends the writing.
using Write = std::function<Result<void>(std::span<const std::byte>)>;

/// The sum of bytes that come in pieces. Requires: every piece is a multiple of 32 bytes.
class Sum {
 public:
  void add(std::span<const std::byte> piece);
  [[nodiscard]] std::uint64_t value() const;

 private:
  std::array<std::uint64_t, 4> lanes_{1, 2, 3, 4};
};

/// Writes columns one after another, each with a sum of its own, and at the end what they are.
class Writer {
 public:
  explicit Writer(Write write) : write_(std::move(write)) { buffer_.reserve(buffer_bytes); }

  /// More of the column that is being written.
  Result<void> put(std::span<const std::byte> bytes);
  /// The column is whole; what is put now is of the next one. Requires: at most columns_max.
  Result<void> end_column();
  /// A whole column: numbers as the machine has them.
  template <class T>
    requires std::is_trivially_copyable_v<T>
  Result<void> column(std::span<const T> values) {
    TRY(put(std::as_bytes(values)));
    return end_column();
  }
  /// Ends the file. Requires: no column is being written.
  Result<void> finish(const Marks& marks);

 private:
  struct Column {
    std::uint64_t size = 0;  ///< in bytes, without what fills its last page
    std::uint64_t sum = 0;
  };
  static constexpr std::size_t buffer_bytes = 1UL << 20;
  Result<void> flush();

  Write write_;
  std::vector<std::byte> buffer_;
  std::vector<Column> columns_;
  Column at_;
  Sum sum_;
};

struct Columns {
  Marks marks{};
  std::vector<std::span<std::byte>> all;  ///< in the order in which they were written
};

/// What was written, without a copy: every byte was held against its sum, on as many cores as there are. Requires:
/// `bytes` begin at a multiple of page_bytes. Errors: corrupt, when they are not as they were written; unsupported, for
/// another version of the form.
[[nodiscard]] Result<Columns> open(std::span<std::byte> bytes, std::uint64_t version);

/// A column into a container of the same elements.
template <class Container>
void read(std::span<const std::byte> column, Container& into) {
  using Element = typename Container::value_type;
  static_assert(std::is_trivially_copyable_v<Element>);
  const auto* first = static_cast<const Element*>(static_cast<const void*>(column.data()));
  into.assign(first, first + column.size() / sizeof(Element));
}

}  // namespace heed::columns
