#include "cli/cap/tools.h"

#include "cli/cap/parts.h"
#include "core/text.h"
#include "lib/cap/profiles/profiles.h"

namespace heed::cap {
namespace {

using cli::OptionKind;

cli::Tool sign_tool() {
  return {
      "cap sign",
      "Sign an alert, so that others can tell that it is yours.",
      {{"FILE", "a valid alert of CAP 1.2, or - for standard input", OptionKind::text, true},
       {"--key", "the private key, in PEM, readable by its owner only", OptionKind::text, true},
       {"--certificate", "its certificate, in PEM; those above it may follow", OptionKind::text, true},
       {"--output", "the file to write, or - for standard output", OptionKind::text, false, "-"}},
      run_sign,
      "The key is on the curve P-256, or RSA of at least 2,048 bits. The signature is put at the end of the alert;\n"
      "no other byte is changed. An alert that is signed already is refused.\n"
      "\nExample:\n  heed cap sign alert.xml --key key.pem --certificate certificate.pem --output signed.xml\n"};
}

cli::Tool signature_tool() {
  return {
      "cap signature",
      "Say of each signature of an alert whether it is intact, and whose it is.",
      {{"FILE", "a file, an address, or - for standard input", OptionKind::text, true},
       {"--trust", "certificates in PEM whose word is taken", OptionKind::text},
       {"--senders", "a file that says which certificate may speak for which sender", OptionKind::text},
       {"--at", "certificates are to be valid then (2024-03-06T12:00:00Z), not now or when it was sent",
        OptionKind::text}},
      run_signature,
      "Exit: 0 there are signatures and all are intact, with --trust also trusted, with --senders also the sender's;\n"
      "1 that is not so, or there is none; 2 a file or the command line is not right.\n"
      "The states and what they mean, and the file of senders: docs/cap.md.\n"
      "\nExample:\n  heed cap signature alert.xml --trust anchors.pem --senders senders.toml\n"};
}

std::string profiles_listed() {
  std::vector<std::string> names;
  for (const auto profile : all_of<profiles::Profile>()) names.emplace_back(word(profile));
  return core::listed(names, "or");
}

}  // namespace

std::string printable(std::string_view text) {
  std::string out(text);
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto c = static_cast<unsigned char>(out[i]);
    // U+0080 to U+009F, two bytes in UTF-8, steer some terminals too.
    const bool is_c1 = c == 0xC2 && i + 1 < out.size() && static_cast<unsigned char>(out[i + 1]) < 0xA0;
    if (is_c1) out[i + 1] = ' ';
    if (c < 0x20 || c == 0x7F || is_c1) out[i] = ' ';
  }
  return out;
}

std::vector<cli::Tool> cap_tools() {
  return {
      {"cap check",
       "Check alerts against CAP 1.2 and a profile.",
       {{"FILE", "files or addresses (http, https) of alerts, or - for standard input", OptionKind::list, true},
        {"--profile", profiles_listed(), OptionKind::text, false, "cap"}},
       run_check,
       "Prints a line for each finding, and \"FILE: valid\" when none is an error. \"schema\" is the schema alone.\n"
       "Exit: 0 all are valid, 1 one is not, 2 one could not be read, or the command line is not right.\n"
       "The codes and what they mean, and how an address is fetched: docs/cap.md.\n"
       "\nExamples:\n  heed cap check --profile google alert.xml\n"
       "  heed cap check https://met.example/alerts/7.xml\n"},
      {"cap show",
       "Show an alert: what, where, until when, in each language.",
       {{"FILE", "a file, an address, or - for standard input", OptionKind::text, true}},
       run_show,
       "With --json everything is shown, under the names of CAP.\n"},
      {"cap diff",
       "Say what differs between two alerts.",
       {{"BEFORE", "a file, an address, or - for standard input", OptionKind::text, true},
        {"AFTER", "a file, an address, or - for standard input", OptionKind::text, true}},
       run_diff,
       "Exit: 0 nothing differs, 1 something does.\n"},
      {"cap fix",
       "Mend what can be mended without guessing.",
       {{"FILE", "a file, or - for standard input", OptionKind::text, true},
        {"--output", "the file to write, or - for standard output", OptionKind::text, false, "-"}},
       run_fix,
       "Mended are the order of elements, the form of times, words in another case, blanks and the encoding.\n"
       "What was changed is told on standard error. A signed alert is left alone.\n"},
      sign_tool(),
      signature_tool()};
}

}  // namespace heed::cap
