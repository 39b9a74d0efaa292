#include "cli/api/table.h"

#include <algorithm>

#include "core/text.h"
#include "lib/json/json.h"

namespace heed::api {
namespace {

constexpr std::size_t cell_letters = 44;

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

std::size_t letters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(c); }));
}

/// Trust: what people wrote elsewhere must not steer this terminal: control characters, C1 among them, become blanks.
std::string one_line(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool is_c1 = byte == 0xC2U && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0U;
    if (is_c1) ++i;
    out += is_c1 || byte < 0x20U || byte == 0x7FU ? ' ' : text[i];
  }
  return out;
}

std::string cut(std::string text, std::size_t most) {
  if (letters(text) <= most) return text;
  std::size_t end = 0;
  for (std::size_t count = 0; end < text.size(); ++end) {
    if (!is_continuation(text[end]) && count++ == most - 1) break;
  }
  return text.substr(0, end) + "…";
}

std::string plain(const Value& value) {
  if (value.is_null()) return {};
  if (value.text() != nullptr) return one_line(*value.text());
  return json::write(value);
}

std::vector<const Value*> elements(const Value& value) {
  std::vector<const Value*> all;
  if (const auto* array = value.array(); array != nullptr) {
    for (const auto& each : *array) all.push_back(&each);
  } else if (const auto* members = value.object(); members != nullptr) {
    for (const auto& [name, each] : *members) all.push_back(&each);
  }
  return all;
}

}  // namespace

const Value* find(const Value& value, std::string_view path) {
  if (path.empty()) return &value;
  const auto dot = path.find('.');
  const auto* inner = value.find(path.substr(0, dot));
  if (inner == nullptr || dot == std::string_view::npos) return inner;
  return find(*inner, path.substr(dot + 1));
}

std::string pick(const Value& value, std::string_view path) {
  if (value.array() != nullptr) {
    std::string out;
    for (const auto& each : *value.array()) {
      const auto text = pick(each, path);
      if (!text.empty()) out += cat(out.empty() ? "" : ", ", text);
    }
    return out;
  }
  if (path.empty()) return plain(value);
  const auto dot = path.find('.');
  const auto* inner = value.find(path.substr(0, dot));
  if (inner == nullptr) return {};
  return pick(*inner, dot == std::string_view::npos ? std::string_view{} : path.substr(dot + 1));
}

std::string table(const Value& rows, const std::vector<Column>& columns) {
  std::vector<std::vector<std::string>> lines(1);
  for (const auto& column : columns) lines.front().push_back(column.title);
  for (const auto* each : elements(rows)) {
    auto& line = lines.emplace_back();
    for (std::size_t i = 0; i < columns.size(); ++i) {
      auto cell = pick(*each, columns[i].path);
      line.push_back(i + 1 == columns.size() ? std::move(cell) : cut(std::move(cell), cell_letters));
    }
  }
  if (lines.size() == 1) return "none\n";
  std::vector<std::size_t> widths(columns.size());
  for (const auto& line : lines) {
    for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], letters(line[i]));
  }
  std::string out;
  for (const auto& line : lines) {
    std::string text;
    for (std::size_t i = 0; i < line.size(); ++i) {
      text += line[i];
      text.append(widths[i] - letters(line[i]) + 2, ' ');
    }
    text.erase(text.find_last_not_of(' ') + 1);
    out += text + "\n";
  }
  return out;
}

}  // namespace heed::api
