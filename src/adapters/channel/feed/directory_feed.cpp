#include "adapters/channel/feed/directory_feed.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <vector>

#include "core/text.h"

namespace heed::feed {
namespace {

/// Half-written files begin with this. A published name cannot begin with a dot, so the two never meet.
constexpr std::string_view part_prefix = ".part-";

std::unexpected<Error> failed(std::string_view doing, std::string_view what, int error) {
  const bool is_clash = error == EISDIR || error == ENOTDIR || error == EEXIST || error == ENOTEMPTY;
  const auto code = error == ENOENT ? Code::not_found : (is_clash ? Code::conflict : Code::unavailable);
  return fail(code, cat("Could not ", doing, " ", what, ": ", std::generic_category().message(error), "."));
}

/// An open file or folder; closed when it goes.
class Handle {
 public:
  Handle(const std::string& path, int flags, mode_t mode = 0)
      : number_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {}
  ~Handle() {
    if (number_ >= 0) ::close(number_);
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  [[nodiscard]] bool is_open() const { return number_ >= 0; }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

bool is_name_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
}

bool is_name(std::string_view name) {
  if (name.empty() || name.size() > path_name_bytes_max) return false;
  const bool starts_well = name.front() != '.' && name.front() != '-' && name.front() != '_';
  return starts_well && std::ranges::all_of(name, is_name_byte);
}

/// The names of a path from the root down; the last is the file.
Result<std::vector<std::string>> names_of(std::string_view path) {
  std::vector<std::string> names;
  for (std::size_t at = 0; at <= path.size() && names.size() <= path_depth_max;) {
    const auto name = path.substr(at, path.find('/', at) - at);
    if (!is_name(name)) break;
    names.emplace_back(name);
    at += name.size() + 1;
    if (at > path.size() && names.size() <= path_depth_max) return names;
  }
  return fail(Code::malformed,
              cat("\"", path.substr(0, 80), "\" cannot be published: a path is at most ", path_depth_max,
                  " names joined by \"/\", each of letters, digits, \".\", \"-\" and \"_\", at most ",
                  path_name_bytes_max, " bytes, and beginning with a letter or a digit."),
              "path");
}

Result<void> sync_folder(const std::string& folder) {
  const Handle handle(folder, O_RDONLY | O_DIRECTORY);
  if (!handle.is_open()) return failed("open the folder", folder, errno);
  if (::fsync(handle.number()) != 0) return failed("make lasting the folder", folder, errno);
  return {};
}

/// Makes the folder, lasting in its parent. Why the parent is synced even when the folder was there: a crash may have
/// come between the making and the syncing.
Result<void> make_folder(const std::string& parent, const std::string& folder) {
  if (::mkdir(folder.c_str(), 0755) != 0 && errno != EEXIST) return failed("create the folder", folder, errno);
  return sync_folder(parent);
}

Result<void> write_all(int file, std::string_view bytes, const std::string& name) {
  while (!bytes.empty()) {
    const auto written = ::write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return failed("write", name, errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

/// A new file beside its target, gone again unless it is renamed.
class PartFile {
 public:
  explicit PartFile(const std::string& folder) : path_(cat(folder, "/", part_prefix, ::getpid(), "-", next_number())) {}
  ~PartFile() {
    if (!is_renamed_) ::unlink(path_.c_str());
  }
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;

  Result<void> fill(std::string_view bytes) const {
    const Handle file(path_, O_WRONLY | O_CREAT | O_EXCL, 0644);
    if (!file.is_open()) return failed("create", path_, errno);
    TRY(write_all(file.number(), bytes, path_));
    if (::fsync(file.number()) != 0) return failed("make lasting", path_, errno);
    return {};
  }

  Result<void> rename_to(const std::string& target) {
    if (std::rename(path_.c_str(), target.c_str()) != 0) return failed("put in place", target, errno);
    is_renamed_ = true;
    return {};
  }

 private:
  static std::uint64_t next_number() {
    static std::atomic<std::uint64_t> next{0};
    return next++;
  }

  std::string path_;
  bool is_renamed_ = false;
};

/// Removes the half-written files below `root`. Symbolic links are not followed.
Result<void> remove_parts(const std::string& root) {
  std::error_code error;
  std::vector<std::filesystem::path> parts;
  for (std::filesystem::recursive_directory_iterator at(root, error), end; !error && at != end; at.increment(error)) {
    if (at->path().filename().string().starts_with(part_prefix) && at->is_regular_file(error))
      parts.push_back(at->path());
  }
  for (const auto& part : parts) {
    if (!error) std::filesystem::remove(part, error);
  }
  if (error) return fail(Code::unavailable, cat("Could not clean ", root, ": ", error.message(), "."));
  return {};
}

}  // namespace

Result<DirectoryFeed> DirectoryFeed::open(std::string root) {
  std::error_code error;
  std::filesystem::create_directories(root, error);
  if (error) return fail(Code::unavailable, cat("Could not create ", root, ": ", error.message(), "."));
  TRY(remove_parts(root));
  return DirectoryFeed(std::move(root));
}

Result<void> DirectoryFeed::publish(std::string_view path, std::string_view bytes) {
  TRY(const auto names, names_of(path));
  auto folder = root_;
  for (std::size_t i = 0; i + 1 < names.size(); ++i) {
    const auto inner = cat(folder, "/", names[i]);
    TRY(make_folder(folder, inner));
    folder = inner;
  }
  PartFile part(folder);
  TRY(part.fill(bytes));
  TRY(part.rename_to(cat(folder, "/", names.back())));
  return sync_folder(folder);
}

Result<std::string> DirectoryFeed::read(std::string_view path) const {
  TRY(const auto names, names_of(path));
  auto full = root_;
  for (const auto& name : names) full += cat("/", name);
  const Handle file(full, O_RDONLY);
  struct stat status{};
  const bool is_there = file.is_open() && ::fstat(file.number(), &status) == 0;
  if ((!is_there && (errno == ENOENT || errno == ENOTDIR)) || (is_there && !S_ISREG(status.st_mode))) {
    return fail(Code::not_found, cat("Nothing is published as ", path, "."));
  }
  if (!is_there) return failed("open", full, errno);
  std::string bytes;
  std::string chunk(1 << 16, '\0');
  while (true) {
    const auto count = ::read(file.number(), chunk.data(), chunk.size());
    if (count == 0) return bytes;
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return failed("read", full, errno);
    bytes.append(chunk, 0, static_cast<std::size_t>(count));
  }
}

}  // namespace heed::feed
