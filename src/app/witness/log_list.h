#pragma once
// The files that name the logs of a witness, and whether they have changed since they were read.

#include <filesystem>

#include "app/witness/logs.h"

namespace heed::witness {

class LogList {
 public:
  explicit LogList(std::vector<std::string> files) : files_(std::move(files)) {}

  /// The logs of all files together, and what the files are like is remembered, also when they cannot be taken: what
  /// is wrong is said once. Errors: as parse_logs, with the file's name; not_found.
  [[nodiscard]] Result<std::vector<tlog::WitnessedLog>> read();
  /// Whether a file is another one than when it was read, by its time, its size, or that it is there.
  [[nodiscard]] bool has_changed() const { return looks() != seen_; }

 private:
  /// What a file looks like from outside; the lowest time for one that is not there.
  struct Look {
    std::filesystem::file_time_type at;
    std::uintmax_t size = 0;
    bool operator==(const Look&) const = default;
  };
  [[nodiscard]] std::vector<Look> looks() const;

  std::vector<std::string> files_;
  std::vector<Look> seen_;
};

}  // namespace heed::witness
