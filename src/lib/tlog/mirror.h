#pragma once
// A mirror: copies a log tile by tile, and believes nothing that its checkpoint does not prove.
//
// From the new checkpoint the tiles of the right edge are fetched and give the root; from there down every hash of a
// tile vouches for the tile below it, and every leaf hash for an entry. So each file is proven before it is handed out,
// whatever the order, and the memory held is one tile a level and one bundle, whatever the size of the log.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "lib/merkle/note.h"
#include "lib/tlog/edge.h"

namespace heed::tlog {

/// What a mirror remembers between two rounds. Empty before the first.
struct MirrorState {
  std::string note{};  ///< the checkpoint that was proven last, as the log signed it
  Rows rows{};         ///< the right edge of its tree
  bool operator==(const MirrorState&) const = default;
};

/// Where the log is, and what happens to what comes from there. Each is called from within advance.
struct MirrorSource {
  merkle::VerifierKey key;
  /// The bytes at "checkpoint" or at a tile's path; not_found when the log has none there.
  std::function<Result<std::string>(std::string_view path)> fetch;
  /// A file to keep: it is proven to belong to the new checkpoint. The checkpoint itself comes last. A failure ends the
  /// round; the same files come again in the next one.
  std::function<Result<void>(std::string_view path, std::string_view bytes)> keep;
  /// Looks at each new entry in order, such as for the issuer's signature; may be empty. A failure ends the round.
  std::function<Result<void>(std::uint64_t index, std::string_view entry)> check{};
};

/// Two signed notes that do not go together. Keep both.
struct Contradiction {
  enum class Kind {
    smaller,     ///< the log shows an older tree than before: stale, or rolled back
    other_root,  ///< one size, two roots: the notes alone convict the log
    rewritten,   ///< the larger tree does not continue the smaller one
  };
  Kind kind = Kind::smaller;
  std::string earlier;  ///< the note that was proven before
  std::string later;    ///< the note that contradicts it
  std::string detail;   ///< a sentence for people
};

struct MirrorRound {
  MirrorState state;              ///< what to remember now; unchanged where there is a contradiction
  std::uint64_t new_entries = 0;  ///< proven in this round
  std::optional<Contradiction> contradiction{};
};

/// One round: fetches the checkpoint and all that is new since `state`, proves it and hands it out.
///
/// Guarantees: only paths are fetched that the new checkpoint implies; where a partial tile is gone, the full one that
/// took its place is asked for. Full files that older rounds handed out are not fetched again. Where the log
/// contradicts itself, nothing of the contradicting tree was handed out. Fails as the callbacks do; as invalid or
/// malformed for a checkpoint that does not open with the key; as corrupt, with the path as its place, for a file that
/// is not what the checkpoint says. The state stays as it was then. Trust: `state` is the caller's own; it is held
/// against its own note first (corrupt).
[[nodiscard]] Result<MirrorRound> advance(const MirrorSource& source, const MirrorState& state);

}  // namespace heed::tlog
