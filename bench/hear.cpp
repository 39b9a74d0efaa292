// Alerts of others: from the bytes to the durable entry, one at a time and as they come from many feeds.

#include "operations/hear/hear.h"

#include <chrono>
#include <cmath>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "adapters/channel/feed/directory_feed.h"
#include "adapters/system/random.h"
#include "adapters/system/wall_clock.h"
#include "bench/bench.h"
#include "bench/on_disk.h"

namespace heed::bench {
namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;
using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t singles = 300;
constexpr std::size_t together = 64;
constexpr std::size_t batches = 60;
constexpr std::size_t feeds = 100;
constexpr std::size_t areas = 2'000;
constexpr std::size_t wanted_bytes = 5'000;

/// A warning of some 5 KB: two languages, an outline of a hundred points, geocodes, as weather services send them.
std::string alert(std::size_t number) {
  std::string outline;
  for (int point = 0; point < 100; ++point) {
    const double angle = (point % 99) * 0.0634;
    outline +=
        cat(48.0 + static_cast<double>(number % 7) + 0.4 * std::cos(angle), ",", 8.0 + 0.6 * std::sin(angle), " ");
  }
  std::string infos;
  for (const auto* language : {"en", "de"}) {
    infos += cat("<info><language>", language, "</language><category>Met</category><event>Flood Warning</event>",
                 "<responseType>Prepare</responseType><urgency>Expected</urgency><severity>Severe</severity>",
                 "<certainty>Likely</certainty><effective>2026-11-23T08:00:00+00:00</effective>",
                 "<expires>2099-11-24T08:00:00+00:00</expires><senderName>A river service</senderName>",
                 "<headline>The river rises tonight</headline><description>", std::string(300, 'd'),
                 "</description><area><areaDesc>The valley</areaDesc><polygon>", outline,
                 "</polygon><geocode><valueName>NUTS3</valueName><value>DE", number % 999, "</value></geocode></area>",
                 "</info>");
  }
  return cat("<?xml version=\"1.0\" encoding=\"UTF-8\"?><alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\">",
             "<identifier>bench-", number, "</identifier><sender>rivers@service.example</sender>",
             "<sent>2026-11-23T08:00:00-00:00</sent><status>Actual</status><msgType>Alert</msgType>",
             "<scope>Public</scope>", infos, "</alert>");
}

struct Rig {
  Rig(app::KeyRing own, std::unique_ptr<sqlite::SqliteStore> opened, feed::DirectoryFeed folder)
      : ring(std::move(own)),
        store(std::move(opened)),
        published(std::move(folder)),
        clock(context.get_executor()),
        journal(context, state, {*store, random, ring.keys()}),
        desk{state, regimes, journal, clock, random, published, {}, {}} {}
  ~Rig() { journal.stop(); }
  Rig(const Rig&) = delete;
  Rig& operator=(const Rig&) = delete;

  app::KeyRing ring;
  std::unique_ptr<sqlite::SqliteStore> store;
  feed::DirectoryFeed published;
  system::SystemRandom random;
  decision::Regimes regimes;
  asio::io_context context{1};
  system::WallClock clock;
  flow::State state;
  desk::Journal journal;
  desk::Desk desk;
};

/// Registers those who are responsible for an area each: all over the part of Europe that the alerts are about. An
/// alert covers some thirty of them.
Result<void> subscribe(Rig& rig) {
  record::Drafts drafts;
  for (std::size_t i = 0; i < areas; ++i) {
    audience::Recipient one;
    one.recipient = RecipientId{cat("district-", i)};
    one.name = one.recipient.text;
    one.contacts = {{"email", cat(one.name, "@district.example"), {}, {}}};
    const double latitude = 46 + 0.25 * static_cast<double>(i % 50), longitude = 4 + 0.25 * static_cast<double>(i / 50);
    std::string outline;
    for (int corner = 0; corner <= 20; ++corner) {
      const double angle = (corner % 20) * 0.314;
      outline += cat(latitude + 0.15 * std::cos(angle), ",", longitude + 0.15 * std::sin(angle), " ");
    }
    TRY(auto polygon, area::parse_polygon(core::trimmed(outline)));
    one.responsible_for = area::Area{{std::move(polygon)}, {}};
    drafts.push_back(record::draft(audience::Registered{std::move(one)}));
  }
  Result<void> outcome;
  const auto commit = [](Rig& on, record::Drafts all, Result<void>& done) -> asio::awaitable<void> {
    const auto committed = co_await on.journal.commit(std::move(all), {on.clock.now(), record::the_hub()}, {});
    if (!committed) done = fail(committed.error());
  };
  asio::co_spawn(rig.context, commit(rig, std::move(drafts), outcome), asio::detached);
  rig.context.restart();
  rig.context.run();
  return outcome;
}

Result<std::unique_ptr<Rig>> open_rig(const std::string& folder) {
  TRY(auto made, make_on_disk(folder));
  TRY(auto published, feed::DirectoryFeed::open(made.data.feed()));
  auto rig = std::make_unique<Rig>(std::move(made.keys), std::move(made.store), std::move(published));
  TRY(rig->journal.resume({}));
  TRY(subscribe(*rig));
  return rig;
}

bool covers_some(const Rig& rig, const heard::Version& version) {
  const auto found = heard::find(rig.state.heard, version);
  return found && (*found)->heard.concerns && (*found)->heard.concerns->recipients() > 0;
}

asio::awaitable<void> hear(Rig& rig, std::vector<std::string> documents, std::size_t feed, Result<void>& outcome) {
  std::vector<hear::Alert> alerts;
  for (const auto& bytes : documents) {
    auto read = hear::read_alert({bytes, {cat("feed-", feed), "https://feed.example/"}, rig.clock.now()});
    if (!read) {
      outcome = fail(std::move(read).error());
      co_return;
    }
    alerts.push_back(*std::move(read));
  }
  const auto heard = co_await hear::hear_alerts(rig.desk, std::move(alerts), record::the_hub());
  if (!heard)
    outcome = fail(heard.error());
  else if (heard->fresh.size() != documents.size())
    outcome = fail(Code::internal, "an alert was not new");
  else if (!covers_some(rig, heard->fresh.front()))
    outcome = fail(Code::internal, "an alert covers none of the areas");
}

/// Seconds until what these bytes say is durable.
Result<double> timed(Rig& rig, std::vector<std::string> documents, std::size_t feed) {
  Result<void> outcome;
  const auto begin = SteadyClock::now();
  asio::co_spawn(rig.context, hear(rig, std::move(documents), feed, outcome), asio::detached);
  rig.context.restart();
  rig.context.run();
  TRY(outcome);
  return std::chrono::duration<double>(SteadyClock::now() - begin).count();
}

struct Round {
  std::vector<double> single_ms;
  double together_a_second = 0;
  double processor_us = 0;
  double read_us = 0;
  double disk_ms = 0;
};

/// What the disk alone takes to make as many bytes durable at the end of a file.
Result<double> bare_write(const std::string& path) {
  const auto bytes = alert(0);
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0) return fail(Code::unavailable, cat("cannot create ", path));
  const auto begin = SteadyClock::now();
  bool is_written = true;
  for (std::size_t i = 0; i < singles; ++i) {
    is_written = is_written && ::write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) &&
                 ::fdatasync(file) == 0;
  }
  const auto seconds = std::chrono::duration<double>(SteadyClock::now() - begin).count();
  ::close(file);
  if (!is_written) return fail(Code::unavailable, cat("cannot write ", path));
  return seconds * 1e3 / static_cast<double>(singles);
}

