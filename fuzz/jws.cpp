// Statements that others signed, and keys in PEM and JWK; the first byte picks one. No input may crash; what reads as a
// statement is signed by nobody whose key did not sign it, and a key that reads back is sound.

#include "lib/jws/jws.h"

#include <cstdint>
#include <cstdlib>

#include "lib/digest/ed25519.h"
#include "lib/jws/key.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace heed;
  if (size == 0) return 0;
  static const auto pair = digest::key_pair_from_seed(std::string(digest::seed_bytes, 'f'));
  const std::string_view text(reinterpret_cast<const char*>(bytes) + 1, size - 1);
  if (bytes[0] % 3 == 0) {
    const auto statement = jws::read(text, "fuzz+jwt");
    // Nobody gives the fuzzer the secret key.
    if (statement && jws::is_signed_by(*statement, pair.public_key)) std::abort();
    if (statement && statement->payload.object() == nullptr) std::abort();
  } else if (bytes[0] % 3 == 1) {
    const auto key = jws::read_public_key(text);
    if (key && !digest::is_sound_public_key(*key)) std::abort();
    if (key && jws::read_public_key(jws::to_pem(*key)).value_or("") != *key) std::abort();
  } else {
    const auto secret = jws::read_secret_key(text);
    if (secret && !digest::is_sound_public_key(secret->public_key)) std::abort();
  }
  return 0;
}
