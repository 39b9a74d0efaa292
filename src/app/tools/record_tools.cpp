#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>

#include "adapters/store/sqlite/store.h"
#include "app/atlas/audience_images.h"
#include "app/keys.h"
#include "app/tools/tools.h"
#include "app/verify/run.h"
#include "lib/json/json.h"
#include "operations/audit/prove_entry.h"
#include "operations/audit/verify_record.h"

namespace heed::tools {

using cli::Arguments;
using cli::Exit;
using cli::OptionKind;

namespace {

Result<audit::Verified> verify(const Arguments& arguments) {
  const app::DataFolder data{arguments.text("--data")};
  auto files = arguments.list("--vkey");
  if (files.empty()) files = {data.verifier(), data.issuer_verifier()};
  TRY(const auto keys, app::load_verifiers(files));
  TRY(const auto store, sqlite::SqliteStore::open(data.store(), sqlite::Mode::read_only));
  atlas::AudienceImages images(data.path);
  return audit::verify_record(*store, keys, [&images](std::uint64_t size) { return images.map(size); });
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

/// What of the entry is to be shown: the names given, with commas or one by one.
std::vector<std::string> fields_in(const Arguments& arguments) {
  std::vector<std::string> fields;
  for (const auto& given : arguments.list("--fields")) {
    for (std::size_t begin = 0; begin <= given.size();) {
      const auto end = std::min(given.find(',', begin), given.size());
      if (end > begin) fields.push_back(given.substr(begin, end - begin));
      begin = end + 1;
    }
  }
  return fields;
}

Result<void> write_proof(const std::string& path, const std::string& text) {
  if (path == "-") {
    std::cout << text;
    return {};
  }
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.flush();
  if (!file) return fail(Code::unavailable, "this file could not be written", path);
  return {};
}

Result<std::string> disclose_entry(const Arguments& arguments) {
  const app::DataFolder data{arguments.text("--data")};
  TRY(const auto store, sqlite::SqliteStore::open(data.store(), sqlite::Mode::read_only));
  const auto index = arguments.number("ENTRY");
  const auto fields = fields_in(arguments);
  if (fields.empty()) {
    TRY(const auto found, audit::fields_of(*store, index));
    if (arguments.json()) return json::write_pretty(to_value(found)) + "\n";
    std::string text = cat("Entry ", index, " can show these fields, each by itself:\n");
    for (const auto& field : found) text += cat("  ", field.path, "  ", json::write(field.value), "\n");
    return text;
  }
  audit::Showing showing{index, fields};
  if (const auto about = arguments.find("--about")) showing.about = RecipientId{std::string(*about)};
  const auto path = arguments.find("--output").value_or(cat("entry-", index, ".tlog-proof"));
  std::string written;
  if (arguments.flag("--time-stamped")) {
    TRY(const auto stamp, store->time_stamp_from(index + 1));
    if (!stamp) return fail(Code::not_found, "no time stamp covers this entry yet", "--time-stamped");
    showing.under = stamp->size;
    TRY(write_proof(path + ".tsr", stamp->answer));
    written = path + ".tsr\n";
  }
  TRY(const auto proof, audit::prove_entry(*store, showing));
  TRY(write_proof(path, proof));
  return path == "-" ? std::string{} : cat(path, "\n", written);
}

Exit disclose(const Arguments& arguments) {
  const auto text = disclose_entry(arguments);
  if (!text) return cli::failed(text.error(), arguments);
  std::cout << *text;
  return Exit::done;
}

Exit verify_proofs(const Arguments& arguments) {
  std::vector<std::string> words = arguments.list("FILE");
  for (const auto& key : arguments.list("--vkey")) words.insert(words.end(), {"--vkey", key});
  if (const auto policy = arguments.find("--policy")) words.insert(words.end(), {"--policy", *policy});
  for (const auto* option : {"--time-stamp", "--tsa"}) {
    if (const auto file = arguments.find(option)) words.insert(words.end(), {option, *file});
  }
  if (arguments.json()) words.emplace_back("--json");
  return static_cast<Exit>(verify::run(words, std::cout, std::cerr));
}

cli::Tool disclose_tool() {
  return {
      "disclose",
      "Prove one entry to somebody who may not see the rest: a file with the fields you name, and nothing else.",
      {{"ENTRY", "its number", OptionKind::number, true},
       {"--fields", "paths such as kind,at,body.warning; left out: they are listed", OptionKind::list},
       {"--output", "the file to write, or -; left out: entry-N.tlog-proof", OptionKind::text},
       {"--about", "a recipient: of an entry about many, show only what concerns it", OptionKind::text},
       {"--time-stamped", "prove it under a checkpoint with a time stamp, and write that beside it as FILE.tsr",
        OptionKind::flag},
       {"--data", "the hub's folder", OptionKind::text, false, "data"}},
      disclose,
      "What has been handed out cannot be called back. The file is a C2SP tlog-proof with an SD-JWT (RFC 9901) in it;\n"
      "anybody checks it with heed verify, heed-verify, or on the page /verify.\n"
      "\nExample:\n  heed disclose 17 --fields kind,at,body.recipient --output told.tlog-proof\n"};
}

cli::Tool verify_tool() {
  return {"verify",
          "Check proof files without a hub, and say in plain words what they prove and what they do not.",
          {{"FILE", "a tlog-proof, or -", OptionKind::list, true},
           {"--vkey",
            "a file with a verifier key, or the key itself: the log's and the issuer's, from where you trust them",
            OptionKind::list, true},
           {"--policy", "a tlog-policy file: which witnesses must have cosigned", OptionKind::text},
           {"--time-stamp", "a time authority's answer about the proof's checkpoint (RFC 3161)", OptionKind::text},
           {"--tsa", "the authority's certificate, or that of who vouches for it (PEM)", OptionKind::text}},
          verify_proofs,
          "Exit status: 0 all are proven, 1 one is refused, 2 the question is not right in form.\n"
          "\nExample:\n  heed verify told.tlog-proof --vkey log.vkey --vkey issuer.vkey\n"};
}

}  // namespace

std::vector<cli::Tool> record_tools() {
  return {disclose_tool(),
          verify_tool(),
          erase_tool(),
          {"record verify",
           "Recompute the whole record from its store: every hash, every signature, every form.",
           {{"--data", "the hub's folder", OptionKind::text, false, "data"},
            {"--vkey", "the log's verifier key and the issuer's, from where you trust them; left out: the folder's own",
             OptionKind::list}},
           record_verify,
           "Exit status: 0 it verifies, 1 a byte is not what was written, 3 it cannot be read."}};
}

}  // namespace heed::tools
