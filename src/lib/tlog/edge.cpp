#include "lib/tlog/edge.h"

#include "core/assert.h"
#include "core/text.h"
#include "lib/merkle/tree.h"

namespace heed::tlog {

using merkle::hash_bytes;

std::uint64_t size_of(const Rows& rows) {
  std::uint64_t size = 0;
  for (unsigned level = levels_max; level-- > 0;) size = size << 8 | rows[level].size() / hash_bytes;
  return size;
}

std::string root_of(const Rows& rows) {
  // What stands right of a row's nodes is less than one of them, and counts as one more at the end.
  std::string below;
  for (const auto& row : rows) {
    if (!row.empty() || !below.empty()) below = root_over(row + below);
  }
  return below.empty() ? merkle::empty_root() : below;
}

std::vector<Node> Edge::append(std::string_view leaf) {
  HEED_ASSERT(leaf.size() == hash_bytes, "a leaf hash has ", hash_bytes, " bytes, not ", leaf.size());
  ++size_;
  rows_[0] += leaf;
  std::vector<Node> completed;
  for (unsigned level = 0; rows_[level].size() == tile_width * hash_bytes; ++level) {
    HEED_ASSERT(level + 1 < levels_max, "a tree of 2^64 leaves");
    completed.push_back({level + 1, nodes_at(level + 1, size_) - 1, root_over(rows_[level])});
    rows_[level].clear();
    rows_[level + 1] += completed.back().hash;
  }
  return completed;
}

Result<Edge> Edge::rebuilt(Rows rows) {
  for (const auto& row : rows) {
    if (row.size() % hash_bytes == 0 && row.size() < tile_width * hash_bytes) continue;
    return fail(Code::corrupt, cat("a row of a log's edge has up to 255 hashes, not ", row.size(), " bytes"));
  }
  Edge edge;
  edge.size_ = size_of(rows);
  edge.rows_ = std::move(rows);
  return edge;
}

Result<Edge> Edge::rebuilt(std::uint64_t size, const ReadHashes& hashes) {
  Rows rows;
  for (const auto& tiles : tiles_of(size)) {
    if (tiles.partial == 0) continue;
    TRY(const auto read, hashes(tiles.level, tiles.full * tile_width, tiles.partial));
    for (const auto& hash : read) rows[tiles.level] += hash;
    if (read.size() != tiles.partial || rows[tiles.level].size() != tiles.partial * hash_bytes) {
      return fail(Code::corrupt, cat("level ", tiles.level, " of the log's edge was not read in full"));
    }
  }
  return rebuilt(std::move(rows));
}

}  // namespace heed::tlog
