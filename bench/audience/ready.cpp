// A hub ready again with everybody registered: the register unpacked from its snapshot, and the index of where they are
// built anew, or mapped from its file.

#include <chrono>
#include <filesystem>

#include "app/atlas/audience_index.h"
#include "bench/audience/trial.h"
#include "lib/pack/pack.h"

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

}  // namespace

Result<void> measure_ready(Trial& trial) {
  // Why not beyond: a hundred million registrations do not fit into the memory of the machines that this is run on.
  constexpr std::size_t most = 20'000'000;
  if (trial.places.size() > most) return {};
  say("registering everybody, and starting from the saved index");
  const atlas::AudienceIndex file(trial.folder.path() + "/audience.index");
  std::string packed;
  std::size_t expected = 0;
  {
    State state;
    for (std::size_t i = 0; i < trial.places.size(); ++i) state.recipients.put(one_at(i, trial.places[i]));
    const Watch building;
    build_ground(state);
    trial.sheet.figures.push_back({"register, index built anew", building.seconds(), "s"});
    expected = inside(state.ground, trial);
    const Watch saving;
    TRY(file.save(state));
    trial.sheet.figures.push_back({"register, index saved", saving.seconds(), "s"});
    pack::pack(packed, state.recipients);
  }
  std::vector<double> unpacking, mapping;
  for (std::uint64_t round = 0; round < trial.order.rounds; ++round) {
    atlas::AudienceIndex index(trial.folder.path() + "/audience.index");
    State state;
    pack::Reader reader(packed);
    const Watch unpacked;
    if (!state.recipients.read_packed(reader)) return fail(Code::internal, "the register does not unpack");
    unpacking.push_back(unpacked.seconds());
    const Watch mapped;
    TRY(load_ground(state, index.map()));
    if (inside(state.ground, trial) != expected) return fail(Code::internal, "the mapped index answers otherwise");
    mapping.push_back(mapped.seconds());
  }
  std::filesystem::remove(trial.folder.path() + "/audience.index");
  trial.sheet.figures.push_back({"register, unpacked from a snapshot", bench::median(unpacking), "s"});
  const bench::Figure ready{"register, index mapped and checked, first answers", bench::median(mapping), "s"};
  trial.sheet.bars.push_back(bench::bar(ready, 2, bench::Direction::at_most));
  return {};
}

}  // namespace heed::audience
