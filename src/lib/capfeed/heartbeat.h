#pragma once
// The sign of life that a stream of alerts gives, and what it says was sent.

#include <optional>
#include <string_view>
#include <vector>

#include "lib/cap/alert.h"

namespace heed::capfeed {

/// Who sends the heartbeats of Canada's NAADS. Some writers add a host: "NAADS-Heartbeat@…".
inline constexpr std::string_view heartbeat_sender = "NAADS-Heartbeat";

struct Heartbeat {
  cap::Time sent{};
  /// The messages that were last sent on the stream (NAADS lists ten), in its order. One that was never received is a
  /// gap, and is to be fetched elsewhere.
  std::vector<cap::Reference> listed{};
  bool operator==(const Heartbeat&) const = default;
};

/// What the alert says when it is a heartbeat: its status is System, and its sender is `sender`, in any case of
/// letters, alone or before an "@". NAADS sends one at least every minute; none for three means that the connection is
/// dead. A System message of another sender is no heartbeat, and neither is any that is to be acted on.
[[nodiscard]] std::optional<Heartbeat> heartbeat_in(const cap::Alert& alert,
                                                    std::string_view sender = heartbeat_sender);

}  // namespace heed::capfeed
