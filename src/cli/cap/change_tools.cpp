// `cap diff` and `cap fix`.

#include <fstream>
#include <iostream>

#include "cli/cap/parts.h"
#include "cli/cap/source.h"
#include "cli/input.h"
#include "core/text.h"
#include "lib/cap/compare/compare.h"
#include "lib/cap/repair/repair.h"
#include "lib/json/json.h"

namespace heed::cap {

using cli::Arguments;
using cli::Exit;

Exit run_diff(const Arguments& arguments) {
  const auto before = read_source(arguments.text("BEFORE"));
  if (!before) return cli::failed(before.error(), arguments);
  const auto after = read_source(arguments.text("AFTER"));
  if (!after) return cli::failed(after.error(), arguments);
  const auto differences = compare::compare(*before, *after);
  if (!differences) return cli::failed(differences.error(), arguments);
  core::Array rows;
  for (const auto& each : *differences) {
    if (arguments.json()) {
      rows.push_back(core::Object{{"place", each.place}, {"before", each.before}, {"after", each.after}});
      continue;
    }
    std::cout << each.place << '\n';
    if (!each.before.empty()) std::cout << "  - " << printable(each.before) << '\n';
    if (!each.after.empty()) std::cout << "  + " << printable(each.after) << '\n';
  }
  if (arguments.json()) std::cout << json::write(core::Object{{"differences", std::move(rows)}}) << '\n';
  return differences->empty() ? Exit::done : Exit::no;
}

Result<void> write_output(const std::string& path, const std::string& bytes) {
  if (path == "-") {
    std::cout << bytes;
    return {};
  }
  std::ofstream file(path, std::ios::binary);
  file << bytes;
  file.close();
  if (!file) return fail(Code::unavailable, "this file could not be written", path);
  return {};
}

Exit run_fix(const Arguments& arguments) {
  const auto bytes = cli::read_input(arguments.text("FILE"));
  if (!bytes) return cli::failed(bytes.error(), arguments);
  const auto repaired = repair::repair(*bytes);
  if (!repaired) return cli::failed(repaired.error(), arguments);
  if (arguments.json()) {
    core::Array changes(repaired->changes.begin(), repaired->changes.end());
    std::cout << json::write(core::Object{{"changes", std::move(changes)}, {"alert", repaired->bytes}}) << '\n';
    return Exit::done;
  }
  if (const auto written = write_output(arguments.text("--output"), repaired->bytes); !written) {
    return cli::failed(written.error(), arguments);
  }
  for (const auto& change : repaired->changes) std::cerr << printable(change) << '\n';
  return Exit::done;
}

}  // namespace heed::cap
