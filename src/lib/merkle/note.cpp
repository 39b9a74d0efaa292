#include "lib/merkle/note.h"

#include <algorithm>

#include "core/assert.h"
#include "core/text.h"
#include "lib/digest/base64.h"
#include "lib/digest/ed25519.h"
#include "lib/digest/sha256.h"

namespace heed::merkle {

namespace {

constexpr std::string_view dash = "\u2014 ";
constexpr std::size_t key_id_bytes = 4;
constexpr std::size_t key_id_digits = 8;

/// Unicode's White_Space, but for the controls, which are_note_bytes refuses.
constexpr std::string_view spaces[] = {" ",      "\u00a0", "\u1680", "\u2000", "\u2001", "\u2002", "\u2003",
                                       "\u2004", "\u2005", "\u2006", "\u2007", "\u2008", "\u2009", "\u200a",
                                       "\u2028", "\u2029", "\u202f", "\u205f", "\u3000"};

/// UTF-8 with no control character but the newline. Why DEL and U+0080 to U+009F are refused too, which the
/// specification does not ask for: they change what a terminal shows of a signed text.
bool are_note_bytes(std::string_view bytes) {
  return core::is_clean_utf8(bytes) && bytes.find('\t') == std::string_view::npos;
}

std::string four_bytes(std::uint32_t id) {
  std::string bytes;
  for (const unsigned shift : {24U, 16U, 8U, 0U}) bytes += static_cast<char>(id >> shift & 0xFFU);
  return bytes;
}

/// Requires: four bytes at least.
std::uint32_t number_of(std::string_view bytes) {
  std::uint32_t id = 0;
  for (const char c : bytes.substr(0, key_id_bytes)) id = id << 8 | static_cast<unsigned char>(c);
  return id;
}

/// Reads a line without its newline.
Result<NoteSignature> parse_line(std::string_view line) {
  if (!line.starts_with(dash)) return fail(Code::malformed, "a signature line begins with a long dash and a space");
  line.remove_prefix(dash.size());
  const auto space = line.find(' ');
  if (space == std::string_view::npos) return fail(Code::malformed, "a signature line has a name, a space and base64");
  const auto name = line.substr(0, space);
  TRY(check_key_name(name));
  TRY(const auto bytes, digest::from_base64(line.substr(space + 1)));
  if (bytes.size() <= key_id_bytes) return fail(Code::malformed, "a signature has a key id of four bytes, and more");
  return NoteSignature{std::string(name), number_of(bytes), bytes.substr(key_id_bytes)};
}

}  // namespace

Result<Note> parse_note(std::string_view bytes) {
  if (bytes.size() > note_bytes) return fail(Code::too_large, cat("a note has at most ", note_bytes, " bytes"));
  if (!are_note_bytes(bytes)) return fail(Code::malformed, "a note is UTF-8 without control characters");
  const auto cut = bytes.rfind("\n\n");
  if (cut == std::string_view::npos) return fail(Code::malformed, "a note has an empty line before its signatures");
  if (!bytes.ends_with('\n')) return fail(Code::malformed, "a note ends in a newline");
  Note note{std::string(bytes.substr(0, cut + 1)), {}};
  bytes.remove_prefix(cut + 2);
  while (!bytes.empty()) {
    if (note.signatures.size() == note_signatures) {
      return fail(Code::too_many, cat("a note has at most ", note_signatures, " signatures"));
    }
    const auto end = bytes.find('\n');
    TRY(auto signature, parse_line(bytes.substr(0, end)));
    note.signatures.push_back(std::move(signature));
    bytes.remove_prefix(end + 1);
  }
  if (note.signatures.empty()) return fail(Code::malformed, "a note has one signature at least");
  return note;
}

std::string to_text(const Note& note) {
  auto text = note.text + "\n";
  for (const auto& signature : note.signatures) text += to_text(signature);
  return text;
}

std::string to_text(const NoteSignature& signature) {
  return cat(dash, signature.name, " ", digest::to_base64(four_bytes(signature.key_id) + signature.signature), "\n");
}

Result<void> check_key_name(std::string_view name) {
  if (name.empty()) return fail(Code::malformed, "a key has a name");
  const auto holds = [&](std::string_view piece) { return name.find(piece) != std::string_view::npos; };
  const bool is_blank_free = std::ranges::none_of(spaces, holds) && !holds("\n");
  if (are_note_bytes(name) && is_blank_free && !holds("+")) return {};
  return fail(Code::malformed, "a key's name is UTF-8 without spaces and '+'");
}

std::uint32_t key_id(std::string_view name, std::uint8_t type, std::string_view public_key) {
  const char type_byte = static_cast<char>(type);
  return number_of(digest::sha256_joined({name, "\n", {&type_byte, 1}, public_key}));
}

std::string vkey(std::string_view name, std::string_view public_key) { return vkey(name, public_key, type_ed25519); }

std::string vkey(std::string_view name, std::string_view public_key, std::uint8_t type) {
  HEED_ASSERT(check_key_name(name) && public_key.size() == digest::public_key_bytes, "key name ", name);
  const auto id = digest::to_hex(four_bytes(key_id(name, type, public_key)));
  return cat(name, "+", id, "+", digest::to_base64(cat(static_cast<char>(type), public_key)));
}

Result<VerifierKey> parse_vkey(std::string_view text) { return parse_vkey(text, type_ed25519); }

Result<VerifierKey> parse_vkey(std::string_view text, std::uint8_t type) {
  constexpr std::string_view form = "a verifier key has the form name+id+key: its name, eight hex digits, base64";
  // The name has no '+', base64 may have some: so the first two plus signs part the three pieces.
  const auto first = text.find('+');
  const auto second = first == std::string_view::npos ? first : text.find('+', first + 1);
  if (second == std::string_view::npos) return fail(Code::malformed, std::string(form));
  const auto name = text.substr(0, first);
  const auto digits = text.substr(first + 1, second - first - 1);
  if (digits.size() != key_id_digits) return fail(Code::malformed, std::string(form));
  TRY(check_key_name(name));
  TRY(const auto id, digest::from_hex(digits));
  TRY(const auto key, digest::from_base64(text.substr(second + 1)));
  if (key.empty()) return fail(Code::malformed, std::string(form));
  if (static_cast<std::uint8_t>(key.front()) != type) {
    return fail(Code::unsupported, type == type_cosignature
                                       ? "only witness keys of type 04 (Ed25519 cosignatures) are supported"
                                       : "only verifier keys of type 01 (Ed25519) are supported");
  }
  VerifierKey read{std::string(name), key.substr(1)};
  if (!digest::is_sound_public_key(read.public_key))
    return fail(Code::invalid, "the verifier key is no sound Ed25519 key");
  if (number_of(id) != key_id(read.name, type, read.public_key)) {
    return fail(Code::invalid,
                "the id in the verifier key does not follow from its name and key: was it copied in full?");
  }
  return read;
}

Result<std::string> sign_note(std::string_view text, const VerifierKey& key, const Sign& sign) {
  TRY(check_key_name(key.name));
  if (!text.ends_with('\n')) return fail(Code::invalid, "the text of a note ends in a newline");
  if (!are_note_bytes(text)) return fail(Code::invalid, "the text of a note is UTF-8 without control characters");
  const auto id = key_id(key.name, type_ed25519, key.public_key);
  auto note = to_text(Note{std::string(text), {NoteSignature{key.name, id, sign(text)}}});
  if (note.size() > note_bytes) return fail(Code::too_large, cat("a note has at most ", note_bytes, " bytes"));
  return note;
}

Result<std::string> verify_note(std::string_view bytes, const VerifierKey& key) {
  TRY(auto note, parse_note(bytes));
  const auto id = key_id(key.name, type_ed25519, key.public_key);
  bool is_signed = false;
  for (const auto& signature : note.signatures) {
    if (signature.name != key.name || signature.key_id != id) continue;
    if (!digest::verify(key.public_key, note.text, signature.signature)) {
      return fail(Code::invalid, cat("the signature of ", key.name, " does not belong to this text"));
    }
    is_signed = true;
  }
  if (!is_signed) return fail(Code::invalid, cat("the note has no signature by this key of ", key.name));
  return std::move(note.text);
}

}  // namespace heed::merkle
