#include "bench/bench.h"

#include <algorithm>

#include "bench/audience/audience.h"
#include "bench/cap/cap.h"
#include "bench/record/record.h"

namespace heed::bench {
namespace {

using cli::Arguments;
using cli::OptionKind;

std::uint64_t rounds(const Arguments& arguments) { return std::max<std::uint64_t>(1, arguments.number("--rounds")); }

Result<Sheet> run_cap(const Arguments& arguments) {
  return cap::measure({arguments.text("--corpus"), arguments.text("--xsd"), rounds(arguments)});
}

Result<Sheet> run_audience(const Arguments& arguments) {
  return audience::measure({arguments.number("--places"), rounds(arguments), arguments.flag("--postgis")});
}

}  // namespace

const std::vector<Benchmark>& benchmarks() {
  static const std::vector<Benchmark> all = {
      {"commands", "durable commands a second over HTTP, 64 clients, beside the bare store",
       [](const Arguments& arguments) { return bench_commands(rounds(arguments)); }},
      {"start", "the time to be ready with a million entries, from a snapshot and without",
       [](const Arguments& arguments) { return bench_start(rounds(arguments)); }},
      {"hear", "alerts of others, from their bytes to durable entries",
       [](const Arguments& arguments) { return bench_hear(rounds(arguments)); }},
      {"edition",
       "one edition released to 100,000 recipients, beside the bare store with the same bytes",
       [](const Arguments& arguments) { return bench_edition(rounds(arguments), arguments.flag("--acknowledged")); },
       {{"--acknowledged", "ask everybody for an acknowledgement", OptionKind::flag}}},
      {"audience",
       "who is inside an area, and which areas a place is in, beside PostGIS and the speed of memory",
       run_audience,
       {{"--places", "how many people there are", OptionKind::number, false, "10000000"},
        {"--postgis", "measure PostGIS too, with a server of its own", OptionKind::flag}}},
      {"cap",
       "alerts that are read and checked, beside libxml2 with the schema of OASIS",
       run_cap,
       {{"--corpus", "a folder of alerts; left out: alerts that are made up"},
        {"--xsd", "the schema; left out: libxml2 parses, and validates nothing"}}},
      {"record",
       "entries that are signed and durable, and the tree they stand in, beside the signatures and the store alone",
       [](const Arguments& arguments) {
         return record::bench_record(arguments.number("--entries"), rounds(arguments));
       },
       {{"--entries", "how many entries the tree has", OptionKind::number, false, "1000000"}}},
  };
  return all;
}

}  // namespace heed::bench
