#pragma once
// What a receipt can say of an entry's place in the log: how far it is proven by now, and by whom.

#include <optional>
#include <string>
#include <vector>

#include "lib/merkle/checkpoint.h"
#include "lib/timestamp/timestamp.h"
#include "lib/tlog/policy.h"
#include "ports/store.h"

namespace heed::audit {

/// Whom the hub's operator asks to vouch for the log.
struct Assurance {
  std::optional<tlog::Policy> policy{};  ///< none: no witness is asked
  std::string certificates{};            ///< PEM of the time authority's; empty: none is asked
};

/// The steps of a proof, from weak to strong.
enum class Proven {
  promised,       ///< no checkpoint covers the entry yet
  signed_by_log,  ///< the log signed a checkpoint; no witness is asked
  pending,        ///< the log signed it; the witnesses that the policy asks for have not all cosigned yet
  witnessed,      ///< with the policy's quorum
};

struct TimeStamped {
  std::uint64_t size = 0;  ///< of the stamped checkpoint
  timestamp::Stamp stamp;
};

/// One entry in the log.
struct Place {
  std::uint64_t index = 0;
  std::string leaf;  ///< its leaf hash, 32 bytes
  Proven proven = Proven::promised;
  std::optional<merkle::Checkpoint> checkpoint{};  ///< none while it is promised
  std::vector<tlog::Cosigned> cosigned{};
  std::optional<TimeStamped> time_stamped{};
};

/// Its leaf hash as base64url, and the checkpoint's root as base64: as people compare them. Requires for the root:
/// there is a checkpoint.
[[nodiscard]] std::string leaf_text(const Place& place);
[[nodiscard]] std::string root_text(const Place& place);

/// The first checkpoint with a quorum that covers the entry, so that a receipt does not change any more once it is
/// proven; while there is none, the newest one. Errors: not_found for an entry that is not there. Blocking; reads only.
[[nodiscard]] Result<Place> place_of(ports::Store& store, std::uint64_t index, const Assurance& assurance);

}  // namespace heed::audit
