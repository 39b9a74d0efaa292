#include "adapters/system/file_signer.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

#include "adapters/system/random.h"
#include "core/text.h"
#include "lib/digest/base64.h"
#include "lib/merkle/note.h"

namespace heed::system {

namespace {

constexpr std::string_view label = "heed-signer+";
constexpr std::size_t file_bytes_max = 1024;

/// An open file, closed at the end of its scope.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int number() const { return number_; }
  [[nodiscard]] bool is_open() const { return number_ >= 0; }

 private:
  int number_;
};

std::unexpected<Error> failed(Code code, std::string_view doing, const std::string& path) {
  return fail(code, cat(doing, " the key file ", path, " failed: ", std::strerror(errno)));
}

Result<std::string> read_secret(const std::string& path) {
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) return failed(errno == ENOENT ? Code::not_found : Code::unavailable, "opening", path);
  struct stat status{};
  if (fstat(file.number(), &status) != 0) return failed(Code::unavailable, "looking at", path);
  if (!S_ISREG(status.st_mode)) return fail(Code::corrupt, cat("the key file ", path, " is no regular file"));
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return fail(Code::refused, cat("the key file ", path, " is open to others than its owner; run: chmod 600 ", path));
  }
  std::string text(file_bytes_max, '\0');
  const auto got = read(file.number(), text.data(), text.size());
  if (got < 0) return failed(Code::unavailable, "reading", path);
  text.resize(static_cast<std::size_t>(got));
  return text;
}

Result<void> write_through(int file, std::string_view text, const std::string& path) {
  const auto written = write(file, text.data(), text.size());
  if (written != static_cast<ssize_t>(text.size())) return failed(Code::unavailable, "writing", path);
  if (fsync(file) != 0) return failed(Code::unavailable, "writing", path);
  return {};
}

/// A new name in a folder survives a crash only when the folder is written too.
Result<void> sync_folder_of(const std::string& path) {
  const auto parent = std::filesystem::path(path).parent_path();
  const Descriptor folder(open(parent.empty() ? "." : parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.is_open() || fsync(folder.number()) != 0) return failed(Code::unavailable, "writing the folder of", path);
  return {};
}

}  // namespace

Result<std::unique_ptr<FileSigner>> FileSigner::load(const std::string& path) {
  TRY(const auto text, read_secret(path));
  const auto wrong = [&] { return fail(Code::corrupt, cat("the file ", path, " is no key file of heed")); };
  std::string_view line = text;
  if (!line.starts_with(label) || !line.ends_with('\n')) return wrong();
  line.remove_prefix(label.size());
  line.remove_suffix(1);
  const auto plus = line.find('+');
  if (plus == std::string_view::npos) return wrong();
  const auto name = line.substr(0, plus);
  const auto seed = digest::from_base64(line.substr(plus + 1));
  if (!seed || seed->size() != digest::seed_bytes || !merkle::check_key_name(name)) return wrong();
  return std::unique_ptr<FileSigner>(new FileSigner(std::string(name), digest::key_pair_from_seed(*seed)));
}

Result<void> create_signer_file(const std::string& path, std::string_view name, ports::Random& random) {
  TRY(merkle::check_key_name(name));
  const auto text = cat(label, name, "+", digest::to_base64(random.bytes(digest::seed_bytes)), "\n");
  if (text.size() > file_bytes_max) return fail(Code::too_large, "the key's name is too long for a key file");
  const Descriptor file(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (!file.is_open() && errno == EEXIST) {
    return fail(Code::conflict, cat("the key file ", path, " is there already and is not overwritten"));
  }
  if (!file.is_open()) return failed(Code::unavailable, "creating", path);
  auto written = write_through(file.number(), text, path);
  // A part of a key is of no use to anybody, and would be in the way of the next attempt.
  if (!written) unlink(path.c_str());
  TRY(std::move(written));
  return sync_folder_of(path);
}

Result<void> create_signer_file(const std::string& path, std::string_view name) {
  SystemRandom random;
  return create_signer_file(path, name, random);
}

}  // namespace heed::system
