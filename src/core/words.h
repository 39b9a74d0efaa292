#pragma once
// Enumerators and their one word, the same in C++, JSON, SQL, URLs, the console and the documents.

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/assert.h"
#include "core/result.h"
#include "core/text.h"

namespace heed::core {

/// An enumeration gets its words from a constexpr function found beside it:
///   constexpr auto words(Tier) { return core::word_table<Tier>({{Tier::internal, "internal"}, …}); }
template <class Enum, std::size_t n>
constexpr std::array<std::pair<Enum, std::string_view>, n> word_table(
    const std::pair<Enum, std::string_view> (&rows)[n]) {
  std::array<std::pair<Enum, std::string_view>, n> table{};
  std::copy(rows, rows + n, table.begin());
  return table;
}

template <class T>
concept Worded = std::is_enum_v<T> && requires(T value) { words(value).size(); };

template <Worded Enum>
[[nodiscard]] constexpr std::string_view word(Enum value) {
  for (const auto& [candidate, text] : words(value)) {
    if (candidate == value) return text;
  }
  return "?";
}

template <Worded Enum>
[[nodiscard]] Result<Enum> parse_word(std::string_view text) {
  std::vector<std::string> known;
  for (const auto& [candidate, name] : words(Enum{})) {
    if (name == text) return candidate;
    known.emplace_back(name);
  }
  return fail(Code::malformed, cat("\"", text.substr(0, 60), "\" is not one of ", listed(known, "or")));
}

/// Every enumerator, in the order of its table.
template <Worded Enum>
[[nodiscard]] constexpr auto all_of() {
  constexpr auto table = words(Enum{});
  std::array<Enum, table.size()> values{};
  for (std::size_t i = 0; i < table.size(); ++i) values[i] = table[i].first;
  return values;
}

}  // namespace heed::core

namespace heed {
using core::all_of;
using core::word;
}  // namespace heed
