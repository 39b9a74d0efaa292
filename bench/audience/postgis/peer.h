#pragma once
// The same places and areas in PostGIS, asked the same question: who is inside.

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "bench/audience/postgis/server.h"
#include "lib/area/area.h"

namespace heed::postgis {

/// As fast as PostGIS 3.3 gets on one core as far as we know: the table in the order of its index, a GiST index,
/// everything in shared buffers, no parallel workers, no just-in-time compilation, and the outline as one flat value.
class Peer {
 public:
  /// The place at position i has the number i. Says on the error stream how far it is.
  [[nodiscard]] static Result<std::unique_ptr<Peer>> start(const std::string& folder,
                                                           std::span<const area::Position> places);

  /// Gives its number. Requires: one polygon of one ring, no circle. Where it crosses the antimeridian it is cut there.
  [[nodiscard]] Result<std::size_t> add(const area::Area& area);
  /// Processor seconds for one answer, as the mean of `times` answers: all ids put into one array.
  [[nodiscard]] Result<double> seconds_to_answer(std::size_t area, std::size_t times);
  /// Of the ids in rising order, four bytes each, the highest first: SHA-256 in hex.
  [[nodiscard]] Result<std::string> digest(std::size_t area);

  [[nodiscard]] const std::string& version() const { return version_; }
  [[nodiscard]] double index_seconds() const { return index_seconds_; }  ///< processor time for sorting and indexing
  [[nodiscard]] double bytes_per_place() const { return bytes_per_place_; }

 private:
  Peer(std::unique_ptr<Server> server, Session session) : server_(std::move(server)), session_(std::move(session)) {}

  [[nodiscard]] Result<void> load(std::span<const area::Position> places);
  [[nodiscard]] Result<double> spent() const { return seconds_of(backend_); }

  std::unique_ptr<Server> server_;  // stopped after the session has ended
  Session session_;
  pid_t backend_ = 0;
  std::size_t areas_ = 0;
  std::string version_;
  double index_seconds_ = 0;
  double bytes_per_place_ = 0;
};

}  // namespace heed::postgis
