#pragma once
// The log as anybody may fetch it: C2SP tlog-tiles, made from the store when it is asked for.

#include <string>
#include <string_view>

#include "ports/store.h"

namespace heed::audit {

struct LogFile {
  std::string bytes;
  bool is_text = false;
  bool is_final = false;  ///< its bytes never change
};

/// "checkpoint", "tile/0/000.p/7", "tile/entries/000": the file of that path below the log's address. not_found for a
/// path of another form, and for what the newest checkpoint does not cover. Blocking; reads only.
[[nodiscard]] Result<LogFile> log_file(ports::Store& store, std::string_view path);

}  // namespace heed::audit
