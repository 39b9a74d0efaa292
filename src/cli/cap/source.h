#pragma once
// Private to this folder: the bytes of an alert, by the name that the command line gives: a file, "-", or an address.

#include <string>
#include <string_view>

#include "core/instant.h"
#include "core/result.h"

namespace heed::cap {

/// For an address, from the first lookup to the last byte, with every redirect on the way.
inline constexpr Duration fetch_time{30'000};

/// Whether it is fetched: it begins with http:// or https://, in any case.
[[nodiscard]] bool is_address(std::string_view name);

/// The name as it may be printed: without the user name and the password of an address.
[[nodiscard]] std::string shown(std::string_view name);

/// A file as cli::read_input gives it, or what is at an address. A person has typed the address, so it may be in any
/// network; what it leads to may be there too. At most redirects_max are followed, never from https to http.
///
/// Errors: those of cli::read_input; for an address malformed (no address that is taken, or the bytes are no XML),
/// not_found (404, 410), too_large (more than is parsed), refused (a redirect), unavailable (all else). Their place is
/// the name as it may be printed.
[[nodiscard]] Result<std::string> read_source(const std::string& name);

}  // namespace heed::cap
