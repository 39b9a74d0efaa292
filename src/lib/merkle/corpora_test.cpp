// Vectors of other projects, read from the folder that HEED_CORPORA names; skipped when it is unset.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/digest/base64.h"
#include "lib/merkle/checkpoint.h"
#include "lib/merkle/proof.h"
#include "lib/merkle/tree.h"

namespace heed::merkle {
namespace {

namespace fs = std::filesystem;

std::optional<fs::path> corpus(std::string_view folder) {
  const char* root = std::getenv("HEED_CORPORA");
  if (root != nullptr) return fs::path(root) / "tlog" / folder;
  MESSAGE("skipped: HEED_CORPORA is unset");
  return std::nullopt;
}

std::string bytes_in(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  REQUIRE_MESSAGE(stream.good(), file.string());
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// What follows `"name": ` up to the end of the value. The vectors are flat and printed one way, so no parser is
/// needed.
std::string_view member(std::string_view json, std::string_view name) {
  const auto label = cat("\"", name, "\": ");
  const auto at = json.find(label);
  REQUIRE_MESSAGE(at != std::string_view::npos, name);
  json.remove_prefix(at + label.size());
  return json.substr(0, json.starts_with('[') ? json.find(']') : json.find_first_of(",\n"));
}

std::uint64_t number(std::string_view json, std::string_view name) {
  return std::stoull(std::string(member(json, name)));
}

/// The base64 texts between quotes in one member.
std::vector<std::string> hashes(std::string_view json, std::string_view name) {
  std::vector<std::string> found;
  auto rest = member(json, name);
  for (auto open = rest.find('"'); open != std::string_view::npos; open = rest.find('"')) {
    const auto close = rest.find('"', open + 1);
    found.push_back(digest::from_base64(rest.substr(open + 1, close - open - 1)).value());
    rest.remove_prefix(close + 1);
  }
  return found;
}

std::string hash(std::string_view json, std::string_view name) {
  const auto found = hashes(json, name);
  return found.empty() ? "" : found.front();
}

Result<void> verify_vector(std::string_view json, bool is_inclusion) {
  const auto path = hashes(json, "proof");
  if (is_inclusion) {
    return verify_inclusion({number(json, "leafIdx"), number(json, "treeSize"), path}, hash(json, "leafHash"),
                            hash(json, "root"));
  }
  return verify_consistency({number(json, "size1"), number(json, "size2"), path}, hash(json, "root1"),
                            hash(json, "root2"));
}

TEST_CASE("verdicts_agree_with_the_vectors_of_transparency_dev") {
  const auto folder = corpus("transparency-dev-merkle/testdata");
  if (!folder) return;
  int seen = 0;
  for (const std::string kind : {"inclusion", "consistency"}) {
    for (const auto& file : fs::recursive_directory_iterator(*folder / kind)) {
      // Its "roots" have 12 bytes; we demand 32 even where nothing is hashed.
      if (!file.is_regular_file() || file.path().filename() == "sizes-are-equal-one-and-proof-is-empty.json") continue;
      CAPTURE(file.path().string());
      const auto json = bytes_in(file.path());
      CHECK(verify_vector(json, kind == "inclusion").has_value() == (member(json, "wantErr") == "false"));
      ++seen;
    }
  }
  CHECK(seen == 195);
}

TEST_CASE("a_real_log_opens_at_every_size_and_its_tiles_give_its_roots") {
  const auto folder = corpus("tessera/testdata/log");
  if (!folder) return;
  const auto key = parse_vkey("example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx").value();
  std::vector<std::string> leaves;
  std::string older_root = empty_root();
  for (std::uint64_t size = 0; size <= 15; ++size) {
    const auto checkpoint = open_checkpoint(bytes_in(*folder / cat("checkpoint.", size)), key).value();
    CHECK(checkpoint.size == size);
    if (size > 0) {
      const auto tile = bytes_in(*folder / cat("tile/0/000.p/", size));
      leaves.push_back(tile.substr((size - 1) * hash_bytes, hash_bytes));
      CHECK(verify_consistency(prove_consistency(leaves, size - 1), older_root, checkpoint.root));
    }
    CHECK(root_of(leaves) == checkpoint.root);
    older_root = checkpoint.root;
  }
}

}  // namespace
}  // namespace heed::merkle
