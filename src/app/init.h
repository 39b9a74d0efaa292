#pragma once
// Making a data folder, and accounts in it.

#include "app/configuration.h"
#include "operations/desk/tokens.h"

namespace heed::app {

/// A token, shown once to who made the account.
struct Issued {
  std::string name;
  record::Role role = record::Role::auditor;
  std::string token;
  HEED_FIELDS(Issued, name, role, token)
};

struct Initial {
  std::string origin = "heed.example/log";
  warning::Status status = warning::Status::actual;
  std::string listen_address = "127.0.0.1";
  std::uint16_t port = 8440;
};

/// Creates the folder (0700), keys and configuration, an empty record, and one account for each role.
/// Refuses a folder that holds a record already. Guarantees: secrets are readable by their owner only.
[[nodiscard]] Result<std::vector<Issued>> init(const DataFolder& data, const Initial& initial);

/// Adds one account to the file.
[[nodiscard]] Result<Issued> add_account(const DataFolder& data, server::Account account);

}  // namespace heed::app
