#pragma once
// What changed since the tree was built: areas that came, asked one by one, and keys of the tree that went.
// Immutable: a change makes a new one. For this folder only.

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "lib/area/compiled.h"
#include "lib/area/covering/standing.h"

namespace heed::covering {

class Base;

/// An area that is not in the tree yet.
struct Added {
  std::shared_ptr<const Standing> standing;
  area::Compiled compiled;
};

/// An area that the tree still has.
struct Removed {
  Key key = 0;
  std::uint64_t added = 0;  ///< the revision that it came with: the same key may have come again since
};

class Delta {
 public:
  Delta() = default;
  explicit Delta(std::uint64_t revision) : revision_(revision) {}

  [[nodiscard]] Delta with(std::shared_ptr<const Added> added) const;
  /// Without this key, which stands, in the tree or here.
  [[nodiscard]] Delta without(Key key, const Base& base) const;
  /// The same changes, as seen from a newer tree than that of `before`.
  [[nodiscard]] Delta rebased(const Base& before, const Base& after) const;

  [[nodiscard]] const std::vector<std::shared_ptr<const Added>>& added() const { return added_; }
  [[nodiscard]] const std::vector<Removed>& removed() const { return removed_; }
  [[nodiscard]] bool has(Key key) const;      ///< among the added
  [[nodiscard]] bool removes(Key key) const;  ///< from the tree
  [[nodiscard]] std::uint64_t revision() const { return revision_; }
  [[nodiscard]] std::size_t bytes() const;

  /// Puts the keys of the added areas that cover the position at the end of `into`.
  void append(area::Position position, std::vector<Key>& into) const;
  /// Takes the removed keys out of those that the tree put into `keys`, from `first` on.
  void strike(std::vector<Key>& keys, std::size_t first) const;
  [[nodiscard]] bool meets(const Square& square) const;

 private:
  /// One shape of an added area.
  struct Row {
    Box box;
    std::uint32_t added;  ///< its number
  };

  void index();

  std::vector<std::shared_ptr<const Added>> added_;
  std::vector<Row> rows_;
  std::vector<Removed> removed_;           ///< in the order of their keys
  std::array<std::uint64_t, 16> hints_{};  ///< a bit for each removed key, several keys for a bit
  std::uint64_t revision_ = 0;
};

}  // namespace heed::covering
