#pragma once
// Private to lib/xmlsign: the white list. What is not in these tables is not computed.

#include <string_view>

namespace heed::keys {

inline constexpr std::string_view dsig_space = "http://www.w3.org/2000/09/xmldsig#";
inline constexpr std::string_view exclusive_space = "http://www.w3.org/2001/10/xml-exc-c14n#";
inline constexpr std::string_view enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";

enum class KeyKind { rsa, ec };

struct SignatureMethod {
  std::string_view uri;
  std::string_view name;
  KeyKind kind;
  bool is_sha1;
};
struct DigestMethod {
  std::string_view uri;
  std::size_t bytes;
  bool is_sha1;
};
struct CanonicalForm {
  std::string_view uri;
  bool is_exclusive;
};

/// Nothing for what is not on the list.
[[nodiscard]] const SignatureMethod* signature_method(std::string_view uri);
[[nodiscard]] const DigestMethod* digest_method(std::string_view uri);
[[nodiscard]] const CanonicalForm* canonical_form(std::string_view uri);

}  // namespace heed::keys
