#pragma once
// Keys and certificates for the tests of this folder, made when they are asked for.

#include <ctime>
#include <string>
#include <vector>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "core/instant.h"
#include "lib/xmlsign/keys/keys.h"

namespace heed::xmlsign::testing {

inline keys::Key p256_key() { return keys::Key(EVP_EC_gen("P-256")); }
/// The same for each size: making one takes a tenth of a second.
inline EVP_PKEY* rsa_key_of(unsigned bits) {
  static std::vector<std::pair<unsigned, keys::Key>> made;
  for (const auto& [size, key] : made) {
    if (size == bits) return key.get();
  }
  return made.emplace_back(bits, keys::Key(EVP_RSA_gen(bits))).second.get();
}

struct Wanted {
  std::string name = "Warnings";
  Instant from{1'700'000'000'000};   // 2023
  Instant until{1'900'000'000'000};  // 2030
  bool is_authority = false;
  const char* usage = nullptr;  ///< "digitalSignature", …; none: no such extension
};

inline void extend(X509* certificate, int kind, const char* value) {
  auto* extension = X509V3_EXT_conf_nid(nullptr, nullptr, kind, value);
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

/// A certificate for `key`, by `issuer` with its key; by itself without one.
inline keys::Certificate certificate_for(EVP_PKEY* key, const Wanted& wanted, X509* issuer = nullptr,
                                         EVP_PKEY* issuer_key = nullptr) {
  static long serial = 1;
  keys::Certificate out(X509_new());
  auto* certificate = out.get();
  X509_set_version(certificate, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), serial++);
  ASN1_TIME_set(X509_getm_notBefore(certificate), static_cast<std::time_t>(wanted.from.ms / 1000));
  ASN1_TIME_set(X509_getm_notAfter(certificate), static_cast<std::time_t>(wanted.until.ms / 1000));
  auto* name = X509_get_subject_name(certificate);
  const auto* text = reinterpret_cast<const unsigned char*>(wanted.name.c_str());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, text, -1, -1, 0);
  X509_set_issuer_name(certificate, issuer == nullptr ? name : X509_get_subject_name(issuer));
  X509_set_pubkey(certificate, key);
  if (wanted.is_authority) extend(certificate, NID_basic_constraints, "critical,CA:TRUE");
  if (wanted.usage != nullptr) extend(certificate, NID_key_usage, wanted.usage);
  X509_sign(certificate, issuer_key == nullptr ? key : issuer_key, EVP_sha256());
  return out;
}

inline std::string drained(BIO* bio) {
  char* bytes = nullptr;
  const auto size = BIO_get_mem_data(bio, &bytes);
  std::string text(bytes, static_cast<std::size_t>(size));
  BIO_free(bio);
  return text;
}
inline std::string pem_of(const keys::Certificate& certificate) {
  auto* bio = BIO_new(BIO_s_mem());
  PEM_write_bio_X509(bio, certificate.get());
  return drained(bio);
}
/// `words`: the key is encrypted with them.
inline std::string pem_of(EVP_PKEY* key, std::string words = {}) {
  auto* bio = BIO_new(BIO_s_mem());
  auto* bytes = reinterpret_cast<unsigned char*>(words.data());
  PEM_write_bio_PrivateKey(bio, key, words.empty() ? nullptr : EVP_aes_128_cbc(), words.empty() ? nullptr : bytes,
                           static_cast<int>(words.size()), nullptr, nullptr);
  return drained(bio);
}

}  // namespace heed::xmlsign::testing
