// A hub ready again with everybody registered: the register and the index of where they are mapped from their image.

#include <chrono>
#include <filesystem>

#include "adapters/store/sqlite/store.h"
#include "app/atlas/audience_images.h"
#include "bench/audience/trial.h"
#include "lib/digest/sha256.h"
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

std::string store_in(const Trial& trial) { return trial.folder.path() + "/record.sqlite"; }

/// Everybody is registered, and what a hub that stops leaves behind is on the disk. Gives how many are found.
Result<std::size_t> leave_behind(Trial& trial) {
  flow::State state;
  auto& recipients = state.recipients;
  for (std::size_t i = 0; i < trial.places.size(); ++i) recipients.recipients.put(one_at(i, trial.places[i]));
  auto& figures = trial.sheet.figures;
  const Watch building;
  build_ground(recipients);
  figures.push_back({"register, index built anew", building.seconds(), "s"});
  const Watch taking;
  auto packed = desk::pack_snapshot_apart({}, state);
  TRY(const auto saving, atlas::AudienceImages(trial.folder.path()).save(recipients, 0));
  figures.push_back({"register, a snapshot taken while nothing else is done", taking.seconds(), "s"});
  const Watch finishing;
  TRY(const auto bytes, saving->finish());
  figures.push_back({"register, its image written beside everything else", finishing.seconds(), "s"});
  figures.push_back(
      {"register, image", static_cast<double>(bytes) / static_cast<double>(trial.places.size()), "bytes a recipient"});
  auto hash = digest::sha256(packed);
  TRY(const auto store, sqlite::SqliteStore::open(store_in(trial), sqlite::Mode::create));
  TRY(store->put_snapshot({0, std::string(flow::snapshot_format()), std::move(packed), std::move(hash)}));
  return inside(recipients.ground, trial);
}

}  // namespace

Result<void> measure_ready(Trial& trial) {
  // Why not beyond: a hundred million registrations do not fit into the memory of the machines that this is run on.
  constexpr std::size_t most = 20'000'000;
  if (trial.places.size() > most) return {};
  say("registering everybody, and starting from what was saved");
  TRY(const auto expected, leave_behind(trial));
  std::vector<double> starting;
  for (std::uint64_t round = 0; round < trial.order.rounds; ++round) {
    atlas::AudienceImages images(trial.folder.path());
    const Watch started;
    TRY(const auto store, sqlite::SqliteStore::open(store_in(trial), sqlite::Mode::existing));
    TRY(const auto resumed, desk::resume(*store, {}, [&](std::uint64_t size) { return images.map(size); }));
    const auto& recipients = resumed.state.recipients;
    const auto last = recipients.recipients.find(RecipientId{cat("subscriber-", trial.places.size() - 1)});
    if (resumed.audience_refused || !last || inside(recipients.ground, trial) != expected)
      return fail(Code::internal, "the hub that was started again answers otherwise");
    starting.push_back(started.seconds());
  }
  TRY(atlas::AudienceImages(trial.folder.path()).remove());
  std::filesystem::remove(store_in(trial));
  const bench::Figure ready{"hub, everybody registered, from its files to first answers", bench::median(starting), "s"};
  trial.sheet.bars.push_back(bench::bar(ready, 2, bench::Direction::at_most));
  return {};
}

}  // namespace heed::audience
