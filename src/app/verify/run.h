#pragma once
// The program heed-verify: proof files and keys in, sentences out. It needs no hub, no network and no clock.

#include <iosfwd>
#include <span>
#include <string>

namespace heed::verify {

/// `arguments` without the program's name; see --help. Reads files, and "-" from the standard input.
/// Returns 0 when every file is proven, 1 when one is refused, 2 for a wrong use: then only `err` is written to.
[[nodiscard]] int run(std::span<const std::string> arguments, std::ostream& out, std::ostream& err);

}  // namespace heed::verify
