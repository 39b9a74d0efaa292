#pragma once
// What the public may see of a warning. Everything that this folder writes about warnings is made from these structs.

#include "adapters/format/short_text/short_text.h"
#include "flow/warning/state.h"

namespace heed::public_page {

/// What an edition says in one language.
struct PublicText {
  std::string language;
  std::string headline;
  std::string instruction;
  std::string text;    ///< the exact text
  std::string advice;  ///< the newest words on what to do, of this edition or an earlier one; may be empty
};

/// An area by the name that a system gives it.
struct PublicPlace {
  std::string system;
  std::string code;
  std::string name;  ///< the code again where no table had it
};

struct PublicEdition {
  std::uint64_t number = 0;
  warning::Kind what = warning::Kind::alert;
  warning::Status status = warning::Status::exercise;
  std::string issuer;
  Instant released_at;
  Interval valid;
  std::vector<std::string> areas;  ///< as people say them
  std::vector<PublicPlace> places;
  std::vector<const area::Area*> shapes;  ///< drawn, and outlines of places; they stand in the warning itself
  std::vector<PublicText> texts;          ///< never empty
};

/// Where a warning stands, as the public was told.
enum class PublicStanding {
  in_force,
  window_over,  ///< nobody has said what becomes of it; the threat is not confirmed as removed (FT-2)
  cancelled,
  all_clear,
  lapsed,    ///< a named officer accepted that it is not continued
  replaced,  ///< another warning took its place
};

struct PublicWarning {
  WarningId id;
  PublicStanding standing = PublicStanding::in_force;
  Instant since;                          ///< of the standing
  bool is_extended = false;               ///< it stands longer than it was first given for
  bool is_threat_recorded_ended = false;  ///< only what a lapse notice told the public
  std::optional<WarningId> replaced_by;
  std::vector<PublicEdition> editions;  ///< released and with public contents, oldest first; never empty
};

/// The one place where public contents are copied out of a warning; nothing when the public was told nothing.
///
/// Guarantees: nothing else of the warning reaches the answer: no other tier's text, no statement's name, no recipient,
/// no case, no target, nobody's name but the issuer's, and no reason that somebody gave inside.
/// The standing follows from public editions: an extension that only a venue was told does not lengthen what the public
/// sees. `shapes` are good as long as `warning`. `replaced_by` may name a warning that the public does not know; the
/// caller drops it then.
[[nodiscard]] std::optional<PublicWarning> public_part(const warning::Warning& warning, Instant now);

/// All that the public may see, newest news first; replaced_by only where the public knows that warning.
[[nodiscard]] std::vector<PublicWarning> public_part(const warning::State& state, Instant now);

/// An edition in the room that a phone has, in the language of `text`. Requires: `text` is one of the edition's.
/// What to do is the newest advice, unless the edition ends something: then it is what the edition says itself.
[[nodiscard]] std::vector<short_text::Short> short_forms(const PublicEdition& edition, const PublicText& text);

[[nodiscard]] const PublicEdition& newest(const PublicWarning& warning);

}  // namespace heed::public_page
