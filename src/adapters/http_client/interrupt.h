#pragma once
// A way to end calls from outside: whoever stops does not wait for other people's servers.

#include <functional>
#include <list>

namespace heed::http_client {

/// Calls that carry it (Call::interrupt) end at once when it is raised, and those begun later do not begin.
/// Requires: used from the thread that runs the calls; outlives them.
class Interrupt {
 public:
  Interrupt() = default;
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  /// For good. Guarantees: no call returns within this function; each does in a later turn of its executor.
  void raise();
  [[nodiscard]] bool is_raised() const { return is_raised_; }

 private:
  friend class Watch;
  using Ends = std::list<std::function<void()>>;

  Ends ends_;
  bool is_raised_ = false;
};

/// As long as it lives, `end` is called when `of` is raised; nothing is watched where `of` is null.
/// Requires: `end` resumes nobody by itself and makes no other watch.
class Watch {
 public:
  Watch(Interrupt* of, std::function<void()> end);
  ~Watch();
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

 private:
  Interrupt* of_;
  Interrupt::Ends::iterator at_{};
};

}  // namespace heed::http_client
