#include <iostream>

#include "cli/api/table.h"
#include "cli/input.h"
#include "cli/tools.h"
#include "core/text.h"
#include "lib/json/json.h"

namespace heed::cli {
namespace {

/// A part of an answer, and how it stands in plain text.
struct Section {
  std::string title;  ///< empty: none, as the whole answer is this one table
  std::string rows;   ///< path to the list or the map
  std::vector<api::Column> columns;
};

/// A read: where it goes, and what of it is shown.
struct Reading {
  std::string path;  ///< on the command line
  std::string purpose;
  std::string address;  ///< below /api/v1/; "{CASE}" stands for an argument
  std::vector<Option> options;
  std::vector<std::pair<std::string, std::string>> queries{};  ///< name in the query, option
  std::vector<api::Column> heading{};
  std::vector<Section> sections{};  ///< none: the answer is shown as JSON
};

const std::vector<api::Column> deadline_columns{
    {"Due", "due"}, {"Overdue", "is_overdue"}, {"Owner", "owner"}, {"Case", "case_id"}, {"What is to be done", "text"}};
const std::vector<api::Column> standing_columns{{"Warning", "warning"},   {"Case", "case_id"},
                                                {"Standing", "standing"}, {"Until", "valid.until"},
                                                {"Status", "status"},     {"Acknowledged", "acknowledged"},
                                                {"Of", "asked"},          {"Title", "title"}};
const std::vector<api::Column> report_columns{
    {"Report", "received.report"},      {"Stage", "stage"},
    {"Source", "received.reliability"}, {"Word", "received.credibility"},
    {"Marking", "received.marking"},    {"Known since", "received.first_awareness.at"},
    {"From", "received.source"},        {"Case", "case_id"},
    {"What it says", "received.text"}};

Reading show_case() {
  return {"case show",
          "Show one case: targets, reports, warnings, deliveries, what is due.",
          "cases/{CASE}",
          {{"CASE", "the name of the case", OptionKind::text, true}},
          {},
          {{"Case", "case.opened.case_id"},
           {"Title", "case.opened.title"},
           {"Owner", "case.owner"},
           {"Regime", "case.opened.regime"},
           {"Closed", "case.closed"}},
          {{"Targets",
            "case.targets",
            {{"Target", "added.target"}, {"Threat", "threat"}, {"Since", "since.at"}, {"Name", "added.name"}}},
           {"Reports", "reports", report_columns},
           {"Warnings",
            "warnings",
            {{"Warning", "id"},
             {"Standing", "standing"},
             {"From", "valid.from"},
             {"Until", "valid.until"},
             {"Editions", "editions.drafted.what"}}},
           {"Deliveries",
            "deliveries",
            {{"Delivery", "planned.delivery"},
             {"Recipient", "planned.recipient"},
             {"Edition", "planned.edition"},
             {"Standing", "standing"}}},
           {"Due", "deadlines", deadline_columns}}};
}

Reading review_case() {
  const std::vector<api::Column> remark{{"At", "at"}, {"Entry", "entry"}, {"What", "text"}};
  return {"case review",
          "Show the after-action view of a case: who knew what when.",
          "cases/{CASE}/review",
          {{"CASE", "the name of the case", OptionKind::text, true},
           {"--as-of", "as it was known at this time, as 2024-03-06T12:00:00Z"}},
          {{"as_of", "--as-of"}},
          {{"Case", "case_id"},
           {"Title", "title"},
           {"As of", "as_of"},
           {"Known since", "first_awareness"},
           {"To issue", "delays.issuance"},
           {"To arrive", "delays.dissemination"},
           {"To be acknowledged", "delays.acknowledgement"}},
          {{"Told",
            "knowers",
            {{"Recipient", "recipient"},
             {"Warning", "tellings.warning"},
             {"Standing", "tellings.standing"},
             {"Released", "tellings.released_at"},
             {"Acknowledged", "tellings.acknowledged_at"},
             {"Name", "name"}}},
           {"Not to warn", "not_to_warn", remark},
           {"Lapses", "lapses", remark},
           {"Disputes", "disputes", remark},
           {"Story", "timeline", {{"At", "at"}, {"Entry", "entry"}, {"Who", "actor.name"}, {"What", "text"}}}}};
}

Reading list_reports() {
  return {"report list",
          "List reports, those of one stage or all.",
          "reports",
          {{"--stage", "received, routed or closed"}},
          {{"stage", "--stage"}},
          {},
          {{"", "reports", report_columns}}};
}

/// One table, which needs no argument.
Reading list(std::string path, std::string purpose, std::string address, Section section) {
  return {std::move(path), std::move(purpose), std::move(address), {}, {}, {}, {std::move(section)}};
}

Reading list_cases() {
  return list("case list", "List the cases.", "cases",
              {"",
               "cases",
               {{"Case", "case_id"},
                {"Owner", "owner"},
                {"Overdue", "overdue"},
                {"Threats", "targets.threat"},
                {"Warnings", "warnings.warning"},
                {"Closed", "closed"},
                {"Title", "title"}}});
}

Reading list_deliveries() {
  return list("deliver list", "List what was told to the recipient that calls.", "deliveries",
              {"",
               "deliveries",
               {{"Delivery", "delivery"},
                {"Edition", "edition"},
                {"Standing", "standing"},
                {"Until", "valid.until"},
                {"Headline", "headline"}}});
}

Reading show_watch() {
  return {"watch",
          "Show what is due, what is overdue, and which warnings stand.",
          "watch",
          {},
          {},
          {{"Now", "now"}},
          {{"Due", "deadlines", deadline_columns}, {"Warnings", "warnings", standing_columns}}};
}

Reading show_record() {
  return {"record show",
          "Show one entry of the record, or its size and last checkpoint.",
          "record/{INDEX}",
          {{"INDEX", "the number of the entry, from 0", OptionKind::number}}};
}

std::vector<Reading> readings() {
  return {list_reports(),
          list_cases(),
          show_case(),
          review_case(),
          list("warn list", "List the warnings that stand.", "watch", {"", "warnings", standing_columns}),
          list_deliveries(),
          show_watch(),
          show_record()};
}

Result<Value> read(const Reading& reading, const api::Wire& wire, const Arguments& arguments) {
  TRY(const auto access, access_of(arguments));
  auto address = reading.address;
  for (const auto& option : reading.options) {
    const auto place = cat("{", option.name, "}");
    const auto at = address.find(place);
    if (at != std::string::npos) address.replace(at, place.size(), api::encoded(arguments.text(option.name)));
  }
  while (address.ends_with('/')) address.pop_back();
  char joint = '?';
  for (const auto& [name, option] : reading.queries) {
    if (const auto value = arguments.find(option))
      address += cat(std::exchange(joint, '&'), name, "=", api::encoded(*value));
  }
  api::Request request;
  request.path = cat("/api/v1/", address);
  return api::ask(wire, access, request);
}

std::string shown(const Reading& reading, const Value& answer) {
  std::string out;
  for (const auto& line : reading.heading) {
    if (const auto value = api::pick(answer, line.path); !value.empty()) out += cat(line.title, ": ", value, "\n");
  }
  for (const auto& section : reading.sections) {
    const auto* rows = api::find(answer, section.rows);
    if (!section.title.empty()) out += cat(out.empty() ? "" : "\n", section.title, "\n");
    out += api::table(rows == nullptr ? Value{} : *rows, section.columns);
  }
  return reading.sections.empty() ? json::write_pretty(answer) + "\n" : out;
}

Tool tool_of(const Reading& reading, const api::Wire& wire) {
  Tool tool{reading.path, reading.purpose, reading.options, {}, {}};
  for (auto& each : access_options()) tool.options.push_back(std::move(each));
  tool.run = [reading, wire](const Arguments& arguments) {
    const auto answer = read(reading, wire, arguments);
    if (!answer) return failed(answer.error(), arguments);
    std::cout << (arguments.json() ? json::write(*answer) + "\n" : shown(reading, *answer));
    return Exit::done;
  };
  return tool;
}

}  // namespace

std::vector<Tool> reading_tools(const api::Wire& wire) {
  std::vector<Tool> tools;
  for (const auto& reading : readings()) tools.push_back(tool_of(reading, wire));
  return tools;
}

}  // namespace heed::cli
