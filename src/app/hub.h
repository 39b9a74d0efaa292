#pragma once
// The hub: the desk with its loops. Tests, drills and the server start the same class with other doors.

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "app/atlas/audience_images.h"
#include "app/conductor.h"
#include "ports/signer.h"
#include "ports/store.h"

namespace heed::app {

/// What a hub stands on; all of it outlives the hub.
struct Doors {
  ports::Store& store;
  ports::Clock& clock;
  ports::Random& random;
  ports::Keys keys;
  ports::Feed& feed;
  std::vector<ports::Channel*> channels;
  geocodes::Table* geocodes = nullptr;              ///< left out: no reach can name a geocode
  atlas::AudienceImages* images = nullptr;          ///< left out: a snapshot holds the register, and a start unpacks it
  const event_codes::Table* event_codes = nullptr;  ///< left out: no draft can name an event code
};

struct Ways {
  desk::Manner manner;
  Pace pace;
  std::uint64_t snapshot_every = 50'000;  ///< entries between two snapshots, at least
  /// Asked before a checkpoint is signed; left out: always.
  std::function<bool()> may_sign{};
  issuing::Issuing issuing{};  ///< how alerts are issued
};

class Hub {
 public:
  Hub(boost::asio::io_context& context, Doors doors, const decision::Regimes& regimes, Ways ways);

  /// Folds the record. `calls` is told how many entries are folded so far.
  Result<void> resume(const std::function<void(std::uint64_t)>& calls = {});
  /// Takes up what was interrupted, and begins the loops. Requires: resume() succeeded.
  boost::asio::awaitable<Result<void>> start();
  /// Lets running deliveries finish, signs a last checkpoint, keeps a snapshot, and joins every task and thread.
  boost::asio::awaitable<Result<void>> stop();

  [[nodiscard]] desk::Desk& desk() { return desk_; }
  [[nodiscard]] Conductor& conductor() { return conductor_; }
  [[nodiscard]] desk::Journal& journal() { return journal_; }

 private:
  boost::asio::awaitable<void> keep_checkpoints();
  boost::asio::awaitable<void> sign();
  boost::asio::awaitable<Result<void>> keep_snapshot();
  static std::map<std::string, ports::Channel*, std::less<>> by_kind(const std::vector<ports::Channel*>& channels);

  boost::asio::io_context& context_;
  Doors doors_;
  Ways ways_;
  flow::State state_;
  desk::Journal journal_;
  desk::Desk desk_;
  Publisher publisher_;
  Conductor conductor_;
  boost::asio::steady_timer checkpoint_timer_;
  boost::asio::thread_pool saving_thread_{1};
  std::uint64_t next_snapshot_ = 0;           ///< when so many entries are there
  std::optional<std::uint64_t> snapshot_of_;  ///< so many entries: that of the newest is kept
  bool is_stopping_ = false;
  bool is_keeping_ = false;
};

}  // namespace heed::app
