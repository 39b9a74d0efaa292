#include "app/verify/run.h"

#include <ostream>

#include "app/verify/request.h"
#include "core/text.h"
#include "lib/digest/base64.h"
#include "lib/json/json.h"
#include "lib/proof/proof.h"
#include "lib/proof/stamped.h"
#include "lib/proof/visible.h"
#include "lib/timestamp/timestamp.h"

namespace heed::verify {

namespace {

constexpr std::string_view help = R"(heed-verify: checks files that prove an entry of a hub's record (*.tlog-proof)

usage: heed-verify FILE... --vkey KEY [--vkey KEY]... [--policy FILE] [--time-stamp FILE --tsa FILE] [--json]

  FILE           a proof; "-" reads one from the standard input
  --vkey KEY     a verifier key, or a file with one a line: the log's (NAME+...) and its issuer's (NAME/issuer+...);
                 witnesses' keys may be given too. Take them from somewhere else than the proof: a hub publishes its
                 own under /log/log.vkey and /log/issuer.vkey
  --policy FILE  which witnesses must have signed (C2SP tlog-policy)
  --time-stamp FILE
                 a time authority's answer about the proof's checkpoint (RFC 3161); a hub serves those it has under
                 /log/time-stamps/SIZE.tsr
  --tsa FILE     the authority's certificate, or that of who vouches for it (PEM)
  --json         the answer as one JSON document
  --help         this text

It says what each file proves, and what it does not. Nothing is sent anywhere.
Exit status: 0 every file is proven, 1 a file is refused, 2 wrong use.
)";

/// What was found in one file.
struct Found {
  proof::Examined examined;
  std::optional<timestamp::Stamp> stamp;
};

/// Whether the time stamp is of the checkpoint in the proof.
Result<timestamp::Stamp> examine_time(std::string_view text, const TimeStamp& given) {
  TRY(const auto parsed, proof::parse_proof(text));
  TRY(const auto data, proof::stamped_bytes(parsed.checkpoint));
  auto stamp = timestamp::verify(given.answer, {data, {}, given.certificates});
  if (!stamp) return fail(core::within("the time stamp", std::move(stamp).error()));
  return stamp;
}

Result<Found> examine_file(const std::string& file, const Request& request) {
  TRY(const auto text, read_file(file, proof::proof_bytes));
  TRY(auto examined, proof::examine(text, request.trust));
  Found found{std::move(examined), std::nullopt};
  if (!request.time_stamp) {
    found.examined.not_proven.emplace_back(
        "No time authority's answer was given, so that only witnesses say when it was there at the latest.");
    return found;
  }
  TRY(found.stamp, examine_time(text, *request.time_stamp));
  found.examined.proven.push_back(cat("The time authority ", proof::visible(found.stamp->authority),
                                      " signed that this checkpoint, with the entry under it, was there at ",
                                      to_text(found.stamp->at), " (RFC 3161)."));
  return found;
}

core::Value sentences_as_value(const std::vector<std::string>& sentences) {
  core::Array array;
  for (const auto& sentence : sentences) array.emplace_back(sentence);
  return array;
}

core::Value as_value(const std::string& file, const Result<Found>& found) {
  core::Value value;
  value.set("file", file);
  value.set("holds", found.has_value());
  if (!found) {
    value.set("error", sentence(found.error()));
    return value;
  }
  const auto* examined = &found->examined;
  value.set("log", examined->checkpoint.origin);
  value.set("size", examined->checkpoint.size);
  value.set("root", digest::to_base64(examined->checkpoint.root));
  value.set("index", examined->index);
  value.set("shown", examined->claims);
  core::Array witnesses;
  for (const auto& cosigned : examined->cosigned) {
    core::Value witness;
    witness.set("witness", cosigned.witness);
    witness.set("at", to_text(cosigned.at));
    witnesses.push_back(std::move(witness));
  }
  value.set("witnesses", std::move(witnesses));
  if (found->stamp) {
    value.set("time_stamp", core::Object{{"authority", found->stamp->authority}, {"at", to_text(found->stamp->at)}});
  }
  value.set("proven", sentences_as_value(examined->proven));
  value.set("not_proven", sentences_as_value(examined->not_proven));
  return value;
}

void say(const std::string& file, const Result<Found>& found, std::ostream& out) {
  if (!found) {
    out << file << ": REFUSED: " << sentence(found.error()) << '\n';
    return;
  }
  out << file << ": proven\n";
  for (const auto& line : found->examined.proven) out << "  + " << line << '\n';
  out << "not proven:\n";
  for (const auto& line : found->examined.not_proven) out << "  - " << line << '\n';
}

}  // namespace

int run(std::span<const std::string> arguments, std::ostream& out, std::ostream& err) {
  const auto request = parse_request(arguments);
  if (!request) {
    err << "heed-verify: " << sentence(request.error()) << '\n';
    return 2;
  }
  if (request->is_help) {
    out << help;
    return 0;
  }
  bool is_proven = true;
  core::Array files;
  for (const auto& file : request->files) {
    const auto examined = examine_file(file, *request);
    if (!examined && examined.error().code == Code::not_found) {
      err << "heed-verify: " << sentence(examined.error()) << '\n';
      return 2;
    }
    is_proven = is_proven && examined.has_value();
    request->is_json ? files.push_back(as_value(file, examined)) : say(file, examined, out);
  }
  if (request->is_json) {
    core::Value answer;
    answer.set("holds", is_proven);
    answer.set("files", std::move(files));
    out << json::write_pretty(answer) << '\n';
  }
  return is_proven ? 0 : 1;
}

}  // namespace heed::verify
