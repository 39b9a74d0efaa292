#pragma once
// Addresses on the web: references made absolute, as RFC 3986 says in section 5.

#include <optional>
#include <string>
#include <string_view>

namespace heed::web {

/// Whether it begins with "http://" or "https://" in any case of letters, and a host follows.
[[nodiscard]] bool is_http(std::string_view address);

/// The address that `reference` means where `base` is the address of the document that holds it. An empty reference
/// means the base itself, without its fragment. Nothing when the reference is relative and the base is not absolute.
[[nodiscard]] std::optional<std::string> resolve(std::string_view base, std::string_view reference);

/// The same address with everything in percent form that no URI may hold: blanks, quotes, letters beyond ASCII. What is
/// in percent form already stays. Nothing when a control character stands in it: no sound address has one, and some
/// would end a line of a request.
[[nodiscard]] std::optional<std::string> plain(std::string_view address);

}  // namespace heed::web
