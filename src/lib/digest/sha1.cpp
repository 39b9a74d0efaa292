#include "lib/digest/sha1.h"

#include <array>

#include <openssl/sha.h>

namespace heed::digest {

std::string sha1(std::string_view bytes) {
  static_assert(sha1_bytes == SHA_DIGEST_LENGTH);
  std::array<unsigned char, sha1_bytes> digest;
  SHA1(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
  return {digest.begin(), digest.end()};
}

}  // namespace heed::digest
