#include "adapters/stand_in/program.h"

#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

#include "core/text.h"

extern char** environ;

namespace heed::stand_in {

namespace {

constexpr int line_wait_ms = 10'000;

}  // namespace

Result<Program> Program::start(std::vector<std::string> arguments) {
  int ends[2] = {-1, -1};
  if (pipe2(ends, O_CLOEXEC) != 0) return fail(Code::unavailable, cat("no pipe: ", std::strerror(errno)));
  std::vector<char*> words;
  for (auto& argument : arguments) words.push_back(argument.data());
  words.push_back(nullptr);

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  pid_t process = -1;
  const int error = posix_spawnp(&process, words[0], &actions, nullptr, words.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  if (error == 0) return Program(process, ends[0]);
  close(ends[0]);
  return fail(Code::unavailable, cat(arguments.front(), " cannot be started: ", std::strerror(error)));
}

Program::Program(Program&& other) noexcept
    : process_(std::exchange(other.process_, -1)), output_(std::exchange(other.output_, -1)) {}

Program::~Program() {
  if (process_ > 0) {
    kill(process_, SIGTERM);
    waitpid(process_, nullptr, 0);
  }
  if (output_ >= 0) close(output_);
}

int Program::wait() {
  int status = 0;
  const auto ended = waitpid(std::exchange(process_, -1), &status, 0);
  return ended > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::string Program::read_line() {
  std::string line;
  char byte = 0;
  while (true) {
    pollfd waiting{output_, POLLIN, 0};
    if (poll(&waiting, 1, line_wait_ms) <= 0 || read(output_, &byte, 1) != 1 || byte == '\n') return line;
    line += byte;
  }
}

}  // namespace heed::stand_in
