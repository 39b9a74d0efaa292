#include "app/websub/kept.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

#include "app/files/files.h"
#include "core/codec.h"
#include "lib/json/json.h"

namespace heed::websub {

namespace fs = std::filesystem;

namespace {

struct Kept {
  std::uint64_t format = 1;
  std::vector<Subscription> subscriptions;
  HEED_FIELDS(Kept, format, subscriptions)
};

Result<Kept> parse(const std::string& text) {
  TRY(const auto value, json::parse(text));
  TRY(auto kept, from_value<Kept>(value));
  if (kept.format != Kept{}.format) {
    return fail(Code::unsupported, cat("it has the format ", kept.format, ", of another version"), "format");
  }
  return kept;
}

/// Why: a renamed file is found after a crash only when its folder was written too.
Result<void> sync_folder_of(const std::string& path) {
  const auto folder = fs::path(path).parent_path().string();
  const int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool is_synced = handle >= 0 && ::fsync(handle) == 0;
  const auto why = is_synced ? std::string() : std::string(std::strerror(errno));
  if (handle >= 0) ::close(handle);
  if (!is_synced) return fail(Code::unavailable, cat("cannot make ", folder, " lasting: ", why));
  return {};
}

}  // namespace

Result<std::vector<Subscription>> read_kept(const std::string& path) {
  std::error_code error;
  if (!fs::exists(path, error) && !error) return std::vector<Subscription>{};
  TRY(const auto text, files::read_secret_file(path, kept_bytes));
  auto kept = parse(text);
  if (!kept) {
    return fail(Code::corrupt, cat(path, " is not what this hub wrote: ", core::sentence(kept.error()),
                                   "; bring a good copy back, or move it away to begin without subscribers"));
  }
  return std::move(kept->subscriptions);
}

Result<void> write_kept(const std::string& path, const std::vector<Subscription>& subscriptions) {
  const auto part = cat(path, ".part");
  std::error_code ignored;
  fs::remove(part, ignored);  // what a crash left half written
  TRY(files::create_secret_file(part, json::write(to_value(Kept{.subscriptions = subscriptions}))));
  if (std::rename(part.c_str(), path.c_str()) != 0) {
    return fail(Code::unavailable, cat("cannot put ", path, " in place: ", std::strerror(errno)));
  }
  return sync_folder_of(path);
}

}  // namespace heed::websub
