#include "cli/cap/tools.h"

#include "cli/cap/parts.h"
#include "core/text.h"
#include "lib/cap/profiles/profiles.h"

namespace heed::cap {
namespace {

using cli::OptionKind;

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
       {{"FILE", "files of alerts, or - for standard input", OptionKind::list, true},
        {"--profile", profiles_listed(), OptionKind::text, false, "cap"}},
       run_check,
       "Prints a line for each finding, and \"FILE: valid\" when none is an error. \"schema\" is the schema alone.\n"
       "Exit: 0 all are valid, 1 one is not, 2 a file or the command line is not right.\n"
       "The codes and what they mean: docs/cap.md.\n"
       "\nExample:\n  heed cap check --profile google alert.xml\n"},
      {"cap show",
       "Show an alert: what, where, until when, in each language.",
       {{"FILE", "a file, or - for standard input", OptionKind::text, true}},
       run_show,
       "With --json everything is shown, under the names of CAP.\n"},
      {"cap diff",
       "Say what differs between two alerts.",
       {{"BEFORE", "a file, or - for standard input", OptionKind::text, true},
        {"AFTER", "a file, or - for standard input", OptionKind::text, true}},
       run_diff,
       "Exit: 0 nothing differs, 1 something does.\n"},
      {"cap fix",
       "Mend what can be mended without guessing.",
       {{"FILE", "a file, or - for standard input", OptionKind::text, true},
        {"--output", "the file to write, or - for standard output", OptionKind::text, false, "-"}},
       run_fix,
       "Mended are the order of elements, the form of times, words in another case, blanks and the encoding.\n"
       "What was changed is told on standard error. A signed alert is left alone.\n"}};
}

}  // namespace heed::cap
