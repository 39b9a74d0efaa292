#include "flow/review/sentences.h"

#include "flow/watch/testing/facts.h"

namespace heed::review {
namespace {

using testing::HubDesk;
using testing::warning_w;

template <class Fact>
record::Entry entry_of(const Fact& fact) {
  record::Entry entry;
  entry.kind = Fact::kind;
  entry.body = to_value(fact);
  return entry;
}

TEST_CASE("every_fact_is_told_in_a_sentence_of_its_own (RA-1)") {
  testing::Dice dice(1);
  testing::EveryFact::for_each([&]<class Fact>() {
    const auto entry = entry_of(testing::any_fact<Fact>(dice));
    const auto told = sentence(entry);
    CHECK_MESSAGE(told != entry.kind, entry.kind);
    CHECK_MESSAGE(told.find('{') == std::string::npos, told);
    CHECK_MESSAGE(!lane(entry).empty(), entry.kind);
  });
}

TEST_CASE("a_sentence_takes_its_words_from_the_entry_alone (RA-1)") {
  CHECK(sentence(entry_of(cases::Opened{testing::case_c, "Plan", "regime", "olga"})) ==
        "Case opened: Plan; owner olga");
  response::Acknowledged fact;
  fact.edition = 2;
  fact.recipient = RecipientId{"hall-office"};
  fact.who = "Ivan";
  fact.capacity = "guard";
  fact.read_back = {"the hall", "48 hours", "close the doors"};
  CHECK(sentence(entry_of(fact)) ==
        "Ivan (guard) acknowledged edition 2 for \"hall-office\"; read back: the hall; 48 hours; close the doors "
        "(evidence: signed_link)");
  record::Entry unknown;
  unknown.kind = "later.fact";
  CHECK(sentence(unknown) == "later.fact");
}

TEST_CASE("an_entry_belongs_to_its_case_by_whatever_it_names") {
  HubDesk desk;
  testing::note_released(desk);
  const RecipientId office{"hall-office"};
  desk.note(response::Disputed{DisputeId{"d1"}, warning_w, office, {}, "no", "a speech", {}},
            response::Asked{QuestionId{"q1"}, warning_w, office, "where?"},
            response::MeasureReported{MeasureId{"m1"}, warning_w, office, "dogs", desk.now, {}, {}},
            response::TaskOpened{TaskId{"t1"}, testing::case_c, "call", "olga", desk.now});
  const auto regimes = testing::regimes();
  const auto situation = testing::situation_of(desk, regimes);
  for (const auto& entry :
       {entry_of(cases::HandedOver{testing::case_c, "pavel"}), entry_of(warning::Released{warning_w, 1}),
        entry_of(delivery::Attempted{testing::delivery_d, 1, 0}),
        entry_of(response::DisputeAnswered{DisputeId{"d1"}, "yes", {}}),
        entry_of(response::QuestionAnswered{QuestionId{"q1"}, "there"}),
        entry_of(response::MeasureLifted{MeasureId{"m1"}, "him", "no", true}),
        entry_of(response::TaskDone{TaskId{"t1"}, "done"}),
        entry_of(report::Discredited{ReportId{"r1"}, "invented"})}) {
    CHECK_MESSAGE(case_of(situation, entry) == testing::case_c, entry.kind);
  }
  CHECK(!case_of(situation, entry_of(audience::Registered{testing::recipient("x")})));
  CHECK(!case_of(situation, entry_of(record::AccessRefused{"read_record"})));
}

}  // namespace
}  // namespace heed::review
