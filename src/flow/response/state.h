#pragma once
// What the warned said and did: the fold of their entries.

#include <map>

#include "flow/response/entries.h"

namespace heed::response {

template <class Fact>
struct Kept {
  Fact fact;
  std::string by;
  record::Ref entry;
  HEED_FIELDS(Kept, fact, by, entry)
};

struct Dispute {
  Kept<Disputed> raised;
  std::optional<Kept<DisputeAnswered>> answered;
  HEED_FIELDS(Dispute, raised, answered)
};

struct Question {
  Kept<Asked> asked;
  std::optional<Kept<QuestionAnswered>> answered;
  HEED_FIELDS(Question, asked, answered)
};

struct Measure {
  Kept<MeasureReported> reported;
  std::optional<Kept<MeasureLifted>> lifted;
  HEED_FIELDS(Measure, reported, lifted)
};

struct Task {
  Kept<TaskOpened> opened;
  std::optional<Kept<TaskDone>> done;
  HEED_FIELDS(Task, opened, done)
};

struct RecipientKey {
  Kept<KeyRegistered> registered;
  std::optional<Kept<KeyWithdrawn>> withdrawn;
  HEED_FIELDS(RecipientKey, registered, withdrawn)
};

struct State {
  std::map<DeliveryId, std::vector<Kept<Acknowledged>>>
      acknowledgements;  ///< all of them, in order; a second one is kept too
  std::map<DeliveryId, std::vector<Kept<Refused>>> refusals;
  std::map<WarningId, std::vector<Kept<Rejected>>> rejections;
  std::map<WarningId, std::vector<Kept<Briefed>>> briefings;
  std::map<DisputeId, Dispute> disputes;
  std::map<QuestionId, Question> questions;
  std::map<MeasureId, Measure> measures;
  std::map<TaskId, Task> tasks;
  std::map<std::string, RecipientKey> keys;  ///< by thumbprint
  HEED_FIELDS(State, acknowledgements, refusals, rejections, briefings, disputes, questions, measures, tasks, keys)
};

[[nodiscard]] Result<void> apply(State& state, const record::Entry& entry);

}  // namespace heed::response
