// `cap sign` and `cap signature`.

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>

#include "cli/cap/parts.h"
#include "cli/cap/source.h"
#include "cli/input.h"
#include "core/text.h"
#include "lib/json/json.h"
#include "lib/xmlsign/sign.h"
#include "lib/xmlsign/verify.h"

namespace heed::cap {
namespace {

using cli::Arguments;
using cli::Exit;

Instant now() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::milliseconds>(since).count()};
}

/// A key file that its owner only may read.
Result<std::string> read_key(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code error;
  const auto status = fs::status(path, error);
  if (error || !fs::is_regular_file(status)) return fail(Code::not_found, "this is no key file", path);
  if ((status.permissions() & (fs::perms::group_all | fs::perms::others_all)) != fs::perms::none) {
    return fail(Code::refused, cat("the key file is open to others than its owner; run: chmod 600 ", path), path);
  }
  return cli::read_input(path);
}

Result<xmlsign::Seal> seal_of(const Arguments& arguments) {
  TRY(const auto key, read_key(arguments.text("--key")));
  TRY(const auto certificates, cli::read_input(arguments.text("--certificate")));
  auto seal = xmlsign::Seal::read(key, certificates);
  if (!seal) return fail(Error{seal.error().code, seal.error().detail, arguments.text("--certificate")});
  return seal;
}

/// What is asked of the signatures, with what it stands on.
struct Asked {
  std::optional<xmlsign::Anchors> anchors{};
  std::optional<xmlsign::Senders> senders{};
  std::optional<Instant> at{};

  [[nodiscard]] xmlsign::Question question() const {
    return {.anchors = anchors ? &*anchors : nullptr, .senders = senders ? &*senders : nullptr, .now = now(), .at = at};
  }
  /// Whether a signature is all that was asked for.
  [[nodiscard]] bool holds(const xmlsign::Verdict& verdict) const {
    if (!verdict.is_intact()) return false;
    if (senders) return verdict.signer == xmlsign::Signer::bound;
    return !anchors || verdict.signer != xmlsign::Signer::untrusted;
  }
};

Result<Asked> asked_in(const Arguments& arguments) {
  Asked asked;
  if (const auto path = arguments.find("--trust")) {
    TRY(const auto pem, cli::read_input(*path));
    auto anchors = xmlsign::Anchors::read(pem);
    if (!anchors) return fail(Error{Code::malformed, anchors.error().detail, *path});
    asked.anchors = *std::move(anchors);
  }
  if (const auto path = arguments.find("--senders")) {
    if (!asked.anchors) return fail(Code::malformed, "--senders needs --trust: only trusted signers are asked for");
    TRY(const auto text, cli::read_input(*path));
    TRY(asked.senders, xmlsign::read_senders(text, *path));
  }
  if (const auto at = arguments.find("--at")) {
    const auto instant = core::parse_instant(*at);
    if (!instant) return fail(Code::malformed, instant.error().detail, "--at");
    asked.at = *instant;
  }
  return asked;
}

/// A file that is not there, too, is a command line that is not right: 1 is kept for the answer "no".
Exit wrong(const Error& error, const Arguments& arguments) {
  return cli::failed(error, arguments) == Exit::failed ? Exit::failed : Exit::usage;
}

std::string certificate_line(const xmlsign::Verdict& verdict) {
  if (verdict.subject.empty()) return {};
  return cat("  certificate: ", printable(verdict.subject), "\n  fingerprint: ", verdict.fingerprint, "\n");
}

}  // namespace

std::string signature_lines(const std::vector<xmlsign::Verdict>& verdicts, std::string_view before) {
  std::string out;
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    out += cat(before, "signature ", i + 1, ": ", printable(xmlsign::sentence(verdicts[i])), "\n");
  }
  return out;
}

core::Array signature_values(const std::vector<xmlsign::Verdict>& verdicts) {
  core::Array rows;
  for (const auto& each : verdicts) {
    core::Array aside(each.aside.begin(), each.aside.end());
    rows.push_back(core::Object{{"state", xmlsign::state_of(each)},
                                {"integrity", word(each.integrity)},
                                {"signer", word(each.signer)},
                                {"text", xmlsign::sentence(each)},
                                {"method", each.method},
                                {"sha1", each.has_sha1},
                                {"set_aside", std::move(aside)},
                                {"valid_at", word(each.valid_at)},
                                {"subject", each.subject},
                                {"fingerprint", each.fingerprint},
                                {"line", std::uint64_t{each.line}}});
  }
  return rows;
}

std::vector<xmlsign::Verdict> judged(std::string_view bytes) {
  auto examined = xmlsign::examine(bytes, {.now = now()});
  return examined ? std::move(examined->signatures) : std::vector<xmlsign::Verdict>{};
}

Exit run_sign(const Arguments& arguments) {
  const auto bytes = cli::read_input(arguments.text("FILE"));
  if (!bytes) return cli::failed(bytes.error(), arguments);
  const auto seal = seal_of(arguments);
  if (!seal) return cli::failed(seal.error(), arguments);
  const auto sealed = xmlsign::sign(*bytes, *seal);
  if (!sealed) return cli::failed(sealed.error(), arguments);
  if (arguments.json()) {
    std::cout << json::write(core::Object{
                     {"subject", seal->subject()}, {"fingerprint", seal->fingerprint()}, {"alert", *sealed}})
              << '\n';
    return Exit::done;
  }
  const auto written = write_output(arguments.text("--output"), *sealed);
  return written ? Exit::done : cli::failed(written.error(), arguments);
}

Exit run_signature(const Arguments& arguments) {
  const auto file = shown(arguments.text("FILE"));
  const auto bytes = read_source(arguments.text("FILE"));
  if (!bytes) return wrong(bytes.error(), arguments);
  const auto asked = asked_in(arguments);
  if (!asked) return wrong(asked.error(), arguments);
  const auto examined = xmlsign::examine(*bytes, asked->question());
  if (!examined) return cli::failed({Code::invalid, examined.error().detail, examined.error().place}, arguments);
  const auto& signatures = examined->signatures;
  const bool holds =
      !signatures.empty() && std::ranges::all_of(signatures, [&](const auto& each) { return asked->holds(each); });
  if (arguments.json()) {
    std::cout << json::write(core::Object{{"file", file},
                                          {"sha256", examined->sha256},
                                          {"sender", examined->sender},
                                          {"holds", holds},
                                          {"signatures", signature_values(signatures)}})
              << '\n';
    return holds ? Exit::done : Exit::no;
  }
  if (signatures.empty()) std::cout << cat(file, ": no signature\n");
  for (std::size_t i = 0; i < signatures.size(); ++i) {
    std::cout << cat(file, ": signature ", i + 1, ": ", printable(xmlsign::sentence(signatures[i])), "\n",
                     certificate_line(signatures[i]));
  }
  return holds ? Exit::done : Exit::no;
}

}  // namespace heed::cap
