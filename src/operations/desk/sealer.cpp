#include "operations/desk/sealer.h"

#include "core/assert.h"
#include "flow/record/content.h"
#include "lib/digest/base64.h"
#include "lib/merkle/checkpoint.h"
#include "lib/merkle/note.h"
#include "lib/merkle/tree.h"
#include "lib/tlog/proofs.h"

namespace heed::desk {

namespace {

/// Most links are to an entry of a moment ago. To ask the store for each took a seventh of the time of an entry.
constexpr std::ptrdiff_t fresh_kept = 32'768;

}  // namespace

Sealer::Sealer(ports::Store& store, ports::Keys keys)
    : store_(store),
      keys_(keys),
      issuer_{keys.log.name(), issuer_kid({keys.issuer.name(), keys.issuer.public_key()}),
              [&issuer = keys.issuer](std::string_view message) { return issuer.sign(message); }} {}

Result<void> Sealer::resume(merkle::Frontier frontier) {
  const auto hashes = [this](unsigned level, std::uint64_t first, std::size_t count) {
    return store_.hashes(level, first, count);
  };
  TRY(edge_, tlog::Edge::rebuilt(frontier.size(), hashes));
  if (edge_.root() != frontier.root()) {
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
  read_back_ = std::move(frontier);
  return {};
}

Result<std::vector<std::string>> Sealer::keep(std::vector<Unsealed>& group) {
  std::vector<ports::StoredEntry> entries;
  std::vector<std::string> hashes;
  entries.reserve(group.size());
  hashes.reserve(group.size());
  if (std::ssize(fresh_) > 2 * fresh_kept) fresh_.erase(fresh_.begin(), fresh_.end() - fresh_kept);
  for (auto& unsealed : group) {
    TRY(auto stored, seal(unsealed));
    fresh_.push_back(stored.hash);
    hashes.push_back(stored.hash);
    entries.push_back(std::move(stored));
  }
  TRY(store_.append(entries));
  return hashes;
}

Result<ports::StoredEntry> Sealer::seal(Unsealed& unsealed) {
  auto& entry = unsealed.entry;
  HEED_ASSERT(entry.index == edge_.size(), "entry ", entry.index, " after ", edge_.size(), " leaves");
  TRY(link(entry));
  TRY(auto sealed, record::seal(entry, issuer_, unsealed.seed));
  ports::StoredEntry stored{entry.index, record::content_bytes(entry), merkle::leaf_hash(sealed.leaf),
                            std::move(sealed.leaf), std::move(sealed.salts)};
  for (auto& node : edge_.append(stored.hash))
    stored.completes.push_back({node.level, node.index, std::move(node.hash)});
  return stored;
}

Result<void> Sealer::link(record::Entry& entry) {
  for (auto& link : entry.thread) {
    if (!link.after) continue;
    const auto first = entry.index - fresh_.size();
    std::string hash;
    if (*link.after >= first) {
      hash = fresh_[*link.after - first];
    } else {
      TRY(auto read, store_.hashes(0, *link.after, 1));
      hash = std::move(read.front());
    }
    link.leaf = digest::to_base64url(hash);
  }
  return {};
}

Result<void> Sealer::read_back() {
  constexpr std::size_t at_once = 256;
  while (read_back_.size() < edge_.size()) {
    TRY(const auto leaves, store_.leaves(read_back_.size(), at_once));
    if (leaves.empty()) return fail(Code::corrupt, cat("entry ", read_back_.size(), " was kept and is not there"));
    for (const auto& leaf : leaves) read_back_.append(merkle::leaf_hash(leaf));
  }
  if (read_back_.root() == edge_.root()) return {};
  return fail(Code::corrupt, cat("what the store gives back of its first ", edge_.size(), " entries is not what was ",
                                 "kept; nothing more is signed. Run \"heed record verify\""));
}

Result<std::optional<ports::StoredCheckpoint>> Sealer::sign() {
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

std::string issuer_kid(const merkle::VerifierKey& issuer) {
  const auto id = merkle::key_id(issuer.name, merkle::type_ed25519, issuer.public_key);
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(id >> shift & 0xFF);
  return digest::to_hex(bytes);
}

}  // namespace heed::desk
