#include "lib/event_codes/event_codes.h"

#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include <doctest/doctest.h>

#include "core/text.h"

namespace heed::event_codes {
namespace {

constexpr std::string_view plain =
    "system = \"SAME\"\ntitle = \"Some codes\"\n[[codes]]\ncode = \"CEM\"\nname = \"Civil Emergency Message\"\n";

TEST_CASE("a_code_is_found_by_its_system_and_its_name_and_becomes_a_pair_of_cap") {
  Table table;
  REQUIRE(table.add(*parse(plain, "same.toml")));
  const auto found = table.find("SAME CEM");
  REQUIRE(found);
  CHECK(*found == cap::NamedValue{"SAME", "CEM"});
  CHECK(*table.name_of(*found) == "Civil Emergency Message");
  CHECK(table.find("SAMECEM").error().code == core::Code::malformed);
  CHECK(table.find("SAME cem").error().code == core::Code::not_found);
  CHECK(table.find("SAME ").error().code == core::Code::not_found);
  CHECK(table.find("OET OET-001").error().detail.contains("only of SAME"));
  CHECK(table.add(*parse(plain, "again.toml")).error().code == core::Code::conflict);
}

TEST_CASE("a_wrong_file_is_refused_with_its_name_and_the_line") {
  struct Row {
    std::string_view name;
    std::string text;
    std::string_view says;
  };
  const std::string more = "[[codes]]\ncode = \"CEM\"\nname = \"Again\"\n";
  const std::array rows = {
      Row{"no TOML", "system = ", "x.toml, line 1"},
      Row{"an unknown key", cat(plain, "colour = \"red\"\n"), "x.toml"},
      Row{"no name", cat(plain, "[[codes]]\ncode = \"A\"\n"), "line 6"},
      Row{"twice", cat(plain, more), "x.toml, line 6: the code \"CEM\" stands twice"},
      Row{"an empty code", cat(plain, "[[codes]]\ncode = \"\"\nname = \"x\"\n"), "x.toml, line 6"},
      Row{"a blank at the end", cat(plain, "[[codes]]\ncode = \"A \"\nname = \"x\"\n"), "x.toml, line 6"},
      Row{"no codes", "system = \"A\"\ntitle = \"B\"\n", "no code"},
      Row{"two words for a system", "system = \"A B\"\ntitle = \"B\"\n[[codes]]\ncode = \"a\"\nname = \"b\"\n",
          "one word"}};
  for (const auto& row : rows) {
    CAPTURE(row.name);
    const auto refused = parse(row.text, "x.toml");
    REQUIRE(!refused);
    CHECK_MESSAGE(core::sentence(refused.error()).contains(row.says), core::sentence(refused.error()));
    CHECK(core::sentence(refused.error()).contains("x.toml"));
  }
}

TEST_CASE("the_lists_that_are_shipped_are_right") {
  const char* share = std::getenv("HEED_SHARE");
  const std::string folder = cat(share == nullptr ? "share" : share, "/event_codes/");
  constexpr std::array<std::pair<std::string_view, std::size_t>, 2> files = {{{"same.toml", 62}, {"oet.toml", 224}}};
  Table table;
  for (const auto& [name, count] : files) {
    std::ifstream file(cat(folder, name));
    if (!file) {
      MESSAGE("skipped: there is no " << folder << name);
      return;
    }
    auto system = parse(std::string(std::istreambuf_iterator<char>(file), {}), name);
    REQUIRE_MESSAGE(system, core::sentence(system.error()));
    CHECK(system->codes.size() == count);
    REQUIRE(table.add(*std::move(system)));
  }
  CHECK(*table.name_of({"SAME", "LAE"}) == "Local Area Emergency");
  CHECK(*table.name_of({"OET", "OET-193"}) == "terrorist incident");
}

}  // namespace
}  // namespace heed::event_codes
