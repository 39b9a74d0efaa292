#pragma once
// Cosignatures of witnesses (C2SP tlog-cosignature v1.1.0, Ed25519, signature type 04).
//
// A cosignature says: at this time, the largest consistent tree I have seen of this log has this root. Its message
// holds the time and the checkpoint, and not the witness's name, so each witness has a key of its own.

#include <optional>
#include <string>
#include <string_view>

#include "core/instant.h"
#include "core/result.h"
#include "lib/merkle/note.h"

namespace heed::tlog {

/// Who cosigns. A type of its own, so that a log's key is never taken for a witness's.
struct WitnessKey {
  std::string name;
  std::string public_key;  ///< 32 bytes, Ed25519
  bool operator==(const WitnessKey&) const = default;
};

/// "name+id+base64" of type 04. Requires: `name` passes merkle::check_key_name, the key has 32 bytes.
[[nodiscard]] std::string vkey(const WitnessKey& key);
/// Refuses a key id that does not follow from the key, a small-order key, and (as unsupported) a type other than 04.
[[nodiscard]] Result<WitnessKey> parse_witness_vkey(std::string_view text);

/// The signature line to put under a note whose text is `text`. The time is written in whole seconds, rounded down.
/// Requires: `sign` signs with the secret half of `key`; `at` is after 1970 and before the year 10000.
/// Trust: it says that the text was checked; checking it is the caller's work (witness.h).
[[nodiscard]] merkle::NoteSignature cosign(std::string_view text, const WitnessKey& key, Instant at,
                                           const merkle::Sign& sign);

/// When `key` cosigned this note; nothing when it has no line by this key. Lines that share only the name or only the
/// key id are of others and are ignored. Of several lines the earliest time counts: by then the tree was there.
/// Fails as invalid when any line that claims to be by `key` does not hold, whatever the others say.
/// Trust: the time is the witness's word.
[[nodiscard]] Result<std::optional<Instant>> cosigned_at(const merkle::Note& note, const WitnessKey& key);

/// The same for a note's bytes, when the cosignature must be there: its absence is invalid too.
[[nodiscard]] Result<Instant> verify_cosignature(std::string_view note, const WitnessKey& key);

/// The note with this line added at the end, in the place of lines by the same key. Fails as parse_note does, and as
/// too_many when the note is full. Trust: the line is not verified.
[[nodiscard]] Result<std::string> with_line(std::string_view note, merkle::NoteSignature line);

}  // namespace heed::tlog
