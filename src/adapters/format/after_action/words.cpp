#include "adapters/format/after_action/words.h"

#include <algorithm>
#include <array>
#include <utility>

namespace heed::after_action {
namespace {

using Pairs = std::pair<std::string_view, std::string_view>;

template <std::size_t n>
std::string found_in(const std::array<Pairs, n>& table, std::string_view word) {
  for (const auto& [key, meaning] : table) {
    if (key == word) return std::string(meaning);
  }
  return std::string(word);
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return cat(count, " ", count == 1 ? one : many);
}

bool has_acknowledged(const review::Knower& knower) {
  return std::ranges::any_of(knower.tellings, [](const auto& telling) { return telling.acknowledged_at.has_value(); });
}

std::string unanswered(const std::vector<review::Remark>& disputes) {
  const auto open = std::ranges::count_if(disputes, [](const auto& remark) { return !remark.answered_in; });
  return open == 0 ? "all answered" : cat(open, " not answered");
}

}  // namespace

std::string how_far(std::string_view standing) {
  static constexpr std::array<Pairs, 9> meanings = {{{"queued", "not sent yet"},
                                                     {"attempting", "attempt under way, result not known"},
                                                     {"accepted", "accepted by the next machine, arrival not known"},
                                                     {"delivered", "arrived, no answer"},
                                                     {"seen", "opened by somebody, no answer"},
                                                     {"acknowledged", "acknowledged"},
                                                     {"refused", "refused by the recipient"},
                                                     {"unreachable", "not reached"},
                                                     {"stopped", "not sent, a later edition took its place"}}};
  return found_in(meanings, standing);
}

namespace {

std::string_view registered_how(std::string_view kind) {
  static constexpr std::array<Pairs, 3> meanings = {{{"api_token", "by the recipient's own system"},
                                                     {"signed_link", "through a link that was sent"},
                                                     {"heard", "by the office"}}};
  const auto* found = std::ranges::find(meanings, kind, &Pairs::first);
  return found == meanings.end() ? std::string_view{} : found->second;
}

}  // namespace

std::string evidence(const review::Telling& telling) {
  const auto kind = telling.evidence.value_or("");
  if (telling.key_registered_at) {
    return cat("signed with a key registered on ", core::spoken(*telling.key_registered_at), " ",
               registered_how(telling.key_registered_by.value_or("")));
  }
  static constexpr std::array<Pairs, 4> meanings = {
      {{"own_key", "signed with a registered key, since erased"},
       {"api_token", "the recipient's own system, with its token"},
       {"signed_link", "somebody who had the link that was sent to the contact"},
       {"heard", "heard by an officer, who wrote it down"}}};
  return found_in(meanings, kind);
}

Summary summary(const review::AfterAction& view) {
  Summary summary;
  for (const auto& knower : view.knowers) {
    summary.recipients += knower.tellings.empty() ? 0 : 1;
    summary.acknowledged += has_acknowledged(knower) ? 1 : 0;
  }
  summary.sentences.push_back(cat("The threat was first known on ", core::spoken(view.first_awareness), "."));
  if (summary.recipients == 0) {
    summary.sentences.emplace_back("Nobody was to be told.");
  } else {
    summary.sentences.push_back(cat(summary.acknowledged, " of ",
                                    counted(summary.recipients, "recipient", "recipients"),
                                    " acknowledged. Nobody else is counted as warned."));
  }
  if (!view.lapses.empty()) {
    summary.sentences.push_back(cat(counted(view.lapses.size(), "window", "windows"), " ended without a decision."));
  }
  if (!view.disputes.empty()) {
    summary.sentences.push_back(cat(counted(view.disputes.size(), "dispute or rejection", "disputes or rejections"),
                                    ", ", unanswered(view.disputes), "."));
  }
  if (!view.not_to_warn.empty()) {
    summary.sentences.push_back(
        cat(counted(view.not_to_warn.size(), "decision", "decisions"), " not to warn, or not yet."));
  }
  return summary;
}

std::string spoken(const std::optional<Duration>& delay) { return delay ? core::spoken(*delay) : "not yet"; }

std::string column(std::size_t index) { return cat("S", index + 1); }

const review::Told* told(const review::Knower& knower, const FacetId& facet) {
  const auto found = std::ranges::find_if(knower.told, [&](const auto& each) { return each.facet == facet; });
  return found == knower.told.end() ? nullptr : &*found;
}

std::string edition_of(const review::Telling& telling) {
  return cat(telling.warning.text, ", edition ", telling.edition, " (", telling.what, ")");
}

}  // namespace heed::after_action
