#include "lib/sdjwt/check_claims.h"

#include <algorithm>
#include <string_view>
#include <variant>
#include <vector>

#include "core/limits.h"
#include "core/text.h"
#include "lib/digest/base64.h"
#include "lib/digest/sha256.h"
#include "lib/sdjwt/form.h"

namespace heed::sdjwt {

namespace {

using core::Value;

Result<void> check_name(std::string_view name) {
  if (!is_reserved(name)) return {};
  return fail(Code::invalid, cat("no claim may be named \"", name, "\": the format gives that name a meaning"));
}

Result<void> check_value(const Value& value, std::size_t depth) {
  if (depth > limits::value_depth) {
    return fail(Code::invalid, cat("claims may be nested at most ", limits::value_depth, " levels deep"));
  }
  if (std::holds_alternative<double>(value.data)) {
    return fail(Code::invalid, "a number that is not whole is read differently by different readers; sign it as text");
  }
  if (const auto* number = std::get_if<std::int64_t>(&value.data)) {
    if (*number >= -number_max && *number <= number_max) return {};
    return fail(Code::invalid, cat("the number ", *number, " is beyond 2^53-1; sign it as text"));
  }
  if (const auto* elements = value.array()) {
    for (const auto& element : *elements) TRY(check_value(element, depth + 1));
  }
  if (const auto* members = value.object()) {
    for (const auto& [name, member] : *members) {
      TRY(check_name(name));
      TRY(check_value(member, depth + 1));
    }
  }
  return {};
}

Result<void> check_unique(const std::vector<Claim>& claims) {
  std::vector<std::string_view> names;
  names.reserve(claims.size());
  for (const auto& claim : claims) {
    // An erased claim has lost its name with its value.
    if (claim.content != Content::erased) names.push_back(claim.name);
  }
  std::ranges::sort(names);
  const auto twice = std::ranges::adjacent_find(names);
  if (twice == names.end()) return {};
  return fail(Code::invalid, cat("the claim \"", *twice, "\" stands twice in one object"));
}

Result<void> check_erased(const Claim& claim) {
  if (claim.sight == Sight::plain) return fail(Code::invalid, "a claim in plain sight cannot be erased");
  const auto bytes = digest::from_base64url(claim.digest);
  if (bytes && bytes->size() == digest::sha256_bytes) return {};
  return fail(Code::invalid, "an erased claim has the digest of 43 digits that stood for it");
}

Result<void> check_claim(const Claim& claim, std::size_t depth);

Result<void> check_inner(const Claim& claim, std::size_t depth) {
  if (claim.padding.multiple_of == 0) return fail(Code::invalid, "digests cannot be padded to a multiple of 0");
  const bool is_object = claim.content == Content::fields;
  if (is_object) TRY(check_unique(claim.inner));
  for (std::size_t i = 0; i < claim.inner.size(); ++i) {
    const auto& inner = claim.inner[i];
    auto checked = is_object ? check_name(inner.name) : Result<void>{};
    if (checked) checked = check_claim(inner, depth + 1);
    if (checked) continue;
    const auto place = is_object ? inner.name : cat("[", i, "]");
    return fail(core::within(place, std::move(checked).error()));
  }
  return {};
}

Result<void> check_claim(const Claim& claim, std::size_t depth) {
  if (depth > limits::value_depth) return check_value({}, depth);
  switch (claim.content) {
    case Content::value: return check_value(claim.value, depth);
    case Content::fields:
    case Content::elements: return check_inner(claim, depth);
    case Content::erased: return check_erased(claim);
  }
  return {};
}

}  // namespace

Result<void> check_claims(const Claim& claims) {
  if (claims.content != Content::fields) return fail(Code::invalid, "what is signed are the members of one object");
  return check_claim(claims, 0);
}

}  // namespace heed::sdjwt
