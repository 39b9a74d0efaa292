#pragma once
// What every benchmark prints: figures beside a peer's or the physical limit of the same run, and bars.

#include <string>
#include <vector>

#include "core/codec.h"

namespace heed::bench {

struct Figure {
  std::string name;
  double value = 0;
  std::string unit;
  HEED_FIELDS(Figure, name, value, unit)
};

enum class Direction { at_least, at_most };

struct Bar {
  std::string name;
  double value = 0;
  std::string unit;
  double bar = 0;
  std::optional<bool> holds;  ///< always said, also when it is no
  HEED_FIELDS(Bar, name, value, unit, bar, holds)
};

struct Sheet {
  std::string name;
  std::string machine;
  std::uint64_t rounds = 0;
  std::vector<Figure> figures;
  std::vector<Bar> bars;
  HEED_FIELDS(Sheet, name, machine, rounds, figures, bars)
};

[[nodiscard]] Bar bar(Figure figure, double limit, Direction direction);

/// The middle value. Requires: not empty.
[[nodiscard]] double median(std::vector<double> values);
/// The value below which `share` of all lie. Requires: not empty.
[[nodiscard]] double percentile(std::vector<double> values, double share);

/// Processor, cores, memory and system, as the kernel tells them.
[[nodiscard]] std::string machine();
/// Processor seconds of this process so far.
[[nodiscard]] double cpu_seconds();

/// The sheet as a table for people.
[[nodiscard]] std::string table(const Sheet& sheet);

}  // namespace heed::bench
