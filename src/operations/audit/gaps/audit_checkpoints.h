#pragma once
// Whether what was written down was also signed, and cosigned by those who must: what a hub may not put off.

#include <optional>
#include <string>
#include <vector>

#include "core/codec.h"
#include "lib/merkle/note.h"
#include "lib/tlog/policy.h"
#include "ports/store.h"

namespace heed::gaps {

struct CheckpointExpectation {
  merkle::VerifierKey log;
  std::optional<tlog::Policy> policy;  ///< none: no witness is expected
  /// Entries from this time on may still wait for their checkpoint and its witnesses.
  Instant until;
};

struct AuditedCheckpoints {
  std::uint64_t checkpoints = 0;
  std::optional<std::uint64_t> quorate;      ///< of these, such as the policy is content with; none without a policy
  std::optional<std::uint64_t> not_quorate;  ///< the others: a later one covers what they are for
  std::uint64_t covered = 0;                 ///< entries under the newest checkpoint
  std::optional<std::uint64_t> with_quorum;  ///< entries under the newest checkpoint that the policy is content with
  std::vector<std::string> findings;         ///< sentences
  HEED_FIELDS(AuditedCheckpoints, checkpoints, quorate, not_quorate, covered, with_quorum, findings)
};

/// Finds entries beyond any checkpoint, and beyond any checkpoint with a quorum: a later one covers what an earlier one
/// lacks. A newest checkpoint whose signatures do not hold is a finding too. Blocking; reads only.
[[nodiscard]] Result<AuditedCheckpoints> audit_checkpoints(ports::Store& store, const CheckpointExpectation& expected);

}  // namespace heed::gaps
