#include "lib/proof/examine.h"

#include <algorithm>

#include "core/text.h"
#include "lib/digest/base64.h"
#include "lib/merkle/proof.h"
#include "lib/merkle/tree.h"
#include "lib/proof/proof.h"
#include "lib/proof/sentences.h"

namespace heed::proof {

namespace {

using merkle::VerifierKey;

/// What is done in one step, and what a reader can do where it fails.
struct Step {
  std::string_view name;
  std::string_view advice;
};

constexpr Step form_step{"step 1 of 5, the form of the file",
                         "The file is no whole proof: get it again from whoever gave it to you."};
constexpr Step log_step{
    "step 2 of 5, the signature of the log",
    "Compare the key with the one that the hub publishes; if it is the same, the file was changed."};
constexpr Step place_step{"step 3 of 5, the place in the log",
                          "The file was changed, or put together from several: do not rely on it, and get it again."};
constexpr Step entry_step{"step 4 of 5, the signature of the issuer and what is shown",
                          "The entry was changed, or is of another hub: do not rely on it, and get it again."};
constexpr Step witness_step{"step 5 of 5, the witnesses",
                            "Get a newer proof from the hub, and compare the policy with the one you mean to follow."};

std::unexpected<Error> failed(const Step& step, const Error& error) {
  return fail(error.code, cat(step.name, ": ", sentence(error), ". ", step.advice));
}

std::string_view origin_of(std::string_view note) { return note.substr(0, note.find('\n')); }

std::vector<VerifierKey> keys_named(const Trust& trust, std::string_view name) {
  std::vector<VerifierKey> found;
  std::ranges::copy_if(trust.keys, std::back_inserter(found), [&](const auto& key) { return key.name == name; });
  if (!trust.policy) return found;
  for (const auto& log : trust.policy->logs) {
    if (log.key.name == name && std::ranges::find(found, log.key) == found.end()) found.push_back(log.key);
  }
  return found;
}

/// Tries what `attempt` makes of each key, for a name may have an old key and a new one.
template <class Attempt>
auto with_any(const std::vector<VerifierKey>& keys, std::string_view name, const Attempt& attempt)
    -> decltype(attempt(keys.front())) {
  decltype(attempt(keys.front())) last =
      fail(Code::invalid, cat("no key of ", name.substr(0, 200), " was given; it is needed to check the file"));
  for (const auto& key : keys) {
    last = attempt(key);
    if (last) break;
  }
  return last;
}

Result<merkle::Checkpoint> open_checkpoint(const Proof& proof, const Trust& trust) {
  const auto origin = origin_of(proof.checkpoint);
  return with_any(keys_named(trust, origin), origin,
                  [&](const VerifierKey& key) { return merkle::open_checkpoint(proof.checkpoint, key); });
}

/// The claims of an entry of this log.
Result<sdjwt::Verified> open_entry(const std::string& presentation, const std::string& origin, const Trust& trust) {
  const auto name = cat(origin, issuer_suffix);
  TRY(auto verified, with_any(keys_named(trust, name), name, [&](const VerifierKey& key) {
        return sdjwt::verify(presentation, {key.public_key, key_name(key), std::string(entry_type), {}});
      }));
  const auto* issuer = verified.claims.find("iss");
  if (issuer == nullptr || *issuer != core::Value(origin)) {
    return fail(Code::invalid, "the entry was not signed for this log", "iss");
  }
  const auto* version = verified.claims.find("v");
  if (version == nullptr || *version != core::Value(1)) {
    return fail(Code::unsupported, "the entry has a form that this program does not know", "v");
  }
  return verified;
}

/// The witnesses that were given apart from the policy.
std::vector<tlog::WitnessKey> further_witnesses(const Trust& trust) {
  auto further = trust.witnesses;
  if (!trust.policy) return further;
  for (const auto& witness : trust.policy->witnesses) std::erase(further, witness.key);
  return further;
}

/// How many lines under a checkpoint are by nobody whose key was given.
std::size_t unknown_signatures(const merkle::Note& note, const Trust& trust, std::string_view origin) {
  std::vector<std::string_view> known = {origin};
  for (const auto& witness : trust.witnesses) known.push_back(witness.name);
  if (trust.policy) {
    for (const auto& witness : trust.policy->witnesses) known.push_back(witness.key.name);
  }
  return static_cast<std::size_t>(std::ranges::count_if(note.signatures, [&](const merkle::NoteSignature& line) {
    return std::ranges::find(known, line.name) == known.end();
  }));
}

Result<void> check_witnesses(std::string_view checkpoint, const Trust& trust, Examined& examined) {
  TRY(const auto note, merkle::parse_note(checkpoint));
  if (trust.policy) {
    TRY(auto standing, tlog::standing(note, *trust.policy));
    examined.cosigned = std::move(standing.cosigned);
    if (!standing.has_quorum) {
      return fail(Code::invalid, cat("too few witnesses of the policy signed: ", examined.cosigned.size()));
    }
  }
  for (const auto& witness : further_witnesses(trust)) {
    TRY(const auto at, tlog::cosigned_at(note, witness));
    if (at) examined.cosigned.push_back({witness.name, *at});
  }
  examined.unknown_signatures = unknown_signatures(note, trust, examined.checkpoint.origin);
  return {};
}

}  // namespace

Result<void> add_key(Trust& trust, std::string_view vkey) {
  auto key = merkle::parse_vkey(vkey);
  if (key) {
    trust.keys.push_back(std::move(*key));
    return {};
  }
  if (key.error().code != Code::unsupported) return fail(std::move(key).error());
  TRY(auto witness, tlog::parse_witness_vkey(vkey));
  trust.witnesses.push_back(std::move(witness));
  return {};
}

std::string key_name(const VerifierKey& issuer) {
  // A verifier key shows the id between its plus signs, and a name has none.
  return merkle::vkey(issuer.name, issuer.public_key).substr(issuer.name.size() + 1, 8);
}

Result<Examined> examine(std::string_view text, const Trust& trust) {
  auto proof = parse_proof(text);
  if (!proof) return failed(form_step, proof.error());
  if (!proof->extra) return failed(form_step, {Code::malformed, "the entry itself is not in the file", "extra"});
  Examined examined{.index = proof->index};

  auto checkpoint = open_checkpoint(*proof, trust);
  if (!checkpoint) return failed(log_step, checkpoint.error());
  examined.checkpoint = std::move(*checkpoint);

  const auto leaf = merkle::leaf_hash(sdjwt::jws_of(*proof->extra));
  const auto place = merkle::verify_inclusion({proof->index, examined.checkpoint.size, std::move(proof->path)}, leaf,
                                              examined.checkpoint.root);
  if (!place) return failed(place_step, place.error());

  auto entry = open_entry(*proof->extra, examined.checkpoint.origin, trust);
  if (!entry) return failed(entry_step, entry.error());
  examined.claims = std::move(entry->claims);
  examined.places = std::move(entry->places);

  const auto witnesses = check_witnesses(proof->checkpoint, trust, examined);
  if (!witnesses) return failed(witness_step, witnesses.error());
  put_into_words(examined, trust.policy.has_value());
  return examined;
}

}  // namespace heed::proof
