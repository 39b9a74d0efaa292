#include "lib/jws/jws.h"

#include <algorithm>

#include "core/text.h"
#include "lib/digest/base64.h"
#include "lib/digest/ed25519.h"
#include "lib/json/json.h"
#include "lib/jws/key.h"

namespace heed::jws {
namespace {

using core::Value;

Result<Value> read_texts(std::string_view base64url) {
  TRY(const auto text, digest::from_base64url(base64url));
  TRY(auto value, json::parse(text));
  const auto* members = value.object();
  if (members == nullptr) return fail(Code::malformed, "a JSON object is wanted");
  for (const auto& [name, member] : *members) {
    // Why texts only: numbers are read differently by different readers.
    if (member.text() == nullptr) return fail(Code::malformed, cat("\"", name.substr(0, 60), "\" is not a text"));
  }
  return value;
}

Result<std::string> read_header(std::string_view base64url, std::string_view typ) {
  TRY(const auto header, read_texts(base64url));
  for (const auto& [name, value] : *header.object()) {
    if (name != "alg" && name != "kid" && name != "typ") {
      return fail(Code::invalid, cat("the member \"", name.substr(0, 60), "\" is not known"));
    }
  }
  const auto is = [&](std::string_view name, std::string_view wanted) {
    const auto* found = header.find(name);
    return found != nullptr && *found->text() == wanted;
  };
  if (!is("alg", "EdDSA")) return fail(Code::invalid, "\"alg\" must be EdDSA; \"none\" and all others are refused");
  if (!is("typ", typ)) return fail(Code::invalid, cat("\"typ\" must be ", typ, "; this is something else"));
  const auto* kid = header.find("kid");
  if (kid == nullptr) return fail(Code::invalid, "\"kid\" is missing: the thumbprint of the key (RFC 7638)");
  return *kid->text();
}

}  // namespace

Result<Statement> read(std::string_view jws, std::string_view typ) {
  if (jws.size() > statement_bytes) {
    return fail(Code::too_large, cat("a signed statement has at most ", statement_bytes, " bytes"));
  }
  if (std::ranges::count(jws, '.') != 2) {
    return fail(Code::malformed, "a signed statement has three pieces with a dot between: header, payload, signature");
  }
  const auto first = jws.find('.');
  const auto second = jws.rfind('.');
  Statement statement;
  auto kid = read_header(jws.substr(0, first), typ);
  if (!kid) return fail(core::within("header", std::move(kid).error()));
  auto payload = read_texts(jws.substr(first + 1, second - first - 1));
  if (!payload) return fail(core::within("payload", std::move(payload).error()));
  auto signature = digest::from_base64url(jws.substr(second + 1));
  if (!signature) return fail(core::within("signature", std::move(signature).error()));
  if (signature->size() != digest::signature_bytes) {
    return fail(Code::malformed, cat("an Ed25519 signature has ", digest::signature_bytes, " bytes"), "signature");
  }
  return Statement{*std::move(kid), *std::move(payload), std::string(jws.substr(0, second)), *std::move(signature)};
}

bool is_signed_by(const Statement& statement, std::string_view public_key) {
  return digest::is_sound_public_key(public_key) &&
         digest::verify(public_key, statement.signed_text, statement.signature);
}

std::string write(const Value& payload, std::string_view typ, std::string_view public_key, const Sign& sign) {
  const Value header = core::Object{{"alg", "EdDSA"}, {"kid", thumbprint(public_key)}, {"typ", typ}};
  const auto text = cat(digest::to_base64url(json::write(header)), ".", digest::to_base64url(json::write(payload)));
  return cat(text, ".", digest::to_base64url(sign(text)));
}

}  // namespace heed::jws
