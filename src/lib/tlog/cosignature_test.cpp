#include "lib/tlog/cosignature.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/digest/base64.h"
#include "lib/digest/ed25519.h"
#include "lib/merkle/checkpoint.h"
#include "lib/merkle/tree.h"

namespace heed::tlog {
namespace {

struct Witness {
  digest::KeyPair pair;
  WitnessKey key;

  explicit Witness(std::string name, char seed)
      : pair(digest::key_pair_from_seed(std::string(digest::seed_bytes, seed))),
        key{std::move(name), pair.public_key} {}
  [[nodiscard]] merkle::NoteSignature line(std::string_view text, Instant at) const {
    return cosign(text, key, at, [this](std::string_view bytes) { return digest::sign(pair, bytes); });
  }
};

constexpr Instant noon{1'679'315'147'000};
const Witness witness("witness.example/w1", 'w');
const std::string text = merkle::to_text(merkle::Checkpoint{"hub.example/log", 7, merkle::leaf_hash("root")});

std::string note_of(std::vector<merkle::NoteSignature> lines) {
  return merkle::to_text(merkle::Note{text, std::move(lines)});
}

TEST_CASE("a_cosignature_gives_back_the_whole_second_at_which_it_was_made") {
  for (const Instant at : {Instant{1'000}, noon, noon + Duration{999}, Instant{253'402'300'799'999}}) {
    CAPTURE(at.ms);
    const auto note = note_of({witness.line(text, at)});
    CHECK(verify_cosignature(note, witness.key).value().ms == at.ms / 1000 * 1000);
  }
}

TEST_CASE("the_signed_message_is_that_of_the_specification") {
  const auto line = witness.line(text, noon);
  REQUIRE(line.signature.size() == 72);
  CHECK(digest::to_hex(line.signature.substr(0, 8)) == "00000000641850cb");
  CHECK(digest::verify(witness.key.public_key, "cosignature/v1\ntime 1679315147\n" + text, line.signature.substr(8)));
}

TEST_CASE("the_earliest_of_several_cosignatures_counts_and_all_must_hold") {
  auto broken = witness.line(text, noon);
  broken.signature.back() = static_cast<char>(broken.signature.back() ^ 1);
  const auto early = witness.line(text, noon);
  const auto late = witness.line(text, noon + Duration{60'000});
  CHECK(verify_cosignature(note_of({late, early, late}), witness.key).value() == noon);
  CHECK(verify_cosignature(note_of({early, broken}), witness.key).error().code == Code::invalid);
}

TEST_CASE("lines_of_others_are_ignored_and_none_of_ours_is_no_cosignature") {
  const Witness other("witness.example/w2", 'o');
  const Witness namesake("witness.example/w1", 'n');
  const auto note = note_of({other.line(text, noon), namesake.line(text, noon)});
  CHECK(verify_cosignature(note, witness.key).error().code == Code::invalid);
  CHECK(cosigned_at(merkle::parse_note(note).value(), witness.key).value() == std::nullopt);
  CHECK(verify_cosignature(note, other.key).value() == noon);
}

TEST_CASE("a_cosignature_of_another_form_or_time_is_refused") {
  const auto good = witness.line(text, noon);
  const auto with_time = [&](std::string_view hex) {
    auto line = good;
    line.signature.replace(0, 8, digest::from_hex(hex).value());
    return line;
  };
  auto shorter = good;
  shorter.signature.pop_back();
  auto longer = good;
  longer.signature += '\0';
  auto plain = good;  // 64 bytes, as a log signs
  plain.signature = digest::sign(witness.pair, text);
  for (const auto& line : {shorter, longer, plain, with_time("0000000000000000"), with_time("000000006418508a"),
                           with_time("0000003afff44180"), with_time("ffffffffffffffff")}) {
    CAPTURE(digest::to_hex(line.signature));
    CHECK(verify_cosignature(note_of({line}), witness.key).error().code == Code::invalid);
  }
}

TEST_CASE("every_flipped_bit_of_a_cosigned_checkpoint_is_refused") {
  const auto note = note_of({witness.line(text, noon)});
  for (std::size_t at = 0; at < note.size() * 8; ++at) {
    auto flipped = note;
    flipped[at / 8] = static_cast<char>(flipped[at / 8] ^ 1 << at % 8);
    CAPTURE(at);
    REQUIRE_FALSE(verify_cosignature(flipped, witness.key).has_value());
  }
}

TEST_CASE("keys_of_witnesses_and_keys_of_logs_are_not_taken_for_each_other") {
  const auto written = vkey(witness.key);
  CHECK(parse_witness_vkey(written).value() == witness.key);
  CHECK(merkle::parse_vkey(written).error().code == Code::unsupported);
  const auto log = merkle::vkey(witness.key.name, witness.key.public_key);
  CHECK(parse_witness_vkey(log).error().code == Code::unsupported);
  auto other_name = written;
  other_name.front() = 'W';
  CHECK(parse_witness_vkey(other_name).error().code == Code::invalid);
  const WitnessKey small_order{"w", digest::from_hex("01" + std::string(62, '0')).value()};
  CHECK(parse_witness_vkey(vkey(small_order)).error().code == Code::invalid);
}

TEST_CASE("real_cosignatures_of_other_software_hold") {
  const char* root = std::getenv("HEED_CORPORA");
  if (root == nullptr) {
    MESSAGE("skipped: HEED_CORPORA is unset");
    return;
  }
  const auto folder = std::filesystem::path(root) / "tlog/sunlight/cmd/skylight/testdata/witness";
  const auto origin = "000de184301123b9278c086a7d9f68c9577e83872224c197058fd90784ea9706";
  const std::pair<std::filesystem::path, std::string_view> rows[] = {
      {folder / origin / "checkpoint", "witness.example.org+b8a2cf20+BFLN3yikSfFkVAJtrnh/CiY3Zozkoy7clp+P7XB28qUN"},
      {folder / "mirror" / origin / "checkpoint",
       "mirror.example.org+3fb148ef+BAAjjch9GyYz0sJsJx7ALhbdAtz2ov0unbzSl1vMp94O"}};
  for (const auto& [path, key] : rows) {
    std::ifstream file(path, std::ios::binary);
    const std::string note{std::istreambuf_iterator<char>(file), {}};
    CHECK(to_text(verify_cosignature(note, parse_witness_vkey(key).value()).value()) == "2025-12-31T00:00:00Z");
  }
}

}  // namespace
}  // namespace heed::tlog
