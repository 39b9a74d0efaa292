// Alerts of the world, read from the folder that HEED_CORPORA names; skipped when it is unset. Its manifest says of
// each what xmllint with the schema of OASIS and an independent validator (Google's) say.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/cap/read.h"
#include "lib/cap/write.h"

namespace heed::cap {
namespace {

namespace fs = std::filesystem;

struct Row {
  std::string file;
  std::string root;
  std::string schema;  ///< "valid", "invalid", "not-wellformed" or "n/a…"
  std::string google;  ///< "OK", "BAD", or something else where it said nothing
};

std::string bytes_in(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  REQUIRE_MESSAGE(stream.good(), file.string());
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// The text member of that name. The manifest is flat and printed one way, so no parser is needed.
std::string member(std::string_view object, std::string_view name) {
  const auto label = cat("\"", name, "\": \"");
  const auto at = object.find(label);
  if (at == std::string_view::npos) return {};
  object.remove_prefix(at + label.size());
  return std::string(object.substr(0, object.find('"')));
}

std::optional<fs::path> corpus() {
  const char* root = std::getenv("HEED_CORPORA");
  if (root != nullptr && fs::exists(fs::path(root) / "cap/manifest.json")) return fs::path(root) / "cap";
  MESSAGE("skipped: HEED_CORPORA is unset");
  return std::nullopt;
}

std::vector<Row> manifest(const fs::path& folder) {
  const auto text = bytes_in(folder / "manifest.json");
  std::vector<Row> rows;
  for (auto at = text.find("{\n"); at != std::string::npos; at = text.find("{\n", at + 1)) {
    const auto object = std::string_view(text).substr(at, text.find("\n }", at) - at);
    rows.push_back({member(object, "file"), member(object, "root"), member(object, "xsd"), member(object, "google")});
  }
  return rows;
}

TEST_CASE("the_verdict_of_the_schema_is_that_of_xmllint_on_every_file (PU-2)") {
  const auto folder = corpus();
  if (!folder) return;
  std::size_t seen = 0;
  for (const auto& row : manifest(*folder)) {
    const auto reading = read(bytes_in(*folder / row.file), {.profile = Profile::schema});
    if (row.root != "alert" || row.schema.starts_with("n/a")) {
      CHECK_MESSAGE(!reading.is_schema_valid, row.file);
      continue;
    }
    ++seen;
    CHECK_MESSAGE(reading.is_schema_valid == (row.schema == "valid"), row.file);
    CHECK_MESSAGE(reading.is_valid() == reading.is_schema_valid, row.file);
    if (row.schema == "not-wellformed") CHECK_MESSAGE(!reading.is_well_formed, row.file);
  }
  CHECK(seen > 700);
}

TEST_CASE("what_google_rejects_is_found_too") {
  const auto folder = corpus();
  if (!folder) return;
  std::size_t rejected = 0;
  for (const auto& row : manifest(*folder)) {
    if (row.google != "BAD") continue;
    ++rejected;
    const auto reading = examine(bytes_in(*folder / row.file), {.profile = Profile::google});
    CHECK_MESSAGE(!reading.is_valid(), row.file);
  }
  CHECK(rejected > 70);
}

TEST_CASE("what_was_read_is_written_and_read_as_the_same_message") {
  const auto folder = corpus();
  if (!folder) return;
  std::size_t seen = 0;
  for (const auto& row : manifest(*folder)) {
    const auto bytes = bytes_in(*folder / row.file);
    const auto first = read(bytes);
    if (!first.alert) continue;
    ++seen;
    const auto written = write(*first.alert);
    const auto again = read(written);
    REQUIRE_MESSAGE(again.alert, row.file);
    CHECK_MESSAGE(write(*again.alert) == written, row.file);
    if (first.is_schema_valid && first.version == Version::cap_1_2) CHECK_MESSAGE(again.is_schema_valid, row.file);
  }
  CHECK(seen > 700);
}

}  // namespace
}  // namespace heed::cap
