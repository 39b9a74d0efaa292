#include "bench/bench.h"

namespace heed::bench {

const std::vector<Benchmark>& benchmarks() {
  static const std::vector<Benchmark> all = {
      {"commands", "durable commands a second over HTTP, 64 clients, beside the bare store", bench_commands},
      {"start", "the time to be ready with a million entries, from a snapshot and without", bench_start},
  };
  return all;
}

}  // namespace heed::bench
