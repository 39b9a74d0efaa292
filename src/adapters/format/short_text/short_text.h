#pragma once
// What an edition says to the public, in the room that a phone has: WEA and cell broadcast.

#include <string>
#include <vector>

#include "core/instant.h"
#include "flow/warning/entries.h"
#include "lib/broadcast/alphabet.h"

namespace heed::short_text {

/// The public words of an edition in one language. Lives as long as the caller keeps it; nothing is kept here.
struct Said {
  warning::Status status = warning::Status::exercise;
  warning::Kind what = warning::Kind::alert;
  std::string headline;
  std::string instruction;
  Instant until;                   ///< the end of the window; said only where the edition has one of its own
  std::vector<std::string> areas;  ///< names; none where an area is only drawn
  std::string issuer;
};

enum class Form { wea_90, wea_360, cell_broadcast };
constexpr auto words(Form) {
  return core::word_table<Form>(
      {{Form::wea_90, "wea_90"}, {Form::wea_360, "wea_360"}, {Form::cell_broadcast, "cell_broadcast"}});
}
/// "WEA, 90 characters", for people.
[[nodiscard]] std::string_view title_of(Form form);

/// One form. Either `text` is there, or `refusal` says why this edition cannot be said in it.
struct Short {
  Form form = Form::wea_90;
  std::string text;
  broadcast::Count count;
  std::vector<std::string> left_out;   ///< "instruction", "until", "areas", "issuer"
  std::vector<std::string> shortened;  ///< "headline", "instruction"
  std::string refusal;
};

/// Every form, in their order. An exercise or a test says so first, and so does a cancellation; then the headline, then
/// what to do, until when, where, and who says so, as far as there is room.
///
/// Guarantees: the words that say what it is ("EXERCISE:", "CANCELLED:") are never left out. Only `said` can change the
/// answer.
[[nodiscard]] std::vector<Short> forms(const Said& said);

}  // namespace heed::short_text
