#include "app/keys.h"

#include <fstream>

namespace heed::app {
namespace {

constexpr std::string_view issuer_suffix = "/issuer";
constexpr std::size_t vkey_bytes_max = 4096;

/// Anybody may read it: it is what others verify with.
Result<void> write_verifier(const std::string& path, const ports::Signer& signer) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << merkle::vkey(signer.name(), signer.public_key()) << '\n';
  file.flush();
  if (!file) return fail(Code::unavailable, cat("cannot write ", path));
  return {};
}

}  // namespace

Result<KeyRing> load_keys(const DataFolder& data) {
  KeyRing ring;
  TRY(ring.log, system::FileSigner::load(data.signer()));
  TRY(ring.issuer, system::FileSigner::load(data.issuer()));
  if (ring.issuer->name() == cat(ring.log->name(), issuer_suffix)) return ring;
  return fail(Code::invalid, cat(data.issuer(), " is the key of ", ring.issuer->name(), ", not of ", ring.log->name()));
}

Result<void> create_keys(const DataFolder& data, const std::string& origin, ports::Random& random) {
  TRY(system::create_signer_file(data.signer(), origin, random));
  TRY(system::create_signer_file(data.issuer(), cat(origin, issuer_suffix), random));
  TRY(const auto ring, load_keys(data));
  TRY(write_verifier(data.verifier(), *ring.log));
  return write_verifier(data.issuer_verifier(), *ring.issuer);
}

Result<audit::PublicKeys> load_verifiers(const std::vector<std::string>& files) {
  audit::PublicKeys keys;
  for (const auto& file : files) {
    TRY(const auto text, read_file(file, vkey_bytes_max));
    auto key = merkle::parse_vkey(core::trimmed(text));
    if (!key) return fail(core::within(file, std::move(key).error()));
    (key->name.ends_with(issuer_suffix) ? keys.issuer : keys.log) = *std::move(key);
  }
  if (keys.log.name.empty())
    return fail(Code::invalid, "the log's verifier key is missing: give its log.vkey", "--vkey");
  if (keys.issuer.name != cat(keys.log.name, issuer_suffix)) {
    return fail(Code::invalid, "the issuer's verifier key is missing: give the issuer.vkey of the same log", "--vkey");
  }
  return keys;
}

}  // namespace heed::app
