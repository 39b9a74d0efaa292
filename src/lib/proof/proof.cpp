#include "lib/proof/proof.h"

#include <charconv>

#include "core/text.h"
#include "lib/digest/base64.h"
#include "lib/merkle/checkpoint.h"
#include "lib/merkle/note.h"
#include "lib/merkle/tree.h"

namespace heed::proof {

namespace {

constexpr std::string_view first_line = "c2sp.org/tlog-proof@v1";
constexpr std::string_view extra_word = "extra ";
constexpr std::string_view index_word = "index ";

/// The lines of a file, one after the other, with their numbers for errors.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}

  /// The next line without its newline. Requires: nothing else is wrong with the one before.
  Result<std::string_view> next(std::string_view what) {
    ++number_;
    const auto end = rest_.find('\n');
    if (end == std::string_view::npos) return refuse(cat(what, " is missing: the file ends too early"));
    const auto line = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    return line;
  }
  [[nodiscard]] std::unexpected<Error> refuse(std::string detail) const {
    return fail(Code::malformed, std::move(detail), cat("line ", number_));
  }
  /// The same for what begins on the line after the last one.
  [[nodiscard]] std::unexpected<Error> refuse_next(std::string detail) const {
    return fail(Code::malformed, std::move(detail), cat("line ", number_ + 1));
  }
  [[nodiscard]] std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
  std::size_t number_ = 0;
};

/// Reads the line with the extra data, if there is one, and gives the line with the index.
Result<std::string_view> read_extra(Lines& lines, Proof& proof) {
  TRY(const auto line, lines.next("the index"));
  if (!line.starts_with(extra_word)) return line;
  auto bytes = digest::from_base64(line.substr(extra_word.size()));
  if (!bytes) return lines.refuse(bytes.error().detail);
  if (bytes->empty()) return lines.refuse("\"extra\" holds nothing; a file without extra data leaves the line out");
  proof.extra = std::move(*bytes);
  return lines.next("the index");
}

Result<std::uint64_t> read_index(const Lines& lines, std::string_view line) {
  if (!line.starts_with(index_word)) return lines.refuse("here stands \"index\" and the place of the entry");
  const auto digits = line.substr(index_word.size());
  std::uint64_t index = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), index);
  const bool is_number = error == std::errc{} && end == digits.data() + digits.size();
  if (is_number && (digits.size() == 1 || digits.front() != '0')) return index;
  return lines.refuse("an index is a decimal number of 64 bits without leading zeros");
}

Result<void> read_path(Lines& lines, Proof& proof) {
  while (true) {
    TRY(const auto line, lines.next("the empty line before the checkpoint"));
    if (line.empty()) return {};
    if (proof.path.size() == proof_hashes) return lines.refuse(cat("a proof has at most ", proof_hashes, " hashes"));
    auto hash = digest::from_base64(line);
    if (!hash) return lines.refuse(hash.error().detail);
    if (hash->size() != merkle::hash_bytes) return lines.refuse(cat("a hash has ", merkle::hash_bytes, " bytes"));
    proof.path.push_back(std::move(*hash));
  }
}

}  // namespace

std::string to_text(const Proof& proof) {
  auto text = cat(first_line, "\n");
  if (proof.extra) text += cat(extra_word, digest::to_base64(*proof.extra), "\n");
  text += cat(index_word, proof.index, "\n");
  for (const auto& hash : proof.path) text += digest::to_base64(hash) + "\n";
  return text + "\n" + proof.checkpoint;
}

Result<Proof> parse_proof(std::string_view text) {
  if (text.size() > proof_bytes) return fail(Code::too_large, cat("a proof has at most ", proof_bytes, " bytes"));
  Lines lines(text);
  TRY(const auto first, lines.next("the first line"));
  if (first != first_line) return lines.refuse(cat("a proof begins with the line ", first_line));
  Proof proof;
  TRY(const auto line, read_extra(lines, proof));
  TRY(proof.index, read_index(lines, line));
  TRY(read_path(lines, proof));
  proof.checkpoint = lines.rest();
  const auto note = merkle::parse_note(proof.checkpoint);
  if (!note) return lines.refuse_next(cat("the checkpoint: ", note.error().detail));
  const auto checkpoint = merkle::parse_checkpoint(note->text);
  if (!checkpoint) return lines.refuse_next(cat("the checkpoint: ", checkpoint.error().detail));
  return proof;
}

}  // namespace heed::proof
