#include "lib/tlog/mirror.h"

#include "core/text.h"
#include "lib/merkle/checkpoint.h"
#include "lib/merkle/tree.h"

namespace heed::tlog {

namespace {

using merkle::Checkpoint;
using merkle::hash_bytes;

constexpr std::string_view checkpoint_path = "checkpoint";

std::string_view hash_at(std::string_view tile, std::size_t i) { return tile.substr(i * hash_bytes, hash_bytes); }

/// The first `width` hashes or entries of a full tile or bundle.
Result<std::string> cut_down(std::string bytes, const Tile& full, unsigned width) {
  if (full.content == Content::hashes) {
    bytes.resize(width * hash_bytes);
    return bytes;
  }
  auto entries = entries_in(bytes, tile_width);
  if (!entries) return fail(core::within(path(full), std::move(entries).error()));
  const auto last = (*entries)[width - 1];
  return bytes.substr(0, static_cast<std::size_t>(last.data() + last.size() - bytes.data()));
}

/// One round from a tree that is known to a larger one.
class Round {
 public:
  Round(const MirrorSource& source, const Rows& old_rows, const Checkpoint& next)
      : source_(source), old_rows_(old_rows), old_size_(size_of(old_rows)), next_(next) {}

  /// Why the highest row first: its nodes stand furthest left, so entries come in order.
  Result<void> run() {
    TRY(fetch_edge());
    for (unsigned level = levels_max; level-- > 0;) {
      const auto nodes = nodes_at(level, next_.size);
      if (nodes == nodes_at(level, old_size_)) {
        is_rewritten_ = rows_[level] != old_rows_[level];
        if (is_rewritten_) return {};
        continue;
      }
      if (rows_[level].empty()) continue;
      const auto index = nodes / tile_width;
      TRY(walk({Content::hashes, level, index, width_of(level, index, next_.size)}, rows_[level]));
      if (is_rewritten_) return {};
    }
    return {};
  }

  [[nodiscard]] const Rows& rows() const { return rows_; }
  /// Whether the new tree, though whole in itself, does not continue the old one.
  [[nodiscard]] bool is_rewritten() const { return is_rewritten_; }

 private:
  /// The partial tiles of the new tree: together they are its root.
  Result<void> fetch_edge() {
    for (const auto& row : tiles_of(next_.size)) {
      if (row.partial == 0) continue;
      TRY(rows_[row.level], fetch({Content::hashes, row.level, row.full, row.partial}));
    }
    if (root_of(rows_) == next_.root) return {};
    return fail(Code::corrupt, "the tiles of the log's right edge do not have the root of its checkpoint",
                std::string(checkpoint_path));
  }

  /// A tile whose hashes are proven: hands it out, then all that stands below it and is new.
  Result<void> walk(const Tile& tile, const std::string& hashes) {
    if (!continues_old_row(tile, hashes)) {
      is_rewritten_ = true;
      return {};
    }
    if (tile.level == 0) TRY(take_bundle(tile, hashes));
    for (unsigned i = 0; tile.level > 0 && i < tile.width && !is_rewritten_; ++i) {
      const Tile below{Content::hashes, tile.level - 1, tile.index * tile_width + i};
      if (nodes_at(below.level, old_size_) >= (below.index + 1) * tile_width) continue;  // whole in the old tree
      TRY(const auto found, fetch(below));
      if (root_over(found) != hash_at(hashes, i)) {
        return fail(Code::corrupt, "the tile does not have the hash that the tile above says", path(below));
      }
      TRY(walk(below, found));
    }
    if (is_rewritten_) return {};
    return source_.keep(path(tile), hashes);
  }

  /// Why this is all of consistency: the old tree is its rows, and each row stands in one tile of the new tree.
  [[nodiscard]] bool continues_old_row(const Tile& tile, std::string_view hashes) const {
    const auto& row = old_rows_[tile.level];
    return nodes_at(tile.level, old_size_) / tile_width != tile.index || hashes.starts_with(row);
  }

