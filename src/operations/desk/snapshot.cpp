#include "operations/desk/snapshot.h"

#include <future>

#include "flow/record/content.h"
#include "flow/record/seal.h"
#include "lib/digest/sha256.h"
#include "lib/merkle/tree.h"
#include "lib/pack/pack.h"

namespace heed::desk {

std::string pack_snapshot(const merkle::Frontier& frontier, const flow::State& state) {
  std::string bytes;
  pack::pack(bytes, frontier.packed());
  pack::pack(bytes, state);
  return bytes;
}

std::string pack_snapshot_apart(const merkle::Frontier& frontier, flow::State& state) {
  auto& recipients = state.recipients.recipients;
  auto whole = std::exchange(recipients, recipients.promise());
  auto bytes = pack_snapshot(frontier, state);
  recipients = std::move(whole);
  return bytes;
}

namespace {

Result<Resumed> unpack_snapshot(const ports::StoredSnapshot& snapshot) {
  Resumed resumed;
  std::string frontier;
  pack::Reader reader(snapshot.bytes);
  const bool is_read = pack::Packer<std::string>::read(reader, frontier) &&
                       pack::Packer<flow::State>::read(reader, resumed.state) && reader.left() == 0;
  if (!is_read) return fail(Code::corrupt, "the snapshot does not unpack");
  TRY(resumed.frontier, merkle::Frontier::unpacked(frontier));
  return resumed;
}

}  // namespace

std::optional<merkle::Frontier> tree_of(const ports::StoredSnapshot& snapshot) {
  auto resumed = unpack_snapshot(snapshot);
  if (!resumed) return std::nullopt;
  return std::move(resumed->frontier);
}

bool is_snapshot_of(const ports::StoredSnapshot& snapshot, flow::State& state) {
  const auto resumed = unpack_snapshot(snapshot);
  if (!resumed || resumed->frontier.size() > state.size) return false;
  const bool is_apart = resumed->state.recipients.recipients.promised().has_value();
  const auto packed =
      is_apart ? pack_snapshot_apart(resumed->frontier, state) : pack_snapshot(resumed->frontier, state);
  return packed == snapshot.bytes;
}

namespace {

/// The newest snapshot, or an empty start where there is none that this build can use.
Resumed beginning(ports::Store& store, const SavedAudience& saved) {
  const auto kept = store.last_snapshot();
  const auto size = store.size();
  if (!kept || !*kept || !size) return {};
  const auto& snapshot = **kept;
  if (snapshot.format != flow::snapshot_format() || snapshot.size > *size) return {};
  // Why on another core: a gigabyte takes half a second to digest, and unpacking believes no byte before it is looked
  // at.
  auto hash = std::async(std::launch::async, [&] { return digest::sha256(snapshot.bytes); });
  auto resumed = unpack_snapshot(snapshot);
  if (hash.get() != snapshot.hash || !resumed || resumed->state.size != snapshot.size) return {};
  if (!resumed->state.recipients.recipients.promised()) {
    flow::derive(resumed->state);
    return *std::move(resumed);
  }
  const auto derived = flow::derive(resumed->state, saved ? saved(snapshot.size) : std::span<std::byte>{});
  if (!derived) return {{}, {}, derived.error()};
  return *std::move(resumed);
}

/// The entry, once its content is what its leaf commits to: state is never made of anything else.
Result<record::Entry> entry_in(const ports::StoredEntry& stored) {
  const auto wrong = [&](const Error& error) {
    return fail(Code::corrupt, cat("entry ", stored.index, " is not what was written: ", core::sentence(error)));
  };
  auto entry = record::parse_content(stored.bytes);
  if (!entry) return wrong(entry.error());
  if (entry->index != stored.index) return fail(Code::corrupt, cat("entry ", stored.index, " stands in a wrong place"));
  const auto sealed = record::check_sealed(*entry, stored.salts, stored.leaf);
  if (!sealed) return wrong(sealed.error());
  return entry;
}

}  // namespace

Result<Resumed> resume(ports::Store& store, const std::function<void(std::uint64_t)>& calls,
                       const SavedAudience& saved) {
  auto resumed = beginning(store, saved);
  TRY(const auto size, store.size());
  std::uint64_t folded = 0;
  TRY(store.read(resumed.frontier.size(), size, [&](ports::StoredEntry stored) -> Result<void> {
    if (merkle::leaf_hash(stored.leaf) != stored.hash) {
      return fail(Code::corrupt, cat("entry ", stored.index, " is not what was written; run \"heed record verify\""));
    }
    resumed.frontier.append(std::move(stored.hash));
    if (stored.index < resumed.state.size) return {};
    TRY(const auto entry, entry_in(stored));
    if (calls && ++folded % 10'000 == 0) calls(folded);
    return flow::apply(resumed.state, entry);
  }));
  return resumed;
}

}  // namespace heed::desk
