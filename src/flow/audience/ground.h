#pragma once
// Where recipients are and what is asked of them, ready for questions. It is derived from the registry, never kept:
// whoever unpacks or copies a state builds it anew.

#include <map>
#include <span>
#include <string>
#include <vector>

#include "flow/audience/registry.h"
#include "lib/area/overlap/box.h"
#include "lib/area/places/places.h"
#include "lib/columns/columns.h"

namespace heed::audience {

/// What a choice asks of a recipient, without unpacking it.
struct Brief {
  report::Tier tier = report::Tier::everyone;
  Sort sort = Sort::organisation;
  bool is_there = false;        ///< registered, and not retired
  bool is_responsible = false;  ///< for an area
  std::uint32_t roles = 0;      ///< which list of Ground::lists
  std::uint32_t groups = 0;
  std::uint32_t languages = 0;
  std::uint32_t channels = 0;  ///< on which it wants to be told
};

class Ground {
 public:
  /// Takes in what is registered now under this number, instead of what was.
  void put(Number number, const Registration& registration);
  /// Everything from the beginning, many times quicker than one by one.
  void build(const Registry& registry);

  [[nodiscard]] const Brief& brief(Number number) const { return briefs_[number]; }
  [[nodiscard]] std::size_t size() const { return briefs_.size(); }
  [[nodiscard]] const std::vector<std::string>& list(std::uint32_t index) const { return lists_[index]; }
  /// For every list whether it names one of `words`.
  [[nodiscard]] std::vector<bool> lists_with(const std::vector<std::string>& words) const;

  /// Who has a place, or a stay at some time within `during`, in the area: rising, each once. Areas of responsibility
  /// are not looked at.
  [[nodiscard]] std::vector<Number> inside(const area::Area& area, const Interval& during) const;
  /// Who may be responsible for a place in what these boxes hold, rising: the others are not.
  [[nodiscard]] std::vector<Number> may_be_responsible(const std::vector<overlap::Box>& boxes) const;

  /// Writes itself as columns, of which `over` makes a ground again without unpacking anybody.
  [[nodiscard]] Result<void> save(columns::Writer& out) const;
  static constexpr std::size_t columns = 10;
  /// A ground over such columns, which it uses and changes in place: give it a private mapping of the file, which
  /// outlives it. Errors: corrupt, when they do not belong together, or are not of so many.
  [[nodiscard]] static Result<Ground> over(std::span<const std::span<std::byte>> saved, std::size_t registered);

  /// It says nothing that the registry does not say.
  bool operator==(const Ground&) const { return true; }

 private:
  /// The slots of one recipient lie side by side.
  struct Slots {
    places::Slot first = 0;
    std::uint32_t count = 0;
  };
  /// Points of one kind, and whose each is.
  struct Points {
    places::Places index;
    std::vector<Number> owners;  ///< by slot
    std::vector<Slots> of;       ///< by number

    void put(Number number, const std::vector<area::Position>& positions);
  };

  /// One who is responsible for an area, and the box round that.
  struct Duty {
    Number number = 0;
    overlap::Box box{};
  };

  [[nodiscard]] std::uint32_t list_of(const std::vector<std::string>& words);
  void note(Number number, const Recipient& recipient, bool is_there);

  Points places_;
  Points stays_;
  std::vector<Interval> during_;  ///< by slot of a stay
  std::vector<Brief> briefs_;     ///< by number
  std::vector<std::vector<std::string>> lists_;
  std::map<std::vector<std::string>, std::uint32_t> list_numbers_;
  std::vector<Duty> duties_;  ///< by rising number; some may be over by now
};

}  // namespace heed::audience
