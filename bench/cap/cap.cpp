#include "bench/cap/cap.h"

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>

#include "bench/cap/alerts.h"
#include "bench/cap/peer.h"
#include "bench/cap/signatures.h"
#include "core/text.h"
#include "lib/cap/read.h"

namespace heed::cap {
namespace {

namespace fs = std::filesystem;
using bench::Direction;
using bench::Figure;

/// Processor seconds of this thread, to the nanosecond: one alert takes some microseconds.
double now() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

Result<std::vector<std::string>> alerts_in(const std::string& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::recursive_directory_iterator each(folder, error), end; !error && each != end; each.increment(error)) {
    if (each->is_regular_file(error)) files.push_back(each->path());
  }
  if (error) return fail(Code::not_found, "this folder cannot be read", folder);
  std::ranges::sort(files);
  std::vector<std::string> alerts;
  for (const auto& file : files) {
    std::ifstream stream(file, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    // Why: a folder of alerts holds lists and schemas as well.
    const auto document = xml::parse(bytes);
    if (document && document->root().space == message::space_1_2 && document->root().local == "alert") {
      alerts.push_back(std::move(bytes));
    }
  }
  if (alerts.empty()) return fail(Code::not_found, "there is no alert of CAP 1.2 in this folder", folder);
  return alerts;
}

/// Something that is done with every alert, and the seconds that it took with each, once a round.
struct Contest {
  std::function<std::size_t(const std::string&)> deed;
  std::vector<std::vector<double>> taken{};

  /// Seconds for each alert, the median over the rounds.
  [[nodiscard]] std::vector<double> medians() const {
    std::vector<double> middle;
    middle.reserve(taken.size());
    for (const auto& each : taken) middle.push_back(bench::median(each));
    return middle;
  }
};

/// Why all contestants in every round, one after the other: a shared machine is quicker at one time and slower at
/// another, and a ratio should not say when each had its turn. Returns a sum, so that no work can be left out.
std::size_t compete(const std::vector<std::string>& alerts, std::uint64_t rounds, std::vector<Contest>& contests) {
  std::size_t kept = 0;
  for (auto& contest : contests) contest.taken.resize(alerts.size());
  for (std::uint64_t round = 0; round <= rounds; ++round) {
    for (auto& contest : contests) {
      for (std::size_t i = 0; i < alerts.size(); ++i) {
        const auto begin = now();
        kept += contest.deed(alerts[i]);
        // The first round warms the caches.
        if (round > 0) contest.taken[i].push_back(now() - begin);
      }
    }
  }
  return kept;
}

double sum(const std::vector<double>& values) {
  double total = 0;
  for (const auto value : values) total += value;
  return total;
}

/// How many times faster ours is, alert by alert; the middle of it.
double median_ratio(const std::vector<double>& theirs, const std::vector<double>& ours) {
  std::vector<double> ratios;
  for (std::size_t i = 0; i < ours.size(); ++i) ratios.push_back(theirs[i] / ours[i]);
  return bench::median(std::move(ratios));
}

}  // namespace

Result<bench::Sheet> measure(const Trial& trial) {
  TRY(const auto peer, Peer::load(trial.schema));
  auto alerts = made_up_alerts();
  if (!trial.corpus.empty()) {
    TRY(alerts, alerts_in(trial.corpus));
  }
  std::size_t bytes = 0;
  for (const auto& alert : alerts) bytes += alert.size();
  std::vector<Contest> contests;
  contests.push_back({[](const std::string& alert) { return read(alert).findings.size(); }});
  contests.push_back({[&](const std::string& alert) { return std::size_t{peer->parse(alert)}; }});
  if (peer->has_schema()) {
    contests.push_back({[&](const std::string& alert) { return std::size_t{peer->validate(alert)}; }});
  }
  const auto kept = compete(alerts, trial.rounds, contests);
  const auto ours = contests[0].medians(), parsed = contests[1].medians();
  const auto megabytes = static_cast<double>(bytes) / 1e6;
  bench::Sheet sheet{"cap", bench::machine(), trial.rounds, {}, {}};
  sheet.figures = {{"alerts", static_cast<double>(alerts.size()), "alerts"},
                   {"bytes", megabytes, "MB"},
                   {"findings and verdicts, all calls together", static_cast<double>(kept), "count"},
                   {"parse, all rules and values", static_cast<double>(alerts.size()) / sum(ours), "alerts/s"},
                   {"parse, all rules and values", megabytes / sum(ours), "MB/s"},
                   {"median alert", bench::median(ours) * 1e6, "us"},
                   {"libxml2 parse alone", megabytes / sum(parsed), "MB/s"},
                   {"times libxml2's parse, all bytes", sum(parsed) / sum(ours), "ratio"},
                   {"times libxml2's parse, median alert", median_ratio(parsed, ours), "ratio"}};
  for (auto& figure : signature_figures(alerts, trial.rounds)) sheet.figures.push_back(std::move(figure));
  if (!peer->has_schema()) return sheet;
  const auto validated = contests[2].medians();
  std::size_t agreed = 0;
  for (const auto& alert : alerts) {
    agreed += examine(alert, {.profile = Profile::schema}).is_schema_valid == peer->validate(alert);
  }
  sheet.figures.push_back({"libxml2 parse and schema", megabytes / sum(validated), "MB/s"});
  sheet.figures.push_back({"verdicts equal to libxml2's", static_cast<double>(agreed), "alerts"});
  sheet.bars = {
      bench::bar({"times parse and schema, median alert", median_ratio(validated, ours), "ratio"}, 2,
                 Direction::at_least),
      bench::bar({"times parse and schema, all bytes", sum(validated) / sum(ours), "ratio"}, 2, Direction::at_least)};
  return sheet;
}

}  // namespace heed::cap
