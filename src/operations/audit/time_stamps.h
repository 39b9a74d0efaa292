#pragma once
// Time stamps of checkpoints (RFC 3161): what is asked, what is kept, what is served, and what an audit says of them.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/codec.h"
#include "lib/timestamp/timestamp.h"
#include "ports/store.h"

namespace heed::audit {

/// How the asking goes, as the hub's status says it. It never stops the log.
struct Stamping {
  std::string url;
  std::optional<std::uint64_t> size;  ///< the newest checkpoint that is stamped
  std::optional<Instant> at;          ///< by the authority's clock
  std::optional<std::string> authority;
  std::optional<std::string> problem;  ///< why the last attempt failed; none when it did not
  std::optional<Instant> since;        ///< of the problem, by the hub's clock
  HEED_FIELDS(Stamping, url, size, at, authority, problem, since)
};

/// An answer, and the question it must belong to.
struct Answered {
  std::uint64_t size = 0;    ///< of the checkpoint that was shown
  std::string nonce;         ///< of the request
  std::string certificates;  ///< PEM; whom the hub's operator believes
  std::string answer;
};
/// Verifies the answer against the checkpoint that is kept, and keeps it beside it. Guarantees: what does not hold is
/// not kept. Blocking.
[[nodiscard]] Result<timestamp::Stamp> keep_time_stamp(ports::Store& store, const Answered& answered);

/// The bytes of a kept checkpoint that are stamped; not_found without it. Blocking; reads only.
[[nodiscard]] Result<std::string> bytes_to_stamp(ports::Store& store, std::uint64_t size);

struct StampFile {
  std::string bytes;
  bool is_text = false;
  bool is_final = false;  ///< its bytes never change
};
/// "time-stamps/17.tsr", the answer; "time-stamps/17.checkpoint", the bytes that it is about;
/// "time-stamps/from/12.tsr", the first one of 12 entries or more. Blocking; reads only.
[[nodiscard]] Result<StampFile> time_stamp_file(ports::Store& store, std::string_view path);

struct AuditedTimeStamps {
  std::uint64_t stamps = 0;
  std::optional<std::uint64_t> size;  ///< the newest stamped checkpoint
  std::optional<Instant> at;
  std::optional<std::string> authority;
  bool is_verified = false;  ///< against certificates; otherwise only what the answers say of themselves
  std::vector<std::string> findings;
  HEED_FIELDS(AuditedTimeStamps, stamps, size, at, authority, is_verified, findings)
};
/// Looks at every time stamp that is kept; `certificates` empty: nothing is verified. Finds those that do not hold, and
/// times that run backwards while the log grows. Blocking; reads only.
[[nodiscard]] Result<AuditedTimeStamps> audit_time_stamps(ports::Store& store, const std::string& certificates);

}  // namespace heed::audit
