#pragma once
// How much of an alert is kept, and for how long: nothing that others send can fill the hub.

#include <cstddef>
#include <cstdint>

#include "core/fields.h"
#include "core/instant.h"

namespace heed::heard {

inline constexpr std::size_t references_kept = 1'000;  ///< of one alert; long chains of live services have some 500
inline constexpr std::size_t infos_kept = 32;          ///< of one alert; all of them count for how long it stands
inline constexpr std::size_t codes_kept = 20;          ///< event codes of one info
inline constexpr std::size_t geocodes_kept = 2'000;    ///< of one alert
inline constexpr std::size_t points_kept = 2'000;      ///< of all shapes of one alert; beyond it only its box is kept
inline constexpr std::size_t findings_kept = 20;       ///< codes of findings of one alert
inline constexpr std::size_t address_bytes = 2'000;    ///< where it was fetched
inline constexpr std::size_t versions_kept = 4;        ///< of one identity with different bytes
inline constexpr std::size_t ways_kept = 16;           ///< feeds of one version; who also has it is not noted any more
inline constexpr std::size_t relays_kept = 64;         ///< receivers of one version that the state remembers

/// A time without a zone may be this far from what it says when it is read as UTC, either way: xs:dateTime has zones to
/// 14 hours.
inline constexpr Duration zone_slack{14 * 3'600'000};

/// What the state holds at most. It is a part of the state, so that the same entries always give the same state.
struct Bounds {
  std::uint64_t messages = 200'000;
  std::uint64_t weight = std::uint64_t{512} << 20;  ///< bytes, about, of all messages
  Duration kept{48 * 3'600'000};                    ///< after a message is over, or was heard, whichever is later
  Duration kept_max{31LL * 24 * 3'600'000};         ///< after it was heard, whatever it says of itself
  HEED_FIELDS(Bounds, messages, weight, kept, kept_max)
};

}  // namespace heed::heard
