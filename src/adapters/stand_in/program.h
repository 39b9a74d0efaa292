#pragma once
// A program of this machine, run beside a test as the other side: an independent word on whether we speak the protocol.

#include <string>
#include <vector>

#include "core/result.h"

namespace heed::stand_in {

/// Guarantees: the program is told to end, by its own process id, when this object goes; then it is waited for.
class Program {
 public:
  /// Starts `arguments.front()` (looked up in PATH) with its standard output readable here; its input is
  /// empty, and its errors are thrown away.
  /// Errors: unavailable, when it cannot be started.
  [[nodiscard]] static Result<Program> start(std::vector<std::string> arguments);
  Program(Program&& other) noexcept;
  Program& operator=(Program&&) = delete;
  ~Program();

  /// The next line of its output without the newline; waits for it, at most ten seconds. Empty when there is none.
  [[nodiscard]] std::string read_line();
  /// Waits until it ends by itself; its exit status, or -1.
  [[nodiscard]] int wait();

 private:
  Program(int process, int output) : process_(process), output_(output) {}

  int process_ = -1;
  int output_ = -1;
};

}  // namespace heed::stand_in
