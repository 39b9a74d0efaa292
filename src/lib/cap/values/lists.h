#pragma once
// The lists that CAP keeps in one text: addresses, incidents, references.

#include <optional>
#include <string_view>
#include <vector>

#include "lib/cap/values/time.h"

namespace heed::values {

/// Items with blanks between them; an item of several words stands in double quotes, which are left out here.
struct Items {
  std::vector<std::string_view> items{};
  bool are_quotes_sound = true;  ///< every quote opens or closes an item that is not empty
};
[[nodiscard]] Items read_items(std::string_view text);

/// One of "sender,identifier,sent". `sent` is nothing when its text is no time.
struct ReadReference {
  std::string_view text{};
  std::string_view sender{};
  std::string_view identifier{};
  std::string_view sent_text{};
  std::optional<ReadTime> sent{};
  bool has_three_parts = false;
};
/// References that are read of one message; further ones are not looked at.
inline constexpr std::size_t references_max = 20'000;
[[nodiscard]] std::vector<ReadReference> read_references(std::string_view text);

/// Pieces between blanks (spaces, tabs, newlines).
[[nodiscard]] std::vector<std::string_view> pieces(std::string_view text);

/// Whether a name can stand in a reference: not empty, and without blanks, comma, "<" and "&" (CAP 1.2, 3.2.1).
[[nodiscard]] bool is_name(std::string_view name);

}  // namespace heed::values
