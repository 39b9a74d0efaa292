#include "app/tools/demo.h"

#include <cstdio>
#include <filesystem>

#include "adapters/format/after_action/after_action.h"
#include "adapters/store/sqlite/store.h"
#include "app/keys.h"
#include "app/serve.h"
#include "app/tools/play.h"
#include "app/tools/tools.h"
#include "flow/record/content.h"
#include "operations/audit/verify_record.h"

namespace heed::tools {

namespace fs = std::filesystem;

namespace {

void say(const std::string& text) {
  std::printf("%s\n", text.c_str());
  std::fflush(stdout);
}

/// Whether the record in the folder is a finished play: a play that was killed is begun anew, for the demonstration's
/// sake.
std::string done_mark(const Demo& demo) { return demo.data + "/demo.done"; }

Result<drill::Account> play(const Demo& demo) {
  TRY(const auto scenario, load_scenario(demo.scenario));
  say(cat("Playing \"", scenario.heading.title, "\": ", scenario.steps.size(),
          " steps, on a virtual clock, over real sockets."));
  if (fs::exists(demo.data) && !fs::exists(done_mark(demo))) fs::remove_all(demo.data);
  drill::Options options;
  options.data = demo.data;
  options.base_url = cat("http://", demo.address, ":", demo.port);
  TRY(auto account, play_scenario(scenario, options, [&](const drill::Played& played) {
        say("  " + line_of(played, scenario.steps.size()));
      }));
  say(cat(account.expectations - account.failed, " of ", account.expectations, " expectations hold; the record has ",
          account.entries, " entries."));
  for (const auto& review : account.reviews) say("\n" + after_action::text(review));
  return account;
}

Result<void> verify(const Demo& demo) {
  const app::DataFolder data{demo.data};
  TRY(const auto store, sqlite::SqliteStore::open(data.store(), sqlite::Mode::read_only));
  TRY(const auto keys, app::load_verifiers({data.verifier(), data.issuer_verifier()}));
  TRY(const auto verified, audit::verify_record(*store, keys));
  say(cat("The record verifies: ", verified.entries, " entries, ", verified.checkpoints, " signed checkpoints, root ",
          verified.root));
  return {};
}

/// The time of the newest entry: the hub's clock goes on from there.
Result<std::optional<Instant>> newest(const Demo& demo) {
  TRY(const auto store, sqlite::SqliteStore::open(app::DataFolder{demo.data}.store(), sqlite::Mode::read_only));
  TRY(const auto size, store->size());
  std::optional<Instant> at;
  if (size == 0) return at;
  TRY(store->read(size - 1, size, [&](ports::StoredEntry stored) -> Result<void> {
    TRY(const auto entry, record::parse_content(stored.bytes));
    at = entry.at;
    return {};
  }));
  return at;
}

/// Fresh accounts for this run, one for each role, and the links that sign in with them.
std::vector<server::Account> fresh_accounts(std::vector<std::pair<std::string, std::string>>& tokens) {
  system::SystemRandom random;
  std::vector<server::Account> accounts;
  for (const auto role : all_of<record::Role>()) {
    if (role == record::Role::hub || role == record::Role::recipient) continue;
    auto token = desk::draw_token(random);
    accounts.push_back({cat("demo-", word(role)), role, {}, desk::digest_of(token)});
    tokens.emplace_back(std::string(word(role)), std::move(token));
  }
  return accounts;
}

Result<void> serve(const Demo& demo) {
  app::Serving serving;
  serving.data = demo.data;
  serving.listen_address = demo.address;
  serving.port = demo.port;
  serving.web_root = demo.web_root;
  TRY(serving.continue_at, newest(demo));
  std::vector<std::pair<std::string, std::string>> tokens;
  serving.accounts = fresh_accounts(tokens);
  serving.ready = [tokens](const std::string& url) {
    say(cat("\nPublic page   ", url, "/\nConsole       ", url, "/console/\n\nSign in as:"));
    for (const auto& [role, token] : tokens) {
      say(cat("  ", role, std::string(role.size() < 15 ? 15 - role.size() : 1, ' '), url, "/console/#sign-in=", token));
    }
    say("\nThe clock goes on from the end of the drill. Ctrl-C stops the hub.");
  };
  return app::serve(serving);
}

Result<bool> run(const Demo& demo) {
  bool passed = true;
  if (!fs::exists(done_mark(demo))) {
    TRY(const auto account, play(demo));
    passed = *account.passed;
    TRY(app::create_secret_file(done_mark(demo), account.title + "\n"));
  } else {
    say(cat("The case study is played already in ", demo.data, " (remove that folder to play it again)."));
  }
  TRY(verify(demo));
  if (!demo.once) TRY(serve(demo));
  return passed;
}

}  // namespace

std::string default_web_root() {
  std::error_code error;
  const auto program = fs::read_symlink("/proc/self/exe", error);
  const auto dist = fs::weakly_canonical(program.parent_path() / "../../console/dist", error);
  return fs::is_directory(dist, error) ? dist.string() : "console/dist";
}

cli::Exit run_demo(const Demo& demo, const cli::Arguments& arguments) {
  const auto passed = run(demo);
  if (!passed) return refuse(passed.error(), arguments);
  return *passed ? cli::Exit::done : cli::Exit::no;
}

}  // namespace heed::tools
