#pragma once
// Signs alerts: an enveloped signature in XML-DSig, as CAP 1.2, 3.3.4.1, asks for it.

#include <memory>
#include <string>
#include <string_view>

#include "core/result.h"

namespace heed::xmlsign {

/// A private key and the certificate that belongs to it.
class Seal {
 public:
  /// PEM each. The signer's certificate comes first; those above it, up to the anchor, may follow.
  /// Errors: malformed; invalid when the certificate has another key, or the key is neither P-256 nor RSA of at least
  /// 2,048 bits.
  [[nodiscard]] static Result<Seal> read(std::string_view key_pem, std::string_view certificates_pem);
  Seal(Seal&&) noexcept;
  Seal& operator=(Seal&&) noexcept;
  ~Seal();

  [[nodiscard]] const std::string& subject() const;
  [[nodiscard]] const std::string& fingerprint() const;

  struct Kept;
  [[nodiscard]] const Kept& kept() const { return *kept_; }

 private:
  explicit Seal(std::unique_ptr<Kept> kept);
  std::unique_ptr<Kept> kept_;
};

/// The same alert with a signature right before the end of its root: exclusive canonical form, SHA-256, one reference
/// to the whole document, the certificates in KeyInfo.
///
/// Guarantees: who cuts the signature out again has the alert that was given, to the byte. What was valid against the
/// schema stays valid. The answer was verified. With RSA equal alerts give equal answers; ECDSA draws a number each
/// time. Errors: invalid for what is not an alert of CAP 1.2 that is valid against the schema, and for a certificate
/// that is not valid when the alert says it was sent; unsupported for another encoding than UTF-8; conflict for an
/// alert that is signed already: its signature would cover ours no more.
[[nodiscard]] Result<std::string> sign(std::string_view alert, const Seal& seal);

}  // namespace heed::xmlsign
