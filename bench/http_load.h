#pragma once
// Clients that give commands as fast as they are answered: one connection each, the next request after the last answer.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/result.h"

namespace heed::bench {

struct Load {
  std::uint16_t port = 0;
  std::size_t clients = 64;
  std::size_t requests = 20'000;  ///< of all clients together
  std::string token;
  std::string path;
  std::function<std::string(std::size_t)> body;  ///< of the n-th request
};

struct Loaded {
  double seconds = 0;
  std::vector<double> latencies_ms;
};

/// Fails when an answer is not 200.
[[nodiscard]] Result<Loaded> put_load(const Load& load);

}  // namespace heed::bench
