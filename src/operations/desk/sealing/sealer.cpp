#include "operations/desk/sealing/sealer.h"

#include "core/assert.h"
#include "flow/record/content.h"
#include "lib/digest/base64.h"
#include "lib/merkle/tree.h"

namespace heed::sealing {

namespace {

/// Most links are to an entry of a moment ago. To ask the store for each took a seventh of the time of an entry.
constexpr std::size_t fresh_kept = 32'768;

}  // namespace

Sealer::Sealer(ports::Keys keys)
    : issuer_{keys.log.name(), issuer_kid({keys.issuer.name(), keys.issuer.public_key()}),
              [&issuer = keys.issuer](std::string_view message) { return issuer.sign(message); }} {}

Result<std::vector<ports::StoredEntry>> Sealer::seal(std::vector<Unsealed>& group, const Durable& durable) {
  forget_before(durable.size);
  TRY(recall(group, durable.leaves));
  std::vector<ports::StoredEntry> entries;
  entries.reserve(group.size());
  for (auto& unsealed : group) {
    TRY(auto stored, seal(unsealed));
    fresh_.push_back(stored.hash);
    entries.push_back(std::move(stored));
  }
  return entries;
}

void Sealer::forget_before(std::uint64_t durable) {
  if (fresh_.size() <= 2 * fresh_kept) return;
  const auto first_fresh = edge_.size() - fresh_.size();
  const auto from = std::min(edge_.size() - fresh_kept, durable);
  fresh_.erase(fresh_.begin(), fresh_.begin() + static_cast<std::ptrdiff_t>(from - first_fresh));
}

Result<void> Sealer::recall(const std::vector<Unsealed>& group, const ReadLeaves& older) {
  older_.clear();
  const auto first_fresh = edge_.size() - fresh_.size();
  for (const auto& unsealed : group) {
    for (const auto& link : unsealed.entry.thread) {
      if (link.after && *link.after < first_fresh) older_.try_emplace(*link.after);
    }
  }
  if (older_.empty()) return {};
  std::vector<std::uint64_t> indexes;
  indexes.reserve(older_.size());
  for (const auto& [index, hash] : older_) indexes.push_back(index);
  TRY(auto hashes, older(indexes));
  HEED_ASSERT(hashes.size() == indexes.size(), hashes.size(), " hashes of ", indexes.size(), " entries");
  auto hash = hashes.begin();
  for (auto& each : older_) each.second = std::move(*hash++);
  return {};
}

Result<ports::StoredEntry> Sealer::seal(Unsealed& unsealed) {
  auto& entry = unsealed.entry;
  HEED_ASSERT(entry.index == edge_.size(), "entry ", entry.index, " after ", edge_.size(), " leaves");
  link(entry);
  TRY(auto sealed, record::seal(entry, issuer_, unsealed.seed));
  ports::StoredEntry stored{entry.index, record::content_bytes(entry), merkle::leaf_hash(sealed.leaf),
                            std::move(sealed.leaf), std::move(sealed.salts)};
  for (auto& node : edge_.append(stored.hash))
    stored.completes.push_back({node.level, node.index, std::move(node.hash)});
  return stored;
}

void Sealer::link(record::Entry& entry) {
  const auto first_fresh = entry.index - fresh_.size();
  for (auto& link : entry.thread) {
    if (!link.after) continue;
    const auto& hash = *link.after >= first_fresh ? fresh_[*link.after - first_fresh] : older_.at(*link.after);
    link.leaf = digest::to_base64url(hash);
  }
}

std::string issuer_kid(const merkle::VerifierKey& issuer) {
  const auto id = merkle::key_id(issuer.name, merkle::type_ed25519, issuer.public_key);
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(id >> shift & 0xFF);
  return digest::to_hex(bytes);
}

}  // namespace heed::sealing
