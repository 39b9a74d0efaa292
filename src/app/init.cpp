#include "app/init.h"

#include <filesystem>
#include <fstream>
#include <sys/stat.h>

#include "adapters/store/sqlite/store.h"
#include "adapters/system/random.h"
#include "app/keys.h"
#include "lib/digest/base64.h"

namespace heed::app {

namespace fs = std::filesystem;

namespace {

std::string configuration_text(const Initial& initial) {
  const auto domain = initial.origin.substr(0, initial.origin.find('/'));
  return cat(
      "# What this hub is called and how it is reached. docs/data.md explains every line.\n\n[hub]\norigin = \"",
      initial.origin, "\"        # the name of the log; signatures carry it, so it never changes\nstatus = \"",
      word(initial.status), "\"                # actual, exercise or test; printed in every message\nsender = \"",
      domain,
      "\"          # sender of CAP alerts\npublisher = \"Heed\"             # who answers for the public pages\n"
      "base_url = \"http://",
      initial.listen_address, ":", initial.port, "\"   # what recipients' links begin with\n\n[listen]\naddress = \"",
      initial.listen_address, "\"\nport = ", initial.port,
      "\n\n# [mail]\n# relay = \"smtp://127.0.0.1:25\"\n# from = \"warnings@", domain,
      "\"\n\n# [webhook]\n# allow_networks = [\"10.20.0.0/16\"]   # private networks of your own that may be called\n");
}

std::string account_text(const server::Account& account) {
  auto text = cat("[[account]]\nname = \"", account.name, "\"\nrole = \"", word(account.role), "\"\n");
  if (account.recipient) text += cat("recipient = \"", account.recipient->text, "\"\n");
  return text + cat("digest = \"", account.digest, "\"\n\n");
}

Result<void> write_file(const std::string& path, std::string_view text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.flush();
  if (!file) return fail(Code::unavailable, cat("cannot write ", path));
  return {};
}

Result<void> make_folder(const std::string& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error) return fail(Code::unavailable, cat("cannot create ", path, ": ", error.message()));
  fs::permissions(path, fs::perms::owner_all, error);
  return {};
}

}  // namespace

namespace {

/// Fills a folder that nobody uses yet.
Result<std::vector<Issued>> fill(const DataFolder& data, const Initial& initial) {
  TRY(make_folder(data.path));
  system::SystemRandom random;
  TRY(create_keys(data, initial.origin, random));
  TRY(create_secret_file(data.link_key(), digest::to_base64url(random.bytes(32)) + "\n"));
  TRY(write_file(data.configuration(), configuration_text(initial)));
  std::vector<Issued> issued;
  std::string accounts = "# Who may come in. Tokens stand here as digests only; add one with: heed account add\n\n";
  for (const auto role : all_of<record::Role>()) {
    if (role == record::Role::hub || role == record::Role::recipient) continue;
    Issued account{std::string(word(role)), role, desk::draw_token(random)};
    accounts += account_text({account.name, role, {}, desk::digest_of(account.token)});
    issued.push_back(std::move(account));
  }
  TRY(create_secret_file(data.accounts(), accounts));
  TRY(sqlite::SqliteStore::open(data.store(), sqlite::Mode::create));
  return issued;
}

}  // namespace

Result<std::vector<Issued>> init(const DataFolder& data, const Initial& initial) {
  std::error_code error;
  if (fs::exists(data.store())) return fail(Code::conflict, cat(data.path, " holds a record already"));
  if (fs::exists(data.path) && !fs::is_empty(data.path, error)) {
    return fail(Code::conflict, cat(data.path, " holds other files; choose an empty folder or a new one"));
  }
  // Why beside it and then moved: whenever this is cut off, the folder is whole or it is not there, and the same
  // command makes it.
  const auto path = fs::path(data.path).lexically_normal();
  const DataFolder making{(path.has_filename() ? path : path.parent_path()).string() + ".making"};
  fs::remove_all(making.path, error);
  TRY(auto issued, fill(making, initial));
  fs::rename(making.path, data.path, error);
  if (error) return fail(Code::unavailable, cat("cannot move ", making.path, " to ", data.path, ": ", error.message()));
  return issued;
}

Result<Issued> add_account(const DataFolder& data, server::Account account) {
  TRY(auto accounts, load_accounts(data));
  system::SystemRandom random;
  Issued issued{account.name, account.role, desk::draw_token(random)};
  account.digest = desk::digest_of(issued.token);
  accounts.push_back(account);
  TRY(server::Accounts::of(accounts));
  TRY(const auto text, read_file(data.accounts(), limits::body_bytes));
  const auto fresh = data.accounts() + ".new";
  fs::remove(fresh);
  TRY(create_secret_file(fresh, cat(text, account_text(account))));
  std::error_code error;
  fs::rename(fresh, data.accounts(), error);
  if (error) return fail(Code::unavailable, cat("cannot replace ", data.accounts(), ": ", error.message()));
  return issued;
}

}  // namespace heed::app
