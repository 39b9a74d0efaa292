#include "app/atlas/audience_images.h"

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/text.h"

namespace heed::atlas {
namespace {

namespace fs = std::filesystem;

/// Written between two calls for the disk. Why not all at once: what waits for the disk then, waits for all of it, and
/// the record is on the same disk.
constexpr std::uint64_t synced_bytes = 32UL << 20;

/// An open file that closes itself.
class File {
 public:
  File(const std::string& path, int how) : number_(::open(path.c_str(), how | O_CLOEXEC, 0600)) {}
  ~File() {
    if (is_open()) ::close(number_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  [[nodiscard]] bool is_open() const { return number_ >= 0; }
  [[nodiscard]] int number() const { return number_; }
  /// It is somebody else's to close.
  int release() { return std::exchange(number_, -1); }
  [[nodiscard]] std::size_t size() const {
    struct stat found{};
    return ::fstat(number_, &found) == 0 ? static_cast<std::size_t>(found.st_size) : 0;
  }

 private:
  int number_;
};

bool write_all(int file, std::span<const std::byte> piece) {
  while (!piece.empty()) {
    const auto wrote = ::write(file, piece.data(), piece.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) return false;
    piece = piece.subspan(static_cast<std::size_t>(wrote));
  }
  return true;
}

std::unexpected<Error> not_written(const std::string& path) {
  return fail(Code::unavailable, "the image of the audience cannot be written", path);
}

bool is_image(std::string_view name) {
  return (name.starts_with("audience-") && name.contains(".image")) || name.starts_with("audience.index");
}

}  // namespace

AudienceImages::~AudienceImages() {
  if (!mapped_.empty()) ::munmap(mapped_.data(), mapped_.size());
}

std::string AudienceImages::path_of(std::uint64_t size) const { return cat(folder_, "/audience-", size, ".image"); }

std::vector<std::string> AudienceImages::all() const {
  std::vector<std::string> paths;
  std::error_code error;
  for (const auto& each : fs::directory_iterator(folder_, error)) {
    if (each.is_regular_file(error) && is_image(each.path().filename().string())) paths.push_back(each.path().string());
  }
  return paths;
}

std::span<std::byte> AudienceImages::map(std::uint64_t size) {
  const File file(path_of(size), O_RDONLY);
  const auto bytes = file.is_open() ? file.size() : 0;
  if (bytes == 0 || !mapped_.empty()) return {};
  // Why all at once: every byte is held against a sum, and a fault for each page would cost more than that.
  auto* at = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE, file.number(), 0);
  if (at == MAP_FAILED) return {};
  ::madvise(at, bytes, MADV_POPULATE_READ);
  mapped_ = {static_cast<std::byte*>(at), bytes};
  return mapped_;
}

AudienceImages::Saving::Saving(std::string path, int file)
    : path_(std::move(path)), file_(file), out_([this](std::span<const std::byte> piece) { return write(piece); }) {}

AudienceImages::Saving::~Saving() { ::close(file_); }

Result<void> AudienceImages::Saving::write(std::span<const std::byte> piece) {
  const auto synced = written_ / synced_bytes;
  written_ += piece.size();
  const bool is_due = is_finishing_ && written_ / synced_bytes != synced;
  if (!write_all(file_, piece) || (is_due && ::fdatasync(file_) != 0)) return not_written(path_);
  return {};
}

Result<std::uint64_t> AudienceImages::Saving::finish() {
  is_finishing_ = true;
  TRY(audience::save_register(register_, out_));
  const auto beside = cat(path_, ".new");
  if (::fdatasync(file_) != 0 || ::rename(beside.c_str(), path_.c_str()) != 0) return not_written(path_);
  return written_;
}

Result<std::unique_ptr<AudienceImages::Saving>> AudienceImages::save(const audience::State& recipients,
                                                                     std::uint64_t size) const {
  const auto path = path_of(size);
  File file(cat(path, ".new"), O_WRONLY | O_CREAT | O_TRUNC);
  if (!file.is_open()) return not_written(path);
  auto saving = std::make_unique<Saving>(path, file.release());
  TRY(recipients.ground.save(saving->out_));
  saving->register_ = recipients.recipients;
  return saving;
}

Result<void> AudienceImages::keep_only(std::uint64_t size) const {
  for (const auto& path : all()) {
    if (path != path_of(size) && ::unlink(path.c_str()) != 0) return not_written(path);
  }
  return {};
}

Result<void> AudienceImages::remove() const {
  const std::vector<std::byte> zeros(1 << 20);
  for (const auto& path : all()) {
    const File file(path, O_WRONLY);
    if (!file.is_open()) return not_written(path);
    for (auto left = file.size(); left > 0;) {
      const auto some = std::min(left, zeros.size());
      if (!write_all(file.number(), std::span(zeros).first(some))) return not_written(path);
      left -= some;
    }
    if (::fsync(file.number()) != 0 || ::unlink(path.c_str()) != 0) return not_written(path);
  }
  return {};
}

}  // namespace heed::atlas
