#pragma once
// The facts of the seventh stage: what the warned say. What they do stands in deeds.h.

#include "flow/record/entry.h"
#include "flow/report/marking.h"
#include "flow/response/deeds.h"
#include "flow/response/evidence.h"

namespace heed::response {

/// What the recipient understood, in its own words (DE-7).
struct ReadBack {
  std::string target;
  std::string window;
  std::string action;
  HEED_FIELDS(ReadBack, target, window, action)
};

struct Acknowledged {
  static constexpr std::string_view kind = "response.acknowledged";
  DeliveryId delivery;
  WarningId warning;
  std::uint64_t edition = 0;
  RecipientId recipient;
  std::string who;
  std::string capacity;
  ReadBack read_back;
  Evidence evidence = Evidence::signed_link;
  bool is_late = false;               ///< after the window, or after the next contact was tried
  std::optional<Signed> signed_by{};  ///< with Evidence::own_key, unless it was erased
  HEED_FIELDS(Acknowledged, delivery, warning, edition, recipient, who, capacity, read_back, evidence, is_late,
              signed_by)
};

/// "Not me", "not us": the next contact is due at once.
struct Refused {
  static constexpr std::string_view kind = "response.refused";
  DeliveryId delivery;
  std::string who;
  std::string reason;
  HEED_FIELDS(Refused, delivery, who, reason)
};

/// The recipient says that the warning is not to be believed. Its words and where they were said are kept.
struct Rejected {
  static constexpr std::string_view kind = "response.rejected";
  WarningId warning;
  RecipientId recipient;
  std::string words;
  std::string source;
  std::optional<std::string> published_at;
  HEED_FIELDS(Rejected, warning, recipient, words, source, published_at)
};

enum class Ground { too_general, not_received, too_late, wrong, other };
constexpr auto words(Ground) {
  return core::word_table<Ground>({{Ground::too_general, "too_general"},
                                   {Ground::not_received, "not_received"},
                                   {Ground::too_late, "too_late"},
                                   {Ground::wrong, "wrong"},
                                   {Ground::other, "other"}});
}

struct Disputed {
  static constexpr std::string_view kind = "response.disputed";
  DisputeId dispute;
  WarningId warning;
  RecipientId recipient;
  Ground ground = Ground::other;
  std::string words;
  std::string source;
  std::optional<std::string> published_at;
  HEED_FIELDS(Disputed, dispute, warning, recipient, ground, words, source, published_at)
};

/// What the record shows that a recipient was given, one edition at a time.
struct Given {
  std::uint64_t edition = 0;
  report::Tier tier = report::Tier::direct;
  std::vector<FacetId> facets;
  std::uint64_t told_in = 0;                       ///< the entry that planned the delivery
  std::optional<std::uint64_t> acknowledged_in{};  ///< the entry of the acknowledgement
  std::string standing;                            ///< of the delivery, when the dispute was answered
  HEED_FIELDS(Given, edition, tier, facets, told_in, acknowledged_in, standing)
};

/// The answer to a dispute rests on entries, not on memory.
struct DisputeAnswered {
  static constexpr std::string_view kind = "response.dispute_answered";
  DisputeId dispute;
  std::string answer;
  std::vector<Given> given;
  HEED_FIELDS(DisputeAnswered, dispute, answer, given)
};

struct Asked {
  static constexpr std::string_view kind = "response.asked";
  QuestionId question;
  WarningId warning;
  RecipientId recipient;
  std::string text;
  HEED_FIELDS(Asked, question, warning, recipient, text)
};

struct QuestionAnswered {
  static constexpr std::string_view kind = "response.question_answered";
  QuestionId question;
  std::string answer;
  HEED_FIELDS(QuestionAnswered, question, answer)
};

}  // namespace heed::response
