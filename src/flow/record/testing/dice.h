#pragma once
// Random choices that come again with the same seed, for properties over many rounds.

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace heed::testing {

/// Why not the distributions of <random>: their results differ between libraries, and a failing seed must come again.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}

  /// 0 to n - 1. Requires: n > 0.
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(engine_() % n); }
  bool one_in(std::size_t n) { return below(n) == 0; }

  template <class List>
  auto pick(const List& list) {
    return list[below(list.size())];
  }
  /// Each element with a chance of one in two.
  template <class T>
  std::vector<T> some(const std::vector<T>& all) {
    std::vector<T> chosen;
    for (const auto& each : all) {
      if (one_in(2)) chosen.push_back(each);
    }
    return chosen;
  }
  /// A word of three to ten letters that nobody else says by chance.
  std::string word() {
    std::string text;
    for (auto left = 3 + below(8); left > 0; --left) text += static_cast<char>('a' + below(26));
    return text;
  }
  std::string words(std::size_t count) {
    std::string text = word();
    for (; count > 1; --count) text += " " + word();
    return text;
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace heed::testing
