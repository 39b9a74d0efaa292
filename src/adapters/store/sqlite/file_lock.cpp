#include "adapters/store/sqlite/file_lock.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/text.h"

namespace heed::sqlite {

namespace {

std::unexpected<Error> failed(std::string_view doing, const std::string& path) {
  return fail(Code::unavailable, cat(doing, " ", path, " failed: ", std::strerror(errno)));
}

int open_private(const std::string& path) {
  return open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
}

}  // namespace

Result<FileLock> FileLock::take(const std::string& path) {
  FileLock lock(open_private(path));
  if (lock.file_ < 0) return failed("opening", path);
  if (flock(lock.file_, LOCK_EX | LOCK_NB) == 0) return lock;
  if (errno != EWOULDBLOCK) return failed("locking", path);
  return fail(Code::conflict,
              cat("another process is writing to this store: it holds the lock ", path, "; stop it first"));
}

FileLock::~FileLock() {
  if (file_ >= 0) close(file_);
}

Result<void> make_private_file(const std::string& path) {
  const int file = open_private(path);
  if (file < 0) return failed("creating", path);
  close(file);
  const auto parent = std::filesystem::path(path).parent_path();
  const int folder = open(parent.empty() ? "." : parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return failed("opening the folder of", path);
  const bool is_synced = fsync(folder) == 0;
  close(folder);
  if (!is_synced) return failed("writing the folder of", path);
  return {};
}

}  // namespace heed::sqlite
