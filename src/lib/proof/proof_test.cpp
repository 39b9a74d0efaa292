#include "lib/proof/proof.h"

#include <algorithm>

#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/digest/base64.h"
#include "lib/proof/testing/world.h"

namespace heed::proof {
namespace {

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

TEST_CASE("a_proof_reads_back_as_it_was_written") {
  const auto proof = testing::proof_of({"kind"});
  const auto text = to_text(proof);
  CHECK(text.starts_with("c2sp.org/tlog-proof@v1\nextra "));
  CHECK(parse_proof(text).value() == proof);
  auto bare = proof;
  bare.extra.reset();
  CHECK(to_text(bare).starts_with("c2sp.org/tlog-proof@v1\nindex 17\n"));
  CHECK(parse_proof(to_text(bare)).value() == bare);
  const auto alone = testing::proof_in("only", 0, 1);
  CHECK(alone.path.empty());
  CHECK(parse_proof(to_text(alone)).value() == alone);
}

TEST_CASE("a_text_that_is_not_quite_a_proof_is_refused_with_its_line") {
  const auto text = to_text(testing::proof_of({}));
  const auto hash = digest::to_base64(testing::proof_of({}).path.front());
  struct Row {
    std::string_view from;
    std::string to;
    std::string_view place;
  };
  const Row rows[] = {
      {"c2sp.org/tlog-proof@v1\n", "", "line 1"},
      {"proof@v1", "proof@v2", "line 1"},
      {"proof@v1", "proof@v1 ", "line 1"},
      {"proof@v1\n", "proof@v1\r\n", "line 1"},
      {"extra ", "Extra ", "line 2"},
      {"extra ", "extra  ", "line 2"},
      {"extra ", "extra \nextra ", "line 2"},
      {"extra ", "extra !", "line 2"},
      {"index 17\n", "", "line 3"},
      {"index 17\n", "index 17\nindex 17\n", "line 4"},
      {"index 17", "index 017", "line 3"},
      {"index 17", "index +17", "line 3"},
      {"index 17", "index 17 ", "line 3"},
      {"index 17", "index ", "line 3"},
      {"index 17", "index -1", "line 3"},
      {"index 17", "index 18446744073709551616", "line 3"},
      {hash, hash.substr(4), "line 4"},
      {hash, hash + hash, "line 4"},
      {hash, hash + " ", "line 4"},
      {hash, "\n" + hash, "line 5"},
      {"\n\nheed", "\nheed", "line 17"},
      {"\n\nheed", "\n\n\nheed", "line 18"},
      {"\n\n\xe2", "\n\xe2", "line 18"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.from);
    CAPTURE(row.to);
    const auto read = parse_proof(replaced(text, row.from, row.to));
    REQUIRE_FALSE(read);
    CHECK(read.error().code == Code::malformed);
    CHECK(read.error().place == row.place);
  }
}

TEST_CASE("limits_of_a_proof_hold_at_the_limit_and_one_past") {
  auto proof = testing::proof_of({});
  proof.path.assign(proof_hashes, std::string(32, 'h'));
  CHECK(parse_proof(to_text(proof)));
  proof.path.emplace_back(32, 'h');
  CHECK_FALSE(parse_proof(to_text(proof)));
  CHECK(parse_proof(std::string(proof_bytes, 'x')).error().code == Code::malformed);
  CHECK(parse_proof(std::string(proof_bytes + 1, 'x')).error().code == Code::too_large);
}

}  // namespace
}  // namespace heed::proof
