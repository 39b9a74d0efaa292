#include <cstdio>

#include <boost/asio/co_spawn.hpp>

#include "adapters/store/sqlite/store.h"
#include "adapters/system/random.h"
#include "adapters/system/wall_clock.h"
#include "app/atlas/audience_images.h"
#include "app/keys.h"
#include "app/tools/tools.h"
#include "lib/json/json.h"
#include "operations/desk/desk.h"
#include "operations/desk/snapshot.h"
#include "operations/erase/erase_recipient.h"

namespace heed::tools {

using cli::Arguments;
using cli::Exit;
using cli::OptionKind;

namespace asio = boost::asio;

namespace {

struct Work {
  record::Drafts drafts;
  std::vector<ports::StoredEntry> entries;
  Instant now;
  const atlas::AudienceImages& images;  ///< they say where people are; the next snapshot comes with another
};

/// Logs the erasure, and then does it: whoever pulls the plug in between leaves a promise that the same command keeps.
asio::awaitable<Result<void>> erase_all(desk::Journal& journal, ports::Store& store, Work work) {
  const record::Moment moment{work.now, {"operator", record::Role::administrator}};
  CO_TRY(co_await journal.commit(std::move(work.drafts), moment, std::nullopt));
  CO_TRY(co_await journal.publish_checkpoint());
  CO_TRY(work.images.remove());
  co_return store.rewrite(work.entries);
}

Result<audience::Erased> erase(const Arguments& arguments) {
  const app::DataFolder data{arguments.text("--data")};
  const RecipientId recipient{arguments.text("RECIPIENT")};
  TRY(const auto store, sqlite::SqliteStore::open(data.store(), sqlite::Mode::existing));
  TRY(const auto ring, app::load_keys(data));
  TRY(const auto regimes, app::load_regimes(app::share_folder()));
  TRY(auto resumed, desk::resume(*store, {}));
  asio::io_context context(1);
  system::WallClock clock(context.get_executor());
  TRY(erase::check(resumed.state, regimes, {recipient, arguments.text("--reason"), clock.now()}));
  system::SystemRandom random;
  const auto pseudonym = desk::draw_name(random, "erased");
  TRY(auto entries, erase::rewritten(*store, {recipient, pseudonym}));
  audience::Erased erased{RecipientId{pseudonym}, entries.size(), arguments.text("--reason")};

  flow::State state = std::move(resumed.state);
  desk::Journal journal(context, state, {*store, random, ring.keys()});
  TRY(journal.resume(std::move(resumed.frontier)));
  Result<void> outcome;
  const atlas::AudienceImages images(data.path);
  asio::co_spawn(context,
                 erase_all(journal, *store, {{record::draft(erased)}, std::move(entries), clock.now(), images}),
                 [&](const std::exception_ptr&, Result<void> done) { outcome = std::move(done); });
  context.run();
  journal.stop();
  TRY(std::move(outcome));
  return erased;
}

Exit run(const Arguments& arguments) {
  const auto erased = erase(arguments);
  if (!erased) return cli::failed(erased.error(), arguments);
  if (arguments.json()) {
    std::printf("%s\n", json::write(to_value(*erased)).c_str());
    return Exit::done;
  }
  std::printf(
      "Erased from %llu entries. In its place stands %s. Backups, mirrors of the data folder and proofs that were "
      "handed out still hold what they held.\n",
      static_cast<unsigned long long>(erased->entries), erased->recipient.text.c_str());
  return Exit::done;
}

}  // namespace

cli::Tool erase_tool() {
  return {
      "erase",
      "Take a retired recipient's personal data and salts out of the record, and log that it was done.",
      {{"RECIPIENT", "its name in the register", OptionKind::text, true},
       {"--reason", "why: it is recorded", OptionKind::text, true},
       {"--data", "the hub's folder", OptionKind::text, false, "data"}},
      run,
      "Stop the hub first. What is left of the recipient is a pseudonym, the same everywhere; proofs about others hold "
      "as\n"
      "before, and so do the leaves. Refused while the recipient is registered, while a case in which it was told is\n"
      "open, and as long as the case's regime says (keep, legal_hold). Free texts are not searched for names.\n"};
}

}  // namespace heed::tools
