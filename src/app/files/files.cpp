#include "app/files/files.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

#include "core/text.h"

namespace heed::files {

namespace fs = std::filesystem;

Result<std::string> read_file(const std::string& path, std::size_t bytes_max) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  if (error == std::errc::no_such_file_or_directory) return fail(Code::not_found, cat("there is no file ", path));
  if (error) return fail(Code::unavailable, cat("cannot read ", path, ": ", error.message()));
  if (size > bytes_max) return fail(Code::too_large, cat(path, " has more than ", bytes_max, " bytes"));
  std::ifstream file(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file) return fail(Code::unavailable, cat("cannot read ", path));
  return bytes;
}

Result<void> create_secret_file(const std::string& path, std::string_view bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0) {
    if (errno == EEXIST) return fail(Code::conflict, cat(path, " is there already; move it away first"));
    return fail(Code::unavailable, cat("cannot create ", path, ": ", std::strerror(errno)));
  }
  const bool is_written =
      ::write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) && ::fsync(file) == 0;
  ::close(file);
  if (!is_written) return fail(Code::unavailable, cat("cannot write ", path));
  return {};
}

Result<void> check_secret(const std::string& path) {
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0)
    return fail(Code::not_found, cat("there is no file ", path, "; run \"heed init\""));
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return fail(Code::refused, cat(path, " may be read by others than its owner; run: chmod 600 ", path));
  }
  return {};
}

Result<std::string> read_secret_file(const std::string& path, std::size_t bytes_max) {
  TRY(check_secret(path));
  return read_file(path, bytes_max);
}

}  // namespace heed::files
