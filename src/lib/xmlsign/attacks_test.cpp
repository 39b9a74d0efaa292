// Signatures that must never be taken for those of the alert, and the limits.

#include <doctest/doctest.h>

#include "lib/xmlsign/gate.h"
#include "lib/xmlsign/testing/made_keys.h"
#include "lib/xmlsign/testing/made_signatures.h"
#include "lib/xmlsign/verify.h"

namespace heed::xmlsign {
namespace {

using testing::certificate_for;
using testing::Form;
using testing::inserted;
using testing::signed_alert;

struct Author {
  keys::Key key = testing::p256_key();
  keys::Certificate certificate = certificate_for(key.get(), {});
  std::string info = testing::certificate_element(certificate);
  std::string alert = signed_alert(testing::alert_text, {.key_info = info}, key.get());
  std::string signature = alert.substr(alert.find("<Signature"), alert.rfind("</alert>") - alert.find("<Signature"));
};

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

/// The states of all signatures, with blanks between them.
std::string states(std::string_view alert) {
  const auto examined = examine(alert);
  if (!examined) return std::string(core::word(examined.error().code));
  std::string out;
  for (const auto& verdict : examined->signatures) out += cat(out.empty() ? "" : " ", state_of(verdict));
  return out;
}

TEST_CASE("a_signature_that_may_cover_something_else_is_refused") {
  const Author signer;
  const auto& signature = signer.signature;
  const auto by_id = [&](std::string_view id) { return replaced(signature, "URI=\"\"", cat("URI=\"", id, "\"")); };
  const std::string evil = replaced(std::string(testing::alert_text), "Flood", "Party");
  const auto body = std::string(testing::alert_text).substr(testing::alert_text.find("<alert"));
  const auto named = replaced(body, "<alert ", "<alert Id=\"a\" ");
  const auto evil_with = [&](std::string_view more) { return inserted(evil, more); };
  const auto object = [&](std::string_view inside) {
    return replaced(by_id("#a"), "</Signature>", cat("<Object>", inside, "</Object></Signature>"));
  };
  struct Row {
    std::string_view why;
    std::string alert;
  };
  const std::vector<Row> rows = {
      {"the signed alert moved into an Object of the signature", evil_with(object(named))},
      {"the same without a reference by ID",
       evil_with(replaced(signature, "</Signature>", cat("<Object>", body, "</Object></Signature>")))},
      {"the signed alert, signature and all, inside another alert",
       replaced(evil, "<info>", cat(signer.alert.substr(signer.alert.find("<alert")), "<info>"))},
      {"the signature inside an info", replaced(evil, "<category>", cat(signature, "<category>"))},
      {"the signature inside another signature's Object",
       evil_with(replaced(signature, "</Signature>", cat("<Object>", signature, "</Object></Signature>")))},
      {"a reference to an info", evil_with(by_id("#i"))},
      {"a reference to an ID that stands twice",
       replaced(inserted(evil, by_id("#a")), "<alert ", "<alert Id=\"a\" xml:id=\"a\" ")},
      {"the ID of the root and of an info",
       replaced(replaced(inserted(evil, by_id("#a")), "<alert ", "<alert Id=\"a\" "), "<info>", "<info ID=\"a\">")},
      {"an ID elsewhere in another spelling",
       replaced(replaced(inserted(evil, by_id("#a")), "<alert ", "<alert id=\"a\" "), "<info>", "<info Id=\" a\">")},
      {"an XPointer", evil_with(by_id("#xpointer(/alert/info)"))},
      {"an XPointer to the whole", evil_with(by_id("#xpointer(/)"))},
      {"an XPointer by ID", evil_with(by_id("#xpointer(id('a'))"))},
      {"a file", evil_with(by_id("file:///etc/passwd"))},
      {"another host", evil_with(by_id("http://127.0.0.1/alert.xml"))},
      {"a name beside the document", evil_with(by_id("alert.xml"))},
      {"a root that is no alert", cat("<feed>", signer.alert.substr(signer.alert.find("<alert")), "</feed>")},
      {"a root of another namespace", replaced(signer.alert, "cap:1.2", "cab:1.2")},
      {"a prefix that is not declared", replaced(signer.alert, "<info>", "<info><x:y/>")},
  };
  for (const auto& row : rows) {
    CAPTURE(row.why);
    const auto examined = examine(row.alert);
    REQUIRE(examined);
    CHECK(!examined->signatures.empty());
    for (const auto& verdict : examined->signatures) CHECK_MESSAGE(state_of(verdict) == "refused", sentence(verdict));
  }
}

TEST_CASE("the_roots_own_id_names_the_whole_alert") {
  const Author signer;
  for (const std::string_view id : {"Id", "ID", "id", "xml:id"}) {
    const auto alert = replaced(std::string(testing::alert_text), "<alert ", cat("<alert ", id, "=\"a-1\" "));
    const auto sealed = signed_alert(alert, {.uri = " URI=\"#a-1\"", .key_info = signer.info}, signer.key.get());
    CHECK(states(sealed) == "untrusted");
    CHECK(states(replaced(sealed, "Flood", "Flaud")) == "broken");
    CHECK(states(replaced(sealed, "a-1", "a-2")) == "refused");
  }
  CHECK(states(signed_alert(testing::alert_text, {.uri = "", .key_info = signer.info}, signer.key.get())) ==
        "untrusted");
}

TEST_CASE("what_is_not_on_the_white_list_is_not_computed") {
  const Author signer;
  const std::string_view sha256 = "http://www.w3.org/2001/04/xmlenc#sha256";
  const std::string_view method = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";
  const auto list = testing::transform("http://www.w3.org/2000/09/xmldsig#enveloped-signature");
  const auto c14n = testing::transform(testing::exclusive);
  const auto instead = [&](std::string_view from, std::string_view to) { return replaced(signer.alert, from, to); };
  struct Row {
    std::string_view why;
    std::string alert;
  };
  const std::vector<Row> rows = {
      {"HMAC", instead(method, "http://www.w3.org/2000/09/xmldsig#hmac-sha1")},
      {"HMAC with SHA-256", instead(method, "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256")},
      {"DSA", instead(method, "http://www.w3.org/2000/09/xmldsig#dsa-sha1")},
      {"MD5", instead(method, "http://www.w3.org/2001/04/xmldsig-more#rsa-md5")},
      {"RSA with a key on a curve", instead(method, "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256")},
      {"a truncated HMAC's parameter",
       instead(cat(method, "\"/>"), cat(method, "\"><HMACOutputLength>8</HMACOutputLength></SignatureMethod>"))},
      {"a digest that is not known", instead(sha256, "http://www.w3.org/2001/04/xmldsig-more#md5")},
      {"XPath",
       instead(c14n,
               "<Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\"><XPath>1</XPath></Transform>")},
      {"XPath Filter 2", instead(c14n, testing::transform("http://www.w3.org/2002/06/xmldsig-filter2"))},
      {"XSLT", instead(c14n, testing::transform("http://www.w3.org/TR/1999/REC-xslt-19991116"))},
      {"base64", instead(c14n, testing::transform("http://www.w3.org/2000/09/xmldsig#base64"))},
      {"XPointer", instead(c14n, testing::transform("http://www.w3.org/2001/04/xmldsig-more/xptr"))},
      {"a canonical form that is not known", instead(testing::exclusive, "http://example.org/c14n")},
      {"no enveloped transform", instead(list, "")},
      {"the enveloped transform last", instead(list + c14n, c14n + list)},
      {"three transforms", instead(c14n, c14n + c14n)},
      {"no transforms", instead(list + c14n, "")},
      {"parameters of the enveloped transform", instead(list, replaced(list, "/>", "><x/></Transform>"))},
      {"no key", instead(signer.info, "")},
      {"a certificate that is none", instead("<X509Certificate>", "<X509Certificate>AAAA")},
      {"a foreign element", instead("</KeyInfo>", "</KeyInfo><x:Thing xmlns:x=\"y\"/>")},
      {"an Object before SignedInfo", instead("<SignedInfo>", "<Object xmlns=\"\"/><SignedInfo>")},
      {"an Object inside SignedInfo", instead("</SignedInfo>", "<Object xmlns=\"\"/></SignedInfo>")},
  };
  for (const auto& row : rows) {
    CAPTURE(row.why);
    CHECK(states(row.alert) == "unsupported");
  }
}

/// A key for RSA-PSS and nothing else.
keys::Key pss_key() {
  auto* context = EVP_PKEY_CTX_new_from_name(nullptr, "RSA-PSS", nullptr);
  EVP_PKEY* key = nullptr;
  EVP_PKEY_keygen_init(context);
  EVP_PKEY_generate(context, &key);
  EVP_PKEY_CTX_free(context);
  return keys::Key(key);
}

TEST_CASE("small_keys_and_odd_curves_are_refused") {
  struct Row {
    keys::Key key;
    std::string_view state;
  };
  std::vector<Row> rows;
  rows.push_back({keys::Key(EVP_RSA_gen(2'047)), "unsupported"});
  rows.push_back({keys::Key(EVP_EC_gen("P-384")), "untrusted"});
  rows.push_back({keys::Key(EVP_EC_gen("secp256k1")), "unsupported"});
  rows.push_back({keys::Key(EVP_EC_gen("P-224")), "unsupported"});
  rows.push_back({pss_key(), "unsupported"});
  for (const auto& row : rows) {
    const bool is_rsa = EVP_PKEY_get_base_id(row.key.get()) != EVP_PKEY_EC;
    Form form{.method = is_rsa ? "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
                               : "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"};
    form.key_info = testing::certificate_element(certificate_for(row.key.get(), {}));
    CHECK(states(signed_alert(testing::alert_text, form, row.key.get())) == row.state);
  }
}

TEST_CASE("sha_1_is_verified_and_flagged") {
  const Author signer;
  const auto verdict =
      examine(signed_alert(testing::alert_text,
                           {.digest_method = "http://www.w3.org/2000/09/xmldsig#sha1", .key_info = signer.info},
                           signer.key.get()))
          ->signatures.front();
  CHECK(verdict.is_intact());
  CHECK(verdict.has_sha1);
  CHECK(sentence(verdict).find("SHA-1") != std::string::npos);
}

TEST_CASE("every_canonical_form_on_the_list_is_computed") {
  const Author signer;
  const auto alert = replaced(std::string(testing::alert_text), "<info>", "<info><!-- seen -->");
  for (const std::string_view form :
       {"http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
        "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments", "http://www.w3.org/2006/12/xml-c14n11",
        "http://www.w3.org/2006/12/xml-c14n11#WithComments", "http://www.w3.org/2001/10/xml-exc-c14n#",
        "http://www.w3.org/2001/10/xml-exc-c14n#WithComments"}) {
    Form wanted{.form = std::string(form), .key_info = signer.info};
    wanted.transforms =
        testing::transform("http://www.w3.org/2000/09/xmldsig#enveloped-signature") + testing::transform(form);
    const auto sealed = signed_alert(alert, wanted, signer.key.get());
    CHECK(states(sealed) == "untrusted");
    CHECK(states(replaced(sealed, "Flood", "Flaud")) == "broken");
  }
}

TEST_CASE("limits_are_kept_to_the_number") {
  const Author signer;
  const auto referring = [&](std::size_t count) {
    return states(signed_alert(testing::alert_text, {.references = count, .key_info = signer.info}, signer.key.get()));
  };
  CHECK(referring(references_max) == "untrusted");
  CHECK(referring(references_max + 1) == "refused");
  const auto vouched = [&](std::size_t count) {
    std::string info;
    for (std::size_t i = 0; i < count; ++i) info += signer.info;
    return states(signed_alert(testing::alert_text, {.key_info = info}, signer.key.get()));
  };
  CHECK(vouched(certificates_max) == "untrusted");
  CHECK(vouched(certificates_max + 1) == "refused");
  auto many = signer.alert;
  for (std::size_t i = 1; i < signatures_max; ++i) many = inserted(many, signer.signature);
  CHECK(states(many) == "set-aside set-aside set-aside set-aside");
  CHECK(states(inserted(many, signer.signature)) == "refused refused refused refused");
}

TEST_CASE("costly_documents_are_refused_before_the_library_sees_them") {
  const Author signer;
  const auto repeated = [](std::string_view text, std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += text;
    return out;
  };
  // The XML declaration, and the start and end of what comes before, are among the marks.
  const auto outside = [&](std::size_t count) { return states(signer.alert + repeated("<?a?>", count)); };
  CHECK(outside(markup_outside_max - 1) == "broken");
  CHECK(outside(markup_outside_max) == "refused");
  const auto comments = [&](std::size_t count) {
    return states(replaced(signer.alert, "<event>", cat(repeated("<!---->", count), "<event>")));
  };
  const auto own = static_cast<std::size_t>(std::ranges::count(signer.alert, '<'));
  CHECK(comments(markup_max - own) == "untrusted");
  CHECK(comments(markup_max - own + 1) == "refused");
  std::string attributes;
  for (std::size_t i = 0; i < 100'000; ++i) attributes += cat(" a", i, "=''");
  CHECK(states(replaced(signer.alert, "<info>", cat("<info", attributes, ">"))) == "too_large");
  const auto declaring = [&](std::size_t count) {
    std::string namespaces;
    for (std::size_t i = 0; i < count; ++i) namespaces += cat(" xmlns:n", i, "='n:n'");
    return states(replaced(signer.alert, "<info>", cat("<info", namespaces, ">")));
  };
  // That of CAP is in scope too.
  CHECK(declaring(gate_limits.namespaces - 1) == "untrusted");
  CHECK(declaring(gate_limits.namespaces) == "refused");
  const auto filled = [&](std::size_t count) {
    std::string namespaces;
    for (std::size_t i = 0; i < 29; ++i) namespaces += cat(" xmlns:n", i, "='n:n'");
    return replaced(signer.alert, "<info>", cat("<info", namespaces, ">", repeated("<a/>", count)));
  };
  const auto base = work_of(*xml::parse(filled(0)));
  const auto each = work_of(*xml::parse(filled(1))) - base;
  const auto most = (work_max - base) / each;
  CHECK(states(filled(most)) == "broken");
  CHECK(states(filled(most + 1)) == "refused");
  CHECK(states(replaced(signer.alert, "<alert", "<!DOCTYPE alert [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><alert")) ==
        "malformed");
}

}  // namespace
}  // namespace heed::xmlsign
