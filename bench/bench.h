#pragma once
// The benchmarks, by name: heed bench NAME.

#include <functional>

#include "bench/figures.h"
#include "cli/program.h"
#include "core/result.h"

namespace heed::bench {

struct Benchmark {
  std::string name;
  std::string purpose;
  std::function<Result<Sheet>(const cli::Arguments& arguments)> run;
  std::vector<cli::Option> options{};  ///< besides --rounds
};

[[nodiscard]] const std::vector<Benchmark>& benchmarks();

[[nodiscard]] Result<Sheet> bench_commands(std::uint64_t rounds);
[[nodiscard]] Result<Sheet> bench_start(std::uint64_t rounds);
[[nodiscard]] Result<Sheet> bench_hear(std::uint64_t rounds);
/// `is_acknowledged`: an acknowledgement is asked of everybody, and clocks wait for it.
[[nodiscard]] Result<Sheet> bench_edition(std::uint64_t rounds, bool is_acknowledged);

}  // namespace heed::bench
