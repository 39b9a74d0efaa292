#pragma once
// Signatures of every form for the tests of this folder: also such as nobody should make, and rightly computed.

#include <string>
#include <string_view>

#include "core/text.h"
#include "lib/digest/base64.h"
#include "lib/xmlsign/engine/engine.h"
#include "lib/xmlsign/keys/keys.h"

namespace heed::xmlsign::testing {

inline constexpr std::string_view alert_text =
    R"(<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
<identifier>river-7</identifier><sender>desk@example.org</sender><sent>2024-03-06T12:00:00-00:00</sent>
<status>Actual</status><msgType>Alert</msgType><scope>Public</scope>
<info><category>Met</category><event>Flood</event>
<urgency>Expected</urgency><severity>Severe</severity><certainty>Likely</certainty></info>
</alert>
)";
inline constexpr std::string_view exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#";
inline constexpr std::string_view inclusive = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";

inline std::string transform(std::string_view uri) { return cat("<Transform Algorithm=\"", uri, "\"/>"); }

/// The parts of a signature, as text.
struct Form {
  std::string uri = " URI=\"\"";
  std::string transforms = transform("http://www.w3.org/2000/09/xmldsig#enveloped-signature") + transform(exclusive);
  std::string form = std::string(exclusive);
  std::string method = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";
  std::string digest_method = "http://www.w3.org/2001/04/xmlenc#sha256";
  std::size_t references = 1;
  std::string key_info{};
  std::string more{};        ///< at the end of the Signature
  std::string attributes{};  ///< of the Signature
};

inline std::string certificate_element(const keys::Certificate& certificate) {
  return cat("<X509Data><X509Certificate>", digest::to_base64(keys::der_of(certificate.get())),
             "</X509Certificate></X509Data>");
}

inline std::string element(const Form& form, const engine::Values& values) {
  std::string references;
  for (std::size_t i = 0; i < form.references; ++i) {
    references +=
        cat("<Reference", form.uri, "><Transforms>", form.transforms, "</Transforms><DigestMethod Algorithm=\"",
            form.digest_method, "\"/><DigestValue>", values.digest, "</DigestValue></Reference>");
  }
  return cat("<Signature xmlns=\"http://www.w3.org/2000/09/xmldsig#\"", form.attributes,
             "><SignedInfo><CanonicalizationMethod Algorithm=\"", form.form, "\"/><SignatureMethod Algorithm=\"",
             form.method, "\"/>", references, "</SignedInfo><SignatureValue>", values.value,
             "</SignatureValue><KeyInfo>", form.key_info, "</KeyInfo>", form.more, "</Signature>");
}

inline std::string inserted(std::string_view alert, std::string_view element) {
  const auto end = alert.rfind("</");
  return cat(alert.substr(0, end), element, alert.substr(end));
}

/// The alert with such a signature at its end, rightly computed where the library can. `children` is how many elements
/// the root has before.
inline std::string signed_alert(std::string_view alert, Form form, EVP_PKEY* key, std::uint32_t children = 7) {
  // What is no part of a signature is no part of the draft either: the library would stop at it.
  auto draft = form;
  draft.more.clear();
  const auto id_at = form.uri.find('#');
  const auto id = id_at == std::string::npos ? "" : form.uri.substr(id_at + 1, form.uri.size() - id_at - 2);
  const auto source = inserted(alert, element(draft, {}));
  const auto values = engine::compute({.source = source, .signature = children, .root_id = id}, key);
  const engine::Values zeros{digest::to_base64(std::string(32, '\0')), digest::to_base64(std::string(64, '\0'))};
  return inserted(alert, element(form, values.value_or(zeros)));
}

}  // namespace heed::xmlsign::testing
