#pragma once
// What a witness cosigned last, log by log, on the disk: the one thing that it must never forget.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/channel/feed/directory_feed.h"
#include "adapters/store/sqlite/file_lock.h"
#include "lib/tlog/witness.h"

namespace heed::witness {

inline constexpr std::size_t evidence_max = 64;  ///< contradictions that are kept of one log; the first ones tell all

/// FOLDER/<lower hex SHA-256 of the origin>/checkpoint is the newest note of a log, with the log's signatures and the
/// witness's: also the file that is served. FOLDER/evidence holds what convicts a log.
///
/// One process has a folder at one time. Blocking.
class Notebook {
 public:
  /// Makes the folder where it is missing, and reads what was kept for `logs`. Errors: conflict when another process
  /// has it; corrupt for a note that this key did not cosign: a witness that guesses what it saw is none.
  [[nodiscard]] static Result<Notebook> open(const std::string& folder, const tlog::WitnessKey& key,
                                             const std::vector<tlog::WitnessedLog>& logs);

  /// Reads what was kept for logs that are new to it; of the others it knows. All of them or none. Errors: corrupt, as
  /// above; unavailable once a write has failed.
  Result<void> look_up(const std::vector<tlog::WitnessedLog>& logs, const tlog::WitnessKey& key);

  /// Nothing before the first time.
  [[nodiscard]] std::optional<tlog::Seen> last(std::string_view origin) const;
  /// Guarantees: on return it survives a crash, and last() tells it. After a failure every further call is refused:
  /// what the disk holds is not known until the folder is opened anew.
  Result<void> keep(const tlog::Witnessed& witnessed);
  /// The newest note of the log whose origin has this hash in lower hex; not_found when there is none.
  [[nodiscard]] Result<std::string> note(std::string_view origin_hash) const;

  /// Keeps the note that was cosigned and one that contradicts it, as files "cosigned" and "shown" of a folder, and
  /// gives that folder's name. The same contradiction is kept once. Fails as too_many beyond evidence_max.
  Result<std::string> keep_evidence(std::string_view origin, std::string_view shown);

 private:
  Notebook(std::string folder, sqlite::FileLock lock, feed::DirectoryFeed files)
      : folder_(std::move(folder)), lock_(std::move(lock)), files_(std::move(files)) {}

  std::string folder_;
  sqlite::FileLock lock_;
  feed::DirectoryFeed files_;
  std::map<std::string, tlog::Seen, std::less<>> seen_;  ///< by origin
  bool is_broken_ = false;                               ///< a write has failed
};

/// Lower hex SHA-256: how the protocol names a log in a URL.
[[nodiscard]] std::string origin_hash(std::string_view origin);

}  // namespace heed::witness
