#pragma once
// A folder for the time of one run.

#include <string>

#include "bench/audience/postgis/child.h"
#include "core/result.h"

namespace heed::audience {

/// Removed with all that is in it when its owner goes, and also when this process is interrupted or killed: a small
/// shell waits for our end. Where a PostgreSQL server still runs in the folder by then, it ends it first, by its
/// process id.
class Scratch {
 public:
  [[nodiscard]] static Result<Scratch> make(std::string_view name);
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  Scratch(std::string path, postgis::Child watcher) : path_(std::move(path)), watcher_(std::move(watcher)) {}

  std::string path_;
  postgis::Child watcher_;
};

}  // namespace heed::audience
