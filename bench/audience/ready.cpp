// A hub ready again with everybody registered: the register unpacked from its snapshot in the store, and the index of
// where they are built anew, or mapped from its file.

#include <chrono>
#include <filesystem>

#include "adapters/store/sqlite/store.h"
#include "app/atlas/audience_index.h"
#include "bench/audience/trial.h"
#include "lib/digest/sha256.h"
#include "lib/pack/pack.h"
#include "operations/desk/snapshot.h"

namespace heed::audience {
namespace {

/// A recipient as most are: one place, one contact, one role.
Registration one_at(std::size_t number, area::Position place) {
  Registration made;
  auto& recipient = made.recipient;
  recipient.recipient = RecipientId{cat("subscriber-", number)};
  recipient.name = cat("Subscriber ", number);
  recipient.sort = Sort::person;
  recipient.roles = {"subscriber"};
  recipient.languages = {number % 5 == 0 ? "fr" : "en"};
  recipient.places = {place};
  recipient.contacts = {{"email", cat("s", number, "@mail.example"), {}, {}}};
  made.entry.index = number;
  return made;
}

class Watch {
 public:
  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
  }

 private:
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

std::size_t inside(const Ground& ground, const Trial& trial) {
  std::size_t found = 0;
  for (const auto& kind : trial.kinds) found += ground.inside(kind.areas.front(), {Instant{0}, Instant{1}}).size();
  return found;
}

/// The paths of a hub's two files in the folder of the trial.
std::string store_in(const Trial& trial) { return trial.folder.path() + "/record.sqlite"; }
std::string index_in(const Trial& trial) { return trial.folder.path() + "/audience.index"; }

/// Everybody is registered, and what a hub that stops leaves behind is on the disk. Gives how many are found.
Result<std::size_t> leave_behind(Trial& trial) {
  flow::State state;
  auto& recipients = state.recipients;
  for (std::size_t i = 0; i < trial.places.size(); ++i) recipients.recipients.put(one_at(i, trial.places[i]));
  auto& figures = trial.sheet.figures;
  const Watch building;
  build_ground(recipients);
  figures.push_back({"register, index built anew", building.seconds(), "s"});
  const Watch saving;
  TRY(atlas::AudienceIndex(index_in(trial)).save(recipients));
  figures.push_back({"register, index saved", saving.seconds(), "s"});
  const Watch packing;
  auto packed = desk::pack_snapshot({}, state);
  figures.push_back({"register, packed for a snapshot", packing.seconds(), "s"});
  auto hash = digest::sha256(packed);
  TRY(const auto store, sqlite::SqliteStore::open(store_in(trial), sqlite::Mode::create));
  const Watch keeping;
  TRY(store->put_snapshot({0, std::string(flow::snapshot_format()), std::move(packed), std::move(hash)}));
  figures.push_back({"register, snapshot kept by the store", keeping.seconds(), "s"});
  return inside(recipients.ground, trial);
}

}  // namespace

Result<void> measure_ready(Trial& trial) {
  // Why not beyond: a hundred million registrations do not fit into the memory of the machines that this is run on.
  constexpr std::size_t most = 20'000'000;
  if (trial.places.size() > most) return {};
  say("registering everybody, and starting from what was saved");
  TRY(const auto expected, leave_behind(trial));
  std::vector<double> starting, mapping;
  for (std::uint64_t round = 0; round < trial.order.rounds; ++round) {
    atlas::AudienceIndex index(index_in(trial));
    const Watch started;
    TRY(const auto store, sqlite::SqliteStore::open(store_in(trial), sqlite::Mode::existing));
    TRY(const auto resumed, desk::resume(*store, {}, index.map()));
    const auto& ground = resumed.state.recipients.ground;
    if (resumed.index_refused || inside(ground, trial) != expected)
      return fail(Code::internal, "the hub that was started again answers otherwise");
    starting.push_back(started.seconds());
    atlas::AudienceIndex again(index_in(trial));
    State state;
    state.recipients = resumed.state.recipients.recipients;
    const Watch mapped;
    TRY(load_ground(state, again.map()));
    if (inside(state.ground, trial) != expected) return fail(Code::internal, "the mapped index answers otherwise");
    mapping.push_back(mapped.seconds());
  }
  std::filesystem::remove(index_in(trial));
  std::filesystem::remove(store_in(trial));
  const auto most_seconds = [&](const char* name, std::vector<double>& rounds) {
    trial.sheet.bars.push_back(bench::bar({name, bench::median(rounds), "s"}, 2, bench::Direction::at_most));
  };
  most_seconds("register, index mapped and checked, first answers", mapping);
  most_seconds("hub, everybody registered, from its files to first answers", starting);
  return {};
}

}  // namespace heed::audience
