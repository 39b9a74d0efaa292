#include <iostream>

#include "cli/api/body.h"
#include "cli/api/table.h"
#include "cli/input.h"
#include "cli/tools.h"
#include "core/text.h"
#include "lib/json/json.h"

namespace heed::cli {
namespace {

OptionKind kind_of(api::Form form) {
  switch (form) {
    case api::Form::text:
    case api::Form::group: return OptionKind::text;
    case api::Form::number: return OptionKind::number;
    case api::Form::flag: return OptionKind::flag;
    case api::Form::texts:
    case api::Form::documents: return OptionKind::list;
  }
  return OptionKind::text;
}

/// Why none is required of the parser: what --from holds counts too, and build_body says what is missing.
std::vector<Option> options_of(const api::CommandRow& row) {
  std::vector<Option> options;
  for (const auto& field : row.fields()) {
    const bool is_inner = field.path.find('.') != std::string::npos;
    const bool is_wanted = field.is_required && !is_inner && field.form != api::Form::group;
    auto help = cat(field.meaning, is_wanted ? " (required)" : "");
    options.push_back({api::option_name(row, field), std::move(help), kind_of(field.form)});
  }
  options.push_back({"--from", "a JSON file with the whole body, or - for standard input; single options go over it"});
  options.push_back({"--key", "the idempotency key: the same command under the same key is done once"});
  for (auto& each : access_options()) options.push_back(std::move(each));
  return options;
}

Result<Value> give(const api::CommandRow& row, const api::Wire& wire, const Arguments& arguments) {
  api::Given given;
  for (const auto& option : options_of(row)) {
    if (const auto& values = arguments.list(option.name); !values.empty()) given[option.name] = values;
  }
  TRY(const auto body, api::build_body(row, given, read_input));
  TRY(const auto access, access_of(arguments));
  api::Request request;
  request.body = json::write(body);
  request.key = arguments.find("--key").value_or(api::fresh_key());
  return api::give(wire, access, row.command, std::move(request));
}

/// "Done: bridge-2024 (entry 41)."
std::string told(const Value& done) {
  const auto* repeat = done.find("is_repeat");
  const bool is_repeat = repeat != nullptr && *repeat == Value(true);
  const auto entry = api::pick(done, "entry");
  return cat(is_repeat ? "Done before, under this key: " : "Done: ", api::pick(done, "name"),
             entry.empty() ? "" : cat(" (entry ", entry, ")"), ".\n");
}

Tool tool_of(const api::CommandRow& row, const api::Wire& wire) {
  Tool tool{row.path, row.purpose, options_of(row), {}, {}};
  tool.details = cat("The command of the API is ", row.command,
                     ". Options that take several values are given several times;\n"
                     "JSON may stand in a file: --answers @answers.json. A name that is left out is drawn by the hub.");
  tool.run = [&row, wire](const Arguments& arguments) {
    const auto done = give(row, wire, arguments);
    if (!done) return failed(done.error(), arguments);
    std::cout << (arguments.json() ? json::write(*done) + "\n" : told(*done));
    return Exit::done;
  };
  return tool;
}

}  // namespace

std::vector<Tool> command_tools(const api::Wire& wire) {
  std::vector<Tool> tools;
  // The rows live as long as the program.
  for (const auto& row : api::command_rows()) tools.push_back(tool_of(row, wire));
  return tools;
}

std::vector<Tool> client_tools_over(const api::Wire& wire) {
  auto tools = command_tools(wire);
  for (auto& each : reading_tools(wire)) tools.push_back(std::move(each));
  for (auto& each : register_tools(wire)) tools.push_back(std::move(each));
  tools.push_back(import_tool(wire));
  tools.push_back(preview_tool(wire));
  tools.push_back(resolve_tool());
  return tools;
}

std::vector<Tool> client_tools() { return client_tools_over(api::over_http); }

}  // namespace heed::cli
