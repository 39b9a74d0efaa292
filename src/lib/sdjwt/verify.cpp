#include "lib/sdjwt/verify.h"

#include "core/text.h"
#include "lib/sdjwt/form.h"
#include "lib/sdjwt/jws.h"
#include "lib/sdjwt/unveil.h"

namespace heed::sdjwt {

namespace {

/// The disclosures behind the signed part.
Result<std::vector<std::string_view>> disclosures_of(std::string_view presentation) {
  auto rest = presentation.substr(jws_of(presentation).size());
  if (rest.empty()) return fail(Code::malformed, "a presentation has a \"~\" behind its signed part");
  rest.remove_prefix(separator.size());
  if (!rest.empty() && !rest.ends_with(separator)) {
    return fail(Code::unsupported,
                "behind the last \"~\" stands something: a presentation with key binding, or one cut short");
  }
  std::vector<std::string_view> disclosures;
  while (!rest.empty()) {
    const auto end = rest.find(separator);
    disclosures.push_back(rest.substr(0, end));
    rest.remove_prefix(end + separator.size());
    if (disclosures.size() > disclosures_max) {
      return fail(Code::too_large, cat("a presentation has at most ", disclosures_max, " disclosures"));
    }
  }
  return disclosures;
}

/// A claim of RFC 7519 that says when a signed text counts.
Result<void> check_time(const core::Value& claims, std::string_view name, const Issuer& issuer) {
  const auto* claim = claims.find(name);
  if (claim == nullptr) return {};
  const auto* seconds = std::get_if<std::int64_t>(&claim->data);
  if (seconds == nullptr) return fail(Code::malformed, "a time is a whole number of seconds", std::string(name));
  if (!issuer.now)
    return fail(Code::unsupported, "a record does not run out; this was not made for one", std::string(name));
  const bool holds = name == "exp" ? *issuer.now < *seconds : *issuer.now >= *seconds;
  if (holds) return {};
  return fail(Code::invalid, name == "exp" ? "its time is over" : "its time has not come yet", std::string(name));
}

}  // namespace

std::string_view jws_of(std::string_view presentation) { return presentation.substr(0, presentation.find(separator)); }

Result<Verified> verify(std::string_view presentation, const Issuer& issuer) {
  if (presentation.size() > presentation_bytes) {
    return fail(Code::too_large, cat("a presentation has at most ", presentation_bytes, " bytes"));
  }
  TRY(const auto disclosures, disclosures_of(presentation));
  TRY(auto payload, open_jws(jws_of(presentation), issuer));
  TRY(auto verified, unveil(std::move(payload), disclosures));
  TRY(check_time(verified.claims, "exp", issuer));
  TRY(check_time(verified.claims, "nbf", issuer));
  if (verified.claims.find("aud") != nullptr) {
    return fail(Code::unsupported, "this was signed for one audience; a record is for everybody", "aud");
  }
  return verified;
}

}  // namespace heed::sdjwt
