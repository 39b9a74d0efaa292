// Durable commands a second: the whole server with its record on disk, against the bare store doing nothing but the
// same group commits.

#include <atomic>
#include <chrono>
#include <filesystem>
#include <future>
#include <thread>
#include <unistd.h>

#include "adapters/store/sqlite/store.h"
#include "app/serve.h"
#include "bench/bench.h"
#include "bench/http_load.h"
#include "flow/record/authority.h"
#include "flow/report/rules.h"
#include "lib/json/json.h"
#include "lib/merkle/tree.h"

namespace heed::bench {
namespace {

constexpr std::size_t clients = 64;
constexpr std::size_t requests = 20'000;

std::string folder_for(std::string_view name) {
  return (std::filesystem::temp_directory_path() / cat("heed-bench-", name, "-", ::getpid())).string();
}

std::string body_of(std::size_t number) {
  report::Receive command;
  command.report = ReportId{cat("bench-", number)};
  command.text = "A caller names a hall and an evening; the voice is the one of last week, the caller gives no name.";
  command.source = "telephone line";
  command.first_awareness.at = Instant{1'700'000'000'000};
  return json::write(to_value(command));
}

/// A server on a thread of its own, stopped by the signal that an operator would send.
class Server {
 public:
  static Result<std::unique_ptr<Server>> start(const std::string& folder) {
    std::unique_ptr<Server> server(new Server);
    TRY(app::init({folder}, {}));
    app::Serving serving;
    serving.data = folder;
    serving.port = 0;
    serving.accounts = {{"bench", record::Role::reporter, {}, desk::digest_of("bench")}};
    std::promise<std::string> ready;
    auto url = ready.get_future();
    serving.ready = [&ready](const std::string& at) { ready.set_value(at); };
    server->thread_ = std::thread([server = server.get(), serving] { server->outcome_ = app::serve(serving); });
    if (url.wait_for(std::chrono::seconds(10)) != std::future_status::ready)
      return fail(Code::unavailable, "the server did not start");
    const auto address = url.get();
    server->port_ = static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));
    return server;
  }
  ~Server() {
    ::kill(::getpid(), SIGTERM);
    thread_.join();
  }
  [[nodiscard]] std::uint16_t port() const { return port_; }

 private:
  std::thread thread_;
  std::uint16_t port_ = 0;
  Result<void> outcome_;
};

/// The limit on this disk: groups of `clients` entries of the same size, one after another, nothing else.
Result<double> bare_commits(const std::string& folder) {
  std::filesystem::create_directories(folder);
  TRY(const auto store, sqlite::SqliteStore::open(folder + "/bare.sqlite", sqlite::Mode::create));
  const std::string bytes(620, 'x'), leaf(1'100, 'y'), salts(320, 'z');
  const auto hash = merkle::leaf_hash(leaf);
  std::uint64_t index = 0;
  const auto begin = std::chrono::steady_clock::now();
  while (index < requests) {
    std::vector<ports::StoredEntry> group;
    group.reserve(clients);
    for (std::size_t i = 0; i < clients; ++i) group.push_back({index++, bytes, hash, leaf, salts});
    TRY(store->append(group));
  }
  return static_cast<double>(index) / std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace

Result<Sheet> bench_commands(std::uint64_t rounds) {
  std::vector<double> rates, p50s, p99s, costs, bare;
  for (std::uint64_t round = 0; round < rounds; ++round) {
    const auto folder = folder_for(cat("commands-", round));
    std::filesystem::remove_all(folder);
    TRY(const auto limit, bare_commits(folder + "-bare"));
    bare.push_back(limit);
    {
      TRY(const auto server, Server::start(folder));
      const auto cpu = cpu_seconds();
      TRY(const auto loaded,
          put_load({server->port(), clients, requests, "bench", "/api/v1/commands/receive_report", body_of}));
      costs.push_back((cpu_seconds() - cpu) / static_cast<double>(requests) * 1e6);
      rates.push_back(static_cast<double>(requests) / loaded.seconds);
      p50s.push_back(percentile(loaded.latencies_ms, 0.50));
      p99s.push_back(percentile(loaded.latencies_ms, 0.99));
    }
    std::filesystem::remove_all(folder);
    std::filesystem::remove_all(folder + "-bare");
  }
  Sheet sheet{"commands", machine(), rounds, {}, {}};
  const Figure rate{"durable commands, 64 clients", median(rates), "1/s"};
  const Figure p99{"latency p99", median(p99s), "ms"};
  sheet.figures = {rate,
                   {"latency p50", median(p50s), "ms"},
                   p99,
                   {"processor time, server and clients", median(costs), "us/command"},
                   {"bare store, groups of 64", median(bare), "1/s"},
                   {"share of the bare store's rate", median(rates) / median(bare), "ratio"}};
  sheet.bars = {bar(rate, 2'000, Direction::at_least), bar(p99, 20, Direction::at_most)};
  return sheet;
}

}  // namespace heed::bench
