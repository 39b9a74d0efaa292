#include <algorithm>
#include <cmath>
#include <optional>

#include "bench/audience/memory.h"
#include "bench/audience/postgis/peer.h"
#include "bench/audience/trial.h"
#include "lib/digest/base64.h"
#include "lib/digest/sha256.h"

namespace heed::audience {
namespace {

using bench::Direction;
using bench::median;
using bench::percentile;

constexpr double batch = 0.005;         // seconds of one measurement of ours: far more than the clock's step
constexpr double batch_of_peer = 0.05;  // PostGIS answers through a statement, whose own cost shall not count
constexpr std::size_t large_answer = 5'000'000;

std::size_t times_for(double seconds, double once) {
  return static_cast<std::size_t>(std::clamp(seconds / std::max(once, 1e-7), 1.0, 1'000.0));
}

/// As postgis::Peer::digest.
std::string digest_of(std::span<const places::Slot> slots) {
  std::vector<places::Slot> sorted(slots.begin(), slots.end());
  std::ranges::sort(sorted);
  std::string bytes;
  bytes.reserve(sorted.size() * 4);
  for (const auto slot : sorted) {
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(static_cast<unsigned char>(slot >> shift));
  }
  return digest::to_hex(digest::sha256(bytes));
}

/// The measurements of one area, one a round.
struct Asked {
  const area::Area* area = nullptr;
  std::size_t peers_number = 0;
  std::size_t hits = 0;
  std::vector<double> ours, inclusive, cold, peers;
};

class Asking {
 public:
  explicit Asking(Trial& trial) : trial_(trial) {}

  Result<void> run() {
    if (trial_.order.with_postgis) {
      TRY(peer_, postgis::Peer::start(trial_.folder.path(), trial_.places));
    }
    for (const auto& kind : trial_.kinds) {
      say(cat("asking: ", kind.name));
      TRY(const auto asked, ask(kind));
      write(kind, asked);
    }
    write_peer();
    return {};
  }

 private:
  Result<std::vector<Asked>> ask(const people::Kind& kind) {
    std::vector<Asked> out;
    for (const auto& area : kind.areas) {
      auto& asked = out.emplace_back(Asked{&area, 0, 0, {}, {}, {}, {}});
      answer(area, area::Edges::planar);
      asked.hits = found_.size();
      if (peer_) TRY(introduce(asked));
    }
    for (std::uint64_t round = 0; round < trial_.order.rounds; ++round) {
      for (auto& asked : out) {
        asked.ours.push_back(seconds_to_answer(*asked.area, area::Edges::planar));
        asked.inclusive.push_back(seconds_to_answer(*asked.area, area::Edges::inclusive));
        memory_.flush_caches();
        asked.cold.push_back(seconds_once(*asked.area, area::Edges::planar));
        if (peer_) TRY(time_peer(asked));
      }
    }
    return out;
  }

  /// From the rings as they come to the list of ids.
  void answer(const area::Area& area, area::Edges edges) {
    found_.clear();
    trial_.index.find(places::Shape(area, edges), found_);
  }
  double seconds_once(const area::Area& area, area::Edges edges) {
    const double begin = bench::cpu_seconds();
    answer(area, edges);
    return bench::cpu_seconds() - begin;
  }
  double seconds_to_answer(const area::Area& area, area::Edges edges) {
    seconds_once(area, edges);
    const auto times = times_for(batch, seconds_once(area, edges));
    const double begin = bench::cpu_seconds();
    for (std::size_t i = 0; i < times; ++i) answer(area, edges);
    return (bench::cpu_seconds() - begin) / static_cast<double>(times);
  }

  /// Gives the area to PostGIS and compares its answer with ours, which is in `found_`.
  Result<void> introduce(Asked& asked) {
    TRY(asked.peers_number, peer_->add(*asked.area));
    TRY(const auto digest, peer_->digest(asked.peers_number));
    ++compared_;
    if (digest == digest_of(found_.slots())) ++equal_;
    return {};
  }
  Result<void> time_peer(Asked& asked) {
    TRY(const auto once, peer_->seconds_to_answer(asked.peers_number, 1));
    const auto times = times_for(batch_of_peer, once);
    TRY(const auto seconds, peer_->seconds_to_answer(asked.peers_number, times));
    asked.peers.push_back(seconds);
    return {};
  }

  void write(const people::Kind& kind, const std::vector<Asked>& all);
  void write_copy(double hits, double ours);
  void write_peer();
  void figure(std::string name, double value, std::string unit) {
    trial_.sheet.figures.push_back({std::move(name), value, std::move(unit)});
  }

  Trial& trial_;
  std::unique_ptr<postgis::Peer> peer_;
  places::Found found_;
  Memory memory_;
  std::size_t compared_ = 0, equal_ = 0;
};

void Asking::write(const people::Kind& kind, const std::vector<Asked>& all) {
  std::vector<double> hits, ours, inclusive, cold, peers;
  for (const auto& asked : all) {
    hits.push_back(static_cast<double>(asked.hits));
    ours.push_back(median(asked.ours));
    inclusive.push_back(median(asked.inclusive));
    cold.push_back(median(asked.cold));
    if (peer_) peers.push_back(median(asked.peers));
  }
  const auto& name = kind.name;
  figure(cat(name, ": ids in an answer, p50"), median(hits), "ids");
  figure(cat(name, ": p50"), median(ours) * 1e6, "us");
  figure(cat(name, ": p99"), percentile(ours, 0.99) * 1e6, "us");
  figure(cat(name, ": both readings of edges, p50"), median(inclusive) * 1e6, "us");
  figure(cat(name, ": caches flushed, p50"), median(cold) * 1e6, "us");
  if (name == "region") write_copy(median(hits), median(ours));
  if (!peer_) return;
  figure(cat(name, ": PostGIS, p50"), median(peers) * 1e6, "us");
  figure(cat(name, ": PostGIS, p99"), percentile(peers, 0.99) * 1e6, "us");
  const bench::Figure ratio{cat(name, ": PostGIS / ours, p50"), median(peers) / median(ours), "ratio"};
  if (kind.least == 0) {
    trial_.sheet.figures.push_back(ratio);
  } else {
    trial_.sheet.bars.push_back(bench::bar(ratio, kind.least, Direction::at_least));
  }
}

void Asking::write_copy(double hits, double ours) {
  const double bytes = std::max(hits, 1.0) * sizeof(places::Slot);
  std::vector<double> copies;
  for (std::uint64_t round = 0; round < trial_.order.rounds; ++round)
    copies.push_back(memory_.seconds_to_copy(static_cast<std::size_t>(bytes)));
  figure("region: copying the ids from memory", median(copies) * 1e6, "us");
  figure("copying from memory, one core", bytes / median(copies) / 1e9, "GB/s");
  const bench::Figure share{"region: share of the copy's speed", median(copies) / ours, "ratio"};
  if (hits < large_answer) {
    trial_.sheet.figures.push_back(share);
  } else {
    trial_.sheet.bars.push_back(bench::bar(share, 0.4, Direction::at_least));
  }
}

void Asking::write_peer() {
  if (!peer_) return;
  figure(cat(peer_->version(), ": indexed"), peer_->index_seconds(), "s");
  figure("PostGIS: table and index", peer_->bytes_per_place(), "bytes a place");
  figure("areas asked of both", static_cast<double>(compared_), "areas");
  const bench::Figure equal{"areas with equal sets of ids", static_cast<double>(equal_), "areas"};
  trial_.sheet.bars.push_back(bench::bar(equal, static_cast<double>(compared_), Direction::at_least));
}

}  // namespace

Result<void> measure_answers(Trial& trial) { return Asking(trial).run(); }

}  // namespace heed::audience
