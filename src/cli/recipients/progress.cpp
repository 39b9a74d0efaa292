#include "cli/recipients/progress.h"

#include <cmath>
#include <iostream>
#include <unistd.h>

#include "core/text.h"

namespace heed::recipients {

Progress::Outlet Progress::standard() {
  const auto now = [] {
    return std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now().time_since_epoch());
  };
  return {std::cerr, ::isatty(STDERR_FILENO) == 1, now};
}

Progress::Progress(std::string doing, Outlet outlet)
    : doing_(std::move(doing)), outlet_(std::move(outlet)), began_(outlet_.clock()), said_at_(began_) {}

Progress::~Progress() {
  if (is_line_open_) outlet_.out << '\n';
}

void Progress::at(std::uint64_t rows, double share) {
  const auto now = outlet_.clock();
  const auto between = outlet_.is_terminal ? between_on_terminal : between_in_file;
  const bool is_first = said_at_ == began_;
  if (now - said_at_ < (is_first ? quiet_for : between)) return;
  said_at_ = now;
  const auto took = now - began_;
  const auto rate = static_cast<double>(rows) * 1'000 / static_cast<double>(took.count());
  auto line = cat(doing_, ": ", rows, " rows, ", std::llround(rate), " a second");
  if (share > 0) {
    const auto rest = static_cast<double>(took.count()) * (1 - std::min(share, 1.0)) / share;
    const Duration whole_seconds{std::llround(rest / 1'000) * 1'000};
    line += whole_seconds.count() == 0 ? ", nearly done" : cat(", ", core::spoken(whole_seconds), " left");
  }
  is_line_open_ = outlet_.is_terminal;
  // The escape sequence clears what a longer line before has left behind.
  outlet_.out << (outlet_.is_terminal ? cat("\r", line, "\x1b[K") : line + "\n") << std::flush;
}

}  // namespace heed::recipients
