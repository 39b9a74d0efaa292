#include <algorithm>
#include <array>
#include <iostream>

#include "cli/cap/parts.h"
#include "cli/cap/source.h"
#include "core/text.h"
#include "lib/cap/read.h"
#include "lib/cap/write.h"
#include "lib/json/json.h"

namespace heed::cap {
namespace {

using cli::Arguments;
using cli::Exit;

/// Elements that may stand several times: lists in JSON, also when there is one.
constexpr std::array<std::string_view, 11> listed = {"code",      "info",      "category", "responseType",
                                                     "eventCode", "parameter", "resource", "area",
                                                     "polygon",   "circle",    "geocode"};

Value value_of(const xml::Document& document, const xml::Element& element);

void put(core::Object& object, std::string_view name, Value value) {
  const auto found = std::ranges::find(object, name, &std::pair<std::string, Value>::first);
  const bool is_list = std::ranges::find(listed, name) != listed.end();
  if (found == object.end()) {
    object.emplace_back(name, is_list ? Value(core::Array{std::move(value)}) : std::move(value));
  } else if (auto* list = std::get_if<core::Array>(&found->second.data)) {
    list->push_back(std::move(value));
  }
}

/// The element under the names of CAP: a text, or an object. Signatures are shown beside it.
Value value_of(const xml::Document& document, const xml::Element& element) {
  if (element.first_child == xml::nothing) return std::string(element.text);
  core::Object object;
  for (const auto* child = document.at(element.first_child); child != nullptr; child = document.at(child->next)) {
    if (child->space == element.space) put(object, child->local, value_of(document, *child));
  }
  return object;
}

void print_line(std::string_view label, std::string_view text) {
  if (core::trimmed(text).empty()) return;
  std::cout << cat(label, ": ", printable(core::trimmed(text)), "\n");
}

template <class Enum>
std::string words_of(const std::vector<Enum>& values) {
  std::vector<std::string> names;
  for (const auto value : values) names.emplace_back(word(value));
  return core::listed(names);
}

void print_area(const Area& area) {
  std::string places;
  for (const auto& geocode : area.geocodes) places += cat(places.empty() ? "" : ", ", geocode.name, " ", geocode.value);
  std::cout << cat("  area: ", printable(area.description), " (", area.polygons.size(), " polygons, ",
                   area.circles.size(), " circles", places.empty() ? "" : cat("; ", printable(places)), ")\n");
}

void print_info(const Info& info) {
  std::cout << cat("\n[", info.language.empty() ? "en-US, not said" : printable(info.language), "] ",
                   printable(info.event), "\n");
  std::cout << cat("  ", words_of(info.categories), "; ", word(info.urgency), ", ", word(info.severity), ", ",
                   word(info.certainty), info.response_types.empty() ? "" : cat("; ", words_of(info.response_types)),
                   "\n");
  if (info.effective) print_line("  effective", time_text(*info.effective));
  if (info.onset) print_line("  onset", time_text(*info.onset));
  if (info.expires) print_line("  expires", time_text(*info.expires));
  print_line("  from", info.sender_name);
  print_line("  headline", info.headline);
  print_line("  description", info.description);
  print_line("  instruction", info.instruction);
  print_line("  web", info.web);
  print_line("  contact", info.contact);
  for (const auto& parameter : info.parameters) print_line(cat("  ", printable(parameter.name)), parameter.value);
  for (const auto& resource : info.resources) print_line("  resource", cat(resource.description, " ", resource.uri));
  for (const auto& area : info.areas) print_area(area);
}

void print_alert(const Alert& alert) {
  std::cout << cat(word(alert.type), ", ", word(alert.status), ", ", word(alert.scope), "\n");
  print_line("identifier", alert.identifier);
  print_line("sender", alert.sender);
  print_line("sent", time_text(alert.sent));
  print_line("restriction", alert.restriction);
  print_line("note", alert.note);
  for (const auto& earlier : alert.references) {
    print_line("about", cat(earlier.sender, " ", earlier.identifier, " ", time_text(earlier.sent)));
  }
  for (const auto& info : alert.infos) print_info(info);
}

/// The first error, for one that cannot be shown.
Error error_of(const Reading& reading) {
  for (const auto& each : reading.findings) {
    if (each.level == Level::error) return {Code::invalid, cat(each.rule, ": ", each.text), cat("line ", each.line)};
  }
  return {Code::invalid, "it is no alert", {}};
}

}  // namespace

Exit run_show(const Arguments& arguments) {
  const auto bytes = read_source(arguments.text("FILE"));
  if (!bytes) return cli::failed(bytes.error(), arguments);
  if (arguments.json()) {
    const auto document = xml::parse(*bytes);
    if (!document || document->root().local != "alert") return cli::failed(error_of(examine(*bytes)), arguments);
    std::cout << json::write(core::Object{{"alert", value_of(*document, document->root())},
                                          {"signatures", signature_values(judged(*bytes))}})
              << '\n';
    return Exit::done;
  }
  const auto reading = read(*bytes);
  if (!reading.alert) return cli::failed(error_of(reading), arguments);
  print_alert(*reading.alert);
  if (const auto signatures = judged(*bytes); !signatures.empty()) {
    std::cout << '\n' << signature_lines(signatures, {});
  }
  const auto errors = std::ranges::count(reading.findings, Level::error, &Finding::level);
  if (errors > 0) std::cout << cat("\nIt is not valid: ", errors, " errors; see heed cap check.\n");
  return Exit::done;
}

}  // namespace heed::cap
