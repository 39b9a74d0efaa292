#pragma once
// Which certificate may speak for which sender: a small file, in TOML.
//
//   [[certificate]]
//   subject = "CN=Warnings,O=Service of the Rivers,C=XX"   # as in RFC 2253; or the fingerprint; or both, which both
//   fingerprint = "9f86d081884c7d65…"                      # must then fit: SHA-256 of the DER, in hexadecimal digits
//   senders = ["rivers@example.org", "*@rivers.example"]   # one * stands for any text

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/fields.h"
#include "core/result.h"

namespace heed::xmlsign {

struct CertificateRule {
  std::optional<std::string> subject{};
  std::optional<std::string> fingerprint{};  ///< 64 lower-case digits, once read
  std::vector<std::string> senders{};
  HEED_FIELDS(CertificateRule, subject, fingerprint, senders)
};

struct Senders {
  std::vector<CertificateRule> certificate{};
  HEED_FIELDS(Senders, certificate)

  /// Whether some rule lets this certificate speak for this sender.
  [[nodiscard]] bool allow(std::string_view subject, std::string_view fingerprint, std::string_view sender) const;
};

/// Errors: malformed, with the line where there is one: no rule, a rule without a certificate or without senders, a
/// fingerprint that is none (capitals and colons are let through), a pattern with a second "*".
[[nodiscard]] Result<Senders> read_senders(std::string_view toml, std::string_view file_name);

}  // namespace heed::xmlsign
