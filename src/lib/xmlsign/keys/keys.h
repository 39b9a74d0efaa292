#pragma once
// Private to lib/xmlsign: keys and certificates, by OpenSSL, whose types stay closed here.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "lib/xmlsign/keys/algorithms.h"

struct evp_pkey_st;
struct x509_st;

namespace heed::keys {

struct FreeKey {
  void operator()(evp_pkey_st* key) const;
};
struct FreeCertificate {
  void operator()(x509_st* certificate) const;
};
using Key = std::unique_ptr<evp_pkey_st, FreeKey>;
using Certificate = std::unique_ptr<x509_st, FreeCertificate>;

struct KeyForm {
  KeyKind kind = KeyKind::rsa;
  std::size_t signature_bytes = 0;  ///< as XML-DSig writes a signature value
};

/// RSA of 2,048 to 8,192 bits with an exponent of at most 64, or one of the curves P-256, P-384 and P-521.
/// Errors: unsupported, with a reason that fits behind "unsupported: ".
[[nodiscard]] Result<KeyForm> form_of(const evp_pkey_st* key);

/// Errors: malformed.
[[nodiscard]] Result<Certificate> read_certificate(std::string_view der);
[[nodiscard]] Result<std::vector<Certificate>> read_certificates_pem(std::string_view pem, std::size_t count_max);
[[nodiscard]] Result<Key> rsa_key(std::string_view modulus, std::string_view exponent);
/// A private key in PEM, not encrypted.
[[nodiscard]] Result<Key> read_private_key(std::string_view pem);

/// Errors: unsupported, for a key that OpenSSL does not know.
[[nodiscard]] Result<Key> key_of(const x509_st* certificate);
[[nodiscard]] std::string subject_of(const x509_st* certificate);
[[nodiscard]] std::string der_of(const x509_st* certificate);
[[nodiscard]] std::string fingerprint_of(const x509_st* certificate);
[[nodiscard]] bool are_equal(const evp_pkey_st* one, const evp_pkey_st* other);

/// The place of the certificate that is no other one's issuer: the signer's. Requires: there is one at least.
[[nodiscard]] std::size_t place_of_signer(const std::vector<Certificate>& certificates);

}  // namespace heed::keys
