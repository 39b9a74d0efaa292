// Tools for those who watch a log: a witness, a mirror, and the audit of a hub's own record.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <thread>

#include <spdlog/spdlog.h>

#include "adapters/store/sqlite/store.h"
#include "app/keys.h"
#include "app/mirror/mirror.h"
#include "app/tools/tools.h"
#include "app/witness/serve.h"
#include "lib/json/json.h"
#include "operations/audit/gaps/audit_checkpoints.h"
#include "operations/audit/gaps/audit_threads.h"
#include "operations/audit/time_stamps.h"

namespace heed::tools {

using cli::Arguments;
using cli::Exit;
using cli::OptionKind;

namespace {

Exit init_witness(const Arguments& arguments) {
  const witness::Folder folder{arguments.text("FOLDER")};
  const auto vkey = witness::init(folder, arguments.text("--name"));
  if (!vkey) return refuse(vkey.error(), arguments);
  if (arguments.json()) {
    std::printf("%s\n", json::write(core::Object{{"verifier", folder.verifier()}, {"vkey", *vkey}}).c_str());
  } else {
    std::printf("%s\nThis key verifies what the witness signs; it stands in %s. Give it to those who run the logs.\n",
                vkey->c_str(), folder.verifier().c_str());
  }
  return Exit::done;
}

Exit serve_witness(const Arguments& arguments) {
  witness::Serving serving;
  serving.folder.path = arguments.text("FOLDER");
  serving.log_files = arguments.list("--logs");
  const auto listen = read_listen(arguments.text("--listen"));
  if (!listen) return refuse(listen.error(), arguments);
  serving.address = listen->first;
  serving.port = listen->second;
  serving.ready = [](const std::string& url, const std::string& vkey) {
    std::printf("Heed cosigns at %s as %s. Ctrl-C stops it.\n", url.c_str(), vkey.c_str());
    std::fflush(stdout);
  };
  const auto served = witness::serve(serving);
  return served ? Exit::done : refuse(served.error(), arguments);
}

void tell(const mirror::Round& round, const Arguments& arguments) {
  if (arguments.json()) {
    core::Object answer{{"size", round.size}, {"new", round.new_entries}};
    if (round.contradiction) {
      answer.emplace_back("contradiction", round.contradiction->detail);
      answer.emplace_back("evidence", round.evidence);
    }
    std::printf("%s\n", json::write(std::move(answer)).c_str());
  } else if (round.contradiction) {
    std::printf("CONTRADICTION: %s.\nBoth signed notes are kept in %s. The copy stays as it was, with %llu entries.\n",
                round.contradiction->detail.c_str(), round.evidence.c_str(),
                static_cast<unsigned long long>(round.size));
  } else {
    std::printf("%llu entries, %llu of them new: all proven.\n", static_cast<unsigned long long>(round.size),
                static_cast<unsigned long long>(round.new_entries));
  }
  std::fflush(stdout);
}

/// The question could not be put: neither yes nor no.
Exit unanswered(const Error& error, const Arguments& arguments) {
  const auto exit = refuse(error, arguments);
  return exit == Exit::no && error.code != Code::corrupt ? Exit::failed : exit;
}

Exit refuse_log(const Error& error, const Arguments& arguments) {
  const auto exit = refuse(error, arguments);
  // Why: what is wrong in form stands in the log, not on the command line.
  return exit == Exit::usage ? Exit::no : exit;
}

Exit follow(mirror::Mirror& copy, const Arguments& arguments) {
  const std::chrono::seconds every(arguments.number("--every"));
  while (true) {
    const auto round = copy.round();
    if (round) tell(*round, arguments);
    if (round && round->contradiction) return Exit::no;
    const auto exit = round ? Exit::done : refuse_log(round.error(), arguments);
    // Why only for a log that cannot be reached: what was signed wrong does not get better.
    const bool goes_on = exit == Exit::done || exit == Exit::failed;
    if (every.count() == 0 || !goes_on) return exit;
    std::this_thread::sleep_for(every);
  }
}

Exit mirror_log(const Arguments& arguments) {
  auto keys = app::load_verifiers(arguments.list("--vkey"));
  if (!keys) return unanswered(keys.error(), arguments);
  auto copy = mirror::Mirror::open(
      {arguments.text("LOG"), arguments.text("FOLDER"), *std::move(keys),
       [](std::uint64_t done, std::uint64_t of) { spdlog::info("{} of {} new entries proven", done, of); }});
  if (!copy) return unanswered(copy.error(), arguments);
  return follow(*copy, arguments);
}

struct Audited {
  gaps::AuditedThreads threads;
  gaps::AuditedCheckpoints checkpoints;
  audit::AuditedTimeStamps time_stamps;
  HEED_FIELDS(Audited, threads, checkpoints, time_stamps)
  [[nodiscard]] bool is_clean() const {
    return threads.findings.empty() && checkpoints.findings.empty() && time_stamps.findings.empty();
  }
};

Result<std::optional<tlog::Policy>> load_policy(const std::optional<std::string>& path) {
  if (!path) return std::nullopt;
  TRY(const auto text, app::read_file(*path, tlog::policy_bytes));
  auto policy = tlog::parse_policy(text);
  if (!policy) return fail(core::within(*path, std::move(policy).error()));
  return *std::move(policy);
}

Result<Audited> audit_record(const Arguments& arguments) {
  const app::DataFolder data{arguments.text("--data")};
  auto files = arguments.list("--vkey");
  if (files.empty()) files = {data.verifier(), data.issuer_verifier()};
  TRY(auto keys, app::load_verifiers(files));
  TRY(auto policy, load_policy(arguments.find("--policy")));
  TRY(const auto grace, core::parse_duration(arguments.text("--grace")));
  const auto now = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
  const Instant until = Instant{now.time_since_epoch().count()} - grace;
  TRY(const auto store, sqlite::SqliteStore::open(data.store(), sqlite::Mode::read_only));
  TRY(auto checkpoints, gaps::audit_checkpoints(*store, {std::move(keys.log), std::move(policy), until}));
  TRY(auto threads, gaps::audit_threads(*store));
  std::string certificates;
  if (const auto file = arguments.find("--tsa")) {
    TRY(certificates, app::read_file(*file, timestamp::certificates_bytes));
  }
  TRY(auto time_stamps, audit::audit_time_stamps(*store, certificates));
  return Audited{std::move(threads), std::move(checkpoints), std::move(time_stamps)};
}

void print(const audit::AuditedTimeStamps& stamps) {
  if (!stamps.size || !stamps.at || !stamps.authority) {
    std::printf("No checkpoint is time-stamped.\n");
    return;
  }
  std::printf("%llu checkpoints are time-stamped; the newest of %llu entries, at %s by %s%s.\n",
              static_cast<unsigned long long>(stamps.stamps), static_cast<unsigned long long>(*stamps.size),
              core::to_text(*stamps.at).c_str(), stamps.authority->c_str(),
              stamps.is_verified ? "" : " as it says itself: verify it with --tsa");
}

/// What was looked at in the threads, so that "nothing was found" says how much that is.
void print(const gaps::AuditedThreads& threads) {
  const auto count = [](std::uint64_t number) { return static_cast<unsigned long long>(number); };
  std::printf("%llu entries; %llu links in the threads of %llu recipients, %llu of them open.\n",
              count(threads.entries), count(threads.links), count(threads.threads), count(threads.open));
  std::printf("Threads were counted %llu times and closed %llu times; at the end of %llu days all that were open.\n",
              count(threads.counted), count(threads.closings), count(threads.days));
  if (threads.to_count > 0) {
    std::printf("The last count goes on: %llu threads have still to be counted.\n", count(threads.to_count));
  }
  std::printf("%llu entries have been erased in part; %llu links cannot be followed because of it.\n",
              count(threads.erased), count(threads.not_followed));
}

void print(const gaps::AuditedCheckpoints& checkpoints) {
  const auto count = [](std::uint64_t number) { return static_cast<unsigned long long>(number); };
  std::printf("%llu checkpoints; the newest covers %llu entries", count(checkpoints.checkpoints),
              count(checkpoints.covered));
  if (checkpoints.with_quorum) std::printf(", the newest with a quorum %llu", count(*checkpoints.with_quorum));
  std::printf(".\n");
  if (checkpoints.quorate && checkpoints.not_quorate) {
    std::printf("%llu of them have a quorum of witnesses, and %llu have none.\n", count(*checkpoints.quorate),
                count(*checkpoints.not_quorate));
  } else {
    std::printf("Witnesses were not asked about: give the policy with --policy.\n");
  }
}

void print_findings(const Audited& audited) {
  const auto& [threads, checkpoints, stamps] = audited;
  std::printf("Looked for in the threads, and found:\n");
  for (const auto& [what, found] : threads.looked) {
    std::string words{core::word(what)};
    std::ranges::replace(words, '_', ' ');
    std::printf("  %6llu %s\n", static_cast<unsigned long long>(found), words.c_str());
  }
  for (const auto& finding : stamps.findings) std::printf("! %s\n", finding.c_str());
  for (const auto& finding : checkpoints.findings) std::printf("! %s\n", finding.c_str());
  for (const auto& finding : threads.findings) {
    const auto whose = finding.recipient.empty() ? "" : cat(", thread of ", finding.recipient);
    std::printf("! entry %llu%s: %s\n", static_cast<unsigned long long>(finding.entry), whose.c_str(),
                finding.detail.c_str());
  }
  if (threads.more_findings > 0)
    std::printf("! and %llu more\n", static_cast<unsigned long long>(threads.more_findings));
}

void print(const Audited& audited) {
  print(audited.threads);
  print(audited.checkpoints);
  print(audited.time_stamps);
  print_findings(audited);
  std::printf(audited.is_clean() ? "Nothing was found.\n" : "");
}

Exit audit_hub(const Arguments& arguments) {
  const auto audited = audit_record(arguments);
  if (!audited) return unanswered(audited.error(), arguments);
  arguments.json() ? std::puts(json::write_pretty(to_value(*audited)).c_str()) : (print(*audited), 0);
  return audited->is_clean() ? Exit::done : Exit::no;
}

cli::Tool audit_tool() {
  return {
      "audit",
      "Look through a hub's own record for what was left out: threads with gaps, checkpoints without witnesses.",
      {{"--data", "the hub's folder", OptionKind::text, false, "data"},
       {"--vkey", "the log's verifier key and the issuer's; left out: the folder's own", OptionKind::list},
       {"--policy", "a tlog-policy file: which witnesses must have cosigned", OptionKind::text},
       {"--tsa", "the time authority's certificate, or that of who vouches for it (PEM); left out: unverified",
        OptionKind::text},
       {"--grace", "how long an entry may wait for its checkpoint and its witnesses", OptionKind::text, false, "10s"}},
      audit_hub,
      "It asks whether the record is complete; whether it is genuine, \"heed record verify\" asks. It says how much\n"
      "it looked at, and how often it found each thing that it looks for. It may run beside the hub.\n"
      "Exit status: 0 nothing was found, 1 something was, 3 it cannot be read."};
}

}  // namespace

std::vector<cli::Tool> log_tools() {
  const cli::Option folder{"FOLDER", "the witness's folder", OptionKind::text, true};
  return {
      {"witness init",
       "Make a witness: its folder and its key.",
       {folder,
        {"--name", "the key's name, a URL without scheme, such as witness.example/one", OptionKind::text, true}},
       init_witness},
      {"witness serve",
       "Cosign the checkpoints of logs that only ever grow, for anybody who asks (C2SP tlog-witness).",
       {folder,
        {"--logs", "a file with the verifier key of one log a line, or a tlog-policy", OptionKind::list, true},
        {"--listen", "address:port", OptionKind::text, false, "127.0.0.1:8441"}},
       serve_witness,
       "The logs' operators put the witness's key and URL into their policy. What it saw of each log is kept in\n"
       "FOLDER/seen and must never be lost or brought back from an older copy.\n"
       "\nThe files of --logs are read again when they have changed, at the next request or at SIGHUP. One that is\n"
       "not right in form is said in the log, and the list before it goes on to hold.\n"
       "\nExample:\n  heed witness init w --name witness.example/one\n"
       "  heed witness serve w --logs log.vkey --listen 127.0.0.1:8441\n"},
      {"mirror",
       "Copy a log, prove every byte of it, and notice when it contradicts itself.",
       {{"LOG", "its URL, such as https://heed.example/log, or a folder with the same files", OptionKind::text, true},
        {"FOLDER", "where the copy is kept; the next run goes on there", OptionKind::text, true},
        {"--vkey", "the log's verifier key and the issuer's, from where you trust them", OptionKind::list, true},
        {"--every", "look again after so many seconds, until Ctrl-C; 0: look once", OptionKind::number, false, "0"}},
       mirror_log,
       "Exit status: 0 the copy is up to date and proven, 1 the log is not what it says or contradicts itself,\n"
       "3 it cannot be reached."},
      audit_tool()};
}

}  // namespace heed::tools
