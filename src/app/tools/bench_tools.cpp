#include <cstdio>

#include <spdlog/spdlog.h>

#include "app/tools/tools.h"
#include "bench/bench.h"
#include "lib/json/json.h"

namespace heed::tools {

using cli::Arguments;
using cli::Exit;
using cli::OptionKind;

namespace {

Exit measure(const bench::Benchmark& benchmark, const Arguments& arguments) {
  spdlog::set_level(spdlog::level::warn);
  const auto sheet = benchmark.run(arguments);
  if (!sheet) return refuse(sheet.error(), arguments);
  std::printf("%s",
              arguments.json() ? (json::write_pretty(to_value(*sheet)) + "\n").c_str() : bench::table(*sheet).c_str());
  return Exit::done;
}

}  // namespace

std::vector<cli::Tool> bench_tools() {
  std::vector<cli::Tool> tools;
  for (const auto& benchmark : bench::benchmarks()) {
    std::vector<cli::Option> options{{"--rounds", "rounds; the median counts", OptionKind::number, false, "3"}};
    options.insert(options.end(), benchmark.options.begin(), benchmark.options.end());
    tools.push_back({"bench " + benchmark.name, "Measure " + benchmark.purpose + ".", std::move(options),
                     [&benchmark](const Arguments& arguments) { return measure(benchmark, arguments); }});
  }
  return tools;
}

}  // namespace heed::tools
