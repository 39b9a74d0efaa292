#include "app/witness/log_list.h"

#include "app/configuration.h"
#include "core/text.h"

namespace heed::witness {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t logs_bytes_max = 1UL << 20;

}  // namespace

std::vector<LogList::Look> LogList::looks() const {
  std::vector<Look> all;
  for (const auto& file : files_) {
    Look look{fs::file_time_type::min(), 0};
    std::error_code error;
    const auto at = fs::last_write_time(file, error);
    if (!error) look = {at, fs::file_size(file, error)};
    all.push_back(look);
  }
  return all;
}

Result<std::vector<tlog::WitnessedLog>> LogList::read() {
  // Why before reading: what changes while it is read has changed since.
  seen_ = looks();
  std::string all;
  for (const auto& file : files_) {
    TRY(const auto text, app::read_file(file, logs_bytes_max));
    if (const auto logs = parse_logs(text); !logs) return fail(core::within(file, logs.error()));
    all += text + "\n";
  }
  return parse_logs(all);
}

}  // namespace heed::witness
