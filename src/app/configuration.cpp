#include "app/configuration.h"

#include <filesystem>

#include "lib/digest/base64.h"
#include "lib/toml/toml.h"

namespace heed::app {

namespace fs = std::filesystem;

namespace {

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
  TRY(files::check_secret(data.accounts()));
  TRY(auto file, load<AccountsFile>(data.accounts()));
  return std::move(file.account);
}

Result<std::string> load_link_key(const DataFolder& data) {
  TRY(const auto text, read_secret_file(data.link_key(), 256));
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
