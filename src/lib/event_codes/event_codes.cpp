#include "lib/event_codes/event_codes.h"

#include <algorithm>
#include <set>

#include "core/text.h"
#include "lib/toml/toml.h"

namespace heed::event_codes {
namespace {

/// Whether it may stand in a command and in a message as it is.
bool is_word(std::string_view text) {
  return !text.empty() && text == core::trimmed(text) && text.find('\n') == std::string_view::npos &&
         core::is_clean_utf8(text);
}

/// The line on which the code of that number stands.
std::string line_of(const Value& document, std::size_t index) {
  const auto* codes = document.find("codes");
  if (codes == nullptr || codes->array() == nullptr || index >= codes->array()->size()) return {};
  return cat(", line ", (*codes->array())[index].line);
}

std::unexpected<Error> wrong(std::string_view file, std::string_view line, std::string_view detail) {
  return fail(core::Code::malformed, cat(file, line, ": ", detail));
}

Result<void> check(const System& system, const Value& document, std::string_view file) {
  const bool is_named = is_word(system.system) && system.system.find(' ') == std::string::npos && is_word(system.title);
  if (!is_named) return wrong(file, "", "\"system\" is one word and \"title\" some words");
  if (system.codes.empty()) return wrong(file, "", "there is no code in it");
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < system.codes.size(); ++i) {
    const auto& [code, name] = system.codes[i];
    const auto line = line_of(document, i);
    if (!is_word(code) || !is_word(name))
      return wrong(file, line, "a code and its name are words without blanks around");
    if (!seen.insert(code).second) return wrong(file, line, cat("the code \"", code, "\" stands twice"));
  }
  return {};
}

}  // namespace

Result<System> parse(std::string_view text, std::string_view file_name) {
  TRY(const auto document, toml::parse(text, file_name));
  auto system = core::from_value<System>(document);
  if (!system) return fail(core::Code::malformed, cat(file_name, ": ", core::sentence(system.error())));
  TRY(check(*system, document, file_name));
  return *std::move(system);
}

std::string named(const cap::NamedValue& code) { return cat(code.name, " ", code.value); }

cap::NamedValue code_in(std::string_view named) {
  const auto blank = std::min(named.find(' '), named.size());
  return {std::string(named.substr(0, blank)), std::string(core::trimmed(named.substr(blank)))};
}

Result<void> Table::add(System system) {
  const auto name = system.system;
  if (systems_.contains(name)) return fail(core::Code::conflict, cat("two files hold the event codes of ", name));
  systems_.emplace(name, std::move(system));
  return {};
}

Result<cap::NamedValue> Table::find(std::string_view named) const {
  if (named.find(' ') == std::string_view::npos) {
    return fail(core::Code::malformed, "an event code is a system, a blank and a code, such as \"SAME CEM\"");
  }
  const auto wanted = code_in(named);
  if (!systems_.contains(wanted.name)) {
    std::vector<std::string> known;
    for (const auto& [name, system] : systems_) known.push_back(name);
    return fail(core::Code::not_found, cat("there are no event codes of \"", wanted.name, "\", only of ",
                                           known.empty() ? "none" : core::listed(known)));
  }
  if (name_of(wanted) == nullptr) {
    return fail(core::Code::not_found, cat(wanted.name, " has no event code \"", wanted.value, "\""));
  }
  return wanted;
}

const std::string* Table::name_of(const cap::NamedValue& code) const {
  const auto system = systems_.find(code.name);
  if (system == systems_.end()) return nullptr;
  const auto found = std::ranges::find(system->second.codes, code.value, &Code::code);
  return found == system->second.codes.end() ? nullptr : &found->name;
}

}  // namespace heed::event_codes
