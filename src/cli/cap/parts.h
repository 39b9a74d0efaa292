#pragma once
// Private to this folder: what the tools are made of.

#include "cli/program.h"
#include "core/value.h"
#include "lib/xmlsign/verdict.h"

namespace heed::cap {

[[nodiscard]] cli::Exit run_check(const cli::Arguments& arguments);
[[nodiscard]] cli::Exit run_show(const cli::Arguments& arguments);
[[nodiscard]] cli::Exit run_diff(const cli::Arguments& arguments);
[[nodiscard]] cli::Exit run_fix(const cli::Arguments& arguments);
[[nodiscard]] cli::Exit run_sign(const cli::Arguments& arguments);
[[nodiscard]] cli::Exit run_signature(const cli::Arguments& arguments);

/// "signature 1: intact, but untrusted: …", one line a signature, each behind `before`; nothing for an alert without.
[[nodiscard]] std::string signature_lines(const std::vector<xmlsign::Verdict>& verdicts, std::string_view before);
[[nodiscard]] core::Array signature_values(const std::vector<xmlsign::Verdict>& verdicts);
/// The signatures as they can be judged without anchors; none for what cannot be read.
[[nodiscard]] std::vector<xmlsign::Verdict> judged(std::string_view bytes);

/// To a file, or to standard output for "-". Errors: unavailable.
[[nodiscard]] Result<void> write_output(const std::string& path, const std::string& bytes);

/// Text from outside as a terminal may show it: control characters, which could steer it, become spaces.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace heed::cap
