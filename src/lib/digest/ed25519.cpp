#include "lib/digest/ed25519.h"

#include "core/assert.h"
#include "lib/digest/sodium.h"

namespace heed::digest {

namespace {

static_assert(seed_bytes == crypto_sign_SEEDBYTES);
static_assert(public_key_bytes == crypto_sign_PUBLICKEYBYTES);
static_assert(signature_bytes == crypto_sign_BYTES);

}  // namespace

KeyPair key_pair_from_seed(std::string_view seed) {
  HEED_ASSERT(seed.size() == seed_bytes, "a seed has ", seed_bytes, " bytes, not ", seed.size());
  start_sodium();
  KeyPair pair{std::string(public_key_bytes, '\0'), std::string(seed)};
  unsigned char secret[crypto_sign_SECRETKEYBYTES];
  crypto_sign_seed_keypair(raw(pair.public_key), secret, raw(seed));
  sodium_memzero(secret, sizeof secret);
  return pair;
}

std::string sign(const KeyPair& pair, std::string_view message) {
  HEED_ASSERT(pair.seed.size() == seed_bytes && pair.public_key.size() == public_key_bytes);
  start_sodium();
  // libsodium's secret key is the seed and the public key, one after the other.
  std::string secret = pair.seed + pair.public_key;
  std::string signature(signature_bytes, '\0');
  crypto_sign_detached(raw(signature), nullptr, raw(message), message.size(), raw(secret));
  sodium_memzero(secret.data(), secret.size());
  return signature;
}

bool verify(std::string_view public_key, std::string_view message, std::string_view signature) {
  if (public_key.size() != public_key_bytes || signature.size() != signature_bytes) return false;
  start_sodium();
  return crypto_sign_verify_detached(raw(signature), raw(message), message.size(), raw(public_key)) == 0;
}

bool is_sound_public_key(std::string_view public_key) {
  if (public_key.size() != public_key_bytes) return false;
  start_sodium();
  return crypto_core_ed25519_is_valid_point(raw(public_key)) == 1;
}

}  // namespace heed::digest
