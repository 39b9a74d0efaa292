#pragma once
// A program that runs beside us and is talked to over its input and output.

#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

#include "core/result.h"

namespace heed::postgis {

struct Program {
  std::vector<std::string> words;  ///< the first is the path of the program
  std::string log;                 ///< the file that takes what it says on its error stream
  uid_t user = 0;                  ///< 0: whoever we are
  gid_t group = 0;
};

/// Ends with its owner: the destructor closes its input and waits for it.
class Child {
 public:
  [[nodiscard]] static Result<Child> start(const Program& program);
  Child(Child&& other) noexcept;
  Child& operator=(Child&&) = delete;
  ~Child();

  /// Errors: Code::unavailable when it has ended.
  [[nodiscard]] Result<void> write(std::string_view bytes) const;
  /// Without its newline.
  [[nodiscard]] Result<std::string> line();

  void close_input() const;
  void signal(int number) const;
  /// Whether it ended well. Once only.
  bool wait();
  [[nodiscard]] bool has_ended();
  [[nodiscard]] pid_t pid() const { return pid_; }

 private:
  Child(pid_t pid, int wire) : pid_(pid), wire_(wire) {}

  pid_t pid_;  ///< 0 when it was waited for
  int wire_;   ///< one socket, both ways
  bool ended_well_ = false;
  std::string read_;
};

/// The path of a program: in PATH, or where Debian keeps PostgreSQL's own.
/// Errors: Code::unavailable, with what to install.
[[nodiscard]] Result<std::string> find_program(const std::string& name);

/// Processor time of a process so far, in seconds, to the nanosecond.
[[nodiscard]] Result<double> seconds_of(pid_t pid);

}  // namespace heed::postgis
