#include "lib/xmlsign/sign.h"

#include <algorithm>

#include "core/text.h"
#include "lib/cap/read.h"
#include "lib/digest/base64.h"
#include "lib/xmlsign/chain.h"
#include "lib/xmlsign/engine/engine.h"
#include "lib/xmlsign/gate.h"

namespace heed::xmlsign {

struct Seal::Kept {
  keys::Key key{};
  std::vector<Certificate> certificates{};  ///< the signer's first
  keys::KeyKind kind = keys::KeyKind::rsa;
  std::string subject{};
  std::string fingerprint{};
};

Seal::Seal(std::unique_ptr<Kept> kept) : kept_(std::move(kept)) {}
Seal::Seal(Seal&&) noexcept = default;
Seal& Seal::operator=(Seal&&) noexcept = default;
Seal::~Seal() = default;
const std::string& Seal::subject() const { return kept_->subject; }
const std::string& Seal::fingerprint() const { return kept_->fingerprint; }

Result<Seal> Seal::read(std::string_view key_pem, std::string_view certificates_pem) {
  constexpr std::size_t p256_bytes = 64;
  auto kept = std::make_unique<Kept>();
  TRY(kept->key, keys::read_private_key(key_pem));
  TRY(kept->certificates, keys::read_certificates_pem(certificates_pem, certificates_max));
  const auto* own = kept->certificates.front().get();
  TRY(const auto public_key, keys::key_of(own));
  if (!keys::are_equal(public_key.get(), kept->key.get())) {
    return fail(Code::invalid, "the first certificate belongs to another key");
  }
  const auto form = keys::form_of(kept->key.get());
  if (!form) return fail(Code::invalid, cat("no alert is signed with ", form.error().detail));
  if (form->kind == keys::KeyKind::ec && form->signature_bytes != p256_bytes) {
    return fail(Code::invalid, "alerts are signed on the curve P-256, which every receiver knows, or with RSA");
  }
  kept->kind = form->kind;
  kept->subject = keys::subject_of(own);
  kept->fingerprint = keys::fingerprint_of(own);
  return Seal(std::move(kept));
}

namespace {

/// The element, on one line, for no blank of it may ever change. `digest` and `value` are base64, or empty at first.
std::string signature_element(const Seal::Kept& kept, const engine::Values& values) {
  const std::string_view method = kept.kind == keys::KeyKind::ec ? "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"
                                                                 : "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
  std::string certificates;
  for (const auto& each : kept.certificates) {
    certificates += cat("<X509Certificate>", digest::to_base64(keys::der_of(each.get())), "</X509Certificate>");
  }
  return cat("<Signature xmlns=\"", keys::dsig_space, "\"><SignedInfo><CanonicalizationMethod Algorithm=\"",
             keys::exclusive_space, "\"/><SignatureMethod Algorithm=\"", method,
             "\"/><Reference URI=\"\"><Transforms><Transform Algorithm=\"", keys::enveloped,
             "\"/><Transform Algorithm=\"", keys::exclusive_space,
             "\"/></Transforms><DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/><DigestValue>",
             values.digest, "</DigestValue></Reference></SignedInfo><SignatureValue>", values.value,
             "</SignatureValue><KeyInfo><X509Data>", certificates, "</X509Data></KeyInfo></Signature>");
}

/// Where the signature goes: an alert in two parts.
struct Opened {
  std::string_view before;
  std::string_view after;
  std::uint32_t children = 0;  ///< of the root
};

Result<Opened> opened(std::string_view alert, const Seal::Kept& kept) {
  const auto reading = cap::read(alert, {.profile = cap::Profile::schema, .limits = gate_limits});
  if (!reading.is_schema_valid || !reading.alert || reading.version != cap::Version::cap_1_2) {
    const auto* why = reading.findings.empty() ? nullptr : &reading.findings.front();
    return fail(Code::invalid, cat("only a valid alert of CAP 1.2 is signed", why == nullptr ? "" : ": ",
                                   why == nullptr ? "" : why->text));
  }
  if (!reading.alert->signatures.empty()) return fail(Code::conflict, "this alert is signed already");
  if (!is_valid_at(kept.certificates.front().get(), reading.alert->sent.instant)) {
    return fail(Code::invalid, "the certificate is not valid when the alert says that it was sent");
  }
  const auto document = xml::parse(alert, gate_limits);
  if (!document || document->encoding() != "UTF-8") return fail(Code::unsupported, "only alerts in UTF-8 are signed");
  const auto source = document->source();
  // A byte order mark stands before the source.
  const auto end = alert.size() - source.size() + source.rfind("</", document->root().end - 1);
  Opened out{alert.substr(0, end), alert.substr(end)};
  for (const auto* each = document->at(document->root().first_child); each; each = document->at(each->next)) {
    ++out.children;
  }
  return out;
}

}  // namespace

Result<std::string> sign(std::string_view alert, const Seal& seal) {
  const auto& kept = seal.kept();
  TRY(const auto parts, opened(alert, kept));
  const auto draft = cat(parts.before, signature_element(kept, {}), parts.after);
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  auto source = std::string_view(draft);
  if (source.starts_with(mark)) source.remove_prefix(mark.size());
  TRY(const auto values, engine::compute({.source = source, .signature = parts.children}, kept.key.get()));
  auto sealed = cat(parts.before, signature_element(kept, values), parts.after);
  // Why: an alert that nobody can verify is worse than one without a signature, for it is dropped where it matters.
  TRY(const auto proof, examine(sealed));
  if (proof.signatures.size() == 1 && proof.signatures.front().is_intact()) return sealed;
  return fail(Code::internal, "the signature that was made does not hold");
}

}  // namespace heed::xmlsign
