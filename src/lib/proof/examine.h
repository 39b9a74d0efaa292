#pragma once
// What a proof file proves, and what it does not, as sentences for people.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "core/value.h"
#include "lib/merkle/checkpoint.h"
#include "lib/merkle/note.h"
#include "lib/sdjwt/verify.h"
#include "lib/tlog/cosignature.h"
#include "lib/tlog/policy.h"

namespace heed::proof {

/// What the type in the header of every entry's signature says.
inline constexpr std::string_view entry_type = "heed+sd-jwt";
/// The issuer's key has the log's name with this behind it.
inline constexpr std::string_view issuer_suffix = "/issuer";

/// Whom the reader believes. Keys must come from elsewhere than the file. Logs and issuers are told apart by name.
struct Trust {
  std::vector<merkle::VerifierKey> keys{};
  std::vector<tlog::WitnessKey> witnesses{};
  std::optional<tlog::Policy> policy{};  ///< its logs count as keys; without it no witness is asked for
};

/// Adds a verifier key of a log or an issuer (type 01) or of a witness (type 04).
[[nodiscard]] Result<void> add_key(Trust& trust, std::string_view vkey);

/// The name in an issuer's signatures: the C2SP id of its key in eight hex digits.
[[nodiscard]] std::string key_name(const merkle::VerifierKey& issuer);

/// A proof in which every step held.
struct Examined {
  merkle::Checkpoint checkpoint{};
  std::uint64_t index = 0;
  core::Value claims{};                    ///< what the entry shows
  std::vector<sdjwt::Place> places{};      ///< how much stays hidden, and where
  std::vector<tlog::Cosigned> cosigned{};  ///< by witnesses whose key was given
  std::size_t unknown_signatures = 0;      ///< under the checkpoint, by keys that were not given
  std::vector<std::string> proven{};       ///< sentences
  std::vector<std::string> not_proven{};   ///< sentences; never empty
};

/// Takes every step, in this order: 1 the file's form, 2 the log's signature, 3 the place in the log, 4 the issuer's
/// signature and what is shown, 5 the witnesses.
///
/// Guarantees: a file of which any byte was changed since the hub wrote it is either refused or shows no more than it
/// did, with the same words. Errors: a sentence that says which step failed, where, and what to do; Code::malformed for
/// a file that does not read, too_large, unsupported, else invalid.
[[nodiscard]] Result<Examined> examine(std::string_view text, const Trust& trust);

}  // namespace heed::proof
