#include "app/atlas/audience_index.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/text.h"

namespace heed::atlas {
namespace {

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
  [[nodiscard]] std::size_t size() const {
    struct stat found{};
    return ::fstat(number_, &found) == 0 ? static_cast<std::size_t>(found.st_size) : 0;
  }
  [[nodiscard]] bool write(std::span<const std::byte> piece) const {
    while (!piece.empty()) {
      const auto wrote = ::write(number_, piece.data(), piece.size());
      if (wrote < 0 && errno == EINTR) continue;
      if (wrote <= 0) return false;
      piece = piece.subspan(static_cast<std::size_t>(wrote));
    }
    return true;
  }

 private:
  int number_;
};

std::unexpected<Error> not_written(const std::string& path) {
  return fail(Code::unavailable, "the index of the audience cannot be written", path);
}

}  // namespace

AudienceIndex::~AudienceIndex() {
  if (!bytes_.empty()) ::munmap(bytes_.data(), bytes_.size());
}

std::span<std::byte> AudienceIndex::map() {
  const File file(path_, O_RDONLY);
  const auto size = file.is_open() ? file.size() : 0;
  if (size == 0 || !bytes_.empty()) return bytes_;
  // Why all at once: every byte is held against the checksum, and a fault for each page would cost more than that.
  auto* at = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE, file.number(), 0);
  if (at == MAP_FAILED) return {};
  ::madvise(at, size, MADV_POPULATE_READ);
  bytes_ = {static_cast<std::byte*>(at), size};
  return bytes_;
}

Result<void> AudienceIndex::save(const audience::State& recipients) const {
  const auto beside = cat(path_, ".new");
  {
    const File file(beside, O_WRONLY | O_CREAT | O_TRUNC);
    if (!file.is_open()) return not_written(beside);
    TRY(recipients.ground.save(recipients.recipients, [&](std::span<const std::byte> piece) -> Result<void> {
      if (!file.write(piece)) return not_written(beside);
      return {};
    }));
  }
  // Why no fsync: what the machine forgets in a fall of the power is found by the checksum and built anew.
  if (::rename(beside.c_str(), path_.c_str()) != 0) return not_written(path_);
  return {};
}

Result<void> AudienceIndex::remove() const {
  for (const auto& path : {path_, cat(path_, ".new")}) {
    const File file(path, O_WRONLY);
    if (!file.is_open()) continue;
    const std::vector<std::byte> zeros(1 << 20);
    auto left = file.size();
    while (left > 0) {
      const auto some = std::min(left, zeros.size());
      if (!file.write(std::span(zeros).first(some))) return not_written(path);
      left -= some;
    }
    if (::fsync(file.number()) != 0 || ::unlink(path.c_str()) != 0) return not_written(path);
  }
  return {};
}

}  // namespace heed::atlas
