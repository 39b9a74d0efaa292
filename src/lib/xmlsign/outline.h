#pragma once
// Private to this folder: what a Signature element says, read by our own strict scanner before anything is computed.

#include <cstdint>
#include <expected>
#include <string>
#include <vector>

#include "lib/cap/xml/document.h"
#include "lib/xmlsign/gate.h"
#include "lib/xmlsign/keys/algorithms.h"

namespace heed::xmlsign {

using keys::SignatureMethod;

/// A signature in which every algorithm is on the white list and every reference covers the whole alert.
struct Outline {
  const SignatureMethod* method = nullptr;
  bool has_sha1 = false;
  std::string root_id{};                    ///< the root's ID, when a reference names it so
  std::size_t value_bytes = 0;              ///< of the signature value
  std::vector<std::string> certificates{};  ///< DER, in their order
  std::string modulus{}, exponent{};        ///< of an RSAKeyValue, big-endian; empty without one
  std::vector<std::uint32_t> foreign{};     ///< which children of the Signature are no part of XML-DSig, from 0
};

/// Requires: doubt_of(document) has none; `signature` is a Signature of XML-DSig.
[[nodiscard]] std::expected<Outline, Doubt> outline_of(const xml::Document& document, const xml::Element& signature);

}  // namespace heed::xmlsign
