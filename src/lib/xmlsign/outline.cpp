#include "lib/xmlsign/outline.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "lib/digest/base64.h"
#include "lib/xmlsign/verify.h"

namespace heed::xmlsign {
namespace {

using xml::Document;
using xml::Element;

constexpr std::size_t certificate_bytes_max = 64UL << 10;
constexpr std::size_t number_bytes_max = 2'048;  ///< of an RSAKeyValue
constexpr std::size_t prefixes_bytes_max = 256;  ///< of a PrefixList
constexpr std::size_t children_max = 64;         ///< of one element of a signature

/// Reads one signature. Functions that return false have said why in `doubt`.
class Reader {
 public:
  Reader(const Document& document, const Element& signature) : document_(document), signature_(signature) {}

  std::expected<Outline, Doubt> read() {
    if (signature()) return std::move(out_);
    return std::unexpected(std::move(doubt_));
  }

 private:
  using Children = std::vector<const Element*>;

  bool signature();
  bool signed_info(const Element& info);
  bool method(const Element& element);
  bool form(const Element& element);
  bool reference(const Element& element);
  bool covers_root(const Element& element);
  bool transforms(const Element& element);
  bool digest(const Element& method, const Element& value);
  bool key_info(const Element& element);
  bool certificates(const Element& x509);
  bool key_value(const Element& element);

  bool children(const Element& element, Children& out) {
    for (const auto* child = document_.at(element.first_child); child != nullptr; child = document_.at(child->next)) {
      out.push_back(child);
      if (out.size() > children_max) return refuse(cat(element.local, " has more than ", children_max, " elements"));
    }
    return true;
  }
  [[nodiscard]] const xml::Attribute* attribute(const Element& element, std::string_view name) const {
    const auto* first = document_.attributes_of(element);
    const auto* last = first + element.attribute_count;
    const auto* found =
        std::find_if(first, last, [&](const auto& each) { return each.local == name && each.space.empty(); });
    return found == last ? nullptr : found;
  }
  [[nodiscard]] std::string_view algorithm(const Element& element) const {
    const auto* found = attribute(element, "Algorithm");
    return found == nullptr ? std::string_view{} : found->value;
  }
  static bool is(const Element& element, std::string_view name) {
    return element.local == name && element.space == keys::dsig_space;
  }
  bool refuse(std::string reason) { return say(Integrity::refused, std::move(reason)); }
  bool unsupported(std::string reason) { return say(Integrity::unsupported, std::move(reason)); }
  bool say(Integrity integrity, std::string reason) {
    doubt_ = {integrity, std::move(reason)};
    return false;
  }

