#include "lib/xmlsign/senders.h"

#include <algorithm>

#include "core/codec.h"
#include "lib/toml/toml.h"

namespace heed::xmlsign {
namespace {

constexpr std::size_t fingerprint_digits = 64;

Result<std::string> plain_fingerprint(const std::string& text) {
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9') digits += c;
    if (c >= 'a' && c <= 'f') digits += c;
    if (c >= 'A' && c <= 'F') digits += static_cast<char>(c - 'A' + 'a');
    const bool is_known = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':';
    if (!is_known) return fail(Code::malformed, "a fingerprint is hexadecimal digits", "fingerprint");
  }
  if (digits.size() == fingerprint_digits) return digits;
  return fail(Code::malformed, "a fingerprint is SHA-256: 64 hexadecimal digits", "fingerprint");
}

Result<void> check(CertificateRule& rule) {
  if (!rule.subject && !rule.fingerprint) {
    return fail(Code::malformed, "a certificate is named by its subject, its fingerprint or both", "certificate");
  }
  if (rule.subject && rule.subject->empty()) return fail(Code::malformed, "a subject says something", "subject");
  if (rule.fingerprint) {
    TRY(rule.fingerprint, plain_fingerprint(*rule.fingerprint));
  }
  if (rule.senders.empty()) return fail(Code::malformed, "a certificate speaks for one sender or more", "senders");
  for (const auto& pattern : rule.senders) {
    if (pattern.empty()) return fail(Code::malformed, "a sender says something", "senders");
    if (std::ranges::count(pattern, '*') > 1) return fail(Code::malformed, "a pattern has one * at most", "senders");
  }
  return {};
}

bool fits(std::string_view pattern, std::string_view sender) {
  const auto star = pattern.find('*');
  if (star == std::string_view::npos) return pattern == sender;
  const auto head = pattern.substr(0, star);
  const auto tail = pattern.substr(star + 1);
  return sender.size() >= head.size() + tail.size() && sender.starts_with(head) && sender.ends_with(tail);
}

}  // namespace

bool Senders::allow(std::string_view subject, std::string_view fingerprint, std::string_view sender) const {
  if (sender.empty()) return false;
  return std::ranges::any_of(certificate, [&](const CertificateRule& rule) {
    if (rule.subject && *rule.subject != subject) return false;
    if (rule.fingerprint && *rule.fingerprint != fingerprint) return false;
    return std::ranges::any_of(rule.senders, [&](const std::string& pattern) { return fits(pattern, sender); });
  });
}

Result<Senders> read_senders(std::string_view toml, std::string_view file_name) {
  TRY(const auto value, toml::parse(toml, file_name));
  TRY(auto senders, core::from_value<Senders>(value));
  if (senders.certificate.empty()) return fail(Code::malformed, "there is no [[certificate]]", std::string(file_name));
  for (auto& rule : senders.certificate) TRY(check(rule));
  return senders;
}

}  // namespace heed::xmlsign