  Result<void> take_bundle(const Tile& tile, std::string_view hashes) {
    const Tile bundle{Content::entries, 0, tile.index, tile.width};
    const auto place = path(bundle);
    TRY(const auto bytes, fetch(bundle));
    auto entries = entries_in(bytes, tile.width);
    if (!entries) return fail(core::within(place, std::move(entries).error()));
    auto index = tile.index * tile_width;
    for (std::size_t i = 0; i < entries->size(); ++i, ++index) {
      const auto entry = (*entries)[i];
      if (merkle::leaf_hash(entry) != hash_at(hashes, i)) {
        return fail(Code::corrupt, cat("entry ", index, " does not have the hash that its tile says"), place);
      }
      if (index < old_size_ || !source_.check) continue;
      if (auto good = source_.check(index, entry); !good) {
        return fail(core::within(cat("entry ", index), std::move(good).error()));
      }
    }
    return source_.keep(place, bytes);
  }

  /// The bytes of a tile or bundle, or what was cut from the full one that took its place.
  Result<std::string> fetch(const Tile& tile) {
    auto bytes = fetch_exactly(tile);
    const bool is_gone = !bytes && bytes.error().code == Code::not_found && tile.width < tile_width;
    if (!is_gone) return bytes;
    const Tile full{tile.content, tile.level, tile.index};
    TRY(auto all, fetch_exactly(full));
    return cut_down(std::move(all), full, tile.width);
  }

  Result<std::string> fetch_exactly(const Tile& tile) {
    const auto place = path(tile);
    TRY(auto bytes, source_.fetch(place));
    if (tile.content == Content::entries || bytes.size() == tile.width * hash_bytes) return bytes;
    return fail(Code::corrupt, cat("a tile of ", tile.width, " hashes has not ", bytes.size(), " bytes"), place);
  }

  const MirrorSource& source_;
  const Rows& old_rows_;
  std::uint64_t old_size_;
  const Checkpoint& next_;
  Rows rows_;
  bool is_rewritten_ = false;
};

/// What was proven last; the empty tree before the first round.
Result<Checkpoint> known(const MirrorState& state, const merkle::VerifierKey& key) {
  if (state == MirrorState{}) return Checkpoint{key.name, 0, merkle::empty_root()};
  TRY(auto last, merkle::open_checkpoint(state.note, key));
  TRY(const auto edge, Edge::rebuilt(state.rows));
  if (edge.size() == last.size && edge.root() == last.root) return last;
  return fail(Code::corrupt, "the mirror's edge is not that of its checkpoint", "state");
}

Contradiction contradiction(Contradiction::Kind kind, const MirrorState& state, std::string later) {
  using enum Contradiction::Kind;
  switch (kind) {
    case smaller:
      return {kind, state.note, std::move(later),
              "the log shows a smaller tree than before: it is stale or rolled back"};
    case other_root:
      return {kind, state.note, std::move(later), "the log signed two roots for one size: it has two histories"};
    case rewritten: break;
  }
  return {kind, state.note, std::move(later), "the log's larger tree does not continue the one it showed before"};
}

}  // namespace

Result<MirrorRound> advance(const MirrorSource& source, const MirrorState& state) {
  TRY(const auto last, known(state, source.key));
  TRY(auto note, source.fetch(checkpoint_path));
  TRY(const auto next, merkle::open_checkpoint(note, source.key));

  using enum Contradiction::Kind;
  MirrorRound round{state, 0};
  if (next.size < last.size) {
    round.contradiction = contradiction(smaller, state, std::move(note));
    return round;
  }
  if (next.size == last.size && next.root != last.root) {
    round.contradiction = contradiction(other_root, state, std::move(note));
    return round;
  }
  Round work(source, state.rows, next);
  if (next.size > last.size) TRY(work.run());
  if (work.is_rewritten()) {
    round.contradiction = contradiction(rewritten, state, std::move(note));
    return round;
  }
  TRY(source.keep(checkpoint_path, note));
  if (next.size > last.size) round.state.rows = work.rows();
  round.state.note = std::move(note);
  round.new_entries = next.size - last.size;
  return round;
}

}  // namespace heed::tlog
