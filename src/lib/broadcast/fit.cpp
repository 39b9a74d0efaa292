#include "lib/broadcast/fit.h"

#include <algorithm>

#include "core/text.h"

namespace heed::broadcast {
namespace {

/// One blank where white space was.
std::string smoothed(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool is_blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!is_blank) out += c;
    if (is_blank && !out.empty() && out.back() != ' ') out += ' ';
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

bool ends_sentence(std::string_view text) {
  constexpr std::string_view marks[] = {".", "!", "?", "…", "。", "！", "？", "।", "؟"};
  return std::ranges::any_of(marks, [&](std::string_view mark) { return text.ends_with(mark); });
}

/// The places at which a text may be cut, from the first to the last; each is the length of what stays.
std::vector<std::size_t> places(std::string_view text, Cut cut) {
  std::vector<std::size_t> found;
  if (cut == Cut::nowhere) return found;
  for (auto at = text.find(' '); at != std::string_view::npos; at = text.find(' ', at + 1)) {
    if (cut == Cut::between_words || ends_sentence(text.substr(0, at))) found.push_back(at);
  }
  return found;
}

class Fitting {
 public:
  Fitting(const std::vector<Part>& parts, const Limit& limit) : parts_(parts), limit_(limit), chosen_(parts.size()) {
    for (const auto& part : parts) whole_.push_back(smoothed(part.text));
  }

  Result<Fitted> run() {
    for (const auto weight : {Weight::must, Weight::should, Weight::may}) {
      TRY(take(weight, true));
      TRY(take(weight, false));
    }
    Fitted fitted{.text = composed(), .count = {}, .left_out = {}, .shortened = {}};
    fitted.count = count(fitted.text);
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      if (whole_[i].empty()) continue;
      if (chosen_[i].empty()) fitted.left_out.push_back(parts_[i].name);
      if (!chosen_[i].empty() && chosen_[i] != whole_[i]) fitted.shortened.push_back(parts_[i].name);
    }
    return fitted;
  }

 private:
  Result<void> take(Weight weight, bool is_whole_only) {
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      if (parts_[i].weight != weight || (parts_[i].cut == Cut::nowhere) != is_whole_only) continue;
      if (!whole_[i].empty() && !choose(i) && weight == Weight::must) return fail(reason(i));
    }
    return {};
  }

  /// The whole part if it fits, else as much of it as does.
  bool choose(std::size_t i) {
    if (fits(i, whole_[i])) return true;
    std::string longest;
    for (const auto place : places(whole_[i], parts_[i].cut)) {
      auto shorter = cut_at(i, place);
      if (!fits(i, shorter)) break;
      longest = std::move(shorter);
    }
    chosen_[i] = longest;
    return !longest.empty();
  }

  [[nodiscard]] std::string cut_at(std::size_t i, std::size_t place) const {
    auto kept = whole_[i].substr(0, place);
    // After a full stop, a blank tells the ellipsis from it.
    return cat(kept, ends_sentence(kept) ? " …" : "…");
  }

  bool fits(std::size_t i, const std::string& text) {
    chosen_[i] = text;
    const auto whole = composed();
    const auto cost = count(whole);
    const bool is_narrow = cost.alphabet == Alphabet::gsm7 && forcing_ucs2(whole, limit_.demand).empty();
    if (cost.units <= (is_narrow ? limit_.gsm7 : limit_.ucs2)) return true;
    chosen_[i].clear();
    return false;
  }

  [[nodiscard]] std::string composed() const {
    std::string text;
    for (const auto& each : chosen_) {
      if (!each.empty()) text += cat(text.empty() ? "" : " ", each);
    }
    return simplified(text, limit_.demand);
  }

  [[nodiscard]] Error reason(std::size_t i) const {
    const auto forcing = forcing_ucs2(simplified(whole_[i], limit_.demand), limit_.demand);
    if (limit_.ucs2 == 0 && !forcing.empty()) {
      return {Code::unsupported,
              cat("this form takes the basic GSM-7 alphabet only, which has no ", core::listed(forcing, "or")),
              parts_[i].name};
    }
    return {Code::too_large, cat("there is no room for it within ", limit_.gsm7, " characters"), parts_[i].name};
  }

  const std::vector<Part>& parts_;
  const Limit& limit_;
  std::vector<std::string> whole_;
  std::vector<std::string> chosen_;  ///< empty: not in the text, or not yet
};

}  // namespace

Result<Fitted> fit(const std::vector<Part>& parts, const Limit& limit) { return Fitting(parts, limit).run(); }

}  // namespace heed::broadcast
