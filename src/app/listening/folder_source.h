#pragma once
// A folder into which others put alerts, feeds or distributions as files.

#include <map>

#include "app/listening/source.h"

namespace heed::listening {

inline constexpr std::size_t folder_files = 100'000;  ///< of which it is remembered that they were read

class FolderSource final : public Source {
 public:
  using Source::Source;

 private:
  /// What tells that a file is another one: its size, and its time in nanoseconds.
  using Stamp = std::pair<std::uintmax_t, std::int64_t>;

  boost::asio::awaitable<Duration> look() override;
  boost::asio::awaitable<Result<void>> take(std::string path);
  /// Nothing of this file can be used.
  void refuse(const std::string& path, const Error& why);
  void note_complaints();

  std::map<std::string, Stamp> read_;              ///< files that are there and were read
  std::map<std::string, std::string> complaints_;  ///< what could not be used of files that are there
};

}  // namespace heed::listening
