#include "lib/jws/key.h"

#include <algorithm>

#include "core/text.h"
#include "core/value.h"
#include "lib/digest/base64.h"
#include "lib/digest/sha256.h"
#include "lib/json/json.h"

namespace heed::jws {
namespace {

using namespace std::string_view_literals;

// RFC 8410: what stands before the 32 bytes, with the object identifier 1.3.101.112.
constexpr std::string_view public_front = "\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00"sv;
constexpr std::string_view secret_front = "\x30\x2e\x02\x01\x00\x30\x05\x06\x03\x2b\x65\x70\x04\x22\x04\x20"sv;

Result<void> check_size(std::string_view text) {
  if (text.size() <= key_file_bytes) return {};
  return fail(Code::too_large, cat("a key has at most ", key_file_bytes, " bytes"));
}

/// The bytes between the two lines of that label; what stands around them is passed over.
Result<std::string> read_pem(std::string_view text, std::string_view label) {
  const auto head = cat("-----BEGIN ", label, "-----");
  const auto begin = text.find(head);
  const auto end = text.find(cat("-----END ", label, "-----"));
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin + head.size()) {
    return fail(Code::malformed, cat("there is no \"", head, "\""));
  }
  std::string inside(text.substr(begin + head.size(), end - begin - head.size()));
  std::erase_if(inside, [](char c) { return c == '\n' || c == '\r' || c == ' ' || c == '\t'; });
  return digest::from_base64(inside);
}

/// The 32 bytes behind `front`, and nothing else.
Result<std::string> behind(const std::string& der, std::string_view front) {
  if (der.size() == front.size() + digest::public_key_bytes && der.starts_with(front)) return der.substr(front.size());
  return fail(Code::unsupported, "this is no Ed25519 key; make one with: openssl genpkey -algorithm ed25519");
}

Result<std::string> read_jwk(std::string_view text) {
  TRY(const auto jwk, json::parse(text));
  const auto is = [&](std::string_view name, std::string_view wanted) {
    const auto* found = jwk.find(name);
    return found != nullptr && found->text() != nullptr && *found->text() == wanted;
  };
  if (jwk.find("d") != nullptr) {
    return fail(Code::invalid, "this is a secret key; keep it to yourself, and give the one without \"d\"");
  }
  if (!is("kty", "OKP") || !is("crv", "Ed25519")) {
    return fail(Code::unsupported, "a JWK must have \"kty\" OKP and \"crv\" Ed25519 (RFC 8037)");
  }
  const auto* x = jwk.find("x");
  if (x == nullptr || x->text() == nullptr) return fail(Code::malformed, "\"x\" is missing");
  return digest::from_base64url(*x->text());
}

}  // namespace

std::string thumbprint(std::string_view public_key) {
  return digest::to_base64url(
      digest::sha256(cat(R"({"crv":"Ed25519","kty":"OKP","x":")", digest::to_base64url(public_key), "\"}")));
}

Result<std::string> read_public_key(std::string_view text) {
  TRY(check_size(text));
  text = core::trimmed(text);
  if (text.contains("PRIVATE KEY")) {
    return fail(Code::invalid,
                "this is a secret key; keep it to yourself, and give its public half: openssl pkey "
                "-in FILE -pubout");
  }
  std::string key;
  if (text.starts_with('{')) {
    TRY(key, read_jwk(text));
  } else {
    TRY(const auto der, read_pem(text, "PUBLIC KEY"));
    TRY(key, behind(der, public_front));
  }
  if (digest::is_sound_public_key(key)) return key;
  return fail(Code::invalid, "this key is not sound: with it some programs take any signature for a good one");
}

Result<digest::KeyPair> read_secret_key(std::string_view text) {
  TRY(check_size(text));
  TRY(const auto der, read_pem(text, "PRIVATE KEY"));
  TRY(const auto seed, behind(der, secret_front));
  return digest::key_pair_from_seed(seed);
}

std::string to_pem(std::string_view public_key) {
  return cat("-----BEGIN PUBLIC KEY-----\n", digest::to_base64(cat(public_front, public_key)),
             "\n-----END PUBLIC KEY-----\n");
}

}  // namespace heed::jws
