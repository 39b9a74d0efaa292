#include <iostream>

#include "cli/cap/parts.h"
#include "cli/cap/source.h"
#include "core/text.h"
#include "lib/cap/read.h"
#include "lib/json/json.h"

namespace heed::cap {
namespace {

using cli::Arguments;
using cli::Exit;

Value value_of(const std::string& file, const Reading& reading, const std::vector<xmlsign::Verdict>& signatures) {
  core::Array findings;
  for (const auto& each : reading.findings) {
    findings.push_back(core::Object{{"code", each.rule},
                                    {"level", word(each.level)},
                                    {"line", std::uint64_t{each.line}},
                                    {"place", each.place},
                                    {"text", each.text}});
  }
  return core::Object{{"file", file},
                      {"valid", reading.is_valid()},
                      {"schema_valid", reading.is_schema_valid},
                      {"findings", std::move(findings)},
                      {"signatures", signature_values(signatures)}};
}

/// "FILE: invalid: CODE line N: sentence"; warnings and notes say so instead of "invalid".
void print(const std::string& file, const Reading& reading) {
  for (const auto& each : reading.findings) {
    const auto level = each.level == Level::error ? std::string_view("invalid") : word(each.level);
    std::cout << cat(file, ": ", level, ": ", each.rule, " line ", each.line, ": ", printable(each.text), "\n");
  }
  if (reading.is_valid()) std::cout << file << ": valid\n";
}

}  // namespace

Exit run_check(const Arguments& arguments) {
  const auto profile = core::parse_word<Profile>(arguments.text("--profile"));
  if (!profile) return cli::failed({Code::malformed, profile.error().detail, "--profile"}, arguments);
  const Demand demand{.profile = *profile};
  auto exit = Exit::done;
  core::Array documents;
  for (const auto& name : arguments.list("FILE")) {
    const auto file = shown(name);
    const auto bytes = read_source(name);
    if (!bytes) {
      cli::print_error({bytes.error().code, bytes.error().detail, file}, arguments);
      exit = Exit::usage;
      // Why no further with --json: the error is the one document that is answered.
      if (arguments.json()) return exit;
      continue;
    }
    const auto reading = examine(*bytes, demand);
    if (!reading.is_valid() && exit == Exit::done) exit = Exit::no;
    // Why they do not change the exit: who cannot verify a signature is to take the alert all the same (CAP, 3.3.4.1).
    const auto signatures = judged(*bytes);
    if (arguments.json()) {
      documents.push_back(value_of(file, reading, signatures));
    } else {
      print(file, reading);
      std::cout << signature_lines(signatures, cat(file, ": "));
    }
  }
  if (arguments.json()) std::cout << json::write(core::Object{{"files", std::move(documents)}}) << '\n';
  return exit;
}

}  // namespace heed::cap