Result<Round> measure(const std::string& folder) {
  TRY(const auto rig, open_rig(folder));
  Round round;
  std::size_t number = 0;
  for (std::size_t i = 0; i < singles; ++i) {
    TRY(const auto seconds, timed(*rig, {alert(number)}, number % feeds));
    round.single_ms.push_back(seconds * 1e3);
    ++number;
  }
  std::vector<std::vector<std::string>> documents(batches);
  for (auto& batch : documents) {
    for (std::size_t i = 0; i < together; ++i) batch.push_back(alert(number++));
  }
  const auto all = documents;
  double seconds = 0;
  const auto processor = cpu_seconds();
  for (std::size_t i = 0; i < batches; ++i) {
    TRY(const auto took, timed(*rig, std::move(documents[i]), i % feeds));
    seconds += took;
  }
  const auto count = static_cast<double>(batches * together);
  round.processor_us = (cpu_seconds() - processor) * 1e6 / count;
  round.together_a_second = count / seconds;
  const auto begin = cpu_seconds();
  for (const auto& batch : all) {
    for (const auto& bytes : batch) TRY(hear::read_alert({bytes, {"feed", ""}, Instant{1}}));
  }
  round.read_us = (cpu_seconds() - begin) * 1e6 / count;
  TRY(round.disk_ms, bare_write(folder + "/bare"));
  return round;
}

}  // namespace

Result<Sheet> bench_hear(std::uint64_t rounds) {
  if (alert(0).size() < wanted_bytes) return fail(Code::internal, "the alert is smaller than it is said to be");
  const auto folder = (fs::temp_directory_path() / cat("heed-bench-hear-", ::getpid())).string();
  std::vector<double> singles_ms, a_second, processor, read, disk;
  for (std::uint64_t i = 0; i < rounds; ++i) {
    fs::remove_all(folder);
    TRY(const auto round, measure(folder));
    singles_ms.insert(singles_ms.end(), round.single_ms.begin(), round.single_ms.end());
    a_second.push_back(round.together_a_second);
    processor.push_back(round.processor_us);
    read.push_back(round.read_us);
    disk.push_back(round.disk_ms);
  }
  fs::remove_all(folder);
  Sheet sheet{"hear", machine(), rounds, {}, {}};
  const Figure single{"one alert over 2,000 areas to its entry, p50", median(singles_ms), "ms"};
  sheet.figures = {single,
                   {"the same, p99", percentile(singles_ms, 0.99), "ms"},
                   {"as many bytes written and synced alone", median(disk), "ms"},
                   {"beside the disk alone", median(singles_ms) / median(disk), "ratio"},
                   {"alerts that come 64 at a time", median(a_second), "1/s"},
                   {"processor time, all threads", median(processor), "us/alert"},
                   {"of which reading and judging", median(read), "us/alert"},
                   {"an alert", static_cast<double>(alert(0).size()), "bytes"}};
  sheet.bars = {bar(single, 2, Direction::at_most)};
  return sheet;
}

}  // namespace heed::bench
