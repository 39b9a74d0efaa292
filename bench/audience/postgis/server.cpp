#include "bench/audience/postgis/server.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <pwd.h>
#include <signal.h>
#include <sstream>
#include <thread>
#include <unistd.h>

#include "core/text.h"

namespace heed::postgis {
namespace {

constexpr auto ready_within = std::chrono::seconds(60);
constexpr std::string_view mark = "heed: that was all";

/// The last thing that was written to the log.
std::string last_words(const std::string& log) {
  std::ifstream in(log);
  std::string last;
  for (std::string line; std::getline(in, line);) {
    if (!line.empty()) last = line;
  }
  return last.empty() ? "no word" : last;
}

/// PostgreSQL does not run as root: somebody who owns nothing does it for us.
void lower(Program& program) {
  if (::geteuid() != 0) return;
  const auto* who = ::getpwnam("postgres");
  if (who == nullptr) who = ::getpwnam("nobody");
  if (who == nullptr) return;
  program.user = who->pw_uid;
  program.group = who->pw_gid;
}

/// Everything in memory, nothing parallel, nothing compiled at run time, nothing kept for after a crash.
std::vector<std::string> settings(std::size_t buffers_mb) {
  std::vector<std::string> out;
  const std::string all[] = {cat("shared_buffers=", buffers_mb, "MB"),
                             "listen_addresses=",
                             "jit=off",
                             "max_parallel_workers_per_gather=0",
                             "max_parallel_maintenance_workers=0",
                             "autovacuum=off",
                             "maintenance_work_mem=1GB",
                             "work_mem=512MB",
                             "fsync=off",
                             "synchronous_commit=off",
                             "full_page_writes=off",
                             "wal_level=minimal",
                             "max_wal_senders=0",
                             "max_wal_size=8GB"};
  for (const auto& each : all) out.insert(out.end(), {"-c", each});
  return out;
}

}  // namespace

Result<std::string> Session::ask(std::string_view statements) {
  TRY(psql_.write(cat(statements, "\n\\echo ", mark, "\n")));
  std::string out;
  while (true) {
    auto line = psql_.line();
    if (!line) return fail(Code::unavailable, cat("PostgreSQL says: ", last_words(log_)));
    if (*line == mark) return out;
    if (!out.empty()) out += '\n';
    out += *line;
  }
}

Result<std::unique_ptr<Server>> Server::start(const std::string& folder, std::size_t buffers_mb) {
  TRY(auto psql, find_program("psql"));
  std::unique_ptr<Server> server(new Server(folder, std::move(psql)));
  TRY(server->launch(buffers_mb));
  TRY(server->wait_until_ready());
  TRY(auto session, server->connect());
  TRY(const auto known, session.ask("SELECT count(*) FROM pg_available_extensions WHERE name = 'postgis';"));
  if (known != "1")
    return fail(Code::unavailable, "PostgreSQL is here, PostGIS is not: apt-get install postgresql-15-postgis-3");
  TRY(session.ask("CREATE EXTENSION postgis;"));
  return server;
}

Result<void> Server::launch(std::size_t buffers_mb) {
  TRY(auto initdb, find_program("initdb"));
  TRY(auto postgres, find_program("postgres"));
  Program make{{initdb, "-D", folder_ + "/data", "-U", "heed", "--auth=trust", "--no-sync", "--locale=C", "-E", "UTF8"},
               log()};
  lower(make);
  if (make.user != 0 && ::chown(folder_.c_str(), make.user, make.group) != 0)
    return fail(Code::unavailable, cat(folder_, " cannot be handed to the server's user"));
  TRY(auto made, Child::start(make));
  if (!made.wait()) return fail(Code::unavailable, cat("initdb says: ", last_words(log())));

  Program serve{{postgres, "-D", folder_ + "/data", "-k", folder_}, log()};
  const auto set = settings(buffers_mb);
  serve.words.insert(serve.words.end(), set.begin(), set.end());
  lower(serve);
  TRY(auto served, Child::start(serve));
  postgres_ = std::make_unique<Child>(std::move(served));
  return {};
}

Result<void> Server::wait_until_ready() {
  const auto end = std::chrono::steady_clock::now() + ready_within;
  while (std::chrono::steady_clock::now() < end) {
    if (postgres_->has_ended()) break;
    TRY(auto asked, Child::start({client({"-c", "SELECT 1"}), folder_ + "/waiting"}));
    if (asked.wait()) return {};
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return fail(Code::unavailable, cat("PostgreSQL does not start: ", last_words(log())));
}

Server::~Server() {
  if (!postgres_) return;
  postgres_->signal(SIGQUIT);
  postgres_->wait();
}

std::vector<std::string> Server::client(std::vector<std::string> more) const {
  std::vector<std::string> words{psql_, "-X",    "-q", "-A",   "-t", "-v",      "ON_ERROR_STOP=1",
                                 "-h",  folder_, "-U", "heed", "-d", "postgres"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

Result<Session> Server::connect() {
  const auto said = folder_ + "/session";
  TRY(auto psql, Child::start({client({}), said}));
  return Session(std::move(psql), said);
}

Result<void> Server::copy(std::string_view table, const Pieces& pieces) {
  const auto said = folder_ + "/copy";
  TRY(auto psql, Child::start({client({"-c", cat("\\copy ", table, " from pstdin (format binary)")}), said}));
  for (auto piece = pieces(); !piece.empty(); piece = pieces()) {
    if (!psql.write(piece)) break;
  }
  if (!psql.wait()) return fail(Code::unavailable, cat("PostgreSQL says: ", last_words(said)));
  return {};
}

}  // namespace heed::postgis
