#pragma once
// Rows of a file of recipients, in requests of a good size.

#include <set>

#include "cli/recipients/check.h"
#include "core/value.h"

namespace heed::recipients {

inline constexpr std::size_t batch_rows = 2'000;        ///< recipients of one request
inline constexpr std::size_t batch_items = 100'000;     ///< members and elements of one; a hub reads twice as many
inline constexpr std::size_t batch_bytes = 32UL << 20;  ///< of the rows of one request, as they stand in the file
inline constexpr std::size_t refusals_passed = 100;     ///< rows that only the hub refuses, passed over by --skip-bad

struct Plan {
  std::string key;                     ///< the beginning of every idempotency key; the file's digest
  std::set<std::uint64_t> left_out{};  ///< lines that are not sent
  bool passes_over = false;            ///< a row that the hub refuses is left out, and the rest of its batch sent again
};

/// What came of one request.
struct Sent {
  bool is_repeat = false;  ///< it was done before, under the same key
};
using Send = std::function<Result<Sent>(const Value& body, const std::string& key)>;

struct Outcome {
  std::uint64_t registered = 0;
  std::uint64_t batches = 0;
  std::uint64_t repeated = 0;      ///< batches that had been done before
  std::vector<Complaint> refused;  ///< rows that only the hub refused, and that were passed over
  std::optional<Error> error;      ///< why it ended before the end of the file; what was registered stays so
};

/// Sends every row that is not left out. Requires: check_file passed, but for the lines left out.
/// Guarantees: the same file with the same key is the same requests, so a second run after a broken one does nothing
/// twice. Memory: the rows of one request and of one piece of the file.
[[nodiscard]] Outcome send_file(const File& file, const Plan& plan, const Send& send, const Tell& tell);

}  // namespace heed::recipients
