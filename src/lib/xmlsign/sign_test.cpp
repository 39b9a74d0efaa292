#include "lib/xmlsign/sign.h"

#include <doctest/doctest.h>

#include "lib/cap/read.h"
#include "lib/cap/testing/alerts.h"
#include "lib/cap/write.h"
#include "lib/xmlsign/testing/made_keys.h"
#include "lib/xmlsign/testing/made_signatures.h"
#include "lib/xmlsign/verify.h"

namespace heed::xmlsign {
namespace {

using testing::certificate_for;
using testing::pem_of;

/// A seal of a new key; its certificate is its own anchor.
struct Desk {
  keys::Key own;
  EVP_PKEY* key;
  keys::Certificate certificate;
  Seal seal;

  explicit Desk(EVP_PKEY* shared = nullptr, const testing::Wanted& wanted = {})
      : own(shared == nullptr ? testing::p256_key() : nullptr),
        key(shared == nullptr ? own.get() : shared),
        certificate(certificate_for(key, wanted)),
        seal(*Seal::read(pem_of(key), pem_of(certificate))) {}
};

std::string cut_out(std::string alert) {
  const auto begin = alert.find("<Signature ");
  alert.erase(begin, alert.find("</Signature>") + 12 - begin);
  return alert;
}

TEST_CASE("a_signed_alert_is_intact_and_valid_and_holds_the_alert_that_was_given") {
  const auto ours = cap::write(cap::testing::full_alert());
  const std::vector<std::string> alerts = {ours, cap::write(cap::testing::sound_alert(), {.prefix = "cap"}),
                                           cat("\xEF\xBB\xBF", ours), cat(ours, "<!-- the end -->\n"),
                                           std::string(testing::alert_text)};
  for (auto* key : {static_cast<EVP_PKEY*>(nullptr), testing::rsa_key_of(2'048)}) {
    const Desk desk(key);
    for (const auto& alert : alerts) {
      const auto sealed = sign(alert, desk.seal);
      REQUIRE(sealed);
      CHECK(cut_out(*sealed) == alert);
      CHECK(cap::examine(*sealed, {.profile = cap::Profile::schema}).is_schema_valid);
      const auto examined = examine(*sealed);
      REQUIRE(examined);
      REQUIRE(examined->signatures.size() == 1);
      const auto& verdict = examined->signatures.front();
      CHECK(verdict.is_intact());
      CHECK(verdict.method == (key == nullptr ? "ecdsa-sha256" : "rsa-sha256"));
      CHECK(verdict.fingerprint == desk.seal.fingerprint());
      CHECK(verdict.subject == "CN=Warnings");
    }
  }
}

TEST_CASE("with_rsa_the_same_alert_gives_the_same_bytes") {
  const Desk desk(testing::rsa_key_of(2'048));
  CHECK(*sign(testing::alert_text, desk.seal) == *sign(testing::alert_text, desk.seal));
}

TEST_CASE("certificates_above_the_signers_are_sent_along") {
  const auto authority_key = testing::p256_key();
  const auto authority = certificate_for(authority_key.get(), {.name = "Authority", .is_authority = true});
  const auto key = testing::p256_key();
  const auto own = certificate_for(key.get(), {}, authority.get(), authority_key.get());
  const auto seal = Seal::read(pem_of(key.get()), pem_of(own) + pem_of(authority));
  REQUIRE(seal);
  const auto sealed = *sign(testing::alert_text, *seal);
  const auto anchors = *Anchors::read(pem_of(authority));
  const auto verdict = examine(sealed, {.anchors = &anchors, .now = cap::testing::noon})->signatures.front();
  CHECK(verdict.signer == Signer::unbound);
  CHECK(verdict.fingerprint == keys::fingerprint_of(own.get()));
}

TEST_CASE("a_seal_needs_a_key_and_its_certificate") {
  const auto key = testing::p256_key();
  const auto other = testing::p256_key();
  auto* small = testing::rsa_key_of(1'024);
  const keys::Key wide(EVP_EC_gen("P-384"));
  const auto certificate = certificate_for(key.get(), {});
  struct Row {
    std::string_view why;
    std::string key;
    std::string certificate;
    std::string_view said;
  };
  const std::vector<Row> rows = {
      {"another key", pem_of(other.get()), pem_of(certificate), "another key"},
      {"no key", "", pem_of(certificate), "no private key"},
      {"encrypted", pem_of(key.get(), "words"), pem_of(certificate), "encrypted"},
      {"no certificate", pem_of(key.get()), "none", "no certificate"},
      {"small", pem_of(small), pem_of(certificate_for(small, {})), "1024 bits, which is too small"},
      {"P-384", pem_of(wide.get()), pem_of(certificate_for(wide.get(), {})), "P-256"},
      {"broken certificate", pem_of(key.get()), pem_of(certificate) + "-----BEGIN CERTIFICATE-----\nx",
       "certificate 2"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.why);
    const auto seal = Seal::read(row.key, row.certificate);
    REQUIRE(!seal);
    CHECK(seal.error().detail.find(row.said) != std::string::npos);
  }
}

TEST_CASE("only_a_valid_unsigned_alert_in_utf_8_is_signed") {
  const Desk desk;
  const std::string alert(testing::alert_text);
  const auto changed = [&](std::string_view from, std::string_view to) {
    auto text = alert;
    return text.replace(text.find(from), from.size(), to);
  };
  const auto latin = changed("UTF-8", "ISO-8859-1");
  for (const auto& [text, code] :
       std::vector<std::pair<std::string, Code>>{{changed(">Severe<", ">severe<"), Code::invalid},
                                                 {changed("cap:1.2", "cap:1.1"), Code::invalid},
                                                 {changed("<identifier>", "<!DOCTYPE x>"), Code::invalid},
                                                 {"", Code::invalid},
                                                 {latin, Code::unsupported},
                                                 {*sign(alert, desk.seal), Code::conflict}}) {
    const auto sealed = sign(text, desk.seal);
    REQUIRE(!sealed);
    CHECK(sealed.error().code == code);
  }
}

TEST_CASE("a_certificate_that_was_not_valid_when_the_alert_was_sent_signs_nothing") {
  const auto sent = cap::testing::noon;
  const auto second = std::chrono::seconds(1);
  for (const auto& [from, until, is_signed] : {std::tuple{sent - second, sent + second, true},
                                               {sent + second, sent + 2 * second, false},
                                               {sent - 2 * second, sent - second, false}}) {
    const Desk desk(nullptr, {.from = from, .until = until});
    CHECK(sign(testing::alert_text, desk.seal).has_value() == is_signed);
  }
}

}  // namespace
}  // namespace heed::xmlsign
