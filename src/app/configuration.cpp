#include "app/configuration.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/digest/base64.h"
#include "lib/toml/toml.h"

namespace heed::app {

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

namespace {

Result<void> check_secret(const std::string& path) {
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0)
    return fail(Code::not_found, cat("there is no file ", path, "; run \"heed init\""));
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return fail(Code::refused, cat(path, " may be read by others than its owner; run: chmod 600 ", path));
  }
  return {};
}

template <class T>
Result<T> load(const std::string& path) {
  TRY(const auto text, read_file(path, limits::body_bytes));
  TRY(const auto value, toml::parse(text, path));
  auto read = from_value<T>(value);
  if (!read) return fail(read.error().code, cat(path, ": ", core::sentence(read.error())));
  return read;
}

struct AccountsFile {
  std::vector<server::Account> account;
  HEED_FIELDS(AccountsFile, account)
};

}  // namespace

Result<Configuration> load_configuration(const DataFolder& data) { return load<Configuration>(data.configuration()); }

Result<std::vector<server::Account>> load_accounts(const DataFolder& data) {
  TRY(check_secret(data.accounts()));
  TRY(auto file, load<AccountsFile>(data.accounts()));
  return std::move(file.account);
}

Result<std::string> load_link_key(const DataFolder& data) {
  TRY(check_secret(data.link_key()));
  TRY(const auto text, read_file(data.link_key(), 256));
  auto key = digest::from_base64url(core::trimmed(text));
  if (!key || key->size() != 32) return fail(Code::corrupt, cat(data.link_key(), " does not hold a key of 32 bytes"));
  return key;
}

Result<decision::Regimes> load_regimes(const std::string& share) {
  decision::Regimes regimes;
  std::error_code error;
  for (const auto& file : fs::directory_iterator(fs::path(share) / "regimes", error)) {
    if (file.path().extension() != ".toml") continue;
    TRY(auto regime, load<decision::Regime>(file.path().string()));
    if (auto checked = decision::check(regime); !checked) {
      return fail(checked.error().code, cat(file.path().string(), ": ", core::sentence(checked.error())));
    }
    regimes[regime.id] = std::move(regime);
  }
  if (regimes.empty())
    return fail(Code::not_found, cat("there are no regimes under ", share, "/regimes; set HEED_SHARE"));
  return regimes;
}

std::string share_folder() {
  if (const auto* set = std::getenv("HEED_SHARE"); set != nullptr) return set;
  std::error_code error;
  const auto program = fs::read_symlink("/proc/self/exe", error);
  for (const auto* beside : {"../share/heed", "../../share"}) {
    const auto folder = fs::weakly_canonical(program.parent_path() / beside, error);
    if (fs::is_directory(folder / "regimes", error)) return folder.string();
  }
  return "share";
}

}  // namespace heed::app
