#pragma once
// The public files as a folder on disk, which the hub serves and any plain web server can serve in its place.

#include <string>
#include <string_view>

#include "ports/feed.h"

namespace heed::feed {

inline constexpr std::size_t path_depth_max = 8;         ///< names in one path
inline constexpr std::size_t path_name_bytes_max = 128;  ///< bytes of one name

/// A path is names joined by "/": letters, digits, ".", "-" and "_", each name beginning with a letter or a digit. So
/// no path can leave the root, and none can name a hidden file. Errors: malformed for any other path.
///
/// Requires: one object per root in the whole machine at one time; nobody else writes there. Several threads may call
/// it.
class DirectoryFeed final : public ports::Feed {
 public:
  /// Creates `root` where it is missing, and removes what a crash left half written. Files already published stay.
  [[nodiscard]] static Result<DirectoryFeed> open(std::string root);

  /// See ports::Feed. Folders on the way are created. Errors: conflict when a folder and a file would have the same
  /// name; unavailable when the disk refuses: then `path` holds the old file, or the new one that may not survive a
  /// crash.
  Result<void> publish(std::string_view path, std::string_view bytes) override;
  [[nodiscard]] Result<std::string> read(std::string_view path) const override;

 private:
  explicit DirectoryFeed(std::string root) : root_(std::move(root)) {}

  std::string root_;
};

}  // namespace heed::feed
