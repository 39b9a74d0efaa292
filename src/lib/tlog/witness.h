#pragma once
// The witness protocol (C2SP tlog-witness v1.0.0), both sides, without the network: add-checkpoint as values.
//
// A log shows a new checkpoint and the proof that it continues the one the witness saw last; the witness cosigns it.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/instant.h"
#include "core/result.h"
#include "lib/merkle/note.h"
#include "lib/tlog/cosignature.h"

namespace heed::tlog {

inline constexpr std::size_t request_proof_max = 63;  ///< hashes in one request
inline constexpr std::size_t request_bytes = merkle::note_bytes + 4'096;
inline constexpr std::string_view text_content = "text/plain; charset=utf-8";
inline constexpr std::string_view size_content = "text/x.tlog.size";

/// POST <submission prefix>/add-checkpoint
struct AddCheckpoint {
  std::uint64_t old_size = 0;      ///< what the log believes the witness saw last
  std::vector<std::string> proof;  ///< of consistency, 32 bytes each
  std::string checkpoint;          ///< a signed note, as it is
  bool operator==(const AddCheckpoint&) const = default;
};

/// The request's body. Requires: what parse_add_checkpoint would read back.
[[nodiscard]] std::string to_text(const AddCheckpoint& request);
/// Reads the three parts; the checkpoint is not looked into. Malformed, too_many and too_large are a 400.
[[nodiscard]] Result<AddCheckpoint> parse_add_checkpoint(std::string_view body);
/// The first line of the checkpoint: for which log the witness looks up what it saw last.
[[nodiscard]] std::string_view origin_of(const AddCheckpoint& request);

/// A log that a witness cosigns for. Several keys: any of them may sign, as while a key is being changed.
struct WitnessedLog {
  std::string origin;
  std::vector<merkle::VerifierKey> keys;
};

struct Witness {
  WitnessKey key;
  merkle::Sign sign;  ///< with the secret half of `key`
  std::vector<WitnessedLog> logs;
};

/// What a witness last cosigned for one log.
struct Seen {
  std::uint64_t size = 0;
  std::string root;
  bool operator==(const Seen&) const = default;
};

/// What is to be kept on disk for the log of `origin` before the answer leaves.
struct Witnessed {
  std::string origin;
  Seen seen;
  std::string note;  ///< the checkpoint with the log's and the witness's signatures, for the monitoring prefix
  bool operator==(const Witnessed&) const = default;
};

struct WitnessAnswer {
  unsigned status = 200;  ///< 200, 400, 403, 404, 409 or 422
  std::string body;       ///< lines of signatures, a size, or a sentence that says why not
  std::string content_type{text_content};
  std::optional<Witnessed> keep{};  ///< with status 200, and only then
  /// The log signed two trees of one size: the request's checkpoint and the one kept convict it together.
  bool is_equivocation = false;
};

/// The answer to a request that parse_add_checkpoint refused.
[[nodiscard]] WitnessAnswer answer_malformed(const Error& error);

/// A witness's whole decision. `last` is what was kept for origin_of(request), nothing before the first time.
/// Requires: from the look-up of `last` until `keep` is durable, nothing else is decided for the same origin; else a
/// slower request would roll the log back.
[[nodiscard]] WitnessAnswer decide(const Witness& witness, const std::optional<Seen>& last,
                                   const AddCheckpoint& request, Instant now);

/// A cosignature that holds for the checkpoint that was sent.
struct Cosignature {
  merkle::NoteSignature line;
  Instant at;
};
/// The witness saw this size last: prove from there and ask again.
struct WitnessHas {
  std::uint64_t size = 0;
};
using WitnessReply = std::variant<Cosignature, WitnessHas>;

struct HttpReply {
  unsigned status = 0;
  std::string body;
};

/// Reads what the witness of `key` answered to a request with `checkpoint`. Refused: the witness said no (400, 403,
/// 404, 422), in its words. Unavailable: any other status, later may work. Invalid or malformed: a 200 or 409 that does
/// not hold what it should. Lines of other keys are ignored.
[[nodiscard]] Result<WitnessReply> read_reply(const HttpReply& reply, std::string_view checkpoint,
                                              const WitnessKey& key);

}  // namespace heed::tlog
