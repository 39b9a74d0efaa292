#pragma once
// Ends a process in which nothing goes on, and says of every process that ends itself where it stood: a simulation
// never hangs, and what stops it can be played again.

#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <string>
#include <thread>

namespace heed::sim {

/// Why a thread: a hub that turns in a circle without ever waiting gives nobody else a turn.
class Watchdog {
 public:
  explicit Watchdog(std::chrono::seconds patience)
      : patience_(patience), before_(std::signal(SIGABRT, say_where)), thread_([this] { watch(); }) {
    present_ = this;
  }
  ~Watchdog() {
    note({});
    thread_.join();
    std::signal(SIGABRT, before_);
  }
  Watchdog(const Watchdog&) = delete;
  Watchdog& operator=(const Watchdog&) = delete;

  /// Something goes on: `where` is said if it was the last. Nothing: the watch is over.
  void note(std::string where) {
    const std::scoped_lock lock(mutex_);
    where_ = std::move(where);
    ++notes_;
    noted_.notify_all();
  }

 private:
  void watch() {
    std::unique_lock lock(mutex_);
    while (!where_.empty()) {
      const auto seen = notes_;
      if (noted_.wait_for(lock, patience_, [&] { return notes_ != seen; })) continue;
      std::fputs("nothing goes on any more\n", stderr);
      std::abort();
    }
  }
  /// Why by a signal: an assertion of the hub ends the process and knows no seed. It comes from the thread that aborts,
  /// in the middle of nothing that is used here.
  static void say_where(int signal) {
    std::fprintf(stderr, "%s\n", present_->where_.c_str());
    std::signal(signal, present_->before_);
    std::raise(signal);
  }

  static inline Watchdog* present_ = nullptr;
  std::chrono::seconds patience_;
  void (*before_)(int);
  std::mutex mutex_;
  std::condition_variable noted_;
  std::string where_ = "at the start";
  std::uint64_t notes_ = 0;
  std::thread thread_;  // the last member: it looks at the others
};

}  // namespace heed::sim
