#include "app/tools/play.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "lib/toml/toml.h"

namespace heed::tools {

namespace asio = boost::asio;

Result<drill::Scenario> load_scenario(const std::string& file) {
  TRY(const auto text, app::read_file(file, limits::body_bytes));
  TRY(const auto value, toml::parse(text, file));
  auto scenario = drill::parse_scenario(value);
  if (!scenario) return fail(scenario.error().code, cat(file, ": ", core::sentence(scenario.error())));
  return scenario;
}

namespace {

asio::awaitable<void> run(drill::Rig& rig, const drill::Scenario& scenario,
                          std::function<void(const drill::Played&)> calls,
                          std::optional<Result<drill::Account>>& account) {
  account = co_await drill::play(rig, scenario, std::move(calls));
}

}  // namespace

Result<drill::Account> play_scenario(const drill::Scenario& scenario, const drill::Options& options,
                                     std::function<void(const drill::Played&)> calls) {
  asio::io_context context(1);
  TRY(const auto rig, drill::Rig::open(context, scenario, options));
  std::optional<Result<drill::Account>> account;
  asio::co_spawn(context, run(*rig, scenario, std::move(calls), account), asio::detached);
  // Why until there is an account: stand-ins would keep the loop alive for ever.
  while (!account && context.run_one() > 0) {
  }
  rig->stop_stand_ins();
  context.run_for(std::chrono::milliseconds(200));
  if (!account) return fail(Code::internal, "the drill stopped before its end");
  return *std::move(account);
}

std::string line_of(const drill::Played& played, std::size_t steps) {
  const auto mark = [&]() -> std::string_view {
    switch (played.outcome) {
      case drill::StepOutcome::done: return "done  ";
      case drill::StepOutcome::held: return "holds ";
      case drill::StepOutcome::failed: return "FAILED";
      case drill::StepOutcome::skipped: return "skipped";
    }
    return "";
  }();
  auto line = cat("[", played.step, "/", steps, "] ", core::to_text(played.at), "  ", mark, "  ", played.what);
  if (played.entry) line += cat("  #", *played.entry);
  if (played.say) line += cat("  ", *played.say);
  if (played.detail) line += cat("\n        line ", played.line, ": ", *played.detail);
  return line;
}

}  // namespace heed::tools
