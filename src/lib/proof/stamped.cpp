#include "lib/proof/stamped.h"

#include <algorithm>

#include "lib/merkle/checkpoint.h"

namespace heed::proof {

Result<std::string> stamped_bytes(std::string_view note) {
  TRY(auto parsed, merkle::parse_note(note));
  TRY(const auto checkpoint, merkle::parse_checkpoint(parsed.text));
  const auto own = std::ranges::find(parsed.signatures, checkpoint.origin, &merkle::NoteSignature::name);
  if (own == parsed.signatures.end()) return fail(Code::invalid, "the log did not sign this checkpoint");
  return to_text(merkle::Note{std::move(parsed.text), {*own}});
}

}  // namespace heed::proof
