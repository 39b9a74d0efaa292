#pragma once
// What differs between two messages, element by element.

#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace heed::compare {

struct Difference {
  std::string place{};   ///< "/alert/info[1]/headline[1]"
  std::string before{};  ///< empty where there was nothing
  std::string after{};
  bool operator==(const Difference&) const = default;
};

/// The elements of text that differ, in the order of the first document, then what is new. Prefixes, comments, blanks
/// between elements, line ends, references and encodings do not count. Elements of one name are told apart by their
/// number: who puts an info in front of others is told that all differ.
/// Errors: malformed, with the line, for the one that is no XML.
[[nodiscard]] Result<std::vector<Difference>> compare(std::string_view before, std::string_view after);

}  // namespace heed::compare
