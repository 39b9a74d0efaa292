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
  if (!fresh.empty() || there.size() < read_.size()) standing_.detail.clear();
  for (auto& path : fresh) {
    if (is_stopping()) co_return pause;
    const auto taken = co_await take(path);
    // Why forgotten: what could not be written down is read again at the next look.
    if (!taken) there.erase(path);
    if (!taken) note_failing(core::sentence(taken.error()));
  }
  read_ = std::move(there);
  co_return pause;
}

asio::awaitable<Result<void>> FolderSource::take(std::string path) {
  auto bytes = files::read_file(path, capfeed::document_bytes);
  if (!bytes && bytes.error().code == Code::too_large) {
    // Why no failure: read again it would be as large.
    note_unusable({{path, bytes.error()}});
    co_return Result<void>{};
  }
  if (!bytes) co_return fail(std::move(bytes).error());
  auto reading = co_await read(*std::move(bytes), cat("file://", path));
  if (!reading) {
    note_unusable({{path, reading.error()}});
    co_return Result<void>{};
  }
  refuse_links(*reading);
  note_unusable(reading->unusable);
  co_return co_await hear(std::move(reading->alerts));
}

}  // namespace heed::listening
