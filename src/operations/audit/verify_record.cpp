#include "operations/audit/verify_record.h"

#include "flow/record/content.h"
#include "flow/record/seal.h"
#include "lib/digest/base64.h"
#include "lib/digest/sha256.h"
#include "lib/merkle/checkpoint.h"
#include "lib/merkle/tree.h"
#include "lib/sdjwt/verify.h"
#include "lib/tlog/edge.h"
#include "operations/desk/sealing/sealer.h"
#include "operations/desk/snapshot.h"

namespace heed::audit {
namespace {

class Verifier {
 public:
  Verifier(ports::Store& store, const PublicKeys& keys, const desk::SavedAudience& saved)
      : store_(store), keys_(keys), saved_(saved), kid_(sealing::issuer_kid(keys.issuer)) {}

  Result<Verified> verify() {
    TRY(checkpoints_, store_.checkpoints());
    TRY(snapshot_, store_.last_snapshot());
    if (snapshot_ && snapshot_->format == flow::snapshot_format()) tree_ = desk::tree_of(*snapshot_);
    TRY(check_checkpoints());
    TRY(check_tree());
    TRY(const auto size, store_.size());
    TRY(store_.read(0, size, [&](ports::StoredEntry stored) { return take(stored); }));
    if (next_ < checkpoints_.size()) {
      return fail(Code::corrupt, cat("the checkpoint of size ", checkpoints_[next_].size, " covers more than the ",
                                     size, " entries that are there"));
    }
    if (snapshot_ && !is_snapshot_seen_) TRY(check_snapshot());
    return Verified{size,
                    checkpoints_.size(),
                    checkpoints_.empty() ? 0 : checkpoints_.back().size,
                    digest::to_base64(frontier_.root()),
                    snapshot_.has_value(),
                    erased_};
  }

 private:
  /// Signatures first: what is not signed by the log says nothing.
  Result<void> check_checkpoints() {
    for (const auto& stored : checkpoints_) {
      auto opened = merkle::open_checkpoint(stored.note, keys_.log);
      if (!opened) {
        return fail(Code::corrupt,
                    cat("the checkpoint of size ", stored.size, " does not verify: ", opened.error().detail));
      }
      if (opened->size != stored.size)
        return fail(Code::corrupt, cat("a checkpoint is kept under the wrong size ", stored.size));
      roots_.push_back(opened->root);
    }
    return {};
  }

  Result<void> take(const ports::StoredEntry& stored) {
    if (merkle::leaf_hash(stored.leaf) != stored.hash) {
      return fail(Code::corrupt, cat("entry ", stored.index, " does not have the hash that it is kept under"));
    }
    const auto issued =
        sdjwt::verify(cat(stored.leaf, "~"), {keys_.issuer.public_key, kid_, std::string(record::leaf_type)});
    if (!issued) return wrong(stored.index, issued.error());
    const auto parsed = record::parse_content(stored.bytes);
    if (!parsed) return wrong(stored.index, parsed.error());
    const auto& entry = *parsed;
    if (entry.index != stored.index || stored.index != frontier_.size()) {
      return fail(Code::corrupt, cat("entry ", stored.index, " stands in a wrong place"));
    }
    if (record::content_bytes(entry) != stored.bytes) {
      return fail(Code::corrupt, cat("entry ", stored.index, " is not in the form in which a hub writes"));
    }
    const auto sealed = record::check_sealed(entry, stored.salts, stored.leaf);
    if (!sealed) return wrong(stored.index, sealed.error());
    erased_ += entry.gaps.empty() ? 0 : 1;
    TRY(flow::apply(state_, entry));
    frontier_.append(stored.hash);
    for (const auto& node : edge_.append(stored.hash)) TRY(check_node(node));
    while (next_ < checkpoints_.size() && checkpoints_[next_].size == frontier_.size()) {
      if (roots_[next_] != frontier_.root()) {
        return fail(Code::corrupt,
                    cat("the first ", frontier_.size(), " entries do not have the root that was signed"));
      }
      ++next_;
    }
    TRY(check_tree());
    if (snapshot_ && snapshot_->size == frontier_.size()) return check_snapshot();
    return {};
  }

  static std::unexpected<Error> wrong(std::uint64_t index, const Error& error) {
    return fail(Code::corrupt, cat("entry ", index, ": ", core::sentence(error)));
  }

  /// Proofs and tiles are made from the nodes that are kept.
  Result<void> check_node(const tlog::Node& node) {
    TRY(const auto kept, store_.hashes(node.level, node.index, 1));
    if (kept.front() == node.hash) return {};
    return fail(Code::corrupt, cat("the node ", node.index, " of level ", node.level, " is not that of its leaves"));
  }

  /// The hashes from which a hub would go on must be those of the entries, or its next signature would be of something
  /// else.
  Result<void> check_tree() {
    if (!tree_ || tree_->size() != frontier_.size() || *tree_ == frontier_) return {};
    return fail(Code::corrupt, cat("the tree of the snapshot is not that of the first ", tree_->size(), " entries"));
  }

  Result<void> check_snapshot() {
    is_snapshot_seen_ = true;
    if (digest::sha256(snapshot_->bytes) != snapshot_->hash)
      return fail(Code::corrupt, "the snapshot does not have its hash");
    if (snapshot_->format != flow::snapshot_format()) return {};
    if (snapshot_->size != state_.size || !desk::is_snapshot_of(*snapshot_, state_)) {
      return fail(Code::corrupt, cat("the snapshot of size ", snapshot_->size, " is not the fold of the entries"));
    }
    return check_register();
  }

  /// What was kept apart of the snapshot. That it is not there is no fault: a start folds every entry then.
  Result<void> check_register() {
    const auto& folded = state_.recipients.recipients;
    const auto bytes = saved_ ? saved_(snapshot_->size) : std::span<std::byte>{};
    if (bytes.empty()) return {};
    audience::State kept{folded.promise(), {}, {}, {}};
    const auto loaded = audience::load(kept, bytes);
    if (loaded && kept.recipients == folded) return {};
    return fail(Code::corrupt,
                cat("the register that is kept with the snapshot of size ", snapshot_->size, " is not the ",
                    "fold of the entries", loaded ? "" : cat(" (", core::sentence(loaded.error()), ")"),
                    "; remove its image while the hub is stopped, and the next start folds them"));
  }

  ports::Store& store_;
  const PublicKeys& keys_;
  const desk::SavedAudience& saved_;
  std::string kid_;
  std::vector<ports::StoredCheckpoint> checkpoints_;
  std::vector<std::string> roots_;  ///< as signed, in the order of the checkpoints
  std::size_t next_ = 0;            ///< the checkpoint that is reached next
  std::optional<ports::StoredSnapshot> snapshot_;
  std::optional<merkle::Frontier> tree_;  ///< as the snapshot has it
  bool is_snapshot_seen_ = false;
  std::uint64_t erased_ = 0;
  flow::State state_;
  merkle::Frontier frontier_;
  tlog::Edge edge_;
};

}  // namespace

PublicKeys public_keys(const ports::Keys& keys) {
  return {{keys.log.name(), keys.log.public_key()}, {keys.issuer.name(), keys.issuer.public_key()}};
}

std::string vkey_text(const merkle::VerifierKey& key) { return merkle::vkey(key.name, key.public_key); }

Result<Verified> verify_record(ports::Store& store, const PublicKeys& keys, const desk::SavedAudience& saved) {
  return Verifier(store, keys, saved).verify();
}

}  // namespace heed::audit
