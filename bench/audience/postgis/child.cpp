#include "bench/audience/postgis/child.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <filesystem>
#include <grp.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/text.h"

namespace heed::postgis {
namespace {

/// What stands between fork and exec may not allocate: everything is made ready before.
[[noreturn]] void become(const Program& program, char* const* words, int wire) {
  ::setsid();  // an interrupt at the terminal is for us alone; we end the child
  const int log = ::open(program.log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  ::dup2(wire, STDIN_FILENO);
  ::dup2(wire, STDOUT_FILENO);
  if (log >= 0) ::dup2(log, STDERR_FILENO);
  const bool is_changed = program.user == 0 ||
                          (::setgroups(0, nullptr) == 0 && ::setgid(program.group) == 0 && ::setuid(program.user) == 0);
  if (is_changed && ::chdir("/") == 0) ::execv(words[0], words);
  ::_exit(127);
}

std::vector<std::filesystem::path> folders_of_programs() {
  std::vector<std::filesystem::path> out;
  const char* path = std::getenv("PATH");
  for (const auto folder : core::split(path == nullptr ? "" : path, ':')) out.emplace_back(folder);
  std::vector<std::filesystem::path> of_debian;
  std::error_code none;
  for (const auto& version : std::filesystem::directory_iterator("/usr/lib/postgresql", none))
    of_debian.push_back(version.path() / "bin");
  std::ranges::sort(of_debian, std::greater());
  out.insert(out.end(), of_debian.begin(), of_debian.end());
  return out;
}

}  // namespace

Result<Child> Child::start(const Program& program) {
  std::vector<char*> words;
  for (const auto& word : program.words) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  int wire[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, wire) != 0)
    return fail(Code::unavailable, "no socket is to be had");
  const pid_t pid = ::fork();
  if (pid == 0) become(program, words.data(), wire[1]);
  ::close(wire[1]);
  if (pid > 0) return Child(pid, wire[0]);
  ::close(wire[0]);
  return fail(Code::unavailable, "no process is to be had");
}

Child::Child(Child&& other) noexcept
    : pid_(std::exchange(other.pid_, 0)),
      wire_(std::exchange(other.wire_, -1)),
      ended_well_(other.ended_well_),
      read_(std::move(other.read_)) {}

Child::~Child() {
  if (pid_ != 0) wait();
  if (wire_ >= 0) ::close(wire_);
}

Result<void> Child::write(std::string_view bytes) const {
  while (!bytes.empty()) {
    const auto sent = ::send(wire_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return fail(Code::unavailable, "the program beside us has ended");
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return {};
}

Result<std::string> Child::line() {
  char buffer[4096];
  while (true) {
    if (const auto end = read_.find('\n'); end != std::string::npos) {
      auto out = read_.substr(0, end);
      read_.erase(0, end + 1);
      return out;
    }
    const auto got = ::recv(wire_, buffer, sizeof buffer, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return fail(Code::unavailable, "the program beside us has ended");
    read_.append(buffer, static_cast<std::size_t>(got));
  }
}

void Child::close_input() const { ::shutdown(wire_, SHUT_WR); }

void Child::signal(int number) const {
  if (pid_ != 0) ::kill(pid_, number);
}

bool Child::wait() {
  if (pid_ == 0) return ended_well_;
  close_input();
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = 0;
  ended_well_ = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  return ended_well_;
}

bool Child::has_ended() {
  int status = 0;
  if (pid_ == 0 || ::waitpid(pid_, &status, WNOHANG) != pid_) return pid_ == 0;
  pid_ = 0;
  ended_well_ = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  return true;
}

Result<std::string> find_program(const std::string& name) {
  for (const auto& folder : folders_of_programs()) {
    const auto path = (folder / name).string();
    if (::access(path.c_str(), X_OK) == 0) return path;
  }
  return fail(Code::unavailable, cat("there is no ", name, " here; --postgis needs PostgreSQL with PostGIS: ",
                                     "apt-get install postgresql-15 postgresql-15-postgis-3"));
}

Result<double> seconds_of(pid_t pid) {
  clockid_t clock{};
  timespec at{};
  if (::clock_getcpuclockid(pid, &clock) != 0 || ::clock_gettime(clock, &at) != 0)
    return fail(Code::unavailable, cat("the processor time of process ", pid, " cannot be read"));
  return static_cast<double>(at.tv_sec) + static_cast<double>(at.tv_nsec) * 1e-9;
}

}  // namespace heed::postgis
