#pragma once
// What one of the crowd may want: a command with a body that makes sense more often than not.

#include "sim/crowd.h"

namespace heed::sim {

/// Looks at the state and fills a command. Nothing: there is nothing to do it to.
struct Wishes {
  Crowd& crowd;
  const flow::State& state;
  Instant now;

  using Wish = std::optional<Value> (*)(Wishes&);
  struct Row {
    std::string_view command;
    Wish wish;
    unsigned weight = 1;  ///< how often, beside the others
  };
  [[nodiscard]] static const std::vector<Row>& rows();

  testing::Dice& dice() { return crowd.dice_; }
  std::string new_name(std::string_view kind) { return crowd.new_name(kind); }
  Duration hours_up_to(std::size_t most) {
    return Duration{static_cast<std::int64_t>(1 + dice().below(most * 60)) * 60'000};
  }
  /// Any key of a map; a name that nobody has, once in a while or when the map is empty.
  template <class Map>
  typename Map::key_type any(const Map& map) {
    if (map.empty() || dice().one_in(30)) return typename Map::key_type{"nobody"};
    auto at = map.begin();
    std::advance(at, static_cast<std::ptrdiff_t>(dice().below(map.size())));
    return at->first;
  }
  template <core::Worded Enum>
  Enum any_of() {
    return dice().pick(core::all_of<Enum>());
  }
  /// A sentence of its own, so that it is known again wherever it is told.
  std::string sentence() { return cat("Word ", new_name("no-"), " of ", dice().words(3), "."); }
  const cases::Case* any_case();
  const warning::Warning* any_warning();
  /// An edition that is not out; nothing when there is none.
  const warning::Edition* any_draft();
  const delivery::Delivery* any_delivery();
};

[[nodiscard]] std::vector<Wishes::Row> wishes_until_release();
[[nodiscard]] std::vector<Wishes::Row> wishes_after_release();

}  // namespace heed::sim