  const Document& document_;
  const Element& signature_;
  Outline out_{};
  Doubt doubt_{};
  std::size_t references_ = 0;  ///< read so far
};

/// The bytes of base64 as XML writes it, with blanks in it.
Result<std::string> decoded(std::string_view text) {
  std::string plain;
  for (const char c : text) {
    if (c != ' ' && c != '\n' && c != '\t' && c != '\r') plain += c;
  }
  return digest::from_base64(plain);
}

std::string quoted(std::string_view name) { return cat("\"", name.substr(0, 120), "\""); }

bool Reader::signature() {
  Children parts;
  if (!children(signature_, parts)) return false;
  if (parts.size() < 2 || !is(*parts[0], "SignedInfo") || !is(*parts[1], "SignatureValue")) {
    return unsupported("it does not begin with SignedInfo and SignatureValue");
  }
  if (!signed_info(*parts[0])) return false;
  const auto value = decoded(parts[1]->text);
  if (!value || value->empty() || parts[1]->first_child != xml::nothing) {
    return say(Integrity::broken, "its SignatureValue is not base64");
  }
  out_.value_bytes = value->size();
  std::size_t next = 2;
  if (parts.size() > next && is(*parts[next], "KeyInfo") && !key_info(*parts[next++])) return false;
  for (; next < parts.size(); ++next) {
    if (is(*parts[next], "Object")) continue;
    // Only this one is known from the world: the national system of Canada writes it. It is outside what is signed.
    if (parts[next]->local != "Object" || !parts[next]->space.empty()) {
      return unsupported(cat("it holds an element ", quoted(parts[next]->local), " where none may stand"));
    }
    out_.foreign.push_back(static_cast<std::uint32_t>(next));
  }
  if (out_.certificates.empty() && out_.modulus.empty())
    return unsupported("it has neither a certificate nor an RSA key");
  return true;
}

bool Reader::signed_info(const Element& info) {
  Children parts;
  if (!children(info, parts)) return false;
  if (parts.size() < 3 || !is(*parts[0], "CanonicalizationMethod") || !is(*parts[1], "SignatureMethod")) {
    return unsupported("its SignedInfo is not a canonical form, a method and references");
  }
  if (parts.size() - 2 > references_max) return refuse(cat("it has more than ", references_max, " references"));
  if (!form(*parts[0]) || !method(*parts[1])) return false;
  return std::all_of(parts.begin() + 2, parts.end(), [&](const Element* each) { return reference(*each); });
}

bool Reader::method(const Element& element) {
  out_.method = keys::signature_method(algorithm(element));
  if (out_.method == nullptr) return unsupported(cat("the signature method ", quoted(algorithm(element))));
  if (element.first_child != xml::nothing) return unsupported("a signature method with parameters");
  out_.has_sha1 |= out_.method->is_sha1;
  return true;
}

/// A canonical form, of SignedInfo or as a transform.
bool Reader::form(const Element& element) {
  const auto* known = keys::canonical_form(algorithm(element));
  if (known == nullptr) return unsupported(cat("the canonical form or transform ", quoted(algorithm(element))));
  const auto* child = document_.at(element.first_child);
  if (child == nullptr) return true;
  const auto* prefixes = attribute(*child, "PrefixList");
  const bool is_list = child->local == "InclusiveNamespaces" && child->space == keys::exclusive_space &&
                       prefixes != nullptr && prefixes->value.size() <= prefixes_bytes_max &&
                       child->first_child == xml::nothing;
  if (known->is_exclusive && is_list && child->next == xml::nothing) return true;
  return unsupported("a canonical form with parameters that are not known");
}

bool Reader::reference(const Element& element) {
  if (!is(element, "Reference")) return unsupported(cat("SignedInfo holds an element ", quoted(element.local)));
  if (!covers_root(element)) return false;
  ++references_;
  Children parts;
  if (!children(element, parts)) return false;
  if (parts.size() != 3 || !is(*parts[0], "Transforms") || !is(*parts[1], "DigestMethod") ||
      !is(*parts[2], "DigestValue")) {
    return unsupported("a reference is not transforms, a digest method and a digest");
  }
  return transforms(*parts[0]) && digest(*parts[1], *parts[2]);
}

bool Reader::covers_root(const Element& element) {
  const auto* uri = attribute(element, "URI");
  if (uri == nullptr || uri->value.empty()) return true;
  constexpr std::string_view known = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-";
  const auto name = uri->value.substr(1);
  const bool is_plain = uri->value.front() == '#' && !name.empty() && name.find_first_not_of(known) == name.npos;
  const auto& root = document_.root();
  const auto* first = document_.attributes_of(root);
  const bool is_root = is_plain && std::any_of(first, first + root.attribute_count,
                                               [&](const auto& each) { return is_id(each) && each.value == name; });
  if (!is_root) return refuse(cat("it refers to ", quoted(uri->value), ", not to the whole alert"));
  out_.root_id = name;
  return true;
}

bool Reader::transforms(const Element& element) {
  Children parts;
  if (!children(element, parts)) return false;
  if (parts.empty() || parts.size() > 2) return unsupported("transforms are the enveloped signature and one form");
  for (const auto* each : parts) {
    if (!is(*each, "Transform")) return unsupported(cat("Transforms holds an element ", quoted(each->local)));
  }
  if (algorithm(*parts[0]) != keys::enveloped) {
    if (keys::canonical_form(algorithm(*parts[0])) != nullptr)
      return unsupported("the enveloped transform is not the first");
    return unsupported(cat("the transform ", quoted(algorithm(*parts[0]))));
  }
  if (parts[0]->first_child != xml::nothing) return unsupported("an enveloped transform with parameters");
  return parts.size() == 1 || form(*parts[1]);
}

bool Reader::digest(const Element& method, const Element& value) {
  const auto* known = keys::digest_method(algorithm(method));
  if (known == nullptr) return unsupported(cat("the digest method ", quoted(algorithm(method))));
  if (method.first_child != xml::nothing) return unsupported("a digest method with parameters");
  out_.has_sha1 |= known->is_sha1;
  const auto bytes = decoded(value.text);
  if (bytes && bytes->size() == known->bytes && value.first_child == xml::nothing) return true;
  return say(Integrity::broken, cat("the DigestValue of reference ", references_, " is no digest of its method"));
}

bool Reader::key_info(const Element& element) {
  Children parts;
  if (!children(element, parts)) return false;
  // What else may stand here (names of keys, where to fetch them) says nothing that is believed.
  return std::ranges::all_of(parts, [&](const Element* each) {
    if (is(*each, "X509Data")) return certificates(*each);
    return !is(*each, "KeyValue") || key_value(*each);
  });
}

bool Reader::certificates(const Element& x509) {
  Children parts;
  if (!children(x509, parts)) return false;
  for (const auto* each : parts) {
    if (!is(*each, "X509Certificate")) continue;
    if (out_.certificates.size() == certificates_max) {
      return refuse(cat("it has more than ", certificates_max, " certificates"));
    }
    if (each->text.size() > 2 * certificate_bytes_max) return refuse("a certificate is larger than 64 KiB");
    auto der = decoded(each->text);
    if (!der || each->first_child != xml::nothing) return unsupported("its certificate is not base64");
    if (der->size() > certificate_bytes_max) return refuse("a certificate is larger than 64 KiB");
    out_.certificates.push_back(*std::move(der));
  }
  return true;
}

bool Reader::key_value(const Element& element) {
  const auto* rsa = document_.at(element.first_child);
  if (rsa == nullptr || !is(*rsa, "RSAKeyValue")) return true;
  Children parts;
  if (!children(*rsa, parts)) return false;
  if (parts.size() != 2 || !is(*parts[0], "Modulus") || !is(*parts[1], "Exponent"))
    return unsupported("an odd RSAKeyValue");
  if (parts[0]->text.size() + parts[1]->text.size() > 2 * number_bytes_max) return refuse("its RSA key is too large");
  auto modulus = decoded(parts[0]->text);
  auto exponent = decoded(parts[1]->text);
  if (!modulus || !exponent || !out_.modulus.empty()) return unsupported("its RSAKeyValue is not one key in base64");
  out_.modulus = *std::move(modulus);
  out_.exponent = *std::move(exponent);
  return true;
}

}  // namespace

std::expected<Outline, Doubt> outline_of(const Document& document, const Element& signature) {
  return Reader(document, signature).read();
}

}  // namespace heed::xmlsign
