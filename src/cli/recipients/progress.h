#pragma once
// How far a long task is, on the error stream: how many rows, how many a second, how long it will take.

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <string>

#include "core/instant.h"

namespace heed::recipients {

/// Told after every piece of work: rows so far, and which share of the whole that is (from 0 to 1; 0: nobody knows).
using Tell = std::function<void(std::uint64_t rows, double share)>;

/// Guarantees: nothing is said of a task that is done within `quiet_for`.
class Progress {
 public:
  static constexpr Duration quiet_for{2'000};
  static constexpr Duration between_on_terminal{500};
  static constexpr Duration between_in_file{10'000};

  /// Where it is said, and by which clock; a terminal sees one line that changes, a file sees a line now and then.
  struct Outlet {
    std::ostream& out;
    bool is_terminal = false;
    std::function<Duration()> clock;
  };
  /// The error stream of this process.
  [[nodiscard]] static Outlet standard();

  Progress(std::string doing, Outlet outlet);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void at(std::uint64_t rows, double share);
  [[nodiscard]] Tell tell() {
    return [this](std::uint64_t rows, double share) { at(rows, share); };
  }

 private:
  std::string doing_;
  Outlet outlet_;
  Duration began_;
  Duration said_at_;
  bool is_line_open_ = false;
};

}  // namespace heed::recipients
