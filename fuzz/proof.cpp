// Proof files, presentations, headers, and signed payloads with disclosures; the first byte picks one. No input may
// crash, what is read as a proof has one text, and no digest or reserved name is left in verified claims.

#include "lib/proof/proof.h"

#include <cstdint>
#include <cstdlib>

#include "core/text.h"
#include "lib/digest/base64.h"
#include "lib/digest/ed25519.h"
#include "lib/proof/examine.h"
#include "lib/sdjwt/verify.h"

namespace {

using namespace heed;

void expect(bool holds) {
  if (!holds) std::abort();
}

const digest::KeyPair& pair() {
  static const auto made = digest::key_pair_from_seed(std::string(digest::seed_bytes, 'f'));
  return made;
}
sdjwt::Issuer issuer() { return {pair().public_key, "", "heed+sd-jwt", {}}; }

void expect_clean(const core::Value& value) {
  if (const auto* elements = value.array()) {
    for (const auto& element : *elements) expect_clean(element);
  }
  if (const auto* members = value.object()) {
    for (const auto& [name, member] : *members) {
      expect(name != "_sd" && name != "..." && name != "_sd_alg");
      expect_clean(member);
    }
  }
}

void verify(const std::string& presentation) {
  const auto verified = sdjwt::verify(presentation, issuer());
  if (!verified) return;
  expect_clean(verified->claims);
  expect(!verified->places.empty());
  for (const auto& place : verified->places) expect(place.opened <= place.digests);
}

std::string signed_text(std::string_view header, std::string_view payload) {
  const auto text = cat(digest::to_base64url(header), ".", digest::to_base64url(payload));
  return cat(text, ".", digest::to_base64url(digest::sign(pair(), text)));
}

/// The first line is the payload, each further one a disclosure before base64url.
void verify_lines(std::string_view text) {
  const auto first = text.find('\n');
  auto presentation = signed_text(R"({"alg":"EdDSA","typ":"heed+sd-jwt"})", text.substr(0, first)) + "~";
  while (text.find('\n') != std::string_view::npos) {
    text.remove_prefix(text.find('\n') + 1);
    presentation += digest::to_base64url(text.substr(0, text.find('\n'))) + "~";
  }
  verify(presentation);
}

void read_proof(std::string_view text) {
  if (const auto proof = proof::parse_proof(text)) expect(proof::to_text(*proof) == text);
  static const proof::Trust trust{
      {{"heed.example/log", pair().public_key}, {"heed.example/log/issuer", pair().public_key}}, {}, {}};
  if (const auto examined = proof::examine(text, trust)) expect(!examined->not_proven.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(bytes + 1), size - 1);
  switch (bytes[0] % 4) {
    case 0: read_proof(text); break;
    case 1: verify(std::string(text)); break;
    case 2: verify(signed_text(text, "{}") + "~"); break;
    default: verify_lines(text); break;
  }
  return 0;
}
