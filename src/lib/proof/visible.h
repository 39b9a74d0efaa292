#pragma once
// Words of strangers, before they are printed.

#include <string>
#include <string_view>

namespace heed::proof {

/// Text for a terminal or a page: characters that deceive the eye are written as \uXXXX. Why: an entry's text comes
/// from whoever reported it, and a name from whoever asked for a certificate; neither must be able to hide a part of a
/// sentence or turn it around. Requires: UTF-8.
[[nodiscard]] std::string visible(std::string_view text);

}  // namespace heed::proof
