#include "app/drill/paths.h"

#include "adapters/store/memory/store.h"
#include "app/testing/office.h"
#include "lib/json/json.h"
#include "operations/testing/way.h"

namespace heed::drill {
namespace {

TEST_CASE("a_path_finds_groups_list_elements_by_number_and_elements_by_a_field_and_nothing_where_nothing_is") {
  struct Row {
    const char* path;
    std::string found;  ///< as JSON; empty: nothing
  };
  const std::vector<Row> rows = {
      {"cases/c/targets/hall/threat", R"("open")"},
      {"cases/c/owner", R"("ann")"},
      {"cases/c/reports/0", R"("r1")"},
      {"cases/c/reports/1", ""},
      {"cases/c/reports/-1", ""},
      {"cases/c/reports/0x", ""},
      {"cases/x", ""},
      {"cases/c/owner/name", ""},
      {"reports/r1/stage", R"("routed")"},
      {"decisions/c/hall/made/0/standing", R"("warn")"},
      {"warnings/w/editions/0/drafted/contents/[tier=public]/language", R"("en")"},
      {"deliveries/[planned.recipient=newspaper]/standing", R"("queued")"},
      {"deliveries/[planned.delivery=w/1/hall-office]/planned/edition", "1"},
      {"deliveries/[planned.edition=1]/planned/warning", R"("w")"},
      {"deliveries/[planned.recipient=nobody]", ""},
      {"deliveries/[planned.recipient]", ""},
      {"recipients/newspaper/recipient/tier", R"("public")"},
      {"alarms/0", ""},
      {"tasks", "[]"},
      {"claims/c", "[]"},
      {"measures", "{}"},
      {"questions", "{}"},
      {"disputes", "{}"},
      {"briefings", "[]"},
      {"rejections", "[]"},
      {"acknowledgements", "[]"},
  };
  memory::MemoryStore store;
  testing::TestDesk desk(store);
  for (const auto& given : testing::way_to_release(desk.clock.now())) {
    testing::must(desk.give({given.actor, {}, {}, {}}, given.command, given.body));
  }
  for (const auto& row : rows) {
    CAPTURE(row.path);
    const auto found = testing::must(find_path(desk.desk, row.path));
    CHECK((found ? json::write(*found) : std::string{}) == row.found);
  }
}

TEST_CASE("a_path_that_can_never_be_right_is_refused_and_says_why") {
  struct Row {
    const char* path;
    const char* says;
  };
  const std::vector<Row> rows = {
      {"", "empty step"},
      {"/cases", "empty step"},
      {"cases//c", "empty step"},
      {"cases/", "empty step"},
      {"weather/today", "begins with"},
      {"deliveries/[planned.recipient=a", "bracket"},
      {"deliveries/a]b", "bracket"},
  };
  memory::MemoryStore store;
  testing::TestDesk desk(store);
  for (const auto& row : rows) {
    CAPTURE(row.path);
    const auto found = find_path(desk.desk, row.path);
    REQUIRE_FALSE(found);
    CHECK(found.error().code == Code::malformed);
    CHECK_MESSAGE(found.error().detail.find(row.says) != std::string::npos, found.error().detail);
  }
}

}  // namespace
}  // namespace heed::drill
