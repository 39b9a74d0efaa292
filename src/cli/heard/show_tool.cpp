// `alerts show` and `alerts original`: one alert, as the hub judges it, and as it came.

#include <filesystem>
#include <fstream>
#include <iostream>

#include "cli/api/table.h"
#include "cli/heard/parts.h"
#include "cli/input.h"
#include "core/text.h"
#include "lib/json/json.h"

namespace heed::heard {
namespace {

using cli::Arguments;
using cli::Exit;

constexpr std::size_t name_width = 12;

std::string line(std::string_view name, std::string_view text) {
  return text.empty() ? std::string() : cat(padded(cat(name, ":"), name_width), text, "\n");
}

/// What the state of a signature says to people (xmlsign::state_of).
std::string signature_said(std::string_view state) {
  if (state == "none") return "not signed";
  if (state == "bound") return "holds, and its key may speak for this sender";
  if (state == "unbound") return "holds, by a key that nobody bound to this sender";
  if (state == "untrusted") return "holds, by a key that nobody here vouches for";
  if (state == "broken") return "BROKEN: the bytes are not what was signed";
  return cat(state, "; see docs/cap.md");
}

std::string standing_said(const Value& view) {
  auto said = api::pick(view, "standing");
  if (const auto by = api::pick(view, "end.by.identity.identifier"); !by.empty()) {
    said += cat(" by \"", by, "\", sent ", minute(view, "end.sent"));
  }
  return said;
}

std::string findings_said(const Value& view) {
  const auto errors = number(view, "errors"), warnings = number(view, "warnings");
  if (errors + warnings == 0) return "none";
  return cat(counted(errors, "error"), ", ", counted(warnings, "warning"), ": ", api::pick(view, "findings"));
}

/// "2 venues, 1 person", as it was when it was heard.
std::string concern_said(const Value& view) {
  const auto* concerns = view.find("concerns");
  if (concerns == nullptr) return "it does not say where, or was over when it was heard";
  std::vector<std::string> parts;
  for (const std::string_view sort : {"venue", "organisation", "system", "person"}) {
    if (const auto count = number(*concerns, cat(sort, "s")); count > 0) parts.push_back(counted(count, sort));
  }
  auto said = parts.empty() ? std::string("none of our recipients") : core::listed(parts);
  if (const auto codes = number(*concerns, "codes_left_out"); codes > 0) {
    said += cat("; ", counted(codes, "code"), " of places could not be looked up");
  }
  return said;
}

std::string head_of(const Value& view) {
  const auto until = warns(view) ? minute(view, "stands_until") : std::string();
  const auto report = api::pick(view, "report");
  auto out = cat(
      line("Alert", api::pick(view, "digest")), line("Sender", api::pick(view, "sender")),
      line("Identifier", api::pick(view, "identifier")), line("Sent", minute(view, "sent")),
      line("Kind", cat(api::pick(view, "status"), ", ", api::pick(view, "msg_type"), ", ", api::pick(view, "scope"))),
      line("Standing", standing_said(view)),
      line("Until",
           cat(until, !until.empty() && is_set(view, "is_assumed") ? " (assumed: it names no end itself)" : "")),
      line("Signature", signature_said(api::pick(view, "signature"))), line("Findings", findings_said(view)),
      line("Covers", concern_said(view)), line("Entry", api::pick(view, "entry")),
      line("Report", report.empty() ? "none; \"heed alerts report\" makes one" : report));
  if (is_set(view, "is_altered")) out += line("Altered", "YES: the same message is here with other bytes");
  if (is_set(view, "is_reused")) out += line("Reused", "YES: its sender gave this identifier to another message too");
  return out;
}

std::string text_of(const Value& view) {
  auto out = head_of(view);
  for (const auto& info : list(view, "infos")) {
    const auto language = api::pick(info, "language");
    out += cat("\n", language.empty() ? "" : cat("[", language, "] "), api::pick(info, "event"), ": ",
               api::pick(info, "urgency"), ", ", api::pick(info, "severity"), ", ", api::pick(info, "certainty"), "\n",
               cut(cat("  ", api::pick(info, "headline")), 4 * screen_letters), "\n");
  }
  if (!list(view, "places").empty()) out += "\nOf ours, as registered now\n";
  for (const auto& place : list(view, "places")) {
    out += cat("  ", cut(api::pick(place, "name"), screen_letters), " (", api::pick(place, "sort"), ")\n    ",
               api::pick(place, "why"), "\n");
  }
  out += "\nHeard by\n";
  for (const auto& way : list(view, "ways")) {
    out +=
        cat("  ", minute(way, "at"), "  ", api::pick(way, "way.feed"), "\n    ", api::pick(way, "way.address"), "\n");
  }
  if (!list(view, "references").empty()) out += "\nRefers to\n";
  for (const auto& each : list(view, "references")) {
    out += cat("  ", api::pick(each, "reference.identifier"), " of ", api::pick(each, "reference.sender"), "\n    ",
               api::pick(each, "link"), ": ", api::pick(each, "said"), "\n");
  }
  if (!list(view, "corroborated_by").empty()) out += "\nOthers who warn of the same\n";
  for (const auto& each : list(view, "corroborated_by")) {
    out += cat("  ", api::pick(each, "alert.identity.sender"), ": ", api::pick(each, "alert.identity.identifier"),
               "\n    ", api::pick(each, "reasons"), "\n");
  }
  return out;
}

Exit run_show(const api::Wire& wire, const Arguments& arguments) {
  const auto view = [&]() -> Result<Value> {
    TRY(const auto access, cli::access_of(arguments));
    TRY(const auto digest, digest_of(wire, access, arguments.text("DIGEST")));
    return api::ask(wire, access, {.path = cat("/api/v1/alerts/", api::encoded(digest))});
  }();
  if (!view) return cli::failed(view.error(), arguments);
  std::cout << (arguments.json() ? json::write(*view) + "\n" : text_of(*view));
  return Exit::done;
}

Result<std::string> bytes_of(const api::Wire& wire, const Arguments& arguments) {
  TRY(const auto access, cli::access_of(arguments));
  TRY(const auto digest, digest_of(wire, access, arguments.text("DIGEST")));
  const api::Request request{.path = cat("/api/v1/alerts/", api::encoded(digest), "/original")};
  TRY(auto reply, wire(access, request));
  if (reply.status == 200) return std::move(reply.body);
  const auto told =
      api::ask([&](const api::Access&, const api::Request&) { return Result<api::Reply>(reply); }, access, request);
  if (!told) return fail(told.error());
  return fail(Code::internal, cat("the hub answered ", reply.status, " and no bytes"));
}

/// The file has its name only once it is whole.
Result<void> write_file(const std::string& path, const std::string& bytes) {
  const auto part = path + ".part";
  std::ofstream file(part, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  std::error_code error;
  if (file) std::filesystem::rename(part, path, error);
  if (file && !error) return {};
  std::filesystem::remove(part, error);
  return fail(Code::unavailable, "this could not be written; is there room, and may you write here?", path);
}

Exit run_original(const api::Wire& wire, const Arguments& arguments) {
  const auto path = arguments.text("-o");
  const bool is_file = !path.empty() && path != "-";
  if (arguments.json() && !is_file) {
    return cli::failed({Code::malformed, "the bytes of others are no JSON; give -o FILE", "--json"}, arguments);
  }
  const auto bytes = bytes_of(wire, arguments);
  if (!bytes) return cli::failed(bytes.error(), arguments);
  if (!is_file) {
    std::cout.write(bytes->data(), static_cast<std::streamsize>(bytes->size()));
    return Exit::done;
  }
  if (const auto written = write_file(path, *bytes); !written) return cli::failed(written.error(), arguments);
  if (arguments.json())
    std::cout << json::write(core::Object{{"file", path}, {"bytes", std::uint64_t{bytes->size()}}}) << '\n';
  else
    std::cout << counted(bytes->size(), "byte") << " are in " << path << ".\n";
  return Exit::done;
}

const cli::Option digest_option{"DIGEST", "the digest of the alert, or its first letters (four at least)",
                                cli::OptionKind::text, true};
constexpr std::string_view about_dashes = "A digest that begins with a dash stands behind --, as in: heed alerts ";

cli::Tool with_access(cli::Tool tool) {
  for (auto& each : cli::access_options()) tool.options.push_back(std::move(each));
  return tool;
}

}  // namespace

cli::Tool show_tool(const api::Wire& wire) {
  return with_access({"alerts show",
                      "Show one alert of others: what it says, by which ways it came, and what it ended.",
                      {digest_option},
                      [wire](const Arguments& arguments) { return run_show(wire, arguments); },
                      cat(about_dashes, "show -- -k3Fz\n")});
}

cli::Tool original_tool(const api::Wire& wire) {
  return with_access({"alerts original",
                      "Write the bytes of an alert as they came, untouched.",
                      {digest_option, {"-o", "the file; it gets its name once it is whole. Else standard output"}},
                      [wire](const Arguments& arguments) { return run_original(wire, arguments); },
                      cat("Others wrote these bytes: look at them with \"heed cap show\" before you open them.\n",
                          about_dashes, "original -- -k3Fz\n")});
}

}  // namespace heed::heard
