#pragma once
// A small log for tests: its keys, a few entries, a checkpoint, a witness.

#include <string>
#include <vector>

#include "core/text.h"
#include "lib/digest/ed25519.h"
#include "lib/merkle/checkpoint.h"
#include "lib/merkle/proof.h"
#include "lib/merkle/tree.h"
#include "lib/proof/examine.h"
#include "lib/proof/proof.h"
#include "lib/sdjwt/issue.h"

namespace heed::proof::testing {

inline const std::string origin = "heed.example/log";

[[nodiscard]] inline digest::KeyPair pair(char seed) {
  return digest::key_pair_from_seed(std::string(digest::seed_bytes, seed));
}
[[nodiscard]] inline auto signer(char seed) {
  return [made = pair(seed)](std::string_view message) { return digest::sign(made, message); };
}
[[nodiscard]] inline merkle::VerifierKey log_key() { return {origin, pair('l').public_key}; }
[[nodiscard]] inline merkle::VerifierKey issuer_key() { return {cat(origin, "/issuer"), pair('i').public_key}; }
[[nodiscard]] inline tlog::WitnessKey witness_key(char seed = 'w') {
  return {cat("witness.example/", seed), pair(seed).public_key};
}
[[nodiscard]] inline Trust trust() { return {{log_key(), issuer_key()}, {}, {}}; }

/// An entry of the record, with everything that it can show.
[[nodiscard]] inline sdjwt::Claim entry() {
  using sdjwt::hidden;
  core::Value actor;
  actor.set("name", "ann");
  actor.set("role", "releaser");
  return sdjwt::fields(
      "",
      {hidden("kind", "delivery.reported"), hidden("at", "2024-03-22T18:00:00Z"), hidden("actor", std::move(actor)),
       sdjwt::elements("told", {sdjwt::fields("", {hidden("recipient", "Hall 1"), hidden("n", 1)}, {})}, {0, 8}),
       sdjwt::fields("body", {hidden("recipient", "Hall 1"), hidden("state", "accepted")}, {0, 8}),
       sdjwt::plain("iss", origin), sdjwt::plain("v", 1)},
      {12, 1});
}

[[nodiscard]] inline sdjwt::Issued issued(const sdjwt::Claim& claims) {
  const auto random = [](std::size_t count) {
    std::string bytes;
    while (bytes.size() < count) bytes += digest::sign(pair('r'), cat(bytes.size()));
    return bytes.substr(0, count);
  };
  return sdjwt::issue(claims, {key_name(issuer_key()), std::string(entry_type)}, random, signer('i')).value();
}

/// A log of `size` leaves with `jws` at `index`.
[[nodiscard]] inline Proof proof_in(std::string_view jws, std::uint64_t index, std::uint64_t size) {
  std::vector<std::string> leaves;
  for (std::uint64_t i = 0; i < size; ++i)
    leaves.push_back(merkle::leaf_hash(i == index ? std::string(jws) : cat("leaf ", i)));
  const merkle::Checkpoint checkpoint{origin, size, merkle::root_of(leaves)};
  return {std::string(jws), index, merkle::prove_inclusion(leaves, index).path,
          merkle::sign_checkpoint(checkpoint, log_key().public_key, signer('l')).value()};
}

/// The file that shows `chosen` of an entry at place 17 of 4,312.
[[nodiscard]] inline Proof proof_of(const std::vector<std::string>& chosen) {
  static const auto made = issued(entry());
  static const auto empty = proof_in(made.jws, 17, 4'312);
  auto proof = empty;
  proof.extra = sdjwt::present(made.jws, made.disclosures, chosen).value();
  return proof;
}

/// The same with a line of a witness.
[[nodiscard]] inline Proof cosigned(Proof proof, char seed, Instant at) {
  auto note = merkle::parse_note(proof.checkpoint).value();
  note.signatures.push_back(tlog::cosign(note.text, witness_key(seed), at, signer(seed)));
  proof.checkpoint = merkle::to_text(note);
  return proof;
}

}  // namespace heed::proof::testing
