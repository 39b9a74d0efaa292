// What others send to a log, a witness or a mirror: no input may crash, and what was read once reads back the same.
// The first byte picks the form.

#include <cstdint>
#include <cstdlib>

#include "core/text.h"
#include "lib/merkle/checkpoint.h"
#include "lib/merkle/note.h"
#include "lib/merkle/tree.h"
#include "lib/tlog/cosignature.h"
#include "lib/tlog/mirror.h"
#include "lib/tlog/policy.h"
#include "lib/tlog/tiles.h"
#include "lib/tlog/witness.h"

namespace {

using namespace heed;

constexpr Instant noon{1'700'000'000'000};

void expect(bool holds) {
  if (!holds) std::abort();
}

const merkle::VerifierKey& log_key() {
  static const auto key =
      merkle::parse_vkey("hub.example/log+48f4b575+AZsfhHkc/HZjBFhU04netcqVRJ2HXydqg4QLBgqznPxx").value();
  return key;
}

const tlog::Witness& witness() {
  static const tlog::Witness one{
      tlog::parse_witness_vkey("w.example/1+8ca59e58+BOjCEHV3UUlzlx2fCfFKtQ6uSVc8Y86JnxmKdvZunMBS").value(),
      [](std::string_view) { return std::string(64, 's'); },
      {{"hub.example/log", {log_key()}}}};
  return one;
}

void read_note(std::string_view text) {
  const auto note = merkle::parse_note(text);
  if (!note) return;
  expect(merkle::to_text(*note) == text);
  static_cast<void>(tlog::cosigned_at(*note, witness().key).has_value());
  static_cast<void>(merkle::open_checkpoint(text, log_key()).has_value());
}

void read_checkpoint(std::string_view text) {
  if (const auto checkpoint = merkle::parse_checkpoint(text)) expect(merkle::to_text(*checkpoint) == text);
}

void read_path(std::string_view text) {
  const auto tile = tlog::parse_tile_path(text);
  if (!tile) return;
  expect(tlog::path(*tile) == text);
  constexpr auto most = ~std::uint64_t{0};
  if (tlog::is_within(*tile, most)) expect(tlog::width_of(tile->level, tile->index, most) >= tile->width);
}

void read_bundle(std::string_view text) {
  if (text.empty()) return;
  const auto width = static_cast<unsigned>(static_cast<unsigned char>(text.front())) + 1;
  text.remove_prefix(1);
  if (const auto hashes = tlog::hashes_in(text, width)) expect(hashes->size() == width);
  const auto entries = tlog::entries_in(text, width);
  if (!entries) return;
  std::string again;
  for (const auto entry : *entries) expect(tlog::add_entry(again, entry).has_value());
  expect(again == text);
}

void read_policy(std::string_view text) {
  const auto policy = tlog::parse_policy(text);
  if (!policy) return;
  expect(tlog::parse_policy(to_text(*policy)).value() == *policy);
  expect(tlog::standing(merkle::Note{"text\n", {}}, *policy).value().cosigned.empty());
}

void read_request(std::string_view text) {
  const auto request = tlog::parse_add_checkpoint(text);
  if (!request) return;
  expect(to_text(*request) == text);
  const auto answer = tlog::decide(witness(), tlog::Seen{70'000, merkle::leaf_hash("")}, *request, noon);
  expect(answer.keep.has_value() == (answer.status == 200));
}

void read_answer(std::string_view text) {
  static const auto checkpoint =
      merkle::to_text(merkle::Note{"hub.example/log\n1\nroot\n", {{"name", 1, "signature"}}});
  for (const unsigned status : {200U, 409U, 422U}) {
    static_cast<void>(tlog::read_reply({status, std::string(text)}, checkpoint, witness().key).has_value());
  }
}

/// Every file of the log is this text: nothing of it may be taken for proven.
void mirror(std::string_view text) {
  const tlog::MirrorSource source{log_key(), [&](std::string_view) -> Result<std::string> { return std::string(text); },
                                  [](std::string_view, std::string_view) -> Result<void> { return {}; }};
  const auto round = tlog::advance(source, {});
  if (round) expect(round->new_entries == 0);
}

constexpr void (*forms[])(std::string_view) = {read_note,   read_checkpoint, read_path,   read_bundle,
                                               read_policy, read_request,    read_answer, mirror};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  forms[bytes[0] % std::size(forms)](text.substr(1));
  return 0;
}
