// The tables of all state machines stand in the documents as the code has them.

#include <fstream>
#include <sstream>

#include "flow/delivery/life.h"
#include "flow/record/authority.h"
#include "flow/record/table.h"
#include "flow/warning/testing/warnings.h"

namespace heed::flow {
namespace {

/// What may be done with a report, as the columns of its table.
enum class Deed { route, close };
constexpr auto words(Deed) { return core::word_table<Deed>({{Deed::route, "route"}, {Deed::close, "close"}}); }

/// Where a deed leads a report, asked of the rules themselves.
Result<report::Stage> report_next(report::Stage from, Deed deed) {
  testing::Desk<report::State> desk;
  const ReportId id{"r1"};
  desk.note(testing::received("r1"));
  if (from == report::Stage::routed) desk.note(report::Routed{id, testing::case_c});
  if (from == report::Stage::closed) desk.note(report::Closed{id, "nothing in it"});
  const auto& state = desk.of<report::State>();
  TRY(const auto drafts,
      deed == Deed::route ? report::route(state, id, testing::case_c) : report::close(state, {id, "nothing in it"}));
  desk.write(drafts);
  return state.reports.at(id).stage;
}

std::string report_table() { return record::table<report::Stage, Deed>("stage", report_next); }
std::string threat_table() { return record::table<cases::Threat, cases::Threat>("threat", cases::next); }

std::string text_of(std::string_view path) {
  std::ifstream file(cat(HEED_SOURCE_DIR, "/", path));
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST_CASE("every_table_of_the_documents_is_the_table_of_the_code") {
  struct Row {
    std::string_view path;
    std::string table;
  };
  for (const auto& row :
       {Row{"docs/states.md", report_table()}, Row{"docs/states.md", threat_table()},
        Row{"docs/states.md", warning::life_table()}, Row{"docs/states.md", delivery::life_table()},
        Row{"docs/states.md", record::authority_table()}, Row{"src/flow/report/README.md", report_table()},
        Row{"src/flow/cases/README.md", threat_table()}, Row{"src/flow/warning/README.md", warning::life_table()},
        Row{"src/flow/delivery/README.md", delivery::life_table()}}) {
    const auto text = text_of(row.path);
    const bool stands_there = text.find("\n" + row.table + "\n") != std::string::npos || text.ends_with(row.table);
    CHECK_MESSAGE(stands_there, row.path, " should hold this table, and holds another one or none:\n", row.table);
  }
}

}  // namespace
}  // namespace heed::flow
