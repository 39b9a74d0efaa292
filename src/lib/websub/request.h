#pragma once
// What a subscriber posts to the hub (WebSub, section 5.1).

#include <string>
#include <string_view>

#include "core/instant.h"
#include "core/result.h"
#include "core/words.h"

namespace heed::websub {

/// Of a callback and of a topic. Why not more: what is asked is appended to the callback, and the whole is one address.
inline constexpr std::size_t url_bytes = 1'024;
inline constexpr std::size_t secret_bytes = 199;  ///< "less than 200 bytes in length"
inline constexpr Duration lease_min = std::chrono::hours(1);
inline constexpr Duration lease_default = std::chrono::hours(24 * 10);
inline constexpr Duration lease_max = std::chrono::hours(24 * 30);

enum class Mode { subscribe, unsubscribe };
constexpr auto words(Mode) {
  return core::word_table<Mode>({{Mode::subscribe, "subscribe"}, {Mode::unsubscribe, "unsubscribe"}});
}

struct Request {
  Mode mode = Mode::subscribe;
  std::string callback{};
  std::string topic{};
  Duration lease = lease_default;  ///< within lease_min and lease_max, whatever was asked
  std::string secret{};            ///< empty: what is sent is not signed

  bool operator==(const Request&) const = default;
};

/// Reads application/x-www-form-urlencoded. Fields that it does not know are ignored, as often as they come:
/// subscribers of older protocols send some twice. Errors: malformed or too_large, with a sentence and the field's
/// name. Guarantees: texts are valid UTF-8 without control characters, and the callback has no fragment; whether it is
/// an address that may be called, and whether the topic is ours, is not asked here.
[[nodiscard]] Result<Request> read_request(std::string_view form);

}  // namespace heed::websub
