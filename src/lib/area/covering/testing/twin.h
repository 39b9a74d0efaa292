#pragma once
// The slow twin: every answer that the index gives, one area after the other.

#include <algorithm>
#include <map>
#include <vector>

#include "lib/area/compiled.h"
#include "lib/area/covering/view.h"

namespace heed::covering::testing {

/// All standing areas, one after the other.
class Twin {
 public:
  void add(Key key, const area::Area& area, area::Edges edges = area::Edges::inclusive) {
    areas_.insert_or_assign(key, area::Compiled(area, edges));
  }
  bool remove(Key key) { return areas_.erase(key) > 0; }
  [[nodiscard]] std::vector<Key> covers(area::Position position) const {
    std::vector<Key> keys;
    for (const auto& [key, compiled] : areas_) {
      if (compiled.contains(position)) keys.push_back(key);
    }
    return keys;
  }
  [[nodiscard]] std::size_t size() const { return areas_.size(); }

 private:
  std::map<Key, area::Compiled> areas_;
};

[[nodiscard]] inline std::vector<Key> sorted(std::vector<Key> keys) {
  std::ranges::sort(keys);
  return keys;
}

}  // namespace heed::covering::testing
