#include <fstream>
#include <iterator>
#include <set>

#include <doctest/doctest.h>

#include "core/text.h"
#include "lib/cap/findings/rule.h"

namespace heed::findings {
namespace {

[[maybe_unused]] std::string line_of(const Row& row) {
  return cat("| `", row.code, "` | ", word(row.level), " | ", word(row.issuing), " | ", row.source, " | ", row.meaning,
             " |\n");
}

TEST_CASE("every_code_is_there_once_and_has_the_form_of_a_code") {
  std::set<std::string_view> codes;
  for (const auto& row : catalogue()) {
    CHECK_MESSAGE(codes.insert(row.code).second, row.code);
    CHECK_MESSAGE(row.code.find('.') != std::string_view::npos, row.code);
    CHECK_MESSAGE(row.meaning.ends_with('.'), row.code);
  }
}

TEST_CASE("the_table_of_codes_in_the_documents_is_that_of_the_program") {
#ifdef HEED_SOURCE_DIR
  std::ifstream file(HEED_SOURCE_DIR "/docs/cap.md");
  REQUIRE(file.good());
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  std::size_t rows = 0;
  for (auto at = text.find("\n| `", text.find("## Codes")); at != std::string::npos; at = text.find("\n| `", at + 1))
    ++rows;
  for (const auto& row : catalogue()) {
    CHECK_MESSAGE(text.find(line_of(row)) != std::string::npos, "docs/cap.md lacks: ", line_of(row));
  }
  CHECK_MESSAGE(rows == catalogue().size(), "docs/cap.md has rows of codes that are no more");
#else
  MESSAGE("skipped: the folder of the sources is not known");
#endif
}

}  // namespace
}  // namespace heed::findings
