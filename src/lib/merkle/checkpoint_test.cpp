#include "lib/merkle/checkpoint.h"

#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/digest/base64.h"
#include "lib/digest/ed25519.h"
#include "lib/merkle/tree.h"

namespace heed::merkle {
namespace {

const std::string root_text = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
const std::string empty_text = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

TEST_CASE("a_checkpoint_reads_back_as_it_was_written") {
  const std::string texts[] = {
      "example.com/behind-the-sofa\n20852163\n" + root_text + "\n",
      "example.com/log\n0\n" + empty_text + "\n",
      "any origin at all\n18446744073709551615\n" + root_text + "\n",
      "example.com/log\n1\n" + root_text + "\nan extension\nand another\n",
  };
  for (const auto& text : texts) {
    CAPTURE(text);
    const auto read = parse_checkpoint(text);
    REQUIRE(read.has_value());
    CHECK(to_text(*read) == text);
  }
  CHECK(parse_checkpoint(texts[0]).value().size == 20852163);
  CHECK(digest::to_base64(parse_checkpoint(texts[0]).value().root) == root_text);
  CHECK(parse_checkpoint(texts[3]).value().extensions.size() == 2);
}

TEST_CASE("a_malformed_checkpoint_is_refused") {
  const std::string texts[] = {
      "",
      "\n1\n" + root_text + "\n",                      // no origin
      "o\n1\n",                                        // no root
      "o\n1\n" + root_text,                            // no newline at the end
      "o\n01\n" + root_text + "\n",                    // a leading zero
      "o\n00\n" + empty_text + "\n",                   // the same with nothing
      "o\n+1\n" + root_text + "\n",                    // a sign
      "o\n-1\n" + root_text + "\n",                    // a sign
      "o\n 1\n" + root_text + "\n",                    // a blank
      "o\n1 \n" + root_text + "\n",                    // a blank
      "o\n0x1\n" + root_text + "\n",                   // not decimal
      "o\n18446744073709551616\n" + root_text + "\n",  // one past 64 bits
      "o\n1\n" + root_text.substr(0, 40) + "\n",       // a short root
      "o\n1\n" + root_text.substr(0, 43) + "\n",       // no padding
      "o\n1\n" + root_text.substr(0, 42) + "J=\n",     // bits behind the last byte
      "o\n1\n" + root_text + "\n\n",                   // an empty extension
      "o\n0\n" + root_text + "\n",                     // a root without entries
  };
  for (const auto& text : texts) {
    CAPTURE(text);
    const auto read = parse_checkpoint(text);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().code == Code::malformed);
  }
}

TEST_CASE("a_checkpoint_opens_only_with_the_key_of_its_origin") {
  const auto pair = digest::key_pair_from_seed(std::string(digest::seed_bytes, 'k'));
  const auto sign = [&](std::string_view bytes) { return digest::sign(pair, bytes); };
  const VerifierKey key{"hub.example/log", pair.public_key};
  const Checkpoint checkpoint{"hub.example/log", 7, leaf_hash("root")};
  const auto note = sign_checkpoint(checkpoint, pair.public_key, sign).value();
  CHECK(open_checkpoint(note, key).value() == checkpoint);

  const auto stranger = digest::key_pair_from_seed(std::string(digest::seed_bytes, 'l'));
  CHECK(open_checkpoint(note, {"hub.example/log", stranger.public_key}).error().code == Code::invalid);

  const auto borrowed = sign_note(to_text(Checkpoint{"else.example", 7, checkpoint.root}), key, sign).value();
  CHECK(open_checkpoint(borrowed, key).error().code == Code::invalid);

  const auto unlike = sign_note("signed, but no checkpoint\n", key, sign).value();
  CHECK(open_checkpoint(unlike, key).error().code == Code::malformed);
}

}  // namespace
}  // namespace heed::merkle
