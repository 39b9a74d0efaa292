#pragma once
// Following somebody's log: what is new is fetched, proven, and kept as files.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "app/mirror/copy.h"
#include "app/mirror/source.h"
#include "operations/audit/verify_record.h"

namespace heed::mirror {

struct Following {
  std::string source;  ///< a URL or a folder
  std::string folder;  ///< the copy
  audit::PublicKeys keys;
  /// Called now and then with the entries looked at in this round, and how many there will be; may be empty.
  std::function<void(std::uint64_t done, std::uint64_t of)> progress{};
};

struct Round {
  std::uint64_t size = 0;         ///< entries in the copy
  std::uint64_t new_entries = 0;  ///< proven in this round
  std::optional<tlog::Contradiction> contradiction{};
  std::string evidence{};  ///< the folder with both notes, where there is a contradiction
};

/// Guarantees: the copy holds nothing that was not proven, and its checkpoint is the newest of which all is there. Who
/// is cut off goes on where it stopped, with the full tiles that it has. Blocking.
class Mirror {
 public:
  [[nodiscard]] static Result<Mirror> open(Following following);

  /// Fetches what is new. Errors: unavailable when the log cannot be reached; corrupt, invalid or malformed, with the
  /// place, for a log that is not what its key says, and for an entry that its issuer did not sign.
  [[nodiscard]] Result<Round> round();

 private:
  enum class Reuse { yes, no };

  Mirror(Following following, Source source, Copy copy);
  Result<tlog::MirrorRound> advance(const tlog::MirrorState& state, Reuse reuse);
  Result<std::string> fetch(std::string_view path, Reuse reuse);
  Result<void> check(std::string_view entry);

  Following following_;
  Source source_;
  Copy copy_;
  std::string kid_;
  std::uint64_t done_ = 0;
  std::uint64_t claimed_ = 0;  ///< new entries, if the checkpoint is right: for people only
  bool has_reused_ = false;    ///< a file was taken from the copy in this round
};

}  // namespace heed::mirror
