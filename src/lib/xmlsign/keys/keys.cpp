#include "lib/xmlsign/keys/keys.h"

#include <array>

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "core/text.h"
#include "lib/digest/base64.h"
#include "lib/digest/sha256.h"

namespace heed::keys {
namespace {

constexpr int rsa_bits_min = 2'048;
constexpr int rsa_bits_max = 8'192;
constexpr int exponent_bits_max = 64;

struct Curve {
  std::string_view name;
  std::size_t field_bytes;
};
constexpr std::array<Curve, 3> curves = {{{"prime256v1", 32}, {"secp384r1", 48}, {"secp521r1", 66}}};

struct FreeBio {
  void operator()(BIO* bio) const { BIO_free(bio); }
};
struct FreeNumber {
  void operator()(BIGNUM* number) const { BN_clear_free(number); }
};
using Bio = std::unique_ptr<BIO, FreeBio>;
using Number = std::unique_ptr<BIGNUM, FreeNumber>;

/// Requires: `bytes` outlive it.
Bio reading(std::string_view bytes) { return Bio(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size()))); }

const unsigned char* raw(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

std::string text_in(BIO* bio) {
  char* bytes = nullptr;
  const auto size = BIO_get_mem_data(bio, &bytes);
  return size > 0 ? std::string(bytes, static_cast<std::size_t>(size)) : std::string();
}

/// Why: OpenSSL would ask the terminal for the words that open an encrypted key.
int no_words(char*, int, int, void*) { return -1; }

Result<KeyForm> rsa_form(const EVP_PKEY* key) {
  const int bits = EVP_PKEY_get_bits(key);
  if (bits < rsa_bits_min) return fail(Code::unsupported, cat("an RSA key of ", bits, " bits, which is too small"));
  if (bits > rsa_bits_max) return fail(Code::unsupported, cat("an RSA key of ", bits, " bits, which is too large"));
  BIGNUM* found = nullptr;
  const bool is_there = EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_E, &found) == 1;
  const Number exponent(found);
  if (!is_there || BN_num_bits(exponent.get()) > exponent_bits_max || BN_is_odd(exponent.get()) == 0 ||
      BN_is_one(exponent.get()) != 0) {
    return fail(Code::unsupported, "an RSA key with an odd exponent");
  }
  return KeyForm{KeyKind::rsa, (static_cast<std::size_t>(bits) + 7) / 8};
}

}  // namespace

void FreeKey::operator()(evp_pkey_st* key) const { EVP_PKEY_free(key); }
void FreeCertificate::operator()(x509_st* certificate) const { X509_free(certificate); }

Result<KeyForm> form_of(const evp_pkey_st* key) {
  // Why the base id: a key for RSA-PSS only is another thing under almost the same name.
  const int kind = EVP_PKEY_get_base_id(key);
  if (kind == EVP_PKEY_RSA) return rsa_form(key);
  if (kind != EVP_PKEY_EC) return fail(Code::unsupported, "a key that is neither RSA nor on an elliptic curve");
  std::array<char, 80> name{};
  std::size_t length = 0;
  if (EVP_PKEY_get_group_name(key, name.data(), name.size(), &length) == 1) {
    for (const auto& curve : curves) {
      if (curve.name == std::string_view(name.data(), length)) return KeyForm{KeyKind::ec, 2 * curve.field_bytes};
    }
  }
  return fail(Code::unsupported, "a key on another curve than P-256, P-384 and P-521");
}

Result<Certificate> read_certificate(std::string_view der) {
  const auto* at = raw(der);
  Certificate certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  ERR_clear_error();
  if (certificate && at == raw(der) + der.size()) return certificate;
  return fail(Code::malformed, "its certificate cannot be read");
}

