#include "lib/area/geocodes/system.h"

#include <algorithm>

#include "core/limits.h"
#include "core/text.h"
#include "lib/area/geocodes/fold.h"
#include "lib/json/json.h"

namespace heed::geocodes {
namespace {

bool may_name_a_system(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
}

Result<void> check(const Head& head) {
  const bool is_name =
      !head.system.empty() && head.system.size() <= code_bytes && std::ranges::all_of(head.system, may_name_a_system);
  if (!is_name) {
    return fail(Code::invalid, "the name of a system is 1 to 64 letters, digits, '.', '_' or '-'", "system");
  }
  if (head.title.size() > limits::line_bytes || head.source.size() > limits::line_bytes) {
    return fail(Code::too_large, cat("title and source may have at most ", limits::line_bytes, " bytes"));
  }
  if (!(head.margin_km >= 0 && head.margin_km <= margin_km_max)) {
    return fail(Code::invalid, cat("a margin is between 0 and ", margin_km_max, " km"), "margin_km");
  }
  return {};
}

bool is_code(std::string_view code) { return !code.empty() && code.size() <= code_bytes; }

Result<void> check(const Row& row) {
  if (!is_code(row.code) || !std::ranges::all_of(row.also, is_code)) {
    return fail(Code::invalid, cat("a code has 1 to ", code_bytes, " bytes"), "code");
  }
  if (row.also.size() > names_max || row.other_names.size() > names_max) {
    return fail(Code::too_large, cat("a place may have at most ", names_max, " other names, and as many other codes"));
  }
  const auto is_long = [](const std::string& name) { return name.size() > limits::name_bytes; };
  if (row.name.empty() || is_long(row.name) || std::ranges::any_of(row.other_names, is_long)) {
    return fail(Code::invalid, cat("a name has 1 to ", limits::name_bytes, " bytes"), "name");
  }
  return {};
}

std::string at(std::string_view file, std::size_t line) { return cat(file, ", line ", line); }

void forget_lines(Value& value) {
  value.line = 0;
  if (auto* list = std::get_if<core::Array>(&value.data)) {
    for (auto& element : *list) forget_lines(element);
  } else if (auto* members = std::get_if<core::Object>(&value.data)) {
    for (auto& [name, member] : *members) forget_lines(member);
  }
}

/// Why the lines of the document are forgotten: each is read by itself, so all of them would be "line 1".
template <class T>
Result<T> read_line(std::string_view text) {
  auto document = json::parse(text);
  if (!document) {
    auto error = std::move(document).error();
    constexpr std::string_view only_line = "line 1, ";
    if (error.detail.starts_with(only_line)) error.detail.erase(0, only_line.size());
    return fail(std::move(error));
  }
  forget_lines(*document);
  auto read = from_value<T>(*document);
  if (!read) return read;
  TRY(check(*read));
  return read;
}

}  // namespace

Result<void> System::add(Row row, std::size_t line) {
  if (rows_.size() == rows_max) {
    return fail(Code::too_large, cat("a system may have at most ", rows_max, " codes"));
  }
  auto codes = row.also;
  codes.push_back(row.code);
  for (const auto& code : codes) {
    const auto [known, is_new] = by_code_.emplace(folded(code), rows_.size());
    const bool is_another_row = !is_new && known->second != rows_.size();
    if (is_another_row) {
      return fail(Code::invalid, cat("the code \"", code, "\" stands on line ", lines_[known->second], " too"));
    }
  }
  rows_.push_back(std::move(row));
  lines_.push_back(line);
  return {};
}

Result<System> System::parse(std::string_view text, std::string_view file) {
  if (text.size() > limits::import_bytes) {
    return fail(Code::too_large, cat("a file may have at most ", limits::import_bytes, " bytes"), std::string(file));
  }
  System system;
  system.file_ = file;
  bool has_head = false;
  for (std::size_t line = 1; !text.empty(); ++line) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto words = core::trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (words.empty()) continue;
    if (!has_head) {
      auto head = read_line<Head>(words);
      if (!head) return fail(core::within(at(file, line), std::move(head).error()));
      system.head_ = *std::move(head);
      has_head = true;
      continue;
    }
    auto row = read_line<Row>(words);
    if (!row) return fail(core::within(at(file, line), std::move(row).error()));
    auto taken = system.add(*std::move(row), line);
    if (!taken) return fail(core::within(at(file, line), std::move(taken).error()));
  }
  if (!has_head) return fail(Code::malformed, "this file is empty: its first line must name the system", system.file_);
  return system;
}

const Row* System::row(std::string_view code) const {
  const auto found = by_code_.find(folded(code));
  return found == by_code_.end() ? nullptr : &rows_[found->second];
}

Result<Place> System::find(std::string_view code) const {
  const auto* found = row(code);
  if (found == nullptr) {
    return fail(Code::not_found, cat("there is no code \"", code.substr(0, code_bytes), "\" in ", head_.system),
                "code");
  }
  return place(*found);
}

Result<Place> System::place(const Row& row) const {
  auto area = from_value<area::Area>(row.area);
  if (!area) {
    auto error = core::within("area", std::move(area).error());
    return fail(core::within(at(file_, lines_[static_cast<std::size_t>(&row - rows_.data())]), std::move(error)));
  }
  return Place{head_.system, row.code, row.name, head_.source, head_.margin_km, *std::move(area)};
}

std::string write(const Head& head, const std::vector<Row>& rows) {
  std::string out = cat(json::write(to_value(head)), "\n");
  for (const auto& row : rows) out += cat(json::write(to_value(row)), "\n");
  return out;
}

}  // namespace heed::geocodes
