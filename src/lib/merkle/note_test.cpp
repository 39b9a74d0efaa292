#include "lib/merkle/note.h"

#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/digest/base64.h"
#include "lib/digest/ed25519.h"

namespace heed::merkle {
namespace {

constexpr std::string_view spec_vkey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
constexpr std::string_view spec_line =
    "\u2014 example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
const std::string spec_text = "This is an example message.\n";
const std::string spec_note = cat(spec_text, "\n", spec_line);

struct Signer {
  digest::KeyPair pair;
  VerifierKey key;

  explicit Signer(std::string name, char seed)
      : pair(digest::key_pair_from_seed(std::string(digest::seed_bytes, seed))),
        key{std::move(name), pair.public_key} {}
  [[nodiscard]] std::string note(std::string_view text) const {
    return sign_note(text, key, [this](std::string_view bytes) { return digest::sign(pair, bytes); }).value();
  }
  [[nodiscard]] NoteSignature line(std::string_view text) const {
    return parse_note(note(text)).value().signatures.front();
  }
};

TEST_CASE("the_example_of_the_specification_holds") {
  const auto key = parse_vkey(spec_vkey).value();
  CHECK(key.name == "example.com/foo");
  CHECK(key_id(key.name, type_ed25519, key.public_key) == 0x530d903a);
  CHECK(vkey(key.name, key.public_key) == spec_vkey);
  CHECK(verify_note(spec_note, key).value() == spec_text);
  CHECK(to_text(parse_note(spec_note).value()) == spec_note);
}

TEST_CASE("a_signed_note_verifies_and_reads_back") {
  const Signer hub("hub.example/log", 'a');
  for (const std::string text : {"one line\n", "with\n\nempty lines\n\n", "\n", "caf\u00e9 \u2014 not a signature\n"}) {
    CAPTURE(text);
    const auto note = hub.note(text);
    CHECK(verify_note(note, hub.key).value() == text);
    CHECK(to_text(parse_note(note).value()) == note);
  }
}

TEST_CASE("a_text_that_cannot_stand_in_a_note_is_not_signed") {
  const Signer hub("hub.example/log", 'a');
  const auto sign = [&](std::string_view bytes) { return digest::sign(hub.pair, bytes); };
  for (const std::string text : {"", "no newline", "tab\there\n", "\xff\n", "carriage\r\n"}) {
    CAPTURE(text);
    CHECK_FALSE(sign_note(text, hub.key, sign).has_value());
  }
  CHECK_FALSE(sign_note("text\n", VerifierKey{"with space", hub.key.public_key}, sign).has_value());
}

TEST_CASE("malformed_notes_are_refused") {
  struct Row {
    std::string_view what;
    std::string note;
  };
  const std::string line(spec_line);
  const Row rows[] = {
      {"empty", ""},
      {"no signature", spec_text + "\n"},
      {"no empty line", spec_text + line},
      {"no newline at the end", spec_note.substr(0, spec_note.size() - 1)},
      {"a hyphen instead of the dash", spec_text + "\n- " + line.substr(4)},
      {"no space after the dash", spec_text + "\n\u2014" + line.substr(4)},
      {"no name", spec_text + "\n\u2014  AAAAAAAA\n"},
      {"a plus in the name", spec_text + "\n\u2014 a+b AAAAAAAA\n"},
      {"a Unicode space in the name", spec_text + "\n\u2014 a\u00a0b AAAAAAAA\n"},
      {"no signature after the name", spec_text + "\n\u2014 name\n"},
      {"only a key id", spec_text + "\n\u2014 name AAAAAA==\n"},
      {"base64 without padding", spec_text + "\n\u2014 name AAAAAAA\n"},
      {"base64 with a bit left over", spec_text + "\n\u2014 name AAAAAAB=\n"},
      {"a second space", spec_text + "\n\u2014 name  AAAAAAAA\n"},
      {"something after the signature", spec_text + "\n\u2014 name AAAAAAAA x\n"},
      {"a carriage return", spec_text + "\r\n" + line},
      {"a tab in the text", "tab\t\n\n" + line},
      {"not UTF-8", "\xff\n\n" + line},
      {"text behind the signatures", spec_note + "more\n"},
      {"an empty line behind the signatures", spec_note + "\n"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.what);
    const auto read = parse_note(row.note);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().code == Code::malformed);
  }
}

TEST_CASE("a_note_that_proves_nothing_is_invalid") {
  const Signer hub("hub.example/log", 'a');
  const Signer other("other.example/log", 'b');
  const Signer impostor("hub.example/log", 'c');
  const std::string text = "size 7\n";
  const auto forged = NoteSignature{hub.key.name, hub.line(text).key_id, other.line(text).signature};
  struct Row {
    std::string_view what;
    Note note;
    bool holds;
  };
  const Row rows[] = {
      {"the key's own signature", {text, {hub.line(text)}}, true},
      {"with an unknown key before it", {text, {other.line(text), hub.line(text)}}, true},
      {"with a line that shares only the name", {text, {impostor.line(text), hub.line(text)}}, true},
      {"with a line that shares only the id", {text, {{"x", hub.line(text).key_id, "rubbish"}, hub.line(text)}}, true},
      {"twice the same", {text, {hub.line(text), hub.line(text)}}, true},
      {"another text", {"size 8\n", {hub.line(text)}}, false},
      {"only unknown keys", {text, {other.line(text), impostor.line(text)}}, false},
      {"a forged line by the known key", {text, {forged}}, false},
      {"a forged line beside a true one", {text, {hub.line(text), forged}}, false},
      {"a shortened signature", {text, {{hub.key.name, forged.key_id, hub.line(text).signature.substr(1)}}}, false},
  };
  for (const auto& row : rows) {
    CAPTURE(row.what);
    const auto outcome = verify_note(to_text(row.note), hub.key);
    CHECK(outcome.has_value() == row.holds);
    if (!outcome) CHECK(outcome.error().code == Code::invalid);
  }
}

TEST_CASE("as_many_signatures_as_the_limit_are_read_and_one_more_is_refused") {
  const Signer hub("hub.example/log", 'a');
  Note note{"text\n", std::vector<NoteSignature>(note_signatures - 1, NoteSignature{"x", 1, "s"})};
  note.signatures.push_back(hub.line("text\n"));
  CHECK(verify_note(to_text(note), hub.key).has_value());
  note.signatures.push_back(hub.line("text\n"));
  CHECK(verify_note(to_text(note), hub.key).error().code == Code::too_many);
}

TEST_CASE("a_note_of_the_largest_size_is_read_and_one_byte_more_is_refused") {
  const auto rest = spec_note.size() - spec_text.size();
  const auto note_of = [&](std::size_t bytes) {
    return std::string(bytes - rest - 1, 'x') + "\n" + spec_note.substr(spec_text.size());
  };
  REQUIRE(note_of(note_bytes).size() == note_bytes);
  CHECK(parse_note(note_of(note_bytes)).has_value());
  CHECK(parse_note(note_of(note_bytes + 1)).error().code == Code::too_large);
}

TEST_CASE("a_verifier_key_must_be_whole") {
  const auto key = parse_vkey(spec_vkey).value();
  const auto key_text = [&](std::string_view public_key) { return digest::to_base64(cat('\x01', public_key)); };
  std::string small_order(32, '\0');
  small_order[0] = '\x01';
  struct Row {
    std::string text;
    Code code;
  };
  const Row rows[] = {
      {"", Code::malformed},
      {"example.com/foo", Code::malformed},
      {"example.com/foo+530d903a", Code::malformed},
      {"example.com/foo+530D903A+" + key_text(key.public_key), Code::malformed},
      {"example.com/foo+30d903a+" + key_text(key.public_key), Code::malformed},
      {"+530d903a+" + key_text(key.public_key), Code::malformed},
      {"a b+530d903a+" + key_text(key.public_key), Code::malformed},
      {"example.com/foo+530d903a+", Code::malformed},
      {std::string(spec_vkey) + "\n", Code::malformed},
      {"example.com/foo+530d903b+" + key_text(key.public_key), Code::invalid},
      {"example.com/fop+530d903a+" + key_text(key.public_key), Code::invalid},
      {"example.com/foo+530d903a+" + key_text(key.public_key.substr(1)), Code::invalid},
      {vkey("example.com/foo", small_order), Code::invalid},
      {"example.com/foo+530d903a+" + digest::to_base64(cat('\x04', key.public_key)), Code::unsupported},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const auto read = parse_vkey(row.text);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().code == row.code);
  }
}

}  // namespace
}  // namespace heed::merkle
