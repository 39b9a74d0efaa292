#include "lib/xmlsign/verify.h"

#include <doctest/doctest.h>

#include "lib/cap/testing/alerts.h"
#include "lib/digest/base64.h"
#include "lib/digest/sha256.h"
#include "lib/xmlsign/sign.h"
#include "lib/xmlsign/testing/made_keys.h"
#include "lib/xmlsign/testing/made_signatures.h"

namespace heed::xmlsign {
namespace {

using testing::certificate_for;
using testing::Form;
using testing::pem_of;

constexpr Instant sent = cap::testing::noon;
constexpr std::chrono::hours day(24);

/// A signer with its own certificate, and an authority above it.
struct Signers {
  keys::Key authority_key = testing::p256_key();
  keys::Certificate authority = certificate_for(authority_key.get(), {.name = "Authority", .is_authority = true});
  keys::Key key = testing::p256_key();
  keys::Certificate certificate = under({.until = sent + day});

  [[nodiscard]] keys::Certificate under(const testing::Wanted& wanted) const {
    return certificate_for(key.get(), wanted, authority.get(), authority_key.get());
  }
  [[nodiscard]] std::string sealed() const { return sealed_with(certificate); }
  [[nodiscard]] std::string sealed_with(const keys::Certificate& own) const {
    return testing::signed_alert(testing::alert_text, {.key_info = testing::certificate_element(own)}, key.get());
  }
};

Verdict only(std::string_view alert, const Question& question = {}) {
  const auto examined = examine(alert, question);
  REQUIRE(examined);
  REQUIRE(examined->signatures.size() == 1);
  return examined->signatures.front();
}

TEST_CASE("an_alert_without_a_signature_has_none_and_its_bytes_have_a_digest") {
  const auto examined = examine(testing::alert_text);
  REQUIRE(examined);
  CHECK(examined->signatures.empty());
  CHECK(examined->sender == "desk@example.org");
  CHECK(examined->sent == sent);
  CHECK(examined->sha256 == digest::to_hex(digest::sha256(testing::alert_text)));
}

TEST_CASE("whose_signature_it_is_is_a_fact_of_its_own") {
  const Signers signers;
  const auto alert = signers.sealed();
  const auto anchors = *Anchors::read(pem_of(signers.authority));
  const auto strangers = *Anchors::read(pem_of(certificate_for(testing::p256_key().get(), {})));
  const auto own = *Anchors::read(pem_of(signers.certificate));
  const auto right = *read_senders("[[certificate]]\nsubject = 'CN=Warnings'\nsenders = ['*@example.org']", "x");
  const auto wrong = *read_senders("[[certificate]]\nsubject = 'CN=Warnings'\nsenders = ['desk@elsewhere']", "x");
  const auto after = sent + 2 * day;
  struct Row {
    std::string_view why;
    Question question;
    std::string_view state;
    ValidAt valid_at;
  };
  const std::vector<Row> rows = {
      {"no anchors", {.now = sent}, "untrusted", ValidAt::never},
      {"other anchors", {.anchors = &strangers, .now = sent}, "untrusted", ValidAt::never},
      {"senders but no anchors", {.senders = &right, .now = sent}, "untrusted", ValidAt::never},
      {"no senders", {.anchors = &anchors, .now = sent}, "unbound", ValidAt::now},
      {"the signer's own certificate", {.anchors = &own, .now = sent}, "unbound", ValidAt::now},
      {"of another sender", {.anchors = &anchors, .senders = &wrong, .now = sent}, "unbound", ValidAt::now},
      {"bound", {.anchors = &anchors, .senders = &right, .now = sent}, "bound", ValidAt::now},
      {"expired since", {.anchors = &anchors, .senders = &right, .now = after}, "bound", ValidAt::sent},
      {"asked later", {.anchors = &anchors, .senders = &right, .now = sent, .at = after}, "untrusted", ValidAt::never},
      {"asked then", {.anchors = &anchors, .senders = &right, .now = after, .at = sent}, "bound", ValidAt::asked},
  };
  for (const auto& row : rows) {
    CAPTURE(row.why);
    const auto verdict = only(alert, row.question);
    CHECK(verdict.is_intact());
    CHECK(state_of(verdict) == row.state);
    CHECK(verdict.valid_at == row.valid_at);
    CHECK(verdict.signer_reason.empty() == (verdict.signer == Signer::bound));
  }
}

TEST_CASE("an_anchor_vouches_only_for_certificates_made_for_signatures") {
  const Signers signers;
  const auto anchors = *Anchors::read(pem_of(signers.authority));
  auto* small = testing::rsa_key_of(1'024);
  const auto weak = certificate_for(small, {.name = "Weak", .is_authority = true});
  const auto under_weak = certificate_for(signers.key.get(), {}, weak.get(), small);
  const auto weak_anchors = *Anchors::read(pem_of(weak));
  const Question question{.anchors = &anchors, .now = sent};
  CHECK(only(signers.sealed_with(signers.under({.usage = "digitalSignature"})), question).signer == Signer::unbound);
  CHECK(only(signers.sealed_with(signers.under({.usage = "nonRepudiation"})), question).signer == Signer::unbound);
  CHECK(only(signers.sealed_with(signers.under({.usage = "keyEncipherment"})), question).signer == Signer::untrusted);
  CHECK(only(signers.sealed_with(under_weak), {.anchors = &weak_anchors, .now = sent}).signer == Signer::untrusted);
}

TEST_CASE("no_certificate_vouches_for_another_unless_it_is_an_authoritys") {
  const Signers signers;
  const auto anchors = *Anchors::read(pem_of(signers.authority));
  const auto other = testing::p256_key();
  for (const bool is_authority : {true, false}) {
    const auto middle = signers.under({.name = "Middle", .is_authority = is_authority});
    const auto end = certificate_for(other.get(), {.name = "End"}, middle.get(), signers.key.get());
    const auto both = cat(testing::certificate_element(middle), testing::certificate_element(end));
    const auto verdict = only(testing::signed_alert(testing::alert_text, {.key_info = both}, other.get()),
                              {.anchors = &anchors, .now = sent});
    CHECK(verdict.subject == "CN=End");
    CHECK(verdict.signer == (is_authority ? Signer::unbound : Signer::untrusted));
  }
}

/// The byte with some bits turned over, at each place of the text.
template <class Check>
void for_each_flip(const std::string& text, const Check& check) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto flipped = text;
    // Which bits changes from place to place, so that a case stays quick.
    constexpr std::string_view masks = "\x01\x02\x04\x10\x20\x80";
    flipped[i] = static_cast<char>(flipped[i] ^ masks[i % masks.size()]);
    check(i, flipped);
  }
}

TEST_CASE("no_byte_of_a_signed_alert_can_be_changed") {
  const Signers signers;
  const auto alert = signers.sealed();
  const auto anchors = *Anchors::read(pem_of(signers.certificate));
  const auto key_info = alert.find("<KeyInfo>");
  const auto key_info_end = alert.find("</KeyInfo>");
  for_each_flip(alert, [&](std::size_t i, const std::string& flipped) {
    CAPTURE(i);
    const auto examined = examine(flipped, {.anchors = &anchors, .now = sent});
    if (!examined || examined->signatures.empty()) return;
    const auto& verdict = examined->signatures.front();
    // No digest covers the certificate: a changed one is still one with the same key, or another one. But nobody
    // vouches for it.
    CHECK(verdict.signer == Signer::untrusted);
    if (i < key_info || i >= key_info_end) CHECK_MESSAGE(!verdict.is_intact(), flipped[i]);
  });
}

TEST_CASE("what_no_digest_covers_may_change") {
  const Signers signers;
  const auto alert = signers.sealed();
  for (const auto& [from, to] :
       std::vector<std::pair<std::string, std::string>>{{"<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\">",
                                                         "<alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'  >"},
                                                        {"<info>", "<info><!-- seen -->"},
                                                        {"encoding=\"UTF-8\"", "encoding='utf-8'"},
                                                        {"<event>Flood", "<event>&#70;lood"}}) {
    auto text = alert;
    text.replace(text.find(from), from.size(), to);
    CHECK_MESSAGE(only(text).is_intact(), to);
  }
}

TEST_CASE("two_signatures_are_judged_each_on_its_own") {
  const Signers one;
  const Signers other;
  const auto first = one.sealed();
  const auto other_info = testing::certificate_element(other.certificate);
  // The second covers the first: it is intact, and the first fits when the second is set aside.
  const auto in_turn = testing::signed_alert(first, {.key_info = other_info}, other.key.get(), 8);
  auto examined = *examine(in_turn);
  REQUIRE(examined.signatures.size() == 2);
  CHECK(state_of(examined.signatures[0]) == "set-aside");
  CHECK(examined.signatures[0].aside == std::vector<std::string>{"the other signature"});
  CHECK(examined.signatures[1].is_intact());
  // Side by side, as in Canada: neither covers the other.
  const auto second = testing::signed_alert(testing::alert_text, {.key_info = other_info}, other.key.get());
  const auto begin = second.find("<Signature");
  const auto beside = testing::inserted(first, second.substr(begin, second.rfind("</alert>") - begin));
  examined = *examine(beside);
  CHECK(state_of(examined.signatures[0]) == "set-aside");
  CHECK(state_of(examined.signatures[1]) == "set-aside");
  auto changed = beside;
  changed.replace(changed.find("Flood"), 5, "Flaud");
  for (const auto& verdict : examine(changed)->signatures) CHECK(state_of(verdict) == "broken");
}

TEST_CASE("a_foreign_object_inside_the_signature_is_set_aside_and_told") {
  const Signers signers;
  const Form form{.key_info = testing::certificate_element(signers.certificate),
                  .more = "<Object xmlns=\"\"><SignatureProperties Id=\"x\"/></Object>"};
  const auto anchors = *Anchors::read(pem_of(signers.authority));
  const auto verdict =
      only(testing::signed_alert(testing::alert_text, form, signers.key.get()), {.anchors = &anchors, .now = sent});
  CHECK(state_of(verdict) == "set-aside");
  CHECK(verdict.signer == Signer::unbound);
  CHECK(sentence(verdict).find("an Object of no namespace") != std::string::npos);
}

TEST_CASE("a_key_without_a_certificate_is_intact_and_never_trusted") {
  const Signers signers;
  auto* key = testing::rsa_key_of(2'048);
  const auto anchors = *Anchors::read(pem_of(certificate_for(key, {})));
  BIGNUM* n = nullptr;
  EVP_PKEY_get_bn_param(key, "n", &n);
  std::string modulus(static_cast<std::size_t>(BN_num_bytes(n)), '\0');
  BN_bn2bin(n, reinterpret_cast<unsigned char*>(modulus.data()));
  BN_free(n);
  Form form{.method = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"};
  form.key_info = cat("<KeyValue><RSAKeyValue><Modulus>", digest::to_base64(modulus),
                      "</Modulus><Exponent>AQAB</Exponent></RSAKeyValue></KeyValue>");
  const auto verdict = only(testing::signed_alert(testing::alert_text, form, key), {.anchors = &anchors, .now = sent});
  CHECK(state_of(verdict) == "untrusted");
  CHECK(verdict.subject.empty());
  // Beside the certificate of another key it contradicts it.
  form.key_info += testing::certificate_element(signers.certificate);
  CHECK(state_of(only(testing::signed_alert(testing::alert_text, form, key))) == "refused");
}

}  // namespace
}  // namespace heed::xmlsign
