#pragma once
// What one of the crowd may want: a command with a body that makes sense more often than not.

#include "sim/crowd.h"

namespace heed::sim {

/// Looks at the state and fills a command. Nothing: there is nothing to do it to.
struct Wishes {
  Crowd& crowd;
  const flow::State& state;
  Instant now;
  bool is_vain = false;  ///< it was to be about something, and there is nothing of the kind yet

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
    is_vain = is_vain || map.empty();
    if (map.empty() || dice().one_in(30)) return typename Map::key_type{"nobody"};
    auto at = map.begin();
    std::advance(at, static_cast<std::ptrdiff_t>(dice().below(map.size())));
    return at->first;
  }
  /// Any of those that are wanted, now and then one that is not.
  template <class Map, class Wanted>
  const typename Map::mapped_type* most_of(const Map& map, const Wanted& is_wanted) {
    const bool takes_any = dice().one_in(12);
    std::map<typename Map::key_type, const typename Map::mapped_type*> left;
    for (const auto& [key, each] : map) {
      if (takes_any || is_wanted(each)) left.emplace(key, &each);
    }
    const auto found = left.find(any(left));
    return found == left.end() ? nullptr : found->second;
  }
  template <core::Worded Enum>
  Enum any_of() {
    return dice().pick(core::all_of<Enum>());
  }
  /// A sentence of its own, so that it is known again wherever it is told.
  std::string sentence() { return cat("Word ", new_name("no-"), " of ", dice().words(3), "."); }
  /// Mostly one that is open.
  const cases::Case* any_case();
  /// Mostly one that has not ended.
  TargetId any_target(const cases::Case& of);
  /// Mostly one that stands.
  const warning::Warning* any_warning();
  /// An edition that is not out, mostly one that still may go; nothing when there is none.
  const warning::Edition* any_draft();
  const delivery::Delivery* any_delivery();
  /// Everybody who can be told something now, and the narrowest tier that it may be told.
  [[nodiscard]] std::map<RecipientId, report::Tier> recipients() const;
  RecipientId any_recipient() { return any(recipients()); }
  void note_asked(const RecipientId& recipient, report::Tier tier) { crowd.registered_[recipient] = tier; }
};

[[nodiscard]] std::vector<Wishes::Row> wishes_until_release();
[[nodiscard]] std::vector<Wishes::Row> wishes_after_release();

}  // namespace heed::sim
