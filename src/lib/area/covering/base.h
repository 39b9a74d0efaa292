#pragma once
// The tree of the areas that stood at one moment, those areas, and the two poles. Immutable, so any thread may ask.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "lib/area/covering/standing.h"
#include "lib/area/covering/tree.h"

namespace heed::covering {

class Base {
 public:
  /// `as_of` is the revision of the view whose areas these are. Requires: the keys are all different.
  explicit Base(Standings standings = {}, std::uint64_t as_of = 0);

  /// Puts the keys of all areas that cover the position at the end of `into`.
  void append(area::Position position, std::vector<Key>& into) const;
  /// Whether both have the same answer, as far as can be told without looking at edges.
  [[nodiscard]] bool has_one_answer(area::Position a, area::Position b) const;
  /// The square around the position in which the answer is the same, if no edge is near.
  [[nodiscard]] std::optional<Square> square_at(area::Position position) const;

  [[nodiscard]] const Standings& standings() const { return standings_; }  ///< in the order of their keys
  [[nodiscard]] const Standing* find(Key key) const;                       ///< null when it has none
  [[nodiscard]] std::uint64_t as_of() const { return as_of_; }
  [[nodiscard]] std::size_t bytes() const;

 private:
  /// An area that reaches a pole, or may. There every longitude is the same place, so that the tree cannot tell.
  struct Polar {
    Key key = 0;
    bool is_in_face = false;
    std::vector<area::Circle> circles;
  };

  [[nodiscard]] static std::vector<Polar> reaching(const Standings& standings, area::Position pole);
  void append_at_pole(area::Position position, std::vector<Key>& into) const;

  Standings standings_;
  Tree tree_;
  std::vector<Polar> south_;
  std::vector<Polar> north_;
  std::uint64_t as_of_;
};

}  // namespace heed::covering
