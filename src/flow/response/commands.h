#pragma once
// What the warned, or somebody who heard them, may tell the hub.

#include "flow/response/entries.h"

namespace heed::response {

struct Acknowledge {
  DeliveryId delivery;
  std::string who;
  std::string capacity;
  ReadBack read_back;
  HEED_FIELDS(Acknowledge, delivery, who, capacity, read_back)
};

/// The same, signed by the recipient with its own key: everything stands in the statement (statement.h).
struct AcknowledgeSigned {
  DeliveryId delivery;
  std::string statement;
  HEED_FIELDS(AcknowledgeSigned, delivery, statement)
};

struct RegisterKey {
  RecipientId recipient;
  std::string public_key;  ///< PEM, or a JWK as text
  std::string who;
  HEED_FIELDS(RegisterKey, recipient, public_key, who)
};

struct WithdrawKey {
  RecipientId recipient;
  std::string thumbprint;  ///< of the key
  std::string reason;
  HEED_FIELDS(WithdrawKey, recipient, thumbprint, reason)
};

/// Somebody has the warning open.
struct See {
  DeliveryId delivery;
  HEED_FIELDS(See, delivery)
};

struct Refuse {
  DeliveryId delivery;
  std::string who;
  std::string reason;
  HEED_FIELDS(Refuse, delivery, who, reason)
};

struct Reject {
  WarningId warning;
  RecipientId recipient;
  std::string words;
  std::string source;
  std::optional<std::string> published_at;
  HEED_FIELDS(Reject, warning, recipient, words, source, published_at)
};

struct Contest {
  std::optional<DisputeId> dispute;
  WarningId warning;
  RecipientId recipient;
  Ground ground = Ground::other;
  std::string words;
  std::string source;
  std::optional<std::string> published_at;
  HEED_FIELDS(Contest, dispute, warning, recipient, ground, words, source, published_at)
};

struct AnswerDispute {
  DisputeId dispute;
  std::string answer;
  HEED_FIELDS(AnswerDispute, dispute, answer)
};

struct Ask {
  std::optional<QuestionId> question;
  WarningId warning;
  RecipientId recipient;
  std::string text;
  HEED_FIELDS(Ask, question, warning, recipient, text)
};

struct AnswerQuestion {
  QuestionId question;
  std::string answer;
  HEED_FIELDS(AnswerQuestion, question, answer)
};

struct ReportMeasure {
  std::optional<MeasureId> measure;
  WarningId warning;
  RecipientId recipient;
  std::string what;
  std::optional<Instant> from;
  std::optional<std::string> verified_by;
  std::optional<std::string> source;
  HEED_FIELDS(ReportMeasure, measure, warning, recipient, what, from, verified_by, source)
};

struct LiftMeasure {
  MeasureId measure;
  std::string by;
  std::string reason;
  HEED_FIELDS(LiftMeasure, measure, by, reason)
};

struct Brief {
  WarningId warning;
  RecipientId recipient;
  std::string who;
  std::string source;
  HEED_FIELDS(Brief, warning, recipient, who, source)
};

struct OpenTask {
  std::optional<TaskId> task;
  CaseId case_id;
  std::string what;
  std::string owner;
  Instant due;
  HEED_FIELDS(OpenTask, task, case_id, what, owner, due)
};

struct CompleteTask {
  TaskId task;
  std::string outcome;
  HEED_FIELDS(CompleteTask, task, outcome)
};

}  // namespace heed::response
