#pragma once
// Where a log is mirrored from: a URL, or a folder with the same files.

#include <memory>
#include <string>
#include <string_view>

#include "core/result.h"

namespace heed::mirror {

/// Blocking. Trust: nothing that comes from here is believed; the mirror proves it.
class Source {
 public:
  /// "https://heed.example/log" or a folder. Errors: malformed for a URL that is none, not_found for no folder.
  [[nodiscard]] static Result<Source> open(std::string where);
  Source(Source&&) noexcept;
  Source& operator=(Source&&) noexcept;
  ~Source();

  /// The bytes at "checkpoint" or at a tile's path. not_found when there are none; unavailable when nobody answers, and
  /// for a source without a checkpoint: that is no log. Requires: a path that lib/tlog wrote.
  [[nodiscard]] Result<std::string> fetch(std::string_view path);

 private:
  struct Line;
  explicit Source(std::string where, std::unique_ptr<Line> line);
  Result<std::string> fetch_file(std::string_view path) const;
  Result<std::string> fetch_over_http(std::string_view path);

  std::string where_;
  std::unique_ptr<Line> line_;  ///< none for a folder
};

}  // namespace heed::mirror
