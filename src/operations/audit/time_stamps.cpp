#include "operations/audit/time_stamps.h"

#include <charconv>

#include "lib/proof/stamped.h"

namespace heed::audit {
namespace {

/// A decimal number without leading zeros, as sizes are written.
std::optional<std::uint64_t> number_in(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_plain = error == std::errc{} && end == text.data() + text.size() && cat(number) == text;
  return is_plain ? std::optional(number) : std::nullopt;
}

Result<ports::StoredTimeStamp> stamp_from(ports::Store& store, std::uint64_t size) {
  TRY(auto found, store.time_stamp_from(size));
  if (!found) return fail(Code::not_found, "no checkpoint so large has a time stamp yet");
  return *std::move(found);
}

/// What one stamp says: verified where there are certificates to verify it with.
Result<timestamp::Stamp> look_at(ports::Store& store, const ports::StoredTimeStamp& kept,
                                 const std::string& certificates) {
  if (certificates.empty()) return timestamp::read(kept.answer);
  TRY(const auto data, bytes_to_stamp(store, kept.size));
  return timestamp::verify(kept.answer, {data, {}, certificates});
}

}  // namespace

Result<std::string> bytes_to_stamp(ports::Store& store, std::uint64_t size) {
  TRY(const auto found, store.checkpoints_from(size, 1));
  if (found.empty() || found.front().size != size) {
    return fail(Code::not_found, cat("no checkpoint of ", size, " entries is kept"));
  }
  return proof::stamped_bytes(found.front().note);
}

Result<timestamp::Stamp> keep_time_stamp(ports::Store& store, const Answered& answered) {
  TRY(const auto data, bytes_to_stamp(store, answered.size));
  TRY(auto stamp, timestamp::verify(answered.answer, {data, answered.nonce, answered.certificates}));
  TRY(store.put_time_stamp({answered.size, answered.answer}));
  return stamp;
}

Result<StampFile> time_stamp_file(ports::Store& store, std::string_view path) {
  constexpr std::string_view folder = "time-stamps/", first = "from/", answer = ".tsr", about = ".checkpoint";
  const auto unknown = [] { return fail(Code::not_found, "the log has no such time stamp"); };
  if (!path.starts_with(folder)) return unknown();
  path.remove_prefix(folder.size());
  const bool is_from = path.starts_with(first);
  if (is_from) path.remove_prefix(first.size());
  const bool is_answer = path.ends_with(answer);
  if (!is_answer && (is_from || !path.ends_with(about))) return unknown();
  path.remove_suffix(is_answer ? answer.size() : about.size());
  const auto size = number_in(path);
  if (!size) return unknown();
  TRY(auto stamp, stamp_from(store, *size));
  if (!is_from && stamp.size != *size) return unknown();
  if (is_answer) return StampFile{std::move(stamp.answer), false, !is_from};
  TRY(auto bytes, bytes_to_stamp(store, *size));
  return StampFile{std::move(bytes), true, true};
}

Result<AuditedTimeStamps> audit_time_stamps(ports::Store& store, const std::string& certificates) {
  AuditedTimeStamps audited;
  audited.is_verified = !certificates.empty();
  for (std::uint64_t from = 0;;) {
    TRY(const auto kept, store.time_stamp_from(from));
    if (!kept) return audited;
    from = kept->size + 1;
    ++audited.stamps;
    const auto stamp = look_at(store, *kept, certificates);
    if (!stamp) {
      audited.findings.push_back(
          cat("The time stamp of the checkpoint of ", kept->size, " entries: ", core::sentence(stamp.error())));
      continue;
    }
    if (audited.at && stamp->at < *audited.at) {
      audited.findings.push_back(cat("The checkpoint of ", kept->size, " entries is stamped earlier than the one of ",
                                     *audited.size, ", which it goes on from"));
    }
    audited.size = kept->size;
    audited.at = stamp->at;
    audited.authority = stamp->authority;
  }
}

}  // namespace heed::audit
