#include "app/mirror/mirror.h"

#include "core/text.h"
#include "flow/record/seal.h"
#include "lib/merkle/checkpoint.h"
#include "lib/proof/examine.h"
#include "lib/sdjwt/verify.h"

namespace heed::mirror {
namespace {

constexpr std::uint64_t told_every = 4'096;

/// What a note says of its size, before anything is proven; 0 when it does not read.
std::uint64_t claimed_size(std::string_view note) {
  const auto parsed = merkle::parse_note(note);
  if (!parsed) return 0;
  const auto checkpoint = merkle::parse_checkpoint(parsed->text);
  return checkpoint ? checkpoint->size : 0;
}

}  // namespace

Mirror::Mirror(Following following, Source source, Copy copy)
    : following_(std::move(following)),
      source_(std::move(source)),
      copy_(std::move(copy)),
      kid_(proof::key_name(following_.keys.issuer)) {}

Result<Mirror> Mirror::open(Following following) {
  TRY(auto source, Source::open(following.source));
  TRY(auto copy, Copy::open(following.folder));
  return Mirror(std::move(following), std::move(source), std::move(copy));
}

Result<Round> Mirror::round() {
  TRY(const auto state, copy_.state());
  auto advanced = advance(state, Reuse::yes);
  // Why once more: a file of an earlier, unfinished round may have gone bad on this disk, and that is not the log's
  // fault.
  if (!advanced && advanced.error().code == Code::corrupt && has_reused_) advanced = advance(state, Reuse::no);
  TRY(advanced);
  Round round{claimed_size(advanced->state.note), advanced->new_entries, std::move(advanced->contradiction)};
  if (!round.contradiction) return round;
  TRY(round.evidence, copy_.keep_evidence(*round.contradiction));
  return round;
}

Result<tlog::MirrorRound> Mirror::advance(const tlog::MirrorState& state, Reuse reuse) {
  has_reused_ = false;
  done_ = 0;
  const auto had = claimed_size(state.note);
  tlog::MirrorSource source{following_.keys.log, {}, {}, {}};
  source.fetch = [&](std::string_view path) -> Result<std::string> {
    TRY(auto bytes, fetch(path, reuse));
    if (path == "checkpoint") claimed_ = std::max(claimed_size(bytes), had) - had;
    return bytes;
  };
  source.keep = [&](std::string_view path, std::string_view bytes) { return copy_.keep(path, bytes); };
  source.check = [&](std::uint64_t, std::string_view entry) { return check(entry); };
  return tlog::advance(source, state);
}

Result<std::string> Mirror::fetch(std::string_view path, Reuse reuse) {
  if (reuse == Reuse::no) return source_.fetch(path);
  auto kept = copy_.read_full(path);
  if (!kept) return source_.fetch(path);
  has_reused_ = true;
  return kept;
}

Result<void> Mirror::check(std::string_view entry) {
  TRY(sdjwt::verify(cat(entry, "~"), {following_.keys.issuer.public_key, kid_, std::string(record::leaf_type)}));
  if (++done_ % told_every == 0 && following_.progress) following_.progress(done_, claimed_);
  return {};
}

}  // namespace heed::mirror
