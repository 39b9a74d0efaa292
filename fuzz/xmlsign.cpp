// Signatures of alerts: no input may crash or take long, and nothing is taken for the signer's that he did not sign.
// The corpus holds one signed alert; its certificate is the only anchor here, and only that alert may ever be trusted.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "lib/cap/read.h"
#include "lib/cap/write.h"
#include "lib/digest/base64.h"
#include "lib/digest/sha256.h"
#include "lib/xmlsign/senders.h"
#include "lib/xmlsign/verify.h"

namespace {

using namespace heed;

constexpr std::string_view anchor = R"(-----BEGIN CERTIFICATE-----
MIIBDjCBtaADAgECAgEBMAoGCCqGSM49BAMCMBExDzANBgNVBAMMBkZ1enplZDAe
Fw0yMzExMTQyMjEzMjBaFw0zMDAzMTcxNzQ2NDBaMBExDzANBgNVBAMMBkZ1enpl
ZDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABPv0MF7bi1B6p3/76K/faSMjdJR8
lBCs7bLlR+RWl3jZz/YtE8kDVQtg8wVoVluNVj62b4uBGW0fWPdL/9nqFYAwCgYI
KoZIzj0EAwIDSAAwRQIhAJVZnW1EiRauZCvxcm+QEyvszj14086eAL+WFpxzPi8C
AiAQpaVNte0AeunvXNqdCvbRvNWLsYvr9ezwInCVlLHJew==
-----END CERTIFICATE-----
)";
/// SHA-256 of the alert of the corpus, read and written again without its signature.
constexpr std::string_view signed_message = "704d1f8f7dfa89923e9cefbf0fdc8b332d0b6b14ddec01dd3bd4669322f785a3";
constexpr Instant noon{1'709'726'400'000};

void expect(bool holds) {
  if (!holds) std::abort();
}

/// What the alert says, without its signatures.
std::string message_of(std::string_view text) {
  auto reading = cap::read(text);
  if (!reading.alert) return {};
  reading.alert->signatures.clear();
  return digest::to_hex(digest::sha256(cap::write(*reading.alert)));
}

void try_alert(std::string_view text) {
  static const auto anchors = xmlsign::Anchors::read(anchor);
  expect(anchors.has_value());
  const auto examined = xmlsign::examine(text, {.anchors = &*anchors, .now = noon});
  if (!examined) return;
  expect(examined->signatures.size() <= xmlsign::signatures_max);
  for (const auto& verdict : examined->signatures) {
    expect(!xmlsign::sentence(verdict).empty());
    const bool is_computed = verdict.is_intact() || verdict.integrity == xmlsign::Integrity::set_aside;
    expect(is_computed || !verdict.reason.empty());
    expect(is_computed || verdict.signer == xmlsign::Signer::untrusted);
    if (verdict.signer != xmlsign::Signer::untrusted) expect(message_of(text) == signed_message);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  try_alert(text);
  static_cast<void>(xmlsign::read_senders(text, "senders.toml"));
  static_cast<void>(xmlsign::Anchors::read(text));
  return 0;
}