Result<std::vector<Certificate>> read_certificates_pem(std::string_view pem, std::size_t count_max) {
  const auto bio = reading(pem);
  std::vector<Certificate> certificates;
  while (Certificate each{PEM_read_bio_X509(bio.get(), nullptr, no_words, nullptr)}) {
    if (certificates.size() == count_max) return fail(Code::too_large, cat("more than ", count_max, " certificates"));
    certificates.push_back(std::move(each));
  }
  // "No start line" is how OpenSSL says that there is none left; all else is one that cannot be read.
  const auto error = ERR_peek_last_error();
  ERR_clear_error();
  if (certificates.empty()) return fail(Code::malformed, "there is no certificate in PEM");
  if (ERR_GET_LIB(error) == ERR_LIB_PEM && ERR_GET_REASON(error) == PEM_R_NO_START_LINE) return certificates;
  return fail(Code::malformed, cat("certificate ", certificates.size() + 1, " cannot be read"));
}

Result<Key> rsa_key(std::string_view modulus, std::string_view exponent) {
  const Number n(BN_bin2bn(raw(modulus), static_cast<int>(modulus.size()), nullptr));
  const Number e(BN_bin2bn(raw(exponent), static_cast<int>(exponent.size()), nullptr));
  const std::unique_ptr<OSSL_PARAM_BLD, decltype(&OSSL_PARAM_BLD_free)> build(OSSL_PARAM_BLD_new(),
                                                                              OSSL_PARAM_BLD_free);
  const bool is_built = n && e && build && OSSL_PARAM_BLD_push_BN(build.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) == 1 &&
                        OSSL_PARAM_BLD_push_BN(build.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) == 1;
  const std::unique_ptr<OSSL_PARAM, decltype(&OSSL_PARAM_free)> parameters(
      is_built ? OSSL_PARAM_BLD_to_param(build.get()) : nullptr, OSSL_PARAM_free);
  const std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)> context(
      EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr), EVP_PKEY_CTX_free);
  EVP_PKEY* key = nullptr;
  const bool is_made = parameters && context && EVP_PKEY_fromdata_init(context.get()) == 1 &&
                       EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) == 1;
  ERR_clear_error();
  if (is_made) return Key(key);
  return fail(Code::malformed, "its RSA key cannot be read");
}

Result<Key> read_private_key(std::string_view pem) {
  const auto bio = reading(pem);
  Key key(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_words, nullptr));
  ERR_clear_error();
  if (key) return key;
  return fail(Code::malformed, "there is no private key in PEM, or it is encrypted");
}

Result<Key> key_of(const x509_st* certificate) {
  Key key(X509_get_pubkey(const_cast<X509*>(certificate)));
  ERR_clear_error();
  if (key) return key;
  return fail(Code::unsupported, "a certificate with a key that is not known");
}

std::string subject_of(const x509_st* certificate) {
  const Bio bio(BIO_new(BIO_s_mem()));
  // Not escaped: names in other scripts are compared and read as they are.
  X509_NAME_print_ex(bio.get(), X509_get_subject_name(certificate), 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
  return text_in(bio.get());
}

std::string der_of(const x509_st* certificate) {
  unsigned char* bytes = nullptr;
  const int size = i2d_X509(certificate, &bytes);
  if (size < 0) return {};
  std::string der(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
  OPENSSL_free(bytes);
  return der;
}

std::string fingerprint_of(const x509_st* certificate) { return digest::to_hex(digest::sha256(der_of(certificate))); }

bool are_equal(const evp_pkey_st* one, const evp_pkey_st* other) {
  const bool is_equal = EVP_PKEY_eq(one, other) == 1;
  ERR_clear_error();
  return is_equal;
}

std::size_t place_of_signer(const std::vector<Certificate>& certificates) {
  for (std::size_t i = 0; i < certificates.size(); ++i) {
    bool is_issuer = false;
    for (std::size_t j = 0; j < certificates.size() && !is_issuer; ++j) {
      is_issuer = i != j && X509_NAME_cmp(X509_get_subject_name(certificates[i].get()),
                                          X509_get_issuer_name(certificates[j].get())) == 0;
    }
    if (!is_issuer) return i;
  }
  return 0;
}

}  // namespace heed::keys
