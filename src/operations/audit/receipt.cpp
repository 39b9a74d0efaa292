#include "operations/audit/receipt.h"

#include "core/text.h"
#include "lib/digest/base64.h"
#include "lib/proof/stamped.h"

namespace heed::audit {
namespace {

constexpr std::size_t looked_at = 64;  // checkpoints: a minute of them, while witnesses answer within seconds

struct Weighed {
  std::string note;
  std::vector<tlog::Cosigned> cosigned;
  bool has_quorum = false;
};

/// A note whose cosignatures do not hold is taken as one without any: the log's own signature stands by itself.
Weighed weigh(const ports::StoredCheckpoint& checkpoint, const Assurance& assurance) {
  if (!assurance.policy) return {checkpoint.note, {}, false};
  auto standing = tlog::standing(checkpoint.note, *assurance.policy);
  if (!standing) return {checkpoint.note, {}, false};
  return {checkpoint.note, std::move(standing->cosigned), standing->has_quorum};
}

/// Nothing when no checkpoint covers the entry.
Result<std::optional<Weighed>> choose(ports::Store& store, std::uint64_t index, const Assurance& assurance) {
  TRY(const auto covering, store.checkpoints_from(index + 1, looked_at));
  if (covering.empty()) return std::nullopt;
  if (!assurance.policy) return weigh(covering.front(), assurance);
  for (const auto& checkpoint : covering) {
    auto weighed = weigh(checkpoint, assurance);
    if (weighed.has_quorum) return weighed;
  }
  TRY(const auto last, store.last_checkpoint());
  return weigh(last ? *last : covering.back(), assurance);
}

Result<std::optional<TimeStamped>> stamped(ports::Store& store, std::uint64_t index, const Assurance& assurance) {
  if (assurance.certificates.empty()) return std::nullopt;
  TRY(const auto kept, store.time_stamp_from(index + 1));
  if (!kept) return std::nullopt;
  TRY(const auto checkpoint, store.checkpoints_from(kept->size, 1));
  if (checkpoint.empty() || checkpoint.front().size != kept->size) return std::nullopt;
  TRY(const auto data, proof::stamped_bytes(checkpoint.front().note));
  auto stamp = timestamp::verify(kept->answer, {data, {}, assurance.certificates});
  // Why passed over: the certificates may have been changed since; a receipt says only what it can stand by.
  if (!stamp) return std::nullopt;
  return TimeStamped{kept->size, *std::move(stamp)};
}

}  // namespace

std::string leaf_text(const Place& place) { return digest::to_base64url(place.leaf); }
std::string root_text(const Place& place) { return digest::to_base64(place.checkpoint->root); }

Result<Place> place_of(ports::Store& store, std::uint64_t index, const Assurance& assurance) {
  TRY(const auto size, store.size());
  if (index >= size) return fail(Code::not_found, cat("there is no entry ", index), "entry");
  TRY(auto hashes, store.hashes(0, index, 1));
  Place place{index, std::move(hashes.front())};
  TRY(auto chosen, choose(store, index, assurance));
  if (!chosen) return place;
  TRY(const auto note, merkle::parse_note(chosen->note));
  TRY(place.checkpoint, merkle::parse_checkpoint(note.text));
  place.cosigned = std::move(chosen->cosigned);
  place.proven = chosen->has_quorum ? Proven::witnessed : assurance.policy ? Proven::pending : Proven::signed_by_log;
  TRY(place.time_stamped, stamped(store, index, assurance));
  return place;
}

}  // namespace heed::audit
