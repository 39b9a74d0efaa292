#pragma once
// A log's files in a folder, under the paths that they have in the log: what a mirror keeps, and goes on from.

#include <string>
#include <string_view>

#include "adapters/channel/feed/directory_feed.h"
#include "adapters/store/sqlite/file_lock.h"
#include "lib/tlog/mirror.h"

namespace heed::mirror {

/// Any web server can serve the folder as the log. One process has it at one time. Blocking.
class Copy {
 public:
  /// Makes the folder where it is missing. Errors: conflict when another process has it.
  [[nodiscard]] static Result<Copy> open(const std::string& folder);

  /// Where to go on: the checkpoint that was kept last, and the edge of its tree from the tiles. Corrupt when these are
  /// not there. Trust: tlog::advance holds it against the checkpoint's signature.
  [[nodiscard]] Result<tlog::MirrorState> state() const;
  /// A file that was kept whole, as full tiles and bundles are; not_found for all others.
  [[nodiscard]] Result<std::string> read_full(std::string_view path) const;
  /// Guarantees: on return it survives a crash. A full tile takes the place of its partial ones.
  Result<void> keep(std::string_view path, std::string_view bytes);
  /// Keeps both notes, as files "earlier" and "later" of a folder, and gives that folder's name.
  Result<std::string> keep_evidence(const tlog::Contradiction& contradiction);

 private:
  Copy(std::string folder, sqlite::FileLock lock, feed::DirectoryFeed files)
      : folder_(std::move(folder)), lock_(std::move(lock)), files_(std::move(files)) {}
  Result<std::vector<std::string>> hashes(unsigned level, std::uint64_t first, std::size_t count) const;

  std::string folder_;
  sqlite::FileLock lock_;
  feed::DirectoryFeed files_;
};

}  // namespace heed::mirror
