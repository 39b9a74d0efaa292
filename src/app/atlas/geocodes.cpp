#include "app/atlas/geocodes.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/limits.h"
#include "core/text.h"

namespace heed::atlas {

namespace fs = std::filesystem;

namespace {

Result<std::string> text_of(const fs::path& path) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  if (!error && size > limits::import_bytes) {
    return fail(Code::too_large, cat("a table may have at most ", limits::import_bytes, " bytes"), path.string());
  }
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (error || !(text << file.rdbuf())) {
    return fail(Code::unavailable, "this table of geocodes cannot be read", path.string());
  }
  return std::move(text).str();
}

}  // namespace

geocodes::Table open_geocodes(const std::string& share) {
  const auto folder = fs::path(share) / "geocodes";
  const auto list = [folder] {
    std::map<std::string, std::string> systems;
    std::error_code error;
    for (fs::directory_iterator file(folder, error), end; !error && file != end; file.increment(error)) {
      if (file->path().extension() != ".jsonl") continue;
      // Why both: an import puts a whole new file in the place of the old one.
      const auto written = file->last_write_time(error).time_since_epoch().count();
      systems.emplace(file->path().stem().string(), cat(written, " ", file->file_size(error)));
    }
    return systems;
  };
  return {list, [folder](const std::string& system) { return text_of(folder / cat(system, ".jsonl")); }};
}

}  // namespace heed::atlas
