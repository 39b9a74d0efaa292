#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <filesystem>
#include <sys/mman.h>
#include <unistd.h>

#include "bench/audience/trial.h"

namespace heed::audience {
namespace {

/// An open file, and its bytes mapped, privately.
class Mapped {
 public:
  static Result<Mapped> open(const std::string& path, std::size_t size) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return fail(Code::unavailable, cat(path, " cannot be opened"));
    auto* at = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE, file, 0);
    ::close(file);
    if (at == MAP_FAILED) return fail(Code::unavailable, cat(path, " cannot be mapped"));
    return Mapped({static_cast<std::byte*>(at), size});
  }
  Mapped(Mapped&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}
  Mapped& operator=(Mapped&&) = delete;
  ~Mapped() {
    if (!bytes_.empty()) ::munmap(bytes_.data(), bytes_.size());
  }
  [[nodiscard]] std::span<std::byte> bytes() const { return bytes_; }

 private:
  explicit Mapped(std::span<std::byte> bytes) : bytes_(bytes) {}
  std::span<std::byte> bytes_;
};

/// Writes the index, sees it safely to the disk, and makes the system forget it, so that it is read from there.
Result<void> save(const places::Places& index, const std::string& path) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return fail(Code::unavailable, cat(path, " cannot be written"));
  const auto saved = index.save([&](std::span<const std::byte> piece) -> Result<void> {
    while (!piece.empty()) {
      const auto wrote = ::write(file, piece.data(), piece.size());
      if (wrote < 0 && errno == EINTR) continue;
      if (wrote <= 0) return fail(Code::unavailable, cat(path, " cannot be written"));
      piece = piece.subspan(static_cast<std::size_t>(wrote));
    }
    return {};
  });
  ::fsync(file);
  ::posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
  ::close(file);
  return saved;
}

/// One number that stands for all answers to the first areas of the kinds, whatever the order of the ids.
std::uint64_t answers_of(const Trial& trial, const places::Places& index) {
  std::uint64_t out = 0;
  for (const auto& kind : trial.kinds) {
    for (const auto slot : index.find(places::Shape(kind.areas.front()))) out += people::Dice(slot).next();
  }
  return out;
}

/// Seconds until the first answers are there and are the expected ones.
Result<double> start(const Trial& trial, const std::string& path, std::uint64_t expected) {
  const auto begin = std::chrono::steady_clock::now();
  TRY(const auto file, Mapped::open(path, std::filesystem::file_size(path)));
  TRY(const auto index, places::Places::over(file.bytes()));
  if (answers_of(trial, index) != expected) return fail(Code::internal, "the saved index gives other answers");
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace

Result<void> measure_restart(Trial& trial) {
  say("saving the index and starting from the file");
  const auto path = trial.folder.path() + "/snapshot";
  const auto expected = answers_of(trial, trial.index);
  std::vector<double> from_disk, from_memory;
  for (std::uint64_t round = 0; round < trial.order.rounds; ++round) {
    TRY(save(trial.index, path));
    TRY(const auto machine_began, start(trial, path, expected));
    TRY(const auto process_began, start(trial, path, expected));
    from_disk.push_back(machine_began);
    from_memory.push_back(process_began);
  }
  const auto bytes = static_cast<double>(std::filesystem::file_size(path)) / static_cast<double>(trial.places.size());
  trial.sheet.figures.push_back({"snapshot, on disk", bytes, "bytes a place"});
  trial.sheet.figures.push_back({"ready, the snapshot read from the disk", bench::median(from_disk), "s"});
  const bench::Figure ready{"ready from a snapshot, answers checked", bench::median(from_memory), "s"};
  trial.sheet.bars.push_back(bench::bar(ready, 2, bench::Direction::at_most));
  return {};
}

}  // namespace heed::audience
