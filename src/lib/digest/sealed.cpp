#include "lib/digest/sealed.h"

#include "core/assert.h"
#include "lib/digest/sodium.h"

namespace heed::digest {

namespace {

constexpr std::size_t tag_bytes = seal_overhead_bytes - seal_nonce_bytes;
static_assert(seal_key_bytes == crypto_secretbox_KEYBYTES);
static_assert(seal_nonce_bytes == crypto_secretbox_NONCEBYTES);
static_assert(tag_bytes == crypto_secretbox_MACBYTES);

}  // namespace

std::string seal(std::string_view key, std::string_view message, std::string_view nonce) {
  HEED_ASSERT(key.size() == seal_key_bytes && nonce.size() == seal_nonce_bytes);
  start_sodium();
  std::string box(message.size() + tag_bytes, '\0');
  crypto_secretbox_easy(raw(box), raw(message), message.size(), raw(nonce), raw(key));
  return std::string(nonce) + box;
}

Result<std::string> unseal(std::string_view key, std::string_view sealed) {
  HEED_ASSERT(key.size() == seal_key_bytes);
  const auto refused = [] { return fail(Code::malformed, "these bytes were not sealed under this key"); };
  if (sealed.size() < seal_overhead_bytes) return refused();
  start_sodium();
  const auto nonce = sealed.substr(0, seal_nonce_bytes);
  const auto box = sealed.substr(seal_nonce_bytes);
  std::string message(box.size() - tag_bytes, '\0');
  if (crypto_secretbox_open_easy(raw(message), raw(box), box.size(), raw(nonce), raw(key)) != 0) return refused();
  return message;
}

}  // namespace heed::digest
