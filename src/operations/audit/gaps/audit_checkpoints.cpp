#include "operations/audit/gaps/audit_checkpoints.h"

#include "flow/record/content.h"
#include "lib/merkle/checkpoint.h"

namespace heed::gaps {
namespace {

/// Whether the entry is there, and old enough to be expected under a checkpoint.
Result<bool> is_due(ports::Store& store, std::uint64_t index, Instant until) {
  bool is_old = false;
  TRY(store.read(index, index + 1, [&](ports::StoredEntry stored) -> Result<void> {
    TRY(const auto entry, record::parse_content(stored.bytes));
    is_old = entry.at < until;
    return {};
  }));
  return is_old;
}

/// Counts the checkpoints with the policy's quorum and without it, and keeps the newest with one. What does not hold
/// and is newer than that is told; nothing rests on what is older.
void judge(const std::vector<ports::StoredCheckpoint>& checkpoints, const tlog::Policy& policy,
           AuditedCheckpoints& audited) {
  audited.quorate = 0;
  for (auto i = checkpoints.size(); i-- > 0;) {
    const auto standing = tlog::standing(checkpoints[i].note, policy);
    if (standing && standing->has_quorum) {
      ++*audited.quorate;
      if (!audited.with_quorum) audited.with_quorum = checkpoints[i].size;
    } else if (!standing && !audited.with_quorum) {
      audited.findings.push_back(cat("The checkpoint of ", checkpoints[i].size, " entries: ", standing.error().detail));
    }
  }
  audited.not_quorate = checkpoints.size() - *audited.quorate;
}

}  // namespace

Result<AuditedCheckpoints> audit_checkpoints(ports::Store& store, const CheckpointExpectation& expected) {
  AuditedCheckpoints audited;
  TRY(const auto checkpoints, store.checkpoints());
  TRY(const auto size, store.size());
  audited.checkpoints = checkpoints.size();
  if (!checkpoints.empty()) {
    audited.covered = checkpoints.back().size;
    const auto opened = merkle::open_checkpoint(checkpoints.back().note, expected.log);
    if (!opened) audited.findings.push_back(cat("The newest checkpoint does not verify: ", opened.error().detail));
  }
  TRY(const auto is_unsigned, is_due(store, audited.covered, expected.until));
  if (is_unsigned) {
    audited.findings.push_back(
        cat(size - audited.covered, " entries are beyond the newest checkpoint, the first of them ", audited.covered));
  }
  if (!expected.policy) return audited;
  judge(checkpoints, *expected.policy, audited);
  const auto cosigned = audited.with_quorum.value_or(0);
  TRY(const auto is_alone, is_due(store, cosigned, expected.until));
  if (is_alone && cosigned < audited.covered) {
    audited.findings.push_back(cat("Of ", audited.covered, " signed entries ", audited.covered - cosigned,
                                   " are under no checkpoint with a quorum of witnesses, the first of them ",
                                   cosigned));
  }
  return audited;
}

}  // namespace heed::gaps
