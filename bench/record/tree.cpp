#include "bench/record/tree.h"

#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "lib/digest/ed25519.h"
#include "lib/digest/sha256.h"
#include "lib/merkle/checkpoint.h"
#include "lib/merkle/tree.h"
#include "lib/tlog/edge.h"
#include "lib/tlog/mirror.h"
#include "lib/tlog/tiles.h"

namespace heed::record {
namespace {

using tlog::Content;
using tlog::Tile;
using tlog::tile_width;

constexpr std::size_t entry_bytes = 700;
// As many as do not fit into a processor's caches; a log of millions repeats them, so that it fits into memory.
constexpr std::size_t distinct_entries = 65'536;
constexpr std::string_view origin = "bench.example/log";

std::vector<std::string> random_entries() {
  std::mt19937_64 random(1);
  std::vector<std::string> entries(distinct_entries, std::string(entry_bytes, '\0'));
  for (auto& entry : entries) {
    for (char& c : entry) c = static_cast<char>(random());
  }
  return entries;
}

/// What a log holds when it has grown: bundles repeat, so only the first of them are kept.
struct Grown {
  std::vector<std::string> bundles;
  std::map<std::string, std::string, std::less<>> files;  ///< checkpoint and tiles of hashes, by path
  tlog::Edge edge;
};

/// Everything between an entry and the files of the log, but for signing and writing.
Result<Grown> grow(const std::vector<std::string>& entries, std::uint64_t size) {
  Grown log;
  std::string bundle;
  std::vector<std::string> rows(tlog::levels_max);
  const auto close_tile = [&](unsigned level, std::uint64_t nodes) {
    if (nodes % tile_width == 0)
      log.files[tlog::path({Content::hashes, level, nodes / tile_width - 1})] = std::exchange(rows[level], {});
  };
  for (std::uint64_t i = 0; i < size; ++i) {
    const auto& entry = entries[i % distinct_entries];
    TRY(tlog::add_entry(bundle, entry));
    const auto leaf = merkle::leaf_hash(entry);
    rows[0] += leaf;
    for (const auto& node : log.edge.append(leaf)) {
      close_tile(node.level - 1, tlog::nodes_at(node.level - 1, i + 1));
      rows[node.level] += node.hash;
    }
    if ((i + 1) % tile_width != 0) continue;
    if (log.bundles.size() < distinct_entries / tile_width) log.bundles.push_back(bundle);
    bundle.clear();
  }
  for (const auto& row : tlog::tiles_of(size)) {
    if (row.partial == 0) continue;
    log.files[tlog::path({Content::hashes, row.level, row.full, row.partial})] = rows[row.level];
    if (row.level == 0) log.files[tlog::path({Content::entries, 0, row.full, row.partial})] = bundle;
  }
  return log;
}

/// A file of the log, copied, as one that was read from somewhere.
Result<std::string> file_of(const Grown& log, std::string_view path) {
  if (const auto found = log.files.find(path); found != log.files.end()) return found->second;
  TRY(const auto tile, tlog::parse_tile_path(path));
  return log.bundles[tile.index % log.bundles.size()];
}

/// Verifies the whole log as a mirror does that knows nothing of it yet.
Result<void> verify(const Grown& log, const merkle::VerifierKey& key) {
  const tlog::MirrorSource source{key, [&](std::string_view path) { return file_of(log, path); },
                                  [](std::string_view, std::string_view) -> Result<void> { return {}; }};
  TRY(const auto round, tlog::advance(source, {}));
  if (round.new_entries == log.edge.size()) return {};
  return fail(Code::internal, "the mirror did not verify the whole log");
}

/// The limit: hashes every byte of the bundles in long pieces, and nothing else.
Result<void> hash_only(const Grown& log) {
  for (std::uint64_t i = 0; i < log.edge.size() / tile_width; ++i) {
    static_cast<void>(digest::sha256(log.bundles[i % log.bundles.size()]));
  }
  return {};
}

/// The same of bundles that are read as the mirror reads them.
Result<void> read_and_hash(const Grown& log) {
  for (std::uint64_t i = 0; i < log.edge.size() / tile_width; ++i) {
    TRY(const auto bundle, file_of(log, path(Tile{Content::entries, 0, i})));
    static_cast<void>(digest::sha256(bundle));
  }
  return {};
}

/// So many entries a second of processor time.
template <class Deed>
Result<double> rate_of(std::uint64_t entries, const Deed& deed) {
  const auto begin = bench::cpu_seconds();
  TRY(deed());
  return static_cast<double>(entries) / (bench::cpu_seconds() - begin);
}

struct Rates {
  std::vector<double> grown, verified, hashed, read_and_hashed;
};

Result<void> add_round(Rates& rates, const std::vector<std::string>& entries, std::uint64_t size) {
  const auto pair = digest::key_pair_from_seed(digest::sha256(origin));
  const merkle::VerifierKey key{std::string(origin), pair.public_key};
  Grown log;
  TRY(rates.grown.emplace_back(), rate_of(size, [&]() -> Result<void> {
        TRY(log, grow(entries, size));
        return {};
      }));
  TRY(log.files["checkpoint"],
      merkle::sign_checkpoint({key.name, size, log.edge.root()}, pair.public_key,
                              [&](std::string_view bytes) { return digest::sign(pair, bytes); }));
  TRY(rates.verified.emplace_back(), rate_of(size, [&] { return verify(log, key); }));
  TRY(rates.hashed.emplace_back(), rate_of(size, [&] { return hash_only(log); }));
  TRY(rates.read_and_hashed.emplace_back(), rate_of(size, [&] { return read_and_hash(log); }));
  return {};
}

}  // namespace

Result<bench::Sheet> bench_tree(std::uint64_t entries, std::uint64_t rounds) {
  if (entries < distinct_entries) {
    return fail(Code::invalid, cat("the tree has at least ", distinct_entries, " entries"));
  }
  const auto all = random_entries();
  Rates rates;
  for (std::uint64_t round = 0; round < rounds; ++round) TRY(add_round(rates, all, entries));

  const auto verified = bench::median(rates.verified);
  const auto hashed = bench::median(rates.hashed);
  const auto read_and_hashed = bench::median(rates.read_and_hashed);
  const auto megabytes = (entry_bytes + 2) / 1e6;
  const bench::Figure growth{"leaves a core, 700 bytes", bench::median(rates.grown), "1/s"};
  const bench::Figure share{"verified beside read and hashed", verified / read_and_hashed, "ratio"};
  bench::Sheet sheet{"tree", bench::machine(), rounds, {}, {}};
  sheet.figures = {growth,
                   {"entries verified a core", verified, "1/s"},
                   {"the same in bytes", verified * megabytes, "MB/s"},
                   {"the same bundles read and hashed", read_and_hashed * megabytes, "MB/s"},
                   {"the same bundles only hashed", hashed * megabytes, "MB/s"},
                   share,
                   {"verified beside only hashed", verified / hashed, "ratio"}};
  sheet.bars = {bench::bar(growth, 800'000, bench::Direction::at_least),
                bench::bar(share, 0.6, bench::Direction::at_least)};
  return sheet;
}

}  // namespace heed::record
