#include "lib/tlog/witness.h"

#include <algorithm>
#include <charconv>

#include "core/text.h"
#include "lib/digest/base64.h"
#include "lib/merkle/checkpoint.h"
#include "lib/merkle/proof.h"
#include "lib/merkle/tree.h"

namespace heed::tlog {

namespace {

constexpr std::string_view old_word = "old ";
constexpr std::size_t quoted_bytes = 200;  // so much of a stranger's sentence is shown

/// A size as the protocol writes it: decimal, 64 bits, no leading zeros.
Result<std::uint64_t> parse_size(std::string_view text) {
  std::uint64_t size = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
  const bool is_number = error == std::errc{} && end == text.data() + text.size();
  if (is_number && (text.size() == 1 || text.front() != '0')) return size;
  return fail(Code::malformed, "a size is a decimal number of 64 bits without leading zeros");
}

/// Takes the first line off, without its newline.
Result<std::string_view> take_line(std::string_view& text) {
  const auto end = text.find('\n');
  if (end == std::string_view::npos) return fail(Code::malformed, "the request ends within a line");
  const auto line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

WitnessAnswer no(unsigned status, std::string_view why) { return {status, cat(why, "\n")}; }

WitnessAnswer conflict(std::uint64_t size) { return {409, cat(size, "\n"), std::string(size_content)}; }

/// Keeps the lines of a note that one of the keys made; invalid when one of them does not hold, or when there is none.
Result<merkle::Note> signed_by(const std::vector<merkle::VerifierKey>& keys, std::string_view bytes) {
  TRY(const auto note, merkle::parse_note(bytes));
  merkle::Note kept{note.text, {}};
  for (const auto& key : keys) {
    const auto id = merkle::key_id(key.name, merkle::type_ed25519, key.public_key);
    const auto line = std::ranges::find_if(
        note.signatures, [&](const auto& each) { return each.name == key.name && each.key_id == id; });
    if (line == note.signatures.end()) continue;
    TRY(merkle::verify_note(bytes, key));
    kept.signatures.push_back(*line);
  }
  if (kept.signatures.empty()) return fail(Code::invalid, "the checkpoint has no signature by a key of its log");
  return kept;
}

/// The rules about sizes and roots, in the order of the specification; nothing when they hold.
std::optional<WitnessAnswer> refuse_growth(const std::optional<Seen>& last, const AddCheckpoint& request,
                                           const merkle::Checkpoint& next) {
  const Seen seen = last.value_or(Seen{0, merkle::empty_root()});
  if (request.old_size > next.size) return no(400, "the old size is larger than the checkpoint's");
  if (request.old_size != seen.size) return conflict(seen.size);
  if (next.size == seen.size && next.root != seen.root) {
    auto answer = no(422, "the witness has cosigned another root of this size");
    answer.is_equivocation = true;
    return answer;
  }
  const auto proven = merkle::verify_consistency({seen.size, next.size, request.proof}, seen.root, next.root);
  if (!proven) return no(422, proven.error().detail);
  return std::nullopt;
}

/// Whether the checkpoint's second line is a size of 0, in a text that parse_checkpoint refused.
bool is_of_nothing(std::string_view text) {
  const auto first = take_line(text);
  const auto second = take_line(text);
  return first && second && *second == "0";
}

Result<WitnessReply> read_cosignature(std::string_view body, std::string_view checkpoint, const WitnessKey& key) {
  if (body.size() > merkle::note_bytes) return fail(Code::too_large, "the witness's answer is longer than any note");
  TRY(const auto sent, merkle::parse_note(checkpoint));
  TRY(const auto got, merkle::parse_note(cat(sent.text, "\n", body)));
  if (got.text != sent.text) return fail(Code::malformed, "the witness answered with more than signature lines");
  std::optional<Cosignature> found;
  for (const auto& line : got.signatures) {
    TRY(const auto at, cosigned_at({sent.text, {line}}, key));
    if (at && !found) found = Cosignature{line, *at};
  }
  if (found) return *std::move(found);
  return fail(Code::invalid, cat("the witness answered without a cosignature by this key of ", key.name));
}

Result<WitnessReply> read_size(std::string_view body) {
  if (!body.ends_with('\n')) return fail(Code::malformed, "the witness names its size without a newline");
  TRY(const auto size, parse_size(body.substr(0, body.size() - 1)));
  return WitnessHas{size};
}

std::string quoted(std::string_view body) {
  const auto text = core::trimmed(body.substr(0, quoted_bytes));
  return core::is_clean_utf8(text) ? std::string(text) : "(not text)";
}

}  // namespace

std::string to_text(const AddCheckpoint& request) {
  auto text = cat(old_word, request.old_size, "\n");
  for (const auto& hash : request.proof) text += digest::to_base64(hash) + "\n";
  return cat(text, "\n", request.checkpoint);
}

Result<AddCheckpoint> parse_add_checkpoint(std::string_view body) {
  if (body.size() > request_bytes) return fail(Code::too_large, cat("a request has at most ", request_bytes, " bytes"));
  AddCheckpoint request;
  TRY(auto line, take_line(body));
  if (!line.starts_with(old_word)) return fail(Code::malformed, "the first line is: old <size>");
  TRY(request.old_size, parse_size(line.substr(old_word.size())));
  while (true) {
    TRY(line, take_line(body));
    if (line.empty()) break;
    if (request.proof.size() == request_proof_max) {
      return fail(Code::too_many, cat("a request has at most ", request_proof_max, " hashes"));
    }
    TRY(auto hash, digest::from_base64(line));
    if (hash.size() != merkle::hash_bytes) return fail(Code::malformed, "a hash of the proof has 32 bytes");
    request.proof.push_back(std::move(hash));
  }
  request.checkpoint = body;
  return request;
}

std::string_view origin_of(const AddCheckpoint& request) {
  return std::string_view(request.checkpoint).substr(0, request.checkpoint.find('\n'));
}

WitnessAnswer answer_malformed(const Error& error) { return no(400, error.detail); }

WitnessAnswer decide(const Witness& witness, const std::optional<Seen>& last, const AddCheckpoint& request,
                     Instant now) {
  if (const auto note = merkle::parse_note(request.checkpoint); !note) return answer_malformed(note.error());
  const auto log = std::ranges::find(witness.logs, origin_of(request), &WitnessedLog::origin);
  if (log == witness.logs.end()) return no(404, "this witness does not know the log");
  auto note = signed_by(log->keys, request.checkpoint);
  if (!note) return no(403, note.error().detail);
  const auto next = merkle::parse_checkpoint(note->text);
  if (!next) return no(is_of_nothing(note->text) ? 422 : 400, next.error().detail);
  if (auto refused = refuse_growth(last, request, *next)) return *std::move(refused);

  const auto line = cosign(note->text, witness.key, now, witness.sign);
  note->signatures.push_back(line);
  return {200, merkle::to_text(line), std::string(text_content),
          Witnessed{log->origin, {next->size, next->root}, merkle::to_text(*note)}};
}

Result<WitnessReply> read_reply(const HttpReply& reply, std::string_view checkpoint, const WitnessKey& key) {
  switch (reply.status) {
    case 200: return read_cosignature(reply.body, checkpoint, key);
    case 409: return read_size(reply.body);
    case 400:
    case 403:
    case 404:
    case 422:
      return fail(Code::refused, cat("the witness ", key.name, " answered ", reply.status, ": ", quoted(reply.body)));
    default: break;
  }
  return fail(Code::unavailable, cat("the witness ", key.name, " answered ", reply.status));
}

}  // namespace heed::tlog
