#include "lib/merkle/checkpoint.h"

#include <charconv>

#include "core/text.h"
#include "lib/digest/base64.h"
#include "lib/merkle/tree.h"

namespace heed::merkle {

namespace {

/// The lines without their newlines. Why not core::split: it trims, and it leaves out empty lines, which are refused
/// here.
Result<std::vector<std::string_view>> lines_of(std::string_view text) {
  if (!text.ends_with('\n')) return fail(Code::malformed, "a checkpoint ends in a newline");
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    if (end == 0) return fail(Code::malformed, "a checkpoint has no empty lines");
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  return lines;
}

Result<std::uint64_t> parse_size(std::string_view text) {
  std::uint64_t size = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
  const bool is_number = error == std::errc{} && end == text.data() + text.size();
  if (!is_number || (text.size() > 1 && text.front() == '0')) {
    return fail(Code::malformed, "the size of a checkpoint is a decimal number of 64 bits without leading zeros");
  }
  return size;
}

}  // namespace

std::string to_text(const Checkpoint& checkpoint) {
  auto text = cat(checkpoint.origin, "\n", checkpoint.size, "\n", digest::to_base64(checkpoint.root), "\n");
  for (const auto& line : checkpoint.extensions) text += line + "\n";
  return text;
}

Result<Checkpoint> parse_checkpoint(std::string_view text) {
  TRY(const auto lines, lines_of(text));
  if (lines.size() < 3) return fail(Code::malformed, "a checkpoint has three lines: origin, size, root");
  Checkpoint read{std::string(lines[0]), 0, {}, {lines.begin() + 3, lines.end()}};
  TRY(read.size, parse_size(lines[1]));
  TRY(read.root, digest::from_base64(lines[2]));
  if (read.root.size() != hash_bytes) return fail(Code::malformed, cat("a root has ", hash_bytes, " bytes"));
  if (read.size == 0 && read.root != empty_root()) {
    return fail(Code::malformed, "a checkpoint of no entries has the root of the empty tree");
  }
  return read;
}

Result<std::string> sign_checkpoint(const Checkpoint& checkpoint, std::string_view public_key, const Sign& sign) {
  return sign_note(to_text(checkpoint), VerifierKey{checkpoint.origin, std::string(public_key)}, sign);
}

Result<Checkpoint> open_checkpoint(std::string_view note, const VerifierKey& key) {
  TRY(const auto text, verify_note(note, key));
  TRY(auto checkpoint, parse_checkpoint(text));
  if (checkpoint.origin != key.name) {
    return fail(Code::invalid, cat("the checkpoint is of ", checkpoint.origin, ", the key is of ", key.name));
  }
  return checkpoint;
}

}  // namespace heed::merkle
