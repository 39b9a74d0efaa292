#include "lib/tlog/policy.h"

#include <map>

#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/digest/base64.h"
#include "lib/digest/ed25519.h"
#include "lib/digest/sha256.h"
#include "lib/merkle/tree.h"

namespace heed::tlog {
namespace {

constexpr Instant noon{1'700'000'000'000};

digest::KeyPair pair_of(std::string_view name) { return digest::key_pair_from_seed(digest::sha256(name)); }
WitnessKey witness_key(std::string_view name) { return {cat(name, ".example"), pair_of(name).public_key}; }
std::string log_vkey(std::string_view name) { return merkle::vkey(name, pair_of(name).public_key); }
std::string witness_line(std::string_view name) { return cat("witness ", name, " ", vkey(witness_key(name)), "\n"); }

const merkle::Checkpoint checkpoint{"hub.example/log", 7, merkle::leaf_hash("root")};

/// A checkpoint with the log's signature and a cosignature of each of these witnesses.
merkle::Note note_by(const std::vector<std::string>& witnesses) {
  const auto log = pair_of(checkpoint.origin);
  const auto signed_by = [](const digest::KeyPair& pair) {
    return [pair](std::string_view bytes) { return digest::sign(pair, bytes); };
  };
  auto note = merkle::parse_note(merkle::sign_checkpoint(checkpoint, log.public_key, signed_by(log)).value()).value();
  for (const auto& name : witnesses) {
    note.signatures.push_back(cosign(note.text, witness_key(name), noon, signed_by(pair_of(name))));
  }
  return note;
}

/// The example of the specification, with keys.
std::string two_levels() {
  std::string text = cat("# who must have seen it\n\nlog ", log_vkey("hub.example/log"), " https://hub.example/log/\n");
  for (const auto* name : {"X1", "X2", "X3"}) text += witness_line(name);
  text += "group X-witnesses 2 X1 X2 X3\n";
  for (const auto* name : {"Y1", "Y2", "Y3"}) text += cat(" \t", witness_line(name));
  return text +
         "group Y-witnesses any Y1 Y2 Y3\n\t# both\ngroup\tX-and-Y  all X-witnesses Y-witnesses \nquorum X-and-Y\n";
}

TEST_CASE("a_quorum_of_two_levels_holds_for_the_right_witnesses_only") {
  const auto policy = parse_policy(two_levels()).value();
  const std::pair<std::vector<std::string>, bool> rows[] = {
      {{}, false},
      {{"X1", "X2"}, false},
      {{"X1", "Y1"}, false},
      {{"Y1", "Y2", "Y3"}, false},
      {{"X1", "X3", "Y2"}, true},
      {{"Y3", "X2", "X3"}, true},
      {{"X1", "X2", "X3", "Y1", "Y2", "Y3"}, true},
      {{"X1", "Z1", "Z2", "Y1"}, false},  // strangers do not count
      {{"X1", "X1", "Y1"}, false},        // nor does a line given twice
  };
  for (const auto& [witnesses, holds] : rows) {
    const auto found = standing(note_by(witnesses), policy).value();
    CAPTURE(core::listed(witnesses));
    CHECK(found.has_quorum == holds);
    for (const auto& each : found.cosigned) CHECK(each.at == noon);
  }
  const auto found = standing(note_by({"Y2", "X3"}), policy).value();
  REQUIRE(found.cosigned.size() == 2);
  CHECK(found.cosigned[0] == Cosigned{"X3", noon});  // in the policy's order
  CHECK(found.cosigned[1] == Cosigned{"Y2", noon});
}

TEST_CASE("a_quorum_may_be_one_witness_or_none") {
  const auto one = parse_policy(witness_line("W") + "quorum W\n").value();
  CHECK(standing(note_by({"W"}), one).value().has_quorum);
  CHECK_FALSE(standing(note_by({}), one).value().has_quorum);
  const auto none = parse_policy("quorum none\n").value();
  CHECK(standing(note_by({}), none).value() == Standing{{}, true});
  CHECK(standing(merkle::to_text(note_by({})), none).value().has_quorum);
}

TEST_CASE("a_cosignature_that_does_not_hold_refuses_the_note") {
  const auto policy = parse_policy(two_levels()).value();
  auto note = note_by({"X1", "X2", "Y1"});
  note.signatures[1].signature.back() = static_cast<char>(note.signatures[1].signature.back() ^ 1);
  CHECK(standing(note, policy).error().code == Code::invalid);
}

TEST_CASE("a_checkpoint_opens_for_the_logs_of_the_policy_only") {
  const auto note = merkle::to_text(note_by({"X1"}));
  CHECK(open_checkpoint(note, parse_policy(two_levels()).value()).value() == checkpoint);
  const auto others = cat("log ", log_vkey("else.example"), "\nquorum none\n");
  CHECK(open_checkpoint(note, parse_policy(others).value()).error().code == Code::invalid);
  CHECK(open_checkpoint(note, parse_policy("quorum none\n").value()).error().code == Code::invalid);
}

TEST_CASE("a_policy_reads_back_as_it_was_written") {
  const auto policy = parse_policy(two_levels()).value();
  CHECK(policy.logs.at(0).url == "https://hub.example/log/");
  CHECK(policy.groups.at(0) == PolicyGroup{"X-witnesses", 2, {"X1", "X2", "X3"}});
  CHECK(policy.groups.at(2).threshold == 2);
  CHECK(parse_policy(to_text(policy)).value() == policy);
  const auto opaque = cat("witness \xff\xfe ", vkey(witness_key("W")), "\n#\x80\xff\nquorum \xff\xfe\n");
  CHECK(parse_policy(opaque).value().quorum == "\xff\xfe");  // names are bytes
}

TEST_CASE("errors_of_a_policy_name_their_line") {
  const auto w = witness_line("W");
  const auto v = witness_line("V");
  struct Row {
    std::string_view what;
    std::string text;
    std::string place;
  };
  const Row rows[] = {
      {"nothing", "", ""},
      {"no quorum", w, ""},
      {"an unknown word", "quorum none\nLog x\n", "line 2"},
      {"no newline at the end", w + "quorum none", "line 2"},
      {"a carriage return", "quorum none\r\n", "line 1"},
      {"another blank", "quorum\vnone\n", "line 1"},
      {"DEL", "# \x7f\nquorum none\n", "line 1"},
      {"two quorums", "quorum none\n\nquorum none\n", "line 3"},
      {"a quorum of nobody", "quorum W\n" + w, "line 1"},
      {"a quorum of two", w + v + "quorum W V\n", "line 3"},
      {"a comment behind the words", w + "quorum W # all\n", "line 2"},
      {"a log without a key", "log\nquorum none\n", "line 1"},
      {"a log with too much", cat("log ", log_vkey("a"), " url more\nquorum none\n"), "line 1"},
      {"a log twice", cat("log ", log_vkey("a"), "\nlog ", log_vkey("a"), "\nquorum none\n"), "line 2"},
      {"a log's key under another name",
       cat("log ", log_vkey("a"), "\nlog ", merkle::vkey("b", pair_of("a").public_key), "\nquorum none\n"), "line 2"},
      {"a witness key for a log", cat("log ", vkey(witness_key("W")), "\nquorum none\n"), "line 1"},
      {"a log key for a witness", cat("witness W ", log_vkey("a"), "\nquorum none\n"), "line 1"},
      {"a witness twice", w + w + "quorum none\n", "line 2"},
      {"a witness's key under another name", w + cat("witness V ", vkey(witness_key("W")), "\nquorum V\n"), "line 2"},
      {"a name twice", w + cat("witness W ", vkey(witness_key("V")), "\nquorum W\n"), "line 2"},
      {"a witness called none", cat("witness none ", vkey(witness_key("W")), "\nquorum none\n"), "line 1"},
      {"a group called none", w + "group none any W\nquorum none\n", "line 2"},
      {"a group with a witness's name", w + "group W any W\nquorum W\n", "line 2"},
      {"a group of itself", w + "group G any G\nquorum G\n", "line 2"},
      {"a group of none", w + "group G any none\nquorum G\n", "line 2"},
      {"a group without members", w + "group G any\nquorum G\n", "line 2"},
      {"a member twice", w + "group G 1 W W\nquorum G\n", "line 2"},
      {"a member of two groups", w + v + "group G any W\ngroup H any W V\nquorum H\n", "line 4"},
      {"of none", w + "group G 0 W\nquorum G\n", "line 2"},
      {"of more than there are", w + v + "group G 3 W V\nquorum G\n", "line 3"},
      {"a leading zero", w + "group G 01 W\nquorum G\n", "line 2"},
      {"a sign", w + "group G +1 W\nquorum G\n", "line 2"},
      {"hexadecimal", w + "group G 1h W\nquorum G\n", "line 2"},
      {"beyond 64 bits", w + "group G 18446744073709551617 W\nquorum G\n", "line 2"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.what);
    const auto read = parse_policy(row.text);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().place == row.place);
    CHECK(read.error().detail.size() > 20);
  }
}

TEST_CASE("a_policy_has_limits") {
  const auto with_logs = [](std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += cat("log ", log_vkey(cat("log-", i)), "\n");
    return text + "quorum none\n";
  };
  CHECK(parse_policy(with_logs(policy_items)).value().logs.size() == policy_items);
  CHECK(parse_policy(with_logs(policy_items + 1)).error().code == Code::too_many);
  const std::string quorum = "quorum none\n";
  const auto padded = [&](std::size_t size) {
    return quorum + "#" + std::string(size - quorum.size() - 2, 'x') + "\n";
  };
  CHECK(parse_policy(padded(policy_bytes)).has_value());
  CHECK(parse_policy(padded(policy_bytes + 1)).error().code == Code::too_large);
}

}  // namespace
}  // namespace heed::tlog
