#pragma once
// The messages of a stream that never came: which are still asked for, when, and which could not be had. Nothing here
// asks: the caller does.

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/instant.h"
#include "lib/cap/alert.h"

namespace heed::repository {

inline constexpr std::size_t gaps_max = 100;      ///< that are kept track of, and as many that could not be had
inline constexpr std::size_t listed_max = 1'000;  ///< of one heartbeat that are looked at; NAADS lists ten
inline constexpr std::size_t asks_max = 6;        ///< for one message, before it is given up
inline constexpr Duration lost_kept = std::chrono::hours(24);    ///< once no heartbeat lists it any more
inline constexpr Duration first_wait = std::chrono::minutes(1);  ///< after the first ask in vain; then twice as long

struct Gap {
  cap::Reference message{};
  std::size_t asks = 0;  ///< in vain, so far
  Instant next{};        ///< when to ask again; of one that is lost: when it was given up
  std::string why{};     ///< what the last ask came to
  bool operator==(const Gap&) const = default;
};

/// One message is asked for at once, then after 1, 2, 4, 8 and 16 minutes, and then given up for good.
///
/// Guarantees: a message that came is not asked for again while heartbeats list it, even when the hub has forgotten it
/// since; no message is asked for more often than `asks_max`, however often a heartbeat lists it.
class Gaps {
 public:
  using IsHere = std::function<bool(const cap::Reference&)>;

  /// Takes what a heartbeat lists, the first `listed_max` of it. New gaps are due at `now`; those beyond `gaps_max`
  /// wait for a later heartbeat.
  void take(std::span<const cap::Reference> listed, const IsHere& is_here, Instant now);
  /// Forgets the gaps that have come by other ways, the lost ones too.
  void drop(const IsHere& is_here);

  [[nodiscard]] std::vector<cap::Reference> due(Instant now) const;
  /// When something is due next; nothing while nothing is missing.
  [[nodiscard]] std::optional<Instant> next() const;

  void note_had(const cap::Reference& message);
  /// `why`: a sentence, or a part of one.
  void note_failed(const cap::Reference& message, std::string why, Instant now);

  /// What is still asked for, oldest first.
  [[nodiscard]] const std::vector<Gap>& open() const { return open_; }
  /// What could not be had, oldest first, for `lost_kept` also when no heartbeat lists it any more.
  [[nodiscard]] const std::vector<Gap>& lost() const { return lost_; }

 private:
  std::vector<Gap> open_;
  std::vector<Gap> lost_;
  std::vector<cap::Reference> had_;  ///< and still listed; the newest gaps_max
};

}  // namespace heed::repository
