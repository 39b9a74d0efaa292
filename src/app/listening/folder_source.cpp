#include "app/listening/folder_source.h"

#include <filesystem>

#include "app/files/files.h"

namespace heed::listening {

namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace {

constexpr Duration between_looks{10'000};
/// A file that was touched a moment ago may still be written.
constexpr std::chrono::seconds settles_after{1};

}  // namespace

asio::awaitable<Duration> FolderSource::look() {
  const auto pause = feed_.every.value_or(between_looks);
  const auto folder = feed_.url.substr(std::string_view("file://").size());
  std::error_code error;
  std::map<std::string, Stamp> there;
  std::vector<std::string> fresh;
  for (fs::directory_iterator each(folder, error), end; !error && each != end; each.increment(error)) {
    if (!each->is_regular_file(error) || each->path().filename().string().starts_with('.')) continue;
    const auto written = each->last_write_time(error);
    const auto age = fs::file_time_type::clock::now() - written;
    // Why one from the future is read: it was copied with the time of a clock that is ahead, and may stay ahead.
    if (error || (age >= age.zero() && age < settles_after)) continue;
    const Stamp stamp{each->file_size(error), written.time_since_epoch().count()};
    const auto path = each->path().string();
    const auto known = read_.find(path);
    if (known == read_.end() || known->second != stamp) fresh.push_back(path);
    if (there.size() < folder_files) there.emplace(path, stamp);
  }
  if (error) {
    note_failing(cat("the folder cannot be read: ", error.message()));
    co_return pause;
  }
  note_well();
  for (auto& path : fresh) {
    if (is_stopping()) co_return pause;
    complaints_.erase(path);
    const auto taken = co_await take(path);
    // Why forgotten: what could not be written down is read again at the next look.
    if (!taken) there.erase(path);
    if (!taken) note_failing(core::sentence(taken.error()));
  }
  read_ = std::move(there);
  std::erase_if(complaints_, [this](const auto& each) { return !read_.contains(each.first); });
  note_complaints();
  co_return pause;
}

void FolderSource::note_complaints() {
  if (standing_.going == hear::Going::failing) return;
  standing_.detail.clear();
  if (complaints_.empty()) return;
  const auto& [path, why] = *complaints_.begin();
  standing_.detail = complaints_.size() == 1
                         ? cat(path, ": ", why)
                         : cat(complaints_.size(), " files could not be used; the first, ", path, ": ", why);
}

asio::awaitable<Result<void>> FolderSource::take(std::string path) {
  auto bytes = files::read_file(path, capfeed::document_bytes);
  if (!bytes) {
    // Why no failure: read again it would be as large.
    if (bytes.error().code != Code::too_large) co_return fail(std::move(bytes).error());
    refuse(path, bytes.error());
    co_return Result<void>{};
  }
  auto reading = co_await read(*std::move(bytes), cat("file://", path));
  if (!reading) {
    refuse(path, reading.error());
    co_return Result<void>{};
  }
  const auto before = standing_.unusable;
  refuse_links(*reading);
  note_unusable(reading->unusable);
  CO_TRY(co_await hear(std::move(reading->alerts)));
  if (standing_.unusable > before) complaints_[path] = standing_.detail;
  co_return Result<void>{};
}

void FolderSource::refuse(const std::string& path, const Error& why) {
  note_unusable({{path, why}});
  complaints_[path] = core::sentence(why);
}

}  // namespace heed::listening
