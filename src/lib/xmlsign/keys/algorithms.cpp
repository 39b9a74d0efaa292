#include "lib/xmlsign/keys/algorithms.h"

#include <algorithm>
#include <array>

namespace heed::keys {
namespace {

// Why no HMAC: whoever can verify such a signature can make it. Why no DSA, no SHA-224 and no ecdsa-sha1: no alert was
// seen with them.
constexpr std::array<SignatureMethod, 7> signature_methods = {{
    {"http://www.w3.org/2000/09/xmldsig#rsa-sha1", "rsa-sha1", KeyKind::rsa, true},
    {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "rsa-sha256", KeyKind::rsa, false},
    {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha384", "rsa-sha384", KeyKind::rsa, false},
    {"http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", "rsa-sha512", KeyKind::rsa, false},
    {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", "ecdsa-sha256", KeyKind::ec, false},
    {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384", "ecdsa-sha384", KeyKind::ec, false},
    {"http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512", "ecdsa-sha512", KeyKind::ec, false},
}};

constexpr std::array<DigestMethod, 4> digest_methods = {{
    {"http://www.w3.org/2000/09/xmldsig#sha1", 20, true},
    {"http://www.w3.org/2001/04/xmlenc#sha256", 32, false},
    {"http://www.w3.org/2001/04/xmldsig-more#sha384", 48, false},
    {"http://www.w3.org/2001/04/xmlenc#sha512", 64, false},
}};

constexpr std::array<CanonicalForm, 6> canonical_forms = {{
    {"http://www.w3.org/TR/2001/REC-xml-c14n-20010315", false},
    {"http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments", false},
    {"http://www.w3.org/2006/12/xml-c14n11", false},
    {"http://www.w3.org/2006/12/xml-c14n11#WithComments", false},
    {"http://www.w3.org/2001/10/xml-exc-c14n#", true},
    {"http://www.w3.org/2001/10/xml-exc-c14n#WithComments", true},
}};

template <class Table>
auto find(const Table& table, std::string_view uri) -> decltype(table.data()) {
  const auto found = std::ranges::find(table, uri, &Table::value_type::uri);
  return found == table.end() ? nullptr : &*found;
}

}  // namespace

const SignatureMethod* signature_method(std::string_view uri) { return find(signature_methods, uri); }
const DigestMethod* digest_method(std::string_view uri) { return find(digest_methods, uri); }
const CanonicalForm* canonical_form(std::string_view uri) { return find(canonical_forms, uri); }

}  // namespace heed::keys
