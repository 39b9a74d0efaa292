#include "lib/sdjwt/issue.h"

#include <algorithm>

#include "core/assert.h"
#include "core/text.h"
#include "lib/digest/ed25519.h"
#include "lib/json/json.h"
#include "lib/sdjwt/check_claims.h"
#include "lib/sdjwt/form.h"
#include "lib/sdjwt/salts.h"

namespace heed::sdjwt {

namespace {

/// Adds a text as JSON. Why not always lib/json: it makes a string of its own for each, and nearly no text has anything
/// to escape.
void put_text(std::string& out, const std::string& text) {
  const auto is_plain = [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\'; };
  if (!std::ranges::all_of(text, is_plain)) return void(out += json::write(text));
  out += '"';
  out += text;
  out += '"';
}

void put_value(std::string& out, const core::Value& value) {
  if (const auto* text = value.text()) return put_text(out, *text);
  out += json::write(value);
}

/// Writes claims as JSON, from the inside out, and keeps what opens them.
class Weaver {
 public:
  /// Requires: as many salts as `claims` need.
  explicit Weaver(std::string_view salts) : salts_(salts) { disclosures_.reserve(salts.size() / salt_bytes); }

  std::string payload(const Claim& claims) {
    std::string out;
    out.reserve(1024);
    top_ = &claims;
    put_fields(claims, {}, out);
    return out;
  }
  std::vector<Disclosure> take() { return std::move(disclosures_); }

 private:
  /// Where a claim stands: its path, and the disclosure that it is in.
  struct Spot {
    std::string path{};
    std::size_t parent = Disclosure::no_parent;
  };

  std::string_view next_salt() {
    const auto salt = salts_.substr(0, salt_bytes);
    salts_.remove_prefix(salt_bytes);
    return salt;
  }

  void put_content(const Claim& claim, const Spot& spot, std::string& out) {
    switch (claim.content) {
      case Content::value: put_value(out, claim.value); return;
      case Content::fields: put_fields(claim, spot, out); return;
      case Content::elements: put_elements(claim, spot, out); return;
      case Content::erased: return;
    }
  }

  Digest hide(const Claim& claim, Spot spot, bool is_member);
  void add_decoys(const Claim& claim, std::vector<Digest>& digests);
  void put_fields(const Claim& claim, const Spot& spot, std::string& out);
  void put_elements(const Claim& claim, const Spot& spot, std::string& out);

  std::string_view salts_;
  const Claim* top_ = nullptr;
  std::string scratch_;
  std::vector<Disclosure> disclosures_;
};

Digest Weaver::hide(const Claim& claim, Spot spot, bool is_member) {
  const auto salt = next_salt();
  if (claim.content == Content::erased) {
    Digest digest;
    std::ranges::copy(claim.digest, digest.begin());
    return digest;
  }
  const auto place = disclosures_.size();
  disclosures_.push_back({std::move(spot.path), {}, spot.parent});
  // Why one string for all that is short: what is in it is copied out at once, and it need not grow again.
  std::string own;
  const bool is_short = claim.content == Content::value;
  if (!is_short) own.reserve(64 + claim.inner.size() * 64);
  auto& json = is_short ? scratch_ : own;
  json.clear();
  json += "[\"";
  append_base64url(json, salt);
  json += "\",";
  if (is_member) {
    put_text(json, claim.name);
    json += ',';
  }
  put_content(claim, {disclosures_[place].path, place}, json);
  json += ']';
  std::string text;
  append_base64url(text, json);
  const auto digest = digest_of(text);
  disclosures_[place].text = std::move(text);
  return digest;
}

/// Why decoys have salts too: a decoy inside a disclosure is a part of its text, and that text must come out again.
void Weaver::add_decoys(const Claim& claim, std::vector<Digest>& digests) {
  const auto wanted = padded(digests.size(), claim.padding);
  while (digests.size() < wanted) digests.push_back(digest_of(next_salt()));
}

void Weaver::put_fields(const Claim& claim, const Spot& spot, std::string& out) {
  std::vector<Digest> digests;
  digests.reserve(padded(claim.inner.size(), claim.padding));
  std::string members;
  for (const auto& inner : claim.inner) {
    Spot inside{member_path(spot.path, inner.name), spot.parent};
    if (inner.sight == Sight::hidden) {
      digests.push_back(hide(inner, std::move(inside), true));
      continue;
    }
    members += ',';
    put_text(members, inner.name);
    members += ':';
    put_content(inner, inside, members);
  }
  add_decoys(claim, digests);
  std::ranges::sort(digests);
  std::string all;
  all.reserve(digests.size() * (digest_digits + 3) + members.size() + 32);
  if (!digests.empty()) all += ",\"_sd\":[";
  for (const auto& digest : digests) {
    if (&digest != digests.data()) all += ',';
    all += '"';
    all += view(digest);
    all += '"';
  }
  if (!digests.empty()) all += ']';
  if (&claim == top_) all += ",\"_sd_alg\":\"sha-256\"";
  all += members;
  // Every part brought its comma; the first one becomes the bracket.
  all.empty() ? all = "{" : all.replace(0, 1, "{");
  out += all;
  out += '}';
}

void Weaver::put_elements(const Claim& claim, const Spot& spot, std::string& out) {
  std::vector<Digest> digests;
  std::size_t index = 0;
  std::string all;
  const auto put_digest = [&](const Digest& digest) {
    all += ",{\"...\":\"";
    all += view(digest);
    all += "\"}";
  };
  for (const auto& inner : claim.inner) {
    Spot inside{element_path(spot.path, index++), spot.parent};
    if (inner.sight == Sight::hidden) {
      digests.push_back(hide(inner, std::move(inside), false));
      put_digest(digests.back());
    } else {
      all += ',';
      put_content(inner, inside, all);
    }
  }
  const auto real = digests.size();
  add_decoys(claim, digests);
  for (std::size_t i = real; i < digests.size(); ++i) put_digest(digests[i]);
  all.empty() ? all = "[" : all.replace(0, 1, "[");
  out += all;
  out += ']';
}

/// The payload, which goes to `payload`, and all disclosures. Requires: the claims are checked.
Result<Weaver> weave(const Claim& claims, std::string_view salts, std::string& payload) {
  const auto needed = salts_in(claims) * salt_bytes;
  if (salts.size() != needed) {
    return fail(Code::corrupt, cat("these claims have ", needed, " bytes of salts, not ", salts.size()));
  }
  Weaver weaver(salts);
  payload = weaver.payload(claims);
  return weaver;
}

}  // namespace

Result<Issued> issue(const Claim& claims, const Header& header, const Random& random, const Sign& sign) {
  TRY(check_claims(claims));
  Issued issued{{}, {}, random(salts_in(claims) * salt_bytes)};
  std::string payload;
  TRY(auto weaver, weave(claims, issued.salts, payload));
  issued.disclosures = weaver.take();
  issued.jws.reserve((payload.size() + 256) / 3 * 4);
  append_base64url(
      issued.jws, cat(R"({"alg":"EdDSA","kid":)", json::write(header.kid), R"(,"typ":)", json::write(header.typ), "}"));
  issued.jws += '.';
  append_base64url(issued.jws, payload);
  const auto signature = sign(issued.jws);
  HEED_ASSERT(signature.size() == digest::signature_bytes, "a signature of ", signature.size(), " bytes");
  issued.jws += '.';
  append_base64url(issued.jws, signature);
  return issued;
}

Result<std::vector<Disclosure>> regenerate(const Claim& claims, std::string_view salts) {
  TRY(check_claims(claims));
  std::string payload;
  TRY(auto weaver, weave(claims, salts, payload));
  return weaver.take();
}

}  // namespace heed::sdjwt
