#pragma once
// What one reach asks for, and the reasons for which a recipient is in. (PU-3)

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "flow/audience/entries.h"
#include "lib/area/overlap/overlap.h"

namespace heed::audience {

/// Who is asked for: `reach` at some time within `during`.
struct Asked {
  const warning::Reach& reach;
  Interval during;
};

/// A reach made ready for many recipients. Immutable, so any thread may ask.
class Cover {
 public:
  explicit Cover(const Asked& asked);

  /// "named", "in polygon 2", "stay in circle 1", "responsible for a place in the area", "role police", "group staff";
  /// none when the recipient is not covered. Its tier, and whether it can be reached at all, are not looked at.
  [[nodiscard]] std::vector<std::string> reasons(const Recipient& recipient) const;
  [[nodiscard]] const warning::Reach& reach() const { return reach_; }

 private:
  [[nodiscard]] std::string where(const Recipient& recipient) const;

  warning::Reach reach_;
  Interval during_;
  std::optional<overlap::Extent> area_;
};

/// The first of `words` that is among `wanted`; nothing when there is none.
[[nodiscard]] std::optional<std::string> first_of(const std::vector<std::string>& words,
                                                  const std::vector<std::string>& wanted);

/// The contacts on channels that it has not opted out of, in their order.
[[nodiscard]] std::vector<Contact> contacts_of(const Recipient& recipient);

}  // namespace heed::audience
