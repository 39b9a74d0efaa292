// "Nobody falls between": a move and a new area at the same moment, on two threads, while a third builds trees.

#include <array>
#include <atomic>
#include <barrier>
#include <bitset>
#include <thread>

#include <doctest/doctest.h>

#include "lib/area/covering/covering.h"

namespace heed::covering {
namespace {

constexpr int rounds = 120;
constexpr std::size_t group = 40;
constexpr std::size_t people = 75 * group;  ///< who move one after the other while the area of the round is put here

/// Every round has a place of its own, and an area around it.
area::Position place_of_round(int round) { return {round * 100'000, 100'000'000}; }
area::Area area_of_round(int round) {
  const auto middle = place_of_round(round);
  const auto corner = [&](int north, int east) { return area::Position{middle.lat + north, middle.lon + east}; };
  return {{area::Polygon{{{{corner(-40'000, -9), corner(-40'000, 9), corner(40'000, 9), corner(40'000, -9)}}}}}, {}};
}

/// In which round each person moved last, counted from 1. Why no order of memory is asked for: the view alone must give
/// the order.
struct Store {
  std::array<std::atomic<int>, people> rounds{};
  void commit(std::size_t person, int round) { rounds[person].store(round, std::memory_order_relaxed); }
  [[nodiscard]] int read(std::size_t person) const { return rounds[person].load(std::memory_order_relaxed); }
};

/// Builds trees from whatever stands, over and over, and hands them to the owner.
class Builder {
 public:
  explicit Builder(const Covering& covering) : thread_([this, &covering] { work(covering); }) {}
  ~Builder() {
    stop_ = true;
    thread_.join();
  }
  [[nodiscard]] std::shared_ptr<const Base> take() {
    const std::scoped_lock lock(mutex_);
    return std::move(built_);
  }

 private:
  void work(const Covering& covering) {
    while (!stop_) {
      auto base = rebuilt(*covering.view());
      const std::scoped_lock lock(mutex_);
      built_ = std::move(base);
    }
  }

  std::atomic<bool> stop_ = false;
  std::mutex mutex_;
  std::shared_ptr<const Base> built_;
  std::thread thread_;
};

using Found = std::bitset<people>;

/// By groups: commit the moves, then look up what covers the new place. Why groups: were it done in the wrong order,
/// there would be time between the two for somebody to fall into.
Found move_all(Store& store, const Covering& covering, int round) {
  Found found;
  std::vector<Key> keys;
  for (std::size_t first = 0; first < people; first += group) {
    for (auto person = first; person < first + group; ++person) store.commit(person, round + 1);
    const auto view = covering.view();
    for (auto person = first; person < first + group; ++person) {
      keys.clear();
      view->covers(place_of_round(round), keys);
      found[person] = keys == std::vector<Key>{static_cast<Key>(round)};
    }
  }
  return found;
}

TEST_CASE("a_move_and_an_area_at_the_same_moment_find_each_other (PU-3)") {
  Covering covering(Rebuild::by_caller);
  Store store;
  std::vector<Found> by_reverse(rounds);
  std::vector<Found> by_forward(rounds);
  std::barrier start(2);
  int adopted = 0;
  {
    Builder builder(covering);
    std::thread mover([&] {
      for (int round = 0; round < rounds; ++round) {
        start.arrive_and_wait();
        by_reverse[static_cast<std::size_t>(round)] = move_all(store, covering, round);
      }
    });
    // The owner: put the area here, then ask the store who is inside.
    for (int round = 0; round < rounds; ++round) {
      start.arrive_and_wait();
      covering.add(static_cast<Key>(round), area_of_round(round));
      auto& found = by_forward[static_cast<std::size_t>(round)];
      for (std::size_t person = 0; person < people; ++person) found[person] = store.read(person) == round + 1;
      if (round > 0 && round % 3 == 0) CHECK(covering.remove(static_cast<Key>(round - 1)));
      if (auto base = builder.take()) adopted += covering.adopt(std::move(base)) ? 1 : 0;
    }
    mover.join();
  }
  for (std::size_t round = 0; round < rounds; ++round) {
    CHECK_MESSAGE((by_reverse[round] | by_forward[round]).all(), round);
  }
  for (int round = 0; round < rounds; ++round) {
    const bool is_gone = round % 3 == 2 && round + 1 < rounds;
    CHECK(covering.covers(place_of_round(round)).size() == (is_gone ? 0 : 1));
  }
  CHECK(adopted > 0);
}

}  // namespace
}  // namespace heed::covering
