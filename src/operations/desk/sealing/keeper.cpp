#include "operations/desk/sealing/keeper.h"

#include "core/text.h"
#include "lib/merkle/checkpoint.h"
#include "lib/merkle/tree.h"
#include "lib/tlog/proofs.h"

namespace heed::sealing {

Result<tlog::Edge> Keeper::resume(merkle::Frontier frontier) {
  const auto hashes = [this](unsigned level, std::uint64_t first, std::size_t count) {
    return store_.hashes(level, first, count);
  };
  TRY(auto edge, tlog::Edge::rebuilt(frontier.size(), hashes));
  if (edge.root() != frontier.root()) {
    return fail(Code::corrupt, "the store's hashes are not those of its entries; run \"heed record verify\"");
  }
  TRY(const auto last, store_.last_checkpoint());
  if (last) {
    TRY(const auto checkpoint, merkle::open_checkpoint(last->note, {keys_.log.name(), keys_.log.public_key()}));
    if (checkpoint.size > frontier.size()) {
      return fail(Code::corrupt, cat("a checkpoint of ", checkpoint.size, " entries was signed and ", frontier.size(),
                                     " are there: this is an older copy of the record. Bring the newest one back"));
    }
    TRY(const auto root, tlog::root_at(checkpoint.size, hashes));
    if (root != checkpoint.root) {
      return fail(Code::corrupt, "the last checkpoint was signed over other entries; run \"heed record verify\"");
    }
    signed_size_ = checkpoint.size;
  }
  kept_ = frontier;
  read_back_ = std::move(frontier);
  return edge;
}

Result<void> Keeper::keep(const std::vector<ports::StoredEntry>& entries) {
  if (has_failed_) return fail(Code::unavailable, "the store failed a moment ago; nothing is kept any more");
  has_failed_ = true;
  TRY(store_.append(entries));
  has_failed_ = false;
  for (const auto& entry : entries) kept_.append(entry.hash);
  return {};
}

Result<void> Keeper::read_back() {
  constexpr std::size_t at_once = 256;
  while (read_back_.size() < kept_.size()) {
    TRY(const auto leaves, store_.leaves(read_back_.size(), at_once));
    if (leaves.empty()) return fail(Code::corrupt, cat("entry ", read_back_.size(), " was kept and is not there"));
    for (const auto& leaf : leaves) read_back_.append(merkle::leaf_hash(leaf));
  }
  if (read_back_.root() == kept_.root()) return {};
  return fail(Code::corrupt, cat("what the store gives back of its first ", kept_.size(), " entries is not what was ",
                                 "kept; nothing more is signed. Run \"heed record verify\""));
}

Result<std::optional<ports::StoredCheckpoint>> Keeper::sign() {
  TRY(read_back());
  const auto size = read_back_.size();
  if (size == signed_size_) return std::nullopt;
  const merkle::Checkpoint checkpoint{keys_.log.name(), size, read_back_.root()};
  TRY(auto note, merkle::sign_checkpoint(checkpoint, keys_.log.public_key(),
                                         [this](std::string_view text) { return keys_.log.sign(text); }));
  ports::StoredCheckpoint stored{size, std::move(note)};
  TRY(store_.put_checkpoint(stored));
  signed_size_ = size;
  return stored;
}

}  // namespace heed::sealing
