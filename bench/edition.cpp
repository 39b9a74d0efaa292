// One edition of a warning to very many: from the command to the durable plan, and on to a channel that answers at
// once.

#include <chrono>
#include <ctime>
#include <filesystem>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>

#include "adapters/channel/feed/directory_feed.h"
#include "adapters/system/random.h"
#include "adapters/system/wall_clock.h"
#include "app/hub.h"
#include "bench/bench.h"
#include "bench/on_disk.h"
#include "flow/record/batch.h"
#include "operations/commands/command.h"

namespace heed::bench {
namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;
using SteadyClock = std::chrono::steady_clock;
using record::Role;
using report::Tier;

constexpr std::size_t few = limits::list_items;
constexpr std::size_t many = limits::edition_recipients;
double seconds_since(SteadyClock::time_point begin) {
  return std::chrono::duration<double>(SteadyClock::now() - begin).count();
}

/// Processor seconds of this thread.
double own_cpu_seconds() {
  timespec spent{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
  return static_cast<double>(spent.tv_sec) + static_cast<double>(spent.tv_nsec) / 1e9;
}

/// Says yes at once: what is measured is the hub.
class AgreeingChannel final : public ports::Channel {
 public:
  [[nodiscard]] std::string_view kind() const override { return "webhook"; }
  [[nodiscard]] Result<void> check_address(std::string_view) const override { return {}; }
  asio::awaitable<ports::Attempted> deliver(ports::Message) override {
    co_return ports::Attempted{ports::Outcome::accepted, "202 Accepted", {}};
  }
};

decision::Regimes one_regime() {
  constexpr Duration hour{3'600'000};
  decision::Regime regime;
  regime.id = "bench";
  regime.title = "A regime for measuring";
  regime.questions = {{"credible", "Is it credible?", true}};
  regime.clocks = {{std::nullopt, hour}};
  regime.spans = {hour, hour, hour, hour, hour, hour};
  return {{regime.id, regime}};
}

/// A hub on this disk.
struct Rig {
  Rig(OnDisk made, feed::DirectoryFeed folder)
      : on_disk(std::move(made)),
        published(std::move(folder)),
        clock(context.get_executor()),
        hub(context, {*on_disk.store, clock, random, on_disk.keys.keys(), published, {&channel}}, regimes,
            {{}, {Duration{50}}, 100'000'000, {}, {}}) {
    hub.journal().listen([this](const record::Entry& entry) {
      if (entry.of == released) ++entries;
      if (record::is<delivery::Reported>(entry)) reported += record::bodies(entry).size();
    });
  }

  OnDisk on_disk;
  feed::DirectoryFeed published;
  system::SystemRandom random;
  decision::Regimes regimes = one_regime();
  AgreeingChannel channel;
  asio::io_context context{1};
  system::WallClock clock;
  app::Hub hub;
  std::uint64_t released = 0;  ///< the first entry of the release that is measured
  std::uint64_t entries = 0;   ///< durable ones of it
  std::uint64_t reported = 0;  ///< deliveries whose attempt was answered, durably
  double longest_pause_s = 0;  ///< processor time of the main thread in one go
  std::optional<Error> failure;

  /// Runs the hub until `is_done`, or something failed.
  Result<void> run_until(const auto& is_done) {
    context.restart();
    while (!failure && !is_done()) {
      const auto began = own_cpu_seconds();
      if (context.run_one() == 0) return fail(Code::internal, "the hub has nothing left to do, and is not done");
      longest_pause_s = std::max(longest_pause_s, own_cpu_seconds() - began);
    }
    return failure ? fail(*failure) : Result<void>{};
  }
  /// The value of `work`, which the hub's thread does while all that it does besides goes on.
  template <class T>
  Result<T> run(asio::awaitable<Result<T>> work) {
    std::optional<Result<T>> value;
    asio::co_spawn(context, std::move(work), [&value](const std::exception_ptr&, Result<T> made) { value = made; });
    TRY(run_until([&] { return value.has_value(); }));
    return *std::move(value);
  }
  Result<commands::Done> give(Role role, std::string command, Value body) {
    commands::Caller caller{{std::string(word(role)), role}, {}, response::Evidence::heard, {}};
    return run(commands::execute(hub.desk(), std::move(caller), std::move(command), std::move(body)));
  }
};

const CaseId the_case{"city"};
const TargetId the_target{"river"};

/// Everybody in the city; the first of them in its old town, too.
Result<void> register_all(Rig& rig) {
  constexpr std::size_t at_once = 2'000;
  record::Drafts drafts;
  for (std::size_t i = 0; i < many; ++i) {
    audience::Recipient one;
    one.recipient = RecipientId{cat("subscriber-", 1'000'000'000 + i * 7'919 % many)};
    one.name = cat("Somebody ", i);
    one.sort = audience::Sort::person;
    one.tier = Tier::direct;
    one.groups = i < few ? std::vector<std::string>{"city", "old town"} : std::vector<std::string>{"city"};
    one.languages = {"en"};
    one.contacts = {{"webhook", cat("https://push.example/of/", i), {}, {}}};
    drafts.push_back(record::draft(audience::Registered{std::move(one)}));
    if (drafts.size() < at_once && i + 1 < many) continue;
    TRY(rig.run(rig.hub.journal().commit(std::exchange(drafts, {}), {rig.clock.now(), record::the_hub()}, {})));
  }
  return {};
}

cases::AddFacet statement(std::string name, cases::Aspect aspect, std::string text) {
  cases::AddFacet command;
  command.case_id = the_case;
  command.facet = FacetId{std::move(name)};
  command.aspect = aspect;
  command.statement = std::move(text);
  command.marking = Tier::everyone;
  return command;
}

/// The way to the decision to warn.
Result<void> decide(Rig& rig) {
  cases::AddTarget target;
  target.case_id = the_case;
  target.target = the_target;
  target.name = "The banks of the river";
  const decision::Assess assess{the_case, the_target, {{"credible", decision::Answer::yes, {}}}};
  TRY(rig.give(Role::analyst, "open_case", to_value(cases::Open{the_case, "The river rises", "bench", {}, {}})));
  TRY(rig.give(Role::analyst, "add_target", to_value(target)));
  TRY(rig.give(Role::analyst, "add_facet", to_value(statement("what", cases::Aspect::what, "The river rises."))));
  TRY(rig.give(Role::analyst, "add_facet", to_value(statement("where", cases::Aspect::where, "On both banks."))));
  TRY(rig.give(Role::analyst, "assess_threshold", to_value(assess)));
  TRY(rig.give(Role::senior_officer, "decide_to_warn",
               to_value(decision::Warn{the_case, the_target, "people live there"})));
  return {};
}

/// What one release cost.
struct Release {
  double seconds = 0;      ///< from the command to the answer
  double pause_s = 0;      ///< the longest of the main thread meanwhile, in processor time
  double processor_s = 0;  ///< of all threads
  double bare_s = 0;       ///< the bare store with the same entries in one transaction
  double a_second = 0;     ///< of its first deliveries, by a channel that answers at once
  double bytes = 0;        ///< of its entries on the disk
};

/// The entries of the release, written once more to a store of their own and nothing else.
Result<void> write_bare(Rig& rig, const std::string& folder, Release& release) {
  std::vector<ports::StoredEntry> entries;
  const auto read = [&](ports::Store& store) {
    return store.read(rig.released, rig.released + rig.entries, [&](ports::StoredEntry entry) -> Result<void> {
      release.bytes += static_cast<double>(entry.bytes.size() + entry.leaf.size() + entry.salts.size());
      entry.index -= rig.released;
      entries.push_back(std::move(entry));
      return {};
    });
  };
  TRY(rig.run(rig.hub.journal().ask(read)));
  fs::create_directories(folder);
  TRY(const auto bare, sqlite::SqliteStore::open(folder + "/bare.sqlite", sqlite::Mode::create));
  const auto begin = SteadyClock::now();
  TRY(bare->append(entries));
  release.bare_s = seconds_since(begin);
  return {};
}

/// Drafts a warning to a group and lets it out, and delivers the first of it.
Result<Release> release(Rig& rig, const std::string& folder, const std::string& group, Tier tier) {
  const WarningId id{group == "city" ? "w-city" : "w-old-town"};
  warning::Draft draft;
  draft.warning = id;
  draft.case_id = the_case;
  draft.targets = {the_target};
  draft.issuer = "The water board";
  draft.valid = {rig.clock.now(), rig.clock.now() + Duration{48 * 3'600'000LL}};
  draft.reach.emplace_back().groups = {group};
  draft.reach.back().tier = tier;
  draft.tiers = {{tier, "en", "The river rises", "Leave the banks.", {}}};
  TRY(rig.give(Role::analyst, "draft_warning", to_value(draft)));
  if (tier != Tier::everyone) {
    const warning::AnswerCheck answer{id, 1, "equal_warning", "Everybody who is in danger is told."};
    TRY(rig.give(Role::public_officer, "answer_check", to_value(answer)));
  }
  Release made;
  rig.released = rig.hub.desk().state.size;
  rig.entries = 0;
  rig.longest_pause_s = 0;
  const auto processor = cpu_seconds();
  auto begin = SteadyClock::now();
  TRY(rig.give(Role::releaser, "release_warning", to_value(warning::Let{id, 1})));
  made.seconds = seconds_since(begin);
  made.processor_s = cpu_seconds() - processor;
  made.pause_s = rig.longest_pause_s;
  const auto reported = rig.reported;
  begin = SteadyClock::now();
  TRY(rig.run_until([&] { return rig.reported >= reported + few; }));
  made.a_second = static_cast<double>(rig.reported - reported) / seconds_since(begin);
  TRY(write_bare(rig, folder, made));
  return made;
}

struct Round {
  Release few;
  Release many;
};

Result<Round> measure(const std::string& folder, Tier tier) {
  TRY(auto made, make_on_disk(folder));
  TRY(auto published, feed::DirectoryFeed::open(made.data.feed()));
  Rig rig(std::move(made), std::move(published));
  TRY(rig.hub.resume());
  TRY(register_all(rig));
  TRY(decide(rig));
  TRY(rig.run(rig.hub.start()));
  Round round;
  TRY(round.few, release(rig, folder + "/few", "old town", tier));
  TRY(round.many, release(rig, folder + "/many", "city", tier));
  TRY(rig.run(rig.hub.stop()));
  return round;
}

/// The middle one of what each round says.
template <class Of>
double middle(const std::vector<Round>& rounds, Of of) {
  std::vector<double> all;
  for (const auto& round : rounds) all.push_back(of(round));
  return median(std::move(all));
}

}  // namespace

Result<Sheet> bench_edition(std::uint64_t rounds, bool is_acknowledged) {
  const auto folder = (fs::temp_directory_path() / cat("heed-bench-edition-", ::getpid())).string();
  std::vector<Round> all;
  for (std::uint64_t i = 0; i < rounds; ++i) {
    fs::remove_all(folder);
    TRY(const auto round, measure(folder, is_acknowledged ? Tier::direct : Tier::everyone));
    all.push_back(round);
  }
  fs::remove_all(folder);
  Sheet sheet{"edition", machine(), rounds, {}, {}};
  const auto at_few = [&](double Release::* value) {
    return middle(all, [&](const Round& r) { return r.few.*value; });
  };
  const auto at_many = [&](double Release::* value) {
    return middle(all, [&](const Round& r) { return r.many.*value; });
  };
  const Figure whole{"released to 100,000, until durable", at_many(&Release::seconds), "s"};
  const Figure pause{"longest pause of the main thread meanwhile", at_many(&Release::pause_s), "s"};
  const auto beside = middle(all, [](const Round& r) { return r.many.seconds / r.many.bare_s; });
  sheet.figures = {{"released to 10,000, until durable", at_few(&Release::seconds), "s"},
                   whole,
                   {"beside ten times that of 10,000", whole.value / at_few(&Release::seconds) / 10, "ratio"},
                   pause,
                   {"processor time, all threads, 100,000", at_many(&Release::processor_s), "s"},
                   {"its entries on the disk", at_many(&Release::bytes) / 1e6, "MB"},
                   {"the bare store with the same bytes", at_many(&Release::bare_s), "s"},
                   {"beside the bare store", beside, "ratio"},
                   {"deliveries, while 10,000 wait", at_few(&Release::a_second), "1/s"},
                   {"deliveries, while 100,000 wait", at_many(&Release::a_second), "1/s"}};
  sheet.bars = {bar(whole, 10, Direction::at_most), bar(pause, 3, Direction::at_most)};
  return sheet;
}

}  // namespace heed::bench
