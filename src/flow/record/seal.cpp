#include "flow/record/seal.h"

#include <algorithm>
#include <cmath>

#include "core/limits.h"
#include "flow/record/batch.h"
#include "lib/digest/base64.h"
#include "lib/digest/drawn.h"
#include "lib/digest/ed25519.h"
#include "lib/digest/sha256.h"
#include "lib/json/json.h"

namespace heed::record {
namespace {

constexpr std::int64_t exact_max = (std::int64_t{1} << 53) - 1;
constexpr sdjwt::Padding inner_padding{0, inner_multiple};
constexpr sdjwt::Padding batch_padding{0, batch_multiple};

/// Numbers as every reader reads them alike: fractions, and whole numbers beyond 2^53, become texts.
Value exact(Value value) {
  if (const auto* number = std::get_if<double>(&value.data)) return json::write(Value(*number));
  if (const auto* whole = std::get_if<std::int64_t>(&value.data)) {
    return std::abs(*whole) > exact_max ? Value(cat(*whole)) : value;
  }
  if (auto* array = std::get_if<core::Array>(&value.data)) {
    for (auto& each : *array) each = exact(std::move(each));
  }
  if (auto* object = std::get_if<core::Object>(&value.data)) {
    for (auto& [name, member] : *object) member = exact(std::move(member));
  }
  return value;
}

bool is_list_of_objects(const Value& value) {
  const auto* array = value.array();
  return array != nullptr && !array->empty() &&
         std::ranges::all_of(*array, [](const Value& each) { return each.object() != nullptr; });
}

sdjwt::Claim claim_of(std::string name, const Value& value, sdjwt::Padding padding = inner_padding) {
  if (!is_list_of_objects(value)) return sdjwt::hidden(std::move(name), exact(value));
  std::vector<sdjwt::Claim> inner;
  inner.reserve(value.array()->size());
  for (const auto& each : *value.array()) inner.push_back(sdjwt::hidden({}, exact(each)));
  return sdjwt::elements(std::move(name), std::move(inner), padding);
}

std::vector<sdjwt::Claim> members_of(const Value& body) {
  std::vector<sdjwt::Claim> members;
  if (const auto* object = body.object()) {
    for (const auto& [name, value] : *object) members.push_back(claim_of(name, value));
  }
  return members;
}

/// A body whose members can be shown one by one; of a batch, those of each fact.
sdjwt::Claim claim_of_body(const Entry& entry) {
  if (!is_batch(entry)) return sdjwt::fields("body", members_of(entry.body), inner_padding);
  std::vector<sdjwt::Claim> all;
  for (const auto* body : bodies(entry)) all.push_back(sdjwt::fields({}, members_of(*body), inner_padding));
  return sdjwt::fields("body", {sdjwt::elements(std::string(batch_field), std::move(all), batch_padding)},
                       inner_padding);
}

/// The claim at a path of names and elements, as "body.each[3].recipient"; null when there is none.
sdjwt::Claim* find(sdjwt::Claim& claims, std::string_view path) {
  for (auto& claim : claims.inner) {
    if (claim.name == path) return &claim;
    if (!path.starts_with(claim.name) || claim.content == sdjwt::Content::value) continue;
    const auto rest = path.substr(claim.name.size());
    if (claim.content == sdjwt::Content::fields && rest.starts_with('.')) return find(claim, rest.substr(1));
    for (std::size_t i = 0; claim.content == sdjwt::Content::elements && i < claim.inner.size(); ++i) {
      const auto element = cat("[", i, "]");
      if (rest == element) return &claim.inner[i];
      if (rest.starts_with(cat(element, "."))) return find(claim.inner[i], rest.substr(element.size() + 1));
    }
  }
  return nullptr;
}

/// A body stands two levels deeper in a disclosure than in its entry.
constexpr std::size_t depth_max = limits::value_depth - 4;

Result<void> check_names(const Value& value, std::size_t depth) {
  if (depth > depth_max) return fail(Code::invalid, cat("this is nested deeper than ", depth_max, " levels"));
  if (const auto* array = value.array()) {
    for (const auto& each : *array) TRY(check_names(each, depth + 1));
  }
  if (const auto* object = value.object()) {
    for (const auto& [name, member] : *object) {
      if (name == "_sd" || name == "_sd_alg" || name == "...")
        return fail(Code::invalid,
                    cat("the name \"", name, "\" has a meaning of its own in the record; choose another"));
      TRY(check_names(member, depth + 1));
    }
  }
  return {};
}

std::unexpected<Error> does_not_fit(std::string path) {
  return fail(Code::corrupt, "the content is not what the leaf was made of", std::move(path));
}

/// The payload up to the end of its digests, decoys and all, as it is made from content and salts.
Result<std::string> digests_of(const Entry& entry, std::string_view salts) {
  TRY(const auto issued, sdjwt::issue(
                             claims_of(entry), {}, [&](std::size_t) { return std::string(salts); },
                             [](std::string_view) { return std::string(digest::signature_bytes, '\0'); }));
  const auto begin = issued.jws.find('.') + 1;
  TRY(auto payload, digest::from_base64url(std::string_view(issued.jws).substr(begin, issued.jws.rfind('.') - begin)));
  payload.pop_back();  // what follows the digests there is who issued them, and its form
  return payload;
}

}  // namespace

sdjwt::Claim claims_of(const Entry& entry) {
  std::vector<sdjwt::Claim> claims{sdjwt::hidden("kind", entry.kind), sdjwt::hidden("at", to_value(entry.at)),
                                   sdjwt::hidden("actor", to_value(entry.actor)), sdjwt::hidden("of", entry.of)};
  if (entry.request) claims.push_back(sdjwt::hidden("request", to_value(*entry.request)));
  if (!entry.thread.empty()) {
    claims.push_back(claim_of("thread", to_value(entry.thread), is_batch(entry) ? batch_padding : inner_padding));
  }
  claims.push_back(claim_of_body(entry));
  auto all = sdjwt::fields({}, std::move(claims), {leaf_digests, 1});
  for (const auto& gap : entry.gaps) {
    auto* claim = find(all, gap.path);
    if (claim != nullptr) *claim = {.content = sdjwt::Content::erased, .digest = gap.digest};
  }
  return all;
}

Result<void> check_body(const Value& body) { return check_names(body, 1); }

Result<Sealed> seal(const Entry& entry, const Issuer& issuer, std::string_view seed) {
  auto claims = claims_of(entry);
  claims.inner.push_back(sdjwt::plain("iss", issuer.log));
  claims.inner.push_back(sdjwt::plain("v", 1));
  TRY(auto issued, sdjwt::issue(
                       claims, {issuer.kid, std::string(leaf_type)},
                       [&](std::size_t bytes) { return digest::drawn_from(seed, bytes); }, issuer.sign));
  return Sealed{std::move(issued.jws), std::move(issued.salts)};
}

Result<std::vector<sdjwt::Disclosure>> disclosures(const Entry& entry, std::string_view salts) {
  return sdjwt::regenerate(claims_of(entry), salts);
}

Result<void> check_sealed(const Entry& entry, std::string_view salts, std::string_view leaf) {
  const auto begin = leaf.find('.'), end = leaf.rfind('.');
  if (begin == end) return does_not_fit("leaf");
  TRY(const auto payload, digest::from_base64url(leaf.substr(begin + 1, end - begin - 1)));
  TRY(const auto expected, digests_of(entry, salts));
  if (payload.starts_with(expected)) return {};
  // Which field it is: only the top ones are looked for, and the text of each holds the digests of what is in it.
  const auto commits_to = [&](std::string_view digest) { return payload.find(cat('"', digest, '"')) != payload.npos; };
  TRY(const auto all, disclosures(entry, salts));
  for (const auto& disclosure : all) {
    const bool is_top = disclosure.parent == sdjwt::Disclosure::no_parent;
    if (is_top && !commits_to(digest::to_base64url(digest::sha256(disclosure.text))))
      return does_not_fit(disclosure.path);
  }
  for (const auto& gap : entry.gaps) {
    const bool is_top = gap.path.find_first_of(".[") == gap.path.npos;
    if (is_top && !commits_to(gap.digest)) return does_not_fit(gap.path);
  }
  return does_not_fit("salts");
}

}  // namespace heed::record
