#include "app/verify/run.h"

#include <ostream>

#include "app/verify/request.h"
#include "core/text.h"
#include "lib/digest/base64.h"
#include "lib/json/json.h"
#include "lib/proof/proof.h"

namespace heed::verify {

namespace {

constexpr std::string_view help = R"(heed-verify: checks files that prove an entry of a hub's record (*.tlog-proof)

usage: heed-verify FILE... --vkey KEY [--vkey KEY]... [--policy FILE] [--json]

  FILE           a proof; "-" reads one from the standard input
  --vkey KEY     a verifier key, or a file with one a line: the log's (NAME+...) and its issuer's (NAME/issuer+...);
                 witnesses' keys may be given too. Take them from somewhere else than the proof: a hub publishes its
                 own under /log/log.vkey and /log/issuer.vkey
  --policy FILE  which witnesses must have signed (C2SP tlog-policy)
  --json         the answer as one JSON document
  --help         this text

It says what each file proves, and what it does not. Nothing is sent anywhere.
Exit status: 0 every file is proven, 1 a file is refused, 2 wrong use.
)";

Result<proof::Examined> examine_file(const std::string& file, const proof::Trust& trust) {
  TRY(const auto text, read_file(file, proof::proof_bytes));
  return proof::examine(text, trust);
}

core::Value sentences_as_value(const std::vector<std::string>& sentences) {
  core::Array array;
  for (const auto& sentence : sentences) array.emplace_back(sentence);
  return array;
}

core::Value as_value(const std::string& file, const Result<proof::Examined>& examined) {
  core::Value value;
  value.set("file", file);
  value.set("holds", examined.has_value());
  if (!examined) {
    value.set("error", sentence(examined.error()));
    return value;
  }
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
  value.set("proven", sentences_as_value(examined->proven));
  value.set("not_proven", sentences_as_value(examined->not_proven));
  return value;
}

void say(const std::string& file, const Result<proof::Examined>& examined, std::ostream& out) {
  if (!examined) {
    out << file << ": REFUSED: " << sentence(examined.error()) << '\n';
    return;
  }
  out << file << ": proven\n";
  for (const auto& line : examined->proven) out << "  + " << line << '\n';
  out << "not proven:\n";
  for (const auto& line : examined->not_proven) out << "  - " << line << '\n';
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
    const auto examined = examine_file(file, request->trust);
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
