// `alerts hear`: files of alerts pushed to the hub, and what became of each.

#include <iostream>

#include "cli/api/table.h"
#include "cli/heard/parts.h"
#include "cli/heard/tools.h"
#include "cli/input.h"
#include "core/text.h"
#include "lib/capfeed/document.h"
#include "lib/json/json.h"

namespace heed::heard {
namespace {

using cli::Arguments;
using cli::Exit;

constexpr Duration push_deadline{60'000};

Result<Value> push(const api::Wire& wire, const api::Access& access, const std::string& file) {
  TRY(auto bytes, cli::read_input(file));
  // Why here too: the hub would cut the connection in the middle, and nobody would read why.
  if (bytes.size() > capfeed::document_bytes) {
    return fail(Code::too_large,
                cat("it has ", bytes.size(), " bytes; a hub takes at most ", capfeed::document_bytes, " at one time"));
  }
  api::Request request{.method = "POST", .path = "/api/v1/alerts", .body = std::move(bytes)};
  request.deadline = push_deadline;
  return api::ask(wire, access, request);
}

/// "FILE: 2 new, 1 known"; then what was refused, each with its reason.
std::string lines_of(const std::string& file, const Value& outcome) {
  const auto fresh = list(outcome, "fresh").size();
  const auto known = number(outcome, "known") + number(outcome, "again");
  const auto& refused = list(outcome, "refused");
  std::string said;
  const auto add = [&](std::uint64_t count, std::string_view word) {
    if (count > 0) said += cat(said.empty() ? "" : ", ", count, " ", word);
  };
  add(fresh, "fresh");
  add(known, "known");
  add(refused.size(), "refused");
  auto out = cat(file, ": ", said.empty() ? "nothing in it" : said);
  for (const auto& each : refused) {
    const auto item = api::pick(each, "item");
    out += cat("\n  refused: ", item.empty() ? "" : cat("\"", item, "\": "), api::pick(each, "why"));
  }
  return out + "\n";
}

Value document_of(const std::string& file, const Value& outcome) {
  Value document = core::Object{{"file", file}};
  for (const auto* name : {"fresh", "again", "known", "refused"}) {
    if (const auto* found = outcome.find(name)) document.set(name, *found);
  }
  return document;
}

Value document_of(const std::string& file, const Error& error) {
  Value told = core::Object{{"code", core::word(error.code)}, {"detail", error.detail}};
  if (!error.place.empty()) told.set("place", error.place);
  return core::Object{{"file", file}, {"error", std::move(told)}};
}

/// Why never `usage`: what is malformed is the file, and scripts look at 1 for what was refused.
Exit exit_of_refusal(Code code) { return cli::exit_of(code) == Exit::failed ? Exit::failed : Exit::no; }

Exit run_hear(const api::Wire& wire, const Arguments& arguments) {
  const auto access = cli::access_of(arguments);
  if (!access) return cli::failed(access.error(), arguments);
  auto exit = Exit::done;
  core::Array documents;
  for (const auto& file : arguments.list("FILE")) {
    const auto outcome = push(wire, *access, file);
    if (outcome && !list(*outcome, "refused").empty()) exit = std::max(exit, Exit::no);
    if (!outcome) exit = std::max(exit, exit_of_refusal(outcome.error().code));
    documents.push_back(outcome ? document_of(file, *outcome) : document_of(file, outcome.error()));
    if (!arguments.json()) {
      std::cout << (outcome ? lines_of(file, *outcome)
                            : cat(file, ": refused: ", api::pick(Value(core::sentence(outcome.error())), ""), "\n"));
    }
    // Why no further: who does not answer now does not take the next file either.
    if (exit == Exit::failed) break;
  }
  if (arguments.json()) std::cout << json::write(core::Object{{"files", std::move(documents)}}) << '\n';
  return exit;
}

}  // namespace

cli::Tool hear_tool(const api::Wire& wire) {
  cli::Tool tool{"alerts hear",
                 "Push alerts of others to the hub: files of CAP, feeds with alerts in them, EDXL distributions.",
                 {{"FILE", "a file, or - for standard input", cli::OptionKind::list, true}},
                 [wire](const Arguments& arguments) { return run_hear(wire, arguments); },
                 "The bytes are kept as they are. One line a file: fresh is what the hub had not heard, known what it\n"
                 "had, refused what it would not take, with the reason. The exit status is 1 when something was\n"
                 "refused. Pushing the same again does nothing twice.\n"};
  for (auto& each : cli::access_options()) tool.options.push_back(std::move(each));
  return tool;
}

std::vector<cli::Tool> heard_tools(const api::Wire& wire) {
  return {list_tool(wire), show_tool(wire), original_tool(wire), hear_tool(wire), feeds_tool(wire)};
}

}  // namespace heed::heard
