#include "operations/audit/log_files.h"

#include "lib/merkle/tree.h"
#include "lib/tlog/tiles.h"

namespace heed::audit {
namespace {

Result<std::string> hashes_of(ports::Store& store, const tlog::Tile& tile) {
  TRY(const auto hashes, store.hashes(tile.level, tile.index * tlog::tile_width, tile.width));
  std::string bytes;
  bytes.reserve(hashes.size() * merkle::hash_bytes);
  for (const auto& hash : hashes) bytes += hash;
  return bytes;
}

Result<std::string> bundle_of(ports::Store& store, const tlog::Tile& tile) {
  TRY(const auto leaves, store.leaves(tile.index * tlog::tile_width, tile.width));
  std::string bundle;
  for (const auto& leaf : leaves) TRY(tlog::add_entry(bundle, leaf));
  return bundle;
}

}  // namespace

Result<LogFile> log_file(ports::Store& store, std::string_view path) {
  TRY(auto last, store.last_checkpoint());
  if (!last) return fail(Code::not_found, "nothing is in this log yet");
  if (path == "checkpoint") return LogFile{std::move(last->note), true, false};
  const auto tile = tlog::parse_tile_path(path);
  // Why also partial tiles that no checkpoint implied: their bytes are fixed as soon as the log is long enough.
  if (!tile || !tlog::is_within(*tile, last->size)) return fail(Code::not_found, "the log has no such tile");
  TRY(auto bytes, tile->content == tlog::Content::entries ? bundle_of(store, *tile) : hashes_of(store, *tile));
  return LogFile{std::move(bytes), false, true};
}

}  // namespace heed::audit
