#include "operations/commands/event_codes.h"

#include "adapters/store/memory/store.h"
#include "operations/testing/test_desk.h"
#include "operations/testing/way.h"

namespace heed::commands {
namespace {

using testing::must;
using testing::person;
using testing::verdict;

/// A hub with two lists, whose warning "sirens" is drafted with codes of them.
struct Sirens {
  memory::MemoryStore store;
  testing::TestDesk desk{store};
  event_codes::Table table;
  const WarningId id{"sirens"};

  Sirens() {
    must(table.add({"SAME", "Specific Area Message Encoding", {{"CEM", "Civil Emergency Message"}, {"TOE", "911"}}}));
    must(table.add({"OET", "Event terms", {{"OET-001", "active shooter situation"}}}));
    desk.desk.event_codes = &table;
    for (const auto& given : testing::way_to_release(desk.clock.now()))
      must(desk.give({given.actor, {}, {}, {}}, given.command, given.body));
  }
  Result<Done> draft(std::vector<std::string> codes) {
    auto draft = testing::draft_of(desk.clock.now());
    draft.warning = id;
    draft.event_codes = std::move(codes);
    return desk.give({person("ann"), {}, {}, {}}, "draft_warning", to_value(draft));
  }
  Result<Done> correct(std::optional<std::vector<std::string>> codes) {
    auto edition = testing::edition_of(warning::Kind::correct);
    edition.warning = id;
    edition.event_codes = std::move(codes);
    return desk.give({person("ann"), {}, {}, {}}, "draft_edition", to_value(edition));
  }
  [[nodiscard]] const std::vector<std::string>& codes(std::size_t edition) const {
    return desk.state.warnings.warnings.at(id).editions.at(edition - 1).drafted.event_codes;
  }
};

TEST_CASE("an_event_code_is_looked_up_at_the_draft_and_kept_for_the_editions_that_follow (PU-2)") {
  Sirens sirens;
  must(sirens.draft({"SAME  CEM", "OET OET-001"}));
  CHECK(sirens.codes(1) == std::vector<std::string>{"SAME CEM", "OET OET-001"});
  must(sirens.desk.give({testing::rita, {}, {}, {}}, "release_warning", to_value(warning::Let{sirens.id, 1})));
  must(sirens.correct({}));
  CHECK(sirens.codes(2) == sirens.codes(1));
  must(sirens.correct(std::vector<std::string>{"SAME TOE"}));
  CHECK(sirens.codes(3) == std::vector<std::string>{"SAME TOE"});
  must(sirens.correct(std::vector<std::string>{}));
  CHECK(sirens.codes(4).empty());
}

TEST_CASE("an_event_code_that_no_list_has_is_refused_with_its_place_and_leaves_no_entry (PU-2)") {
  struct Row {
    std::string name;
    std::vector<std::string> codes;
    std::string verdict;
  };
  const std::vector<Row> rows = {
      {"an unknown code", {"SAME CEM", "SAME ZZZ"}, "not_found @event_codes[1]"},
      {"an unknown list", {"UGC CEM"}, "not_found @event_codes[0]"},
      {"no list", {"CEM"}, "malformed @event_codes[0]"},
      {"another case", {"SAME cem"}, "not_found @event_codes[0]"},
      {"twice", {"SAME CEM", "SAME CEM"}, "conflict @event_codes[1]"},
      {"twice, written in two ways", {"SAME CEM", "SAME  CEM"}, "conflict @event_codes[1]"},
      {"too many", std::vector<std::string>(event_codes_max + 1, "SAME CEM"), "too_large @event_codes"},
      {"as many as there may be", std::vector<std::string>(event_codes_max, "SAME CEM"), "conflict @event_codes[1]"},
  };
  Sirens sirens;
  const auto before = sirens.desk.state.size;
  for (const auto& row : rows) {
    CAPTURE(row.name);
    CHECK(verdict(sirens.draft(row.codes)) == row.verdict);
  }
  sirens.desk.desk.event_codes = nullptr;
  CHECK(verdict(sirens.draft({"SAME CEM"})) == "unsupported @event_codes");
  CHECK(sirens.desk.state.size == before);
  CHECK(verdict(sirens.draft({})) == "done");
}

}  // namespace
}  // namespace heed::commands
