#pragma once
// Private to this folder: what heed-verify was asked to do.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "lib/proof/examine.h"

namespace heed::verify {

/// A time authority's answer, and who vouches for the authority.
struct TimeStamp {
  std::string answer{};
  std::string certificates{};  ///< PEM
};

struct Request {
  std::vector<std::string> files{};
  proof::Trust trust{};
  std::optional<TimeStamp> time_stamp{};
  bool is_json = false;
  bool is_help = false;
};

/// Reads the arguments, and the files with keys and policy that they name. Every error is a wrong use.
[[nodiscard]] Result<Request> parse_request(std::span<const std::string> arguments);

/// The bytes of a file, or of the standard input for "-"; at most `limit`.
[[nodiscard]] Result<std::string> read_file(const std::string& name, std::size_t limit);

}  // namespace heed::verify
