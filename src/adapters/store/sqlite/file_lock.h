#pragma once
// One writer at a time, held by the operating system: a lock that dies with its process, however it dies.

#include <string>
#include <utility>

#include "core/result.h"

namespace heed::sqlite {

class FileLock {
 public:
  FileLock() = default;
  /// Makes the file `path` if need be (0600) and locks it. Fails as conflict when somebody else holds it. The file
  /// stays when the lock is given back: removing it would let two processes lock two files of one name.
  [[nodiscard]] static Result<FileLock> take(const std::string& path);
  FileLock(FileLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
  FileLock& operator=(FileLock&& other) noexcept {
    std::swap(file_, other.file_);
    return *this;
  }
  ~FileLock();

 private:
  explicit FileLock(int file) : file_(file) {}
  int file_ = -1;
};

/// Makes an empty file that only its owner may read, unless it is there; on return its name survives a crash.
Result<void> make_private_file(const std::string& path);

}  // namespace heed::sqlite
