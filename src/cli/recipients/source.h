#pragma once
// Files of any length that are read more than once, in pieces: memory holds one piece.

#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "core/result.h"

namespace heed::recipients {

inline constexpr std::size_t piece_bytes = 1 << 20;
inline constexpr std::uint64_t file_bytes_max = 16ULL << 30;  ///< ten million recipients have some 4 GiB

using TakePiece = std::function<Result<void>(std::string_view piece)>;

class Source {
 public:
  /// "-" is standard input. What cannot be read twice, a pipe, is first copied to an unnamed file on the disk.
  /// Errors: not_found, unavailable; too_large over file_bytes_max.
  [[nodiscard]] static Result<Source> open(const std::string& path);
  /// A text as if it were a file.
  [[nodiscard]] static Result<Source> holding(std::string_view text);

  /// From the beginning to the end. Errors: those of `take`, which end the reading; conflict when somebody has written
  /// to the file since it was opened.
  [[nodiscard]] Result<void> read(const TakePiece& take);
  /// In hex, of the whole file: the same bytes have the same digest, wherever they stand.
  [[nodiscard]] Result<std::string> digest();

  /// Where the present reading is, from 0 to 1.
  [[nodiscard]] double share() const;
  [[nodiscard]] std::uint64_t size() const { return size_; }

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  using Handle = std::unique_ptr<std::FILE, Close>;

  Source(Handle file, std::string path) : file_(std::move(file)), path_(std::move(path)) {}
  [[nodiscard]] static Result<Source> of(Handle file, std::string path);
  [[nodiscard]] static Result<Handle> copied(std::FILE* from, const std::string& path);
  [[nodiscard]] std::uint64_t stamp() const;

  Handle file_;
  std::string path_;
  std::uint64_t size_ = 0;
  std::uint64_t written_at_ = 0;
  std::uint64_t position_ = 0;
};

}  // namespace heed::recipients
