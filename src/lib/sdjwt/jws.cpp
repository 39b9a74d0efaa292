#include "lib/sdjwt/jws.h"

#include <algorithm>

#include "core/text.h"
#include "lib/digest/base64.h"
#include "lib/digest/ed25519.h"
#include "lib/json/json.h"
#include "lib/sdjwt/form.h"

namespace heed::sdjwt {

namespace {

using core::Value;

Result<void> check_numbers(const Value& value) {
  const auto* whole = std::get_if<std::int64_t>(&value.data);
  const auto* broken = std::get_if<double>(&value.data);
  constexpr auto max = static_cast<double>(number_max);
  if ((whole != nullptr && (*whole > number_max || *whole < -number_max)) ||
      (broken != nullptr && (*broken > max || *broken < -max))) {
    return fail(Code::invalid, "a number beyond 2^53-1 is read differently by different readers");
  }
  if (const auto* elements = value.array()) {
    for (const auto& element : *elements) TRY(check_numbers(element));
  }
  if (const auto* members = value.object()) {
    for (const auto& member : *members) TRY(check_numbers(member.second));
  }
  return {};
}

Result<void> check_member(std::string_view name, const Value& value, const Issuer& issuer) {
  const auto* text = value.text();
  const auto is = [&](std::string_view wanted) { return text != nullptr && *text == wanted; };
  if (name == "alg") {
    if (is("EdDSA")) return {};
    return fail(Code::invalid, "the algorithm must be EdDSA; \"none\" and all others are refused");
  }
  if (name == "typ") {
    if (is(issuer.typ)) return {};
    return fail(Code::invalid, cat("the type must be ", issuer.typ, "; this is something else that was signed"));
  }
  if (name == "kid") {
    if (issuer.kid.empty() ? text != nullptr : is(issuer.kid)) return {};
    return fail(Code::invalid, cat("the key must be ", issuer.kid, "; this was signed with another one"));
  }
  return fail(Code::invalid, cat("the member \"", name.substr(0, 60), "\" is not known"));
}

Result<void> check_header(std::string_view text, const Issuer& issuer) {
  TRY(const auto header, read_json(text));
  const auto* members = header.object();
  if (members == nullptr) return fail(Code::malformed, "a header is a JSON object");
  for (const auto& [name, value] : *members) TRY(check_member(name, value, issuer));
  if (header.find("alg") == nullptr) return fail(Code::invalid, "the algorithm is missing");
  if (header.find("typ") == nullptr) return fail(Code::invalid, "the type is missing");
  if (header.find("kid") == nullptr && !issuer.kid.empty())
    return fail(Code::invalid, "the name of the key is missing");
  return {};
}

Result<void> check_signature(std::string_view signed_text, std::string_view text, const Issuer& issuer) {
  TRY(const auto signature, digest::from_base64url(text));
  if (digest::verify(issuer.public_key, signed_text, signature)) return {};
  return fail(Code::invalid, "the issuer's key did not sign this text");
}

}  // namespace

Result<Value> read_json(std::string_view base64url) {
  TRY(const auto text, digest::from_base64url(base64url));
  TRY(auto value, json::parse(text));
  TRY(check_numbers(value));
  return value;
}

Result<Value> open_jws(std::string_view jws, const Issuer& issuer) {
  if (jws.size() > jws_bytes) return fail(Code::too_large, cat("the signed part has at most ", jws_bytes, " bytes"));
  if (std::ranges::count(jws, '.') != 2) {
    return fail(Code::malformed, "the signed part has three pieces with a dot between: header, payload, signature");
  }
  const auto first = jws.find('.');
  const auto second = jws.rfind('.');
  const auto header = check_header(jws.substr(0, first), issuer);
  if (!header) return fail(core::within("the header", header.error()));
  // Why before the payload is read: what nobody signed need not be understood.
  const auto signature = check_signature(jws.substr(0, second), jws.substr(second + 1), issuer);
  if (!signature) return fail(core::within("the signature", signature.error()));
  auto payload = read_json(jws.substr(first + 1, second - first - 1));
  if (!payload) return fail(core::within("the payload", std::move(payload).error()));
  return std::move(*payload);
}

}  // namespace heed::sdjwt
