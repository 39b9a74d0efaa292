#pragma once
// The keys of a data folder's record.

#include <memory>

#include "adapters/system/file_signer.h"
#include "app/configuration.h"
#include "operations/audit/verify_record.h"

namespace heed::app {

/// Both secret keys, as long as it lives.
struct KeyRing {
  std::unique_ptr<system::FileSigner> log;
  std::unique_ptr<system::FileSigner> issuer;
  [[nodiscard]] ports::Keys keys() const { return {*log, *issuer}; }
};

/// Refuses key files that others may read, and an issuer's key of another log.
[[nodiscard]] Result<KeyRing> load_keys(const DataFolder& data);
/// Draws both keys, and writes them and their verifier keys (C2SP vkey). Refuses to replace any.
[[nodiscard]] Result<void> create_keys(const DataFolder& data, const std::string& origin, ports::Random& random);
/// The two verifier keys in these files, told apart by their names: the issuer's ends in "/issuer".
[[nodiscard]] Result<audit::PublicKeys> load_verifiers(const std::vector<std::string>& files);

}  // namespace heed::app
