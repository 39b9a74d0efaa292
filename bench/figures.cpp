#include "bench/figures.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <thread>

namespace heed::bench {

Bar bar(Figure figure, double limit, Direction direction) {
  const bool holds = direction == Direction::at_least ? figure.value >= limit : figure.value <= limit;
  return {std::move(figure.name), figure.value, std::move(figure.unit), limit, holds};
}

double median(std::vector<double> values) { return percentile(std::move(values), 0.5); }

double percentile(std::vector<double> values, double share) {
  const auto last = static_cast<double>(values.size() - 1);
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(std::lround(last * share));
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

std::string machine() {
  std::ifstream cpuinfo("/proc/cpuinfo");
  std::string model = "unknown processor";
  for (std::string line; std::getline(cpuinfo, line);) {
    if (!line.starts_with("model name")) continue;
    model = core::trimmed(line.substr(line.find(':') + 1));
    break;
  }
  struct utsname system{};
  ::uname(&system);
  return cat(model, ", ", std::thread::hardware_concurrency(), " cores, ", system.sysname, " ", system.release);
}

double cpu_seconds() {
  struct rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

namespace {

std::string rounded(double value) {
  const double scale = value >= 100 ? 1 : value >= 1 ? 100 : 10'000;
  return cat(std::round(value * scale) / scale);
}

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(width, text.size()), ' ');
  return text;
}

}  // namespace

std::string table(const Sheet& sheet) {
  auto text = cat(sheet.name, " (", sheet.rounds, " rounds, ", sheet.machine, ")\n");
  for (const auto& figure : sheet.figures) {
    text += cat("  ", padded(figure.name, 44), rounded(figure.value), " ", figure.unit, "\n");
  }
  for (const auto& each : sheet.bars) {
    text += cat("  ", padded(cat("bar: ", each.name), 44), rounded(each.value), " ", each.unit, "  (bar ",
                rounded(each.bar), ") ", *each.holds ? "holds" : "MISSED", "\n");
  }
  return text;
}

}  // namespace heed::bench
