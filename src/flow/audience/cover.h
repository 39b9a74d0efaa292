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

/// One of the areas that a reach adds up.
struct Part {
  std::string name;  ///< of its geocode, "NUTS DE30"; empty for what was drawn
  area::Area area;   ///< a geocode's with its margin
};

/// What was drawn, then what each geocode meant when it was looked up. A geocode that nobody looked up has no part.
[[nodiscard]] std::vector<Part> parts_of(const warning::Reach& reach);

/// Whether the reach asks where somebody is.
[[nodiscard]] bool asks_where(const warning::Reach& reach);

/// A reach made ready for many recipients. Immutable, so any thread may ask.
class Cover {
 public:
  explicit Cover(const Asked& asked) : Cover(asked, parts_of(asked.reach)) {}
  /// Requires: parts == parts_of(asked.reach).
  Cover(const Asked& asked, const std::vector<Part>& parts);

  /// "named", "in polygon 2", "stay in circle 1", "in NUTS DE30", "responsible for a place in the area", "role police",
  /// "group staff"; none when the recipient is not covered. Its tier, and whether it can be reached at all, are not
  /// looked at.
  [[nodiscard]] std::vector<std::string> reasons(const Recipient& recipient) const;
  /// Whether any of the reach's areas touches this one.
  [[nodiscard]] bool touches(const area::Area& area) const;
  [[nodiscard]] const warning::Reach& reach() const { return reach_; }
  [[nodiscard]] const Interval& during() const { return during_; }

 private:
  struct Place {
    std::string name;
    overlap::Extent extent;

    /// "in polygon 2", "in NUTS DE30"; empty when the position is outside.
    [[nodiscard]] std::string why(area::Position position) const;
  };

  [[nodiscard]] std::string where(const Recipient& recipient) const;
  [[nodiscard]] std::string where(area::Position position) const;
  [[nodiscard]] std::string responsibility(const Recipient& recipient) const;

  warning::Reach reach_;
  Interval during_;
  std::vector<Place> places_;
};

/// The first of `words` that is among `wanted`; nothing when there is none.
[[nodiscard]] std::optional<std::string> first_of(const std::vector<std::string>& words,
                                                  const std::vector<std::string>& wanted);

/// The contacts on channels that it has not opted out of, in their order.
[[nodiscard]] std::vector<Contact> contacts_of(const Recipient& recipient);

}  // namespace heed::audience
