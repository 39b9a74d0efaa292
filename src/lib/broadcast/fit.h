#pragma once
// A text put together from parts within a limit, so that what matters is in it and nothing is cut inside a word.

#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "lib/broadcast/alphabet.h"

namespace heed::broadcast {

/// What a part is worth when there is no room for all.
enum class Weight { must, should, may };

/// Where a part may end early. What was cut ends in an ellipsis, so that nobody takes it for the whole.
enum class Cut { nowhere, between_words, between_sentences };

struct Part {
  std::string name;  ///< how it is reported: "instruction"
  std::string text;  ///< an empty one is passed over and not reported
  Weight weight = Weight::must;
  Cut cut = Cut::nowhere;
};

struct Limit {
  std::size_t gsm7 = 0;  ///< units, when the whole text goes in GSM-7
  std::size_t ucs2 = 0;  ///< units, when it does not; 0: such a text is not taken
  Demand demand = Demand::extended;
};

/// Wireless Emergency Alerts: 90 characters, and 360 where the network can (47 CFR 10.430). Neither takes the extension
/// table: its characters are not shown by every phone, and the gateway refuses most of them.
inline constexpr Limit wea_90{90, 0, Demand::basic};
inline constexpr Limit wea_360{360, 0, Demand::basic};
/// Fifteen pages of cell broadcast: the limits that GOV.UK Emergency Alerts publishes.
inline constexpr Limit cell_broadcast{1'395, 615, Demand::extended};

struct Fitted {
  std::string text;  ///< UTF-8, simplified() where that keeps it in GSM-7
  Count count;
  std::vector<std::string> left_out;   ///< names of parts that are not there at all, in the order given
  std::vector<std::string> shortened;  ///< names of parts that end early
};

/// The parts in their order, one blank between two. First what must be there, then what should, then what may; of equal
/// weight the earlier first, and what cannot be cut before what can.
///
/// Guarantees: the text is within the limit, holds every `must` part, whole or cut as it allows, and ends no word
/// early. White space inside parts becomes one blank. Errors: too_large when the `must` parts do not fit; unsupported,
/// with the characters, when one of them needs an alphabet that the limit does not take.
[[nodiscard]] Result<Fitted> fit(const std::vector<Part>& parts, const Limit& limit);

}  // namespace heed::broadcast
