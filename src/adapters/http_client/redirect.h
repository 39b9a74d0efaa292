#pragma once
// Where a redirect leads, for callers that follow one. The client itself follows none.

#include <optional>
#include <string>

#include "adapters/http_client/client.h"

namespace heed::http_client {

inline constexpr int redirects_max = 5;  ///< that are followed one after the other

/// Whether it asks for the same request at another address (RFC 9110, 15.4): 301 and 308 for good, 302 and 307 for now.
[[nodiscard]] bool is_redirect(const Answer& answer);
[[nodiscard]] bool is_for_good(const Answer& answer);

/// The absolute address that `answer`, which came from `url`, leads to; without a fragment. Errors: malformed (no
/// Location, or none that is an http or https address), refused (from https to http: nobody on the way may take the
/// protection off).
[[nodiscard]] Result<std::string> redirected(const std::string& url, const Answer& answer);

}  // namespace heed::http_client
