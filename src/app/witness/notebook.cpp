#include "app/witness/notebook.h"

#include <filesystem>

#include "core/text.h"
#include "lib/digest/base64.h"
#include "lib/digest/sha256.h"
#include "lib/merkle/checkpoint.h"

namespace heed::witness {

namespace fs = std::filesystem;

namespace {

std::string path_of(std::string_view hash) { return cat(hash, "/checkpoint"); }

/// What a kept note says, once the witness's own signature holds. The log's is not asked for: its key may have been
/// changed since.
Result<tlog::Seen> read_seen(std::string_view note, const tlog::WitnessKey& key, std::string_view origin) {
  TRY(tlog::verify_cosignature(note, key));
  TRY(const auto parsed, merkle::parse_note(note));
  TRY(const auto checkpoint, merkle::parse_checkpoint(parsed.text));
  if (checkpoint.origin == origin) return tlog::Seen{checkpoint.size, checkpoint.root};
  return fail(Code::corrupt, "it is of another log");
}

std::size_t folders_in(const std::string& path) {
  std::error_code error;
  std::size_t count = 0;
  for (fs::directory_iterator at(path, error), end; !error && at != end; at.increment(error)) ++count;
  return count;
}

}  // namespace

std::string origin_hash(std::string_view origin) { return digest::to_hex(digest::sha256(origin)); }

Result<Notebook> Notebook::open(const std::string& folder, const tlog::WitnessKey& key,
                                const std::vector<tlog::WitnessedLog>& logs) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) return fail(Code::unavailable, cat("cannot create ", folder, ": ", error.message()));
  TRY(auto lock, sqlite::FileLock::take(cat(folder, "/.lock")));
  TRY(auto files, feed::DirectoryFeed::open(folder));
  Notebook notebook(folder, std::move(lock), std::move(files));
  TRY(notebook.look_up(logs, key));
  return notebook;
}

Result<void> Notebook::look_up(const std::vector<tlog::WitnessedLog>& logs, const tlog::WitnessKey& key) {
  if (is_broken_) return fail(Code::unavailable, "an earlier write has failed; start the witness anew");
  std::map<std::string, tlog::Seen> fresh;
  for (const auto& log : logs) {
    if (seen_.contains(log.origin)) continue;
    const auto path = path_of(origin_hash(log.origin));
    const auto note = files_.read(path);
    if (!note && note.error().code == Code::not_found) continue;
    TRY(note);
    const auto seen = read_seen(*note, key, log.origin);
    if (!seen) {
      return fail(Code::corrupt, cat(folder_, "/", path, " is not what this witness cosigned for ", log.origin, ": ",
                                     seen.error().detail, "; bring the newest copy back"));
    }
    fresh.emplace(log.origin, *seen);
  }
  seen_.merge(fresh);
  return {};
}

std::optional<tlog::Seen> Notebook::last(std::string_view origin) const {
  const auto found = seen_.find(origin);
  return found == seen_.end() ? std::nullopt : std::optional(found->second);
}

Result<void> Notebook::keep(const tlog::Witnessed& witnessed) {
  if (is_broken_) return fail(Code::unavailable, "an earlier write has failed; start the witness anew");
  if (auto written = files_.publish(path_of(origin_hash(witnessed.origin)), witnessed.note); !written) {
    is_broken_ = true;
    return written;
  }
  seen_.insert_or_assign(witnessed.origin, witnessed.seen);
  return {};
}

Result<std::string> Notebook::note(std::string_view hash) const { return files_.read(path_of(hash)); }

Result<std::string> Notebook::keep_evidence(std::string_view origin, std::string_view shown) {
  const auto hash = origin_hash(origin);
  TRY(const auto cosigned, note(hash));
  // Why the text alone: under the same words anybody can put lines of his own, and would fill the disk with them.
  TRY(const auto parsed, merkle::parse_note(shown));
  const auto folder = cat("evidence/", hash, "/", origin_hash(parsed.text));
  if (fs::exists(fs::path(folder_) / folder / "shown")) return cat(folder_, "/", folder);
  if (folders_in(cat(folder_, "/evidence/", hash)) >= evidence_max)
    return fail(Code::too_many, cat("there are ", evidence_max, " contradictions of this log already"));
  TRY(files_.publish(cat(folder, "/cosigned"), cosigned));
  TRY(files_.publish(cat(folder, "/shown"), shown));
  return cat(folder_, "/", folder);
}

}  // namespace heed::witness
