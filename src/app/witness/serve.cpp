#include "app/witness/serve.h"

#include <csignal>
#include <filesystem>
#include <fstream>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <spdlog/spdlog.h>

#include "adapters/system/file_signer.h"
#include "adapters/system/wall_clock.h"
#include "app/witness/cosigner.h"
#include "app/witness/log_list.h"
#include "core/text.h"
#include "server/http/listener.h"

namespace heed::witness {

namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace {

/// What the witness does, and for which logs.
struct Watch {
  LogList& list;
  Cosigner& cosigner;
};

http::Response answer_of(tlog::WitnessAnswer answer) {
  return {static_cast<int>(answer.status), std::move(answer.content_type), std::move(answer.body)};
}

void tell_what_is_known(const Cosigner& cosigner) {
  for (const auto& log : cosigner.witness().logs) {
    const auto last = cosigner.notebook().last(log.origin);
    last ? spdlog::info("{}: {} entries seen", log.origin, last->size)
         : spdlog::info("{}: nothing seen yet; its first checkpoint is taken as it comes", log.origin);
  }
}

/// Reads the list of logs again. One that is not right in form changes nothing.
void read_again(Watch& watch) {
  auto& [list, cosigner] = watch;
  auto logs = list.read();
  const auto taken = logs ? cosigner.watch(*std::move(logs)) : Result<void>(std::unexpected(logs.error()));
  if (taken) {
    spdlog::info("the list of logs was read again");
    tell_what_is_known(cosigner);
  } else {
    spdlog::error("the list of logs has changed and cannot be taken: {}. The one before goes on to hold",
                  core::sentence(taken.error()));
  }
}

/// Why no other thread and no await: the next request must not be decided before this one is on the disk, and a
/// witness has nothing else to do meanwhile.
asio::awaitable<http::Response> add_checkpoint(Watch& watch, const ports::Clock& clock, http::Request request) {
  if (watch.list.has_changed()) read_again(watch);
  co_return answer_of(watch.cosigner.add_checkpoint(request.body, clock.now()));
}

asio::awaitable<http::Response> show(const Cosigner& cosigner, http::Request request) {
  auto note = cosigner.note(request.parameter("origin"));
  if (!note) co_return http::Response{404, std::string(tlog::text_content), "no checkpoint of such a log\n"};
  co_return http::Response{200, std::string(tlog::text_content), *std::move(note)};
}

http::Router routes(Watch& watch, const ports::Clock& clock) {
  http::Router router;
  router.add(http::Method::post, "/add-checkpoint",
             [&](http::Request request) { return add_checkpoint(watch, clock, std::move(request)); },
             {.body_limit = tlog::request_bytes});
  router.add(http::Method::get, "/{origin}/checkpoint",
             [&](http::Request request) { return show(watch.cosigner, std::move(request)); });
  return router;
}

asio::awaitable<void> run_until_stopped(http::Listener& listener, Watch& watch) {
  const auto executor = co_await asio::this_coro::executor;
  asio::signal_set signals(executor, SIGINT, SIGTERM, SIGHUP);
  int signal = SIGHUP;
  while (signal == SIGHUP) {
    signal = co_await signals.async_wait(asio::use_awaitable);
    if (signal == SIGHUP) read_again(watch);
  }
  spdlog::info("stopping");
  co_await listener.stop();
}

tlog::WitnessKey key_of(const ports::Signer& signer) { return {signer.name(), signer.public_key()}; }

}  // namespace

Result<std::string> init(const Folder& folder, const std::string& name) {
  std::error_code error;
  fs::create_directories(folder.path, error);
  if (!error) fs::permissions(folder.path, fs::perms::owner_all, error);
  if (error) return fail(Code::unavailable, cat("cannot create ", folder.path, ": ", error.message()));
  TRY(system::create_signer_file(folder.key(), name));
  TRY(const auto signer, system::FileSigner::load(folder.key()));
  auto vkey = tlog::vkey(key_of(*signer));
  std::ofstream file(folder.verifier(), std::ios::binary | std::ios::trunc);
  file << vkey << '\n';
  file.flush();
  if (!file) return fail(Code::unavailable, cat("cannot write ", folder.verifier()));
  return vkey;
}

Result<void> serve(const Serving& serving) {
  TRY(const auto signer, system::FileSigner::load(serving.folder.key()));
  LogList list(serving.log_files);
  TRY(auto logs, list.read());
  const auto key = key_of(*signer);
  TRY(auto notebook, Notebook::open(serving.folder.seen(), key, logs));
  Cosigner cosigner({key, [&](std::string_view message) { return signer->sign(message); }, std::move(logs)},
                    std::move(notebook));
  tell_what_is_known(cosigner);

  asio::io_context context(1);
  const system::WallClock clock(context.get_executor());
  Watch watch{list, cosigner};
  const auto router = routes(watch, clock);
  http::Config config;
  config.address = serving.address;
  config.port = serving.port;
  config.now = [&clock] { return clock.now(); };
  http::Listener listener(context, router, std::move(config));
  TRY(const auto port, listener.start());
  asio::co_spawn(context, run_until_stopped(listener, watch), asio::detached);
  if (serving.ready) serving.ready(cat("http://", serving.address, ":", port), tlog::vkey(key));
  context.run();
  return {};
}

}  // namespace heed::witness
