#include <cstdio>

#include "adapters/store/sqlite/store.h"
#include "app/configuration.h"
#include "app/tools/tools.h"
#include "lib/json/json.h"
#include "lib/merkle/note.h"
#include "operations/verify_record.h"

namespace heed::tools {

using cli::Arguments;
using cli::Exit;
using cli::OptionKind;

namespace {

Result<operations::Verified> verify(const Arguments& arguments) {
  const app::DataFolder data{arguments.text("--data")};
  const auto vkey_file = arguments.find("--vkey").value_or(data.verifier());
  TRY(const auto text, app::read_file(vkey_file, 4096));
  TRY(const auto key, merkle::parse_vkey(core::trimmed(text)));
  TRY(const auto store, sqlite::SqliteStore::open(data.store(), sqlite::Mode::read_only));
  return operations::verify_record(*store, {key.name, key.public_key});
}

Exit record_verify(const Arguments& arguments) {
  const auto verified = verify(arguments);
  if (!verified) {
    cli::print_error(verified.error(), arguments);
    return verified.error().code == Code::corrupt ? Exit::no : cli::exit_of(verified.error().code);
  }
  if (arguments.json()) {
    std::printf("%s\n", json::write_pretty(to_value(*verified)).c_str());
    return Exit::done;
  }
  std::printf("The record verifies: %llu entries, root %s.\n%llu signed checkpoints; the newest covers %llu entries.\n",
              static_cast<unsigned long long>(verified->entries), verified->root.c_str(),
              static_cast<unsigned long long>(verified->checkpoints),
              static_cast<unsigned long long>(verified->covered));
  if (verified->covered < verified->entries) {
    std::printf(
        "%llu entries are newer than any checkpoint: their hashes are right, and no signature covers them yet.\n",
        static_cast<unsigned long long>(verified->entries - verified->covered));
  }
  return Exit::done;
}

}  // namespace

std::vector<cli::Tool> record_tools() {
  return {{"record verify",
           "Recompute the whole record from its store: every hash, every signature, every form.",
           {{"--data", "the hub's folder", OptionKind::text, false, "data"},
            {"--vkey", "the log's verifier key, from where you trust it; left out: the folder's own log.vkey",
             OptionKind::text}},
           record_verify,
           "Exit status: 0 it verifies, 1 a byte is not what was written, 3 it cannot be read."}};
}

}  // namespace heed::tools
