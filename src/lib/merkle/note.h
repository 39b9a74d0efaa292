#pragma once
// Signed notes and verifier keys (C2SP signed-note v1.0.0), with Ed25519 keys (signature type 01).
//
// A note is a text, an empty line, and signature lines; a verifier key names who may sign and with what. Notes come
// from outside, so everything here is strict: one note has one reading. Malformed text is Code::malformed; a note that
// reads well and proves nothing is Code::invalid.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace heed::merkle {

inline constexpr std::size_t note_bytes = 1UL << 20;  ///< the largest note that is read
inline constexpr std::size_t note_signatures =
    100;  ///< the most signature lines; the specification asks for 16 at least
inline constexpr std::uint8_t type_ed25519 = 0x01;      ///< over the note's text
inline constexpr std::uint8_t type_cosignature = 0x04;  ///< a witness's, with its time

struct NoteSignature {
  std::string name;
  std::uint32_t key_id = 0;
  std::string signature;  ///< raw bytes, without the key id; at least one
  bool operator==(const NoteSignature&) const = default;
};

struct Note {
  std::string text;  ///< ends in a newline; what is signed
  std::vector<NoteSignature> signatures;
  bool operator==(const Note&) const = default;
};

/// Splits a note at its last empty line. Trust: nothing is verified yet, so `text` must not be believed.
[[nodiscard]] Result<Note> parse_note(std::string_view bytes);
/// The exact bytes that parse_note reads back.
[[nodiscard]] std::string to_text(const Note& note);
/// One signature line, with its newline: what is put under a note that somebody else signed as well.
[[nodiscard]] std::string to_text(const NoteSignature& signature);

/// Not empty, UTF-8, without Unicode spaces and '+'.
[[nodiscard]] Result<void> check_key_name(std::string_view name);

/// SHA-256(name || newline || type || public key), its first four bytes, big endian.
[[nodiscard]] std::uint32_t key_id(std::string_view name, std::uint8_t type, std::string_view public_key);

struct VerifierKey {
  std::string name;
  std::string public_key;  ///< 32 bytes, Ed25519
  bool operator==(const VerifierKey&) const = default;
};

/// "name+530d903a+base64". Requires: `name` passes check_key_name, `public_key` has 32 bytes.
[[nodiscard]] std::string vkey(std::string_view name, std::string_view public_key);
[[nodiscard]] std::string vkey(std::string_view name, std::string_view public_key, std::uint8_t type);
/// Refuses a key id that does not follow from the key, a small-order key, and (as unsupported) a type other than 01.
[[nodiscard]] Result<VerifierKey> parse_vkey(std::string_view text);
/// The same for keys of `type`, 01 or 04, and no other.
[[nodiscard]] Result<VerifierKey> parse_vkey(std::string_view text, std::uint8_t type);

/// Signs exactly these bytes and returns 64 bytes; ports::Signer::sign has this shape.
using Sign = std::function<std::string(std::string_view message)>;

/// A note with one signature. Fails as invalid when `text` does not end in a newline or may not stand in a note.
/// Requires: `sign` signs with the secret half of `key`.
[[nodiscard]] Result<std::string> sign_note(std::string_view text, const VerifierKey& key, const Sign& sign);

/// The note's text, once a signature by `key` holds. Lines of other keys are ignored, also those that share only the
/// name or only the id. If any line that claims to be by `key` fails, the whole note is refused.
[[nodiscard]] Result<std::string> verify_note(std::string_view bytes, const VerifierKey& key);

}  // namespace heed::merkle
