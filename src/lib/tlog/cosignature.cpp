#include "lib/tlog/cosignature.h"

#include <cstdint>

#include "core/assert.h"
#include "core/text.h"
#include "lib/digest/ed25519.h"

namespace heed::tlog {

namespace {

constexpr std::size_t time_bytes = 8;
// The specification allows times up to 2^63 - 1 seconds and gives zero no meaning here. Why less: a time is shown to
// people, and nothing that verifies today was signed after the year 9999.
constexpr std::int64_t seconds_max = 253'402'300'799;

std::string message_of(std::string_view text, std::uint64_t seconds) {
  return cat("cosignature/v1\ntime ", seconds, "\n", text);
}

std::uint32_t id_of(const WitnessKey& key) {
  return merkle::key_id(key.name, merkle::type_cosignature, key.public_key);
}

std::string eight_bytes(std::uint64_t number) {
  std::string bytes;
  for (unsigned shift = 64; shift > 0; shift -= 8) bytes += static_cast<char>(number >> (shift - 8) & 0xFF);
  return bytes;
}

/// Requires: eight bytes.
std::uint64_t number_of(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char c : bytes) number = number << 8 | static_cast<unsigned char>(c);
  return number;
}

Result<Instant> verify_line(std::string_view text, std::string_view signature, const WitnessKey& key) {
  if (signature.size() != time_bytes + digest::signature_bytes) {
    return fail(Code::invalid, cat("the cosignature of ", key.name, " has not the length of a time and a signature"));
  }
  const auto seconds = number_of(signature.substr(0, time_bytes));
  if (seconds == 0 || seconds > std::uint64_t{seconds_max}) {
    return fail(Code::invalid, cat("the cosignature of ", key.name, " names a time outside of 1970 to 9999"));
  }
  if (!digest::verify(key.public_key, message_of(text, seconds), signature.substr(time_bytes))) {
    return fail(Code::invalid, cat("the cosignature of ", key.name, " does not belong to this checkpoint and time"));
  }
  return Instant{static_cast<std::int64_t>(seconds) * 1000};
}

}  // namespace

std::string vkey(const WitnessKey& key) { return merkle::vkey(key.name, key.public_key, merkle::type_cosignature); }

Result<WitnessKey> parse_witness_vkey(std::string_view text) {
  TRY(auto read, merkle::parse_vkey(text, merkle::type_cosignature));
  return WitnessKey{std::move(read.name), std::move(read.public_key)};
}

merkle::NoteSignature cosign(std::string_view text, const WitnessKey& key, Instant at, const merkle::Sign& sign) {
  const auto seconds = at.ms / 1000;
  HEED_ASSERT(seconds > 0 && seconds <= seconds_max, "cosigned at ", at.ms);
  const auto time = static_cast<std::uint64_t>(seconds);
  return {key.name, id_of(key), eight_bytes(time) + sign(message_of(text, time))};
}

Result<std::optional<Instant>> cosigned_at(const merkle::Note& note, const WitnessKey& key) {
  std::optional<Instant> earliest;
  const auto id = id_of(key);
  for (const auto& line : note.signatures) {
    if (line.name != key.name || line.key_id != id) continue;
    TRY(const auto at, verify_line(note.text, line.signature, key));
    if (!earliest || at < *earliest) earliest = at;
  }
  return earliest;
}

Result<Instant> verify_cosignature(std::string_view note, const WitnessKey& key) {
  TRY(const auto read, merkle::parse_note(note));
  TRY(const auto at, cosigned_at(read, key));
  if (!at) return fail(Code::invalid, cat("the checkpoint has no cosignature by this key of ", key.name));
  return *at;
}

Result<std::string> with_line(std::string_view note, merkle::NoteSignature line) {
  TRY(auto read, merkle::parse_note(note));
  std::erase_if(read.signatures,
                [&](const auto& each) { return each.name == line.name && each.key_id == line.key_id; });
  if (read.signatures.size() == merkle::note_signatures) {
    return fail(Code::too_many, cat("a note has at most ", merkle::note_signatures, " signatures"));
  }
  read.signatures.push_back(std::move(line));
  return merkle::to_text(read);
}

}  // namespace heed::tlog
