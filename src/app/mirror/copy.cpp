#include "app/mirror/copy.h"

#include <filesystem>

#include "core/text.h"
#include "lib/digest/base64.h"
#include "lib/digest/sha256.h"
#include "lib/merkle/checkpoint.h"

namespace heed::mirror {

namespace fs = std::filesystem;
using tlog::Tile;

Result<Copy> Copy::open(const std::string& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return fail(Code::unavailable, cat("cannot create ", folder, ": ", error.message()));
  TRY(auto lock, sqlite::FileLock::take(cat(folder, "/.lock")));
  TRY(auto files, feed::DirectoryFeed::open(folder));
  return Copy(folder, std::move(lock), std::move(files));
}

Result<tlog::MirrorState> Copy::state() const {
  auto note = files_.read("checkpoint");
  if (!note && note.error().code == Code::not_found) return tlog::MirrorState{};
  TRY(note);
  TRY(const auto parsed, merkle::parse_note(*note));
  TRY(const auto checkpoint, merkle::parse_checkpoint(parsed.text));
  TRY(const auto edge,
      tlog::Edge::rebuilt(checkpoint.size, [this](unsigned level, std::uint64_t first, std::size_t count) {
        return hashes(level, first, count);
      }));
  return tlog::MirrorState{*std::move(note), edge.rows()};
}

/// Why the full tile too: a round that was cut off may have put it in the place of the partial one.
Result<std::vector<std::string>> Copy::hashes(unsigned level, std::uint64_t first, std::size_t count) const {
  Tile tile{tlog::Content::hashes, level, first / tlog::tile_width, static_cast<unsigned>(count)};
  auto bytes = files_.read(path(tile));
  if (!bytes) {
    tile.width = tlog::tile_width;
    bytes = files_.read(path(tile));
  }
  if (!bytes) return fail(Code::corrupt, cat("the copy in ", folder_, " is not whole: ", bytes.error().detail));
  TRY(auto found, tlog::hashes_in(*bytes, tile.width));
  found.resize(count);
  return found;
}

Result<std::string> Copy::read_full(std::string_view path) const {
  const auto tile = tlog::parse_tile_path(path);
  if (!tile || tile->width != tlog::tile_width) return fail(Code::not_found, "only full tiles never change");
  return files_.read(path);
}

Result<void> Copy::keep(std::string_view path, std::string_view bytes) {
  if (const auto kept = read_full(path); kept && *kept == bytes) return {};
  TRY(files_.publish(path, bytes));
  const auto tile = tlog::parse_tile_path(path);
  if (!tile || tile->width != tlog::tile_width) return {};
  std::error_code ignored;  // a partial tile that stays is in nobody's way
  fs::remove_all(cat(folder_, "/", path, ".p"), ignored);
  return {};
}

Result<std::string> Copy::keep_evidence(const tlog::Contradiction& contradiction) {
  const auto folder = cat("evidence/", digest::to_hex(digest::sha256(contradiction.earlier + contradiction.later)));
  TRY(files_.publish(cat(folder, "/earlier"), contradiction.earlier));
  TRY(files_.publish(cat(folder, "/later"), contradiction.later));
  return cat(folder_, "/", folder);
}

}  // namespace heed::mirror
