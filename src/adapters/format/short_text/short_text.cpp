#include "adapters/format/short_text/short_text.h"

#include "lib/broadcast/fit.h"

namespace heed::short_text {
namespace {

using broadcast::Cut;
using broadcast::Part;
using broadcast::Weight;
using warning::Kind;
using warning::Status;

const broadcast::Limit& limit_of(Form form) {
  switch (form) {
    case Form::wea_90: return broadcast::wea_90;
    case Form::wea_360: return broadcast::wea_360;
    case Form::cell_broadcast: return broadcast::cell_broadcast;
  }
  return broadcast::wea_90;
}

/// The words without which the rest would be misread (DE-13, FT-2).
std::string opening(const Said& said) {
  std::string words;
  if (said.status == Status::exercise) words = "EXERCISE: ";
  if (said.status == Status::test) words = "TEST: ";
  if (said.what == Kind::cancel) words += "CANCELLED: ";
  if (said.what == Kind::all_clear) words += "ALL CLEAR: ";
  if (said.what == Kind::lapse_notice) words += "WINDOW ENDED: ";
  return words;
}

bool has_window(Kind kind) {
  switch (kind) {
    case Kind::alert:
    case Kind::update:
    case Kind::extend:
    case Kind::correct:
    case Kind::downgrade: return true;
    case Kind::cancel:
    case Kind::all_clear:
    case Kind::lapse_notice: return false;
  }
  return false;
}

/// A sentence of its own, so that what follows does not run on from it.
std::string ended(std::string_view text) {
  const auto words = core::trimmed(text);
  constexpr std::string_view marks[] = {".", "!", "?", ":", "…", "。", "！", "？", "।", "؟"};
  bool is_ended = words.empty();
  for (const auto mark : marks) is_ended = is_ended || words.ends_with(mark);
  return cat(words, is_ended ? "" : ".");
}

/// Why the headline may be cut between words and what to do only between sentences: half an instruction can say the
/// opposite of the whole, while a headline only says what it is about.
/// Why the end of the window may go in the shortest form: what to do is worth more than until when, and there is room
/// for one of the two.
std::vector<Part> parts_of(const Said& said, Form form) {
  std::vector<Part> parts;
  parts.push_back({"opening", opening(said), Weight::must, Cut::nowhere});
  parts.push_back({"headline", ended(said.headline), Weight::must, Cut::between_words});
  parts.push_back({"instruction", ended(said.instruction), Weight::should, Cut::between_sentences});
  if (has_window(said.what)) {
    parts.push_back({"until", cat("Until ", core::spoken(said.until), "."),
                     form == Form::wea_90 ? Weight::may : Weight::should, Cut::nowhere});
  }
  if (!said.areas.empty()) {
    parts.push_back({"areas", cat("Area: ", core::listed(said.areas), "."), Weight::may, Cut::nowhere});
  }
  parts.push_back({"issuer", ended(said.issuer), Weight::may, Cut::nowhere});
  return parts;
}

}  // namespace

std::string_view title_of(Form form) {
  switch (form) {
    case Form::wea_90: return "WEA, 90 characters";
    case Form::wea_360: return "WEA, 360 characters";
    case Form::cell_broadcast: return "Cell broadcast";
  }
  return "";
}

std::vector<Short> forms(const Said& said) {
  std::vector<Short> all;
  for (const auto form : all_of<Form>()) {
    Short made{.form = form, .text = {}, .count = {}, .left_out = {}, .shortened = {}, .refusal = {}};
    if (auto fitted = broadcast::fit(parts_of(said, form), limit_of(form))) {
      made.text = std::move(fitted->text);
      made.count = fitted->count;
      made.left_out = std::move(fitted->left_out);
      made.shortened = std::move(fitted->shortened);
    } else {
      made.refusal = core::sentence(fitted.error());
    }
    all.push_back(std::move(made));
  }
  return all;
}

}  // namespace heed::short_text
