#include "flow/response/rules.h"

#include <functional>

#include "flow/response/testing/responses.h"

namespace heed::response {
namespace {

using testing::acknowledgement;
using testing::delivery_d;
using testing::hours;
using testing::minutes;
using testing::the_delivery;
using testing::verdict;
using testing::warning_w;

using Desk = testing::ResponseDesk;
using Sight = testing::Sight<Desk>;

const RecipientId office{"hall-office"};
const RecipientId newspaper{"newspaper"};
const Speaker by_link{Evidence::signed_link, office};

Desk released_desk() {
  Desk desk;
  testing::note_released(desk);
  return desk;
}

Result<record::Drafts> acknowledge_now(const Desk& desk, const Acknowledge& command = acknowledgement(),
                                       const Speaker& speaker = by_link) {
  const Sight sight(desk);
  return acknowledge(sight.setting, command, speaker, desk.moment());
}

TEST_CASE("an_acknowledgement_says_who_in_what_capacity_and_reads_back_target_window_and_action (DE-7)") {
  const auto desk = released_desk();
  struct Row {
    std::string_view name;
    std::function<void(Acknowledge&)> given;
    std::string_view expected;
  };
  for (const auto& row :
       {Row{"as it is", [](Acknowledge&) {}, "done"}, Row{"nobody", [](Acknowledge& a) { a.who = ""; }, "invalid @who"},
        Row{"in no capacity", [](Acknowledge& a) { a.capacity = " "; }, "invalid @capacity"},
        Row{"no target", [](Acknowledge& a) { a.read_back.target = ""; }, "invalid @read_back.target"},
        Row{"no window", [](Acknowledge& a) { a.read_back.window = ""; }, "invalid @read_back.window"},
        Row{"no action", [](Acknowledge& a) { a.read_back.action = "\n"; }, "invalid @read_back.action"},
        Row{"of no delivery", [](Acknowledge& a) { a.delivery = DeliveryId{"w/1/nobody"}; }, "not_found @delivery"}}) {
    auto command = acknowledgement();
    row.given(command);
    CHECK_MESSAGE(verdict(acknowledge_now(desk, command)) == row.expected, row.name);
  }
}

TEST_CASE("a_recipient_speaks_only_for_itself_and_learns_nothing_of_others (SR-1)") {
  const auto desk = released_desk();
  const auto of_other = acknowledge_now(desk, acknowledgement(), {Evidence::api_token, newspaper});
  const auto of_nothing = acknowledge_now(desk, acknowledgement(DeliveryId{"w/1/hall-offixe"}), by_link);
  CHECK(verdict(of_other) == "not_found @delivery");
  auto words = testing::said(of_nothing);
  words.replace(words.find("offixe"), 6, "office");
  CHECK(testing::said(of_other) == words);
}

TEST_CASE("an_acknowledgement_after_its_time_is_kept_and_said_to_be_late (DE-7)") {
  struct Row {
    std::string_view name;
    std::function<void(Desk&)> given;
    bool is_late;
  };
  for (const auto& row :
       {Row{"at once", [](Desk&) {}, false},
        Row{"at the end of the window", [](Desk& d) { d.now = the_delivery(d).planned.until; }, false},
        Row{"just after the window", [](Desk& d) { d.now = the_delivery(d).planned.until + Duration{1}; }, true},
        Row{"after the next contact was tried", [](Desk& d) { d.note(delivery::Escalated{delivery_d, 1, "overdue"}); },
            true},
        Row{"after no contact was left", [](Desk& d) { d.note(delivery::Exhausted{delivery_d, "overdue"}); }, true}}) {
    auto desk = released_desk();
    row.given(desk);
    const auto kept = testing::proposed<Acknowledged>(desk.done(acknowledge_now(desk)));
    CHECK_MESSAGE(kept.is_late == row.is_late, row.name);
    CHECK(kept.evidence == Evidence::signed_link);
    CHECK(the_delivery(desk).standing == delivery::Standing::acknowledged);
  }
}

TEST_CASE("a_second_acknowledgement_is_kept_beside_the_first (DE-7, RA-1)") {
  auto desk = released_desk();
  desk.done(acknowledge_now(desk));
  auto second = acknowledgement();
  second.who = "Olga";
  desk.done(acknowledge_now(desk, second, {Evidence::heard, {}}));
  const auto& all = desk.of<State>().acknowledgements.at(delivery_d);
  REQUIRE(all.size() == 2);
  CHECK(all[0].fact.who == "Ivan");
  CHECK(all[1].fact.evidence == Evidence::heard);
}

TEST_CASE("opening_a_message_is_weak_evidence_and_is_noted_once (DE-6)") {
  auto desk = released_desk();
  const auto see_now = [&] {
    const Sight sight(desk);
    return testing::must(see(sight.setting, {delivery_d}, {}));
  };
  desk.write(see_now());
  CHECK(the_delivery(desk).standing == delivery::Standing::seen);
  CHECK(see_now().empty());
  desk.done(acknowledge_now(desk));
  CHECK(see_now().empty());
}

TEST_CASE("a_refusal_starts_the_next_contact_at_once_and_opens_a_task (DE-7)") {
  auto desk = released_desk();
  const auto refuse_now = [&](const char* reason) {
    const Sight sight(desk);
    return refuse(sight.setting, {delivery_d, "Ivan", reason}, desk.moment());
  };
  CHECK(verdict(refuse_now("")) == "invalid @reason");
  desk.done(refuse_now("not our hall"));
  CHECK(the_delivery(desk).standing == delivery::Standing::refused);
  CHECK(the_delivery(desk).contact == 1);
  CHECK(delivery::wants(the_delivery(desk), desk.now) == delivery::Want::attempt);
  REQUIRE(desk.of<State>().tasks.size() == 1);
  CHECK(desk.of<State>().tasks.begin()->second.opened.fact.owner == "olga");
  CHECK(desk.of<State>().tasks.begin()->second.opened.fact.due == desk.now + hours(1));
  CHECK(verdict(refuse_now("again")) == "refused @delivery");
}

TEST_CASE("a_refusal_at_the_last_contact_leaves_a_person_to_take_over (DE-7)") {
  auto desk = released_desk();
  desk.note(delivery::Escalated{delivery_d, 1, "overdue"});
  const Sight sight(desk);
  const auto drafts = testing::must(refuse(sight.setting, {delivery_d, "Ivan", "not our hall"}, desk.moment()));
  CHECK(testing::count_of<delivery::Exhausted>(drafts) == 1);
  desk.write(drafts);
  CHECK(the_delivery(desk).standing == delivery::Standing::refused);
}

TEST_CASE("a_rejection_in_public_is_kept_with_its_words_and_source_and_opens_a_task (RA-5)") {
  auto desk = released_desk();
  const auto reject_with = [&](const char* words, const char* source) {
    const Sight sight(desk);
    return reject(sight.setting, {warning_w, office, words, source, {}}, desk.moment());
  };
  CHECK(verdict(reject_with("", "a speech")) == "invalid @words");
  CHECK(verdict(reject_with("blackmail", "")) == "invalid @source");
  desk.done(reject_with("outright blackmail", "a speech"));
  CHECK(desk.of<State>().rejections.at(warning_w).front().fact.words == "outright blackmail");
  CHECK(desk.of<State>().tasks.size() == 1);
  CHECK(testing::the_warning(desk).standing == warning::Standing::active);
}

TEST_CASE("a_dispute_is_answered_with_what_the_record_shows_and_not_from_memory (RA-1)") {
  auto desk = released_desk();
  const DisputeId dispute{"d1"};
  const auto contest_now = [&] {
    const Sight sight(desk);
    return contest(sight.setting, {dispute, warning_w, office, Ground::too_general, "too general", "a speech", {}},
                   desk.moment());
  };
  const auto answer_now = [&](const char* answer) {
    const Sight sight(desk);
    return answer_dispute(sight.setting, {dispute, answer});
  };
  CHECK(verdict(answer_now("no")) == "not_found @dispute");
  desk.wait(minutes(5));
  const auto acknowledged = testing::proposed<Acknowledged>(desk.done(acknowledge_now(desk)));
  const auto acknowledged_in = desk.entries.size() - 2;
  CHECK(acknowledged.edition == 1);
  desk.done(contest_now());
  CHECK(verdict(contest_now()) == "conflict @dispute");
  CHECK(desk.of<State>().tasks.size() == 1);
  CHECK(verdict(answer_now("")) == "invalid @answer");
  const auto answered = testing::proposed<DisputeAnswered>(desk.done(answer_now("They were told the hall.")));
  REQUIRE(answered.given.size() == 1);
  CHECK(answered.given[0].edition == 1);
  CHECK(answered.given[0].facets == std::vector{FacetId{"f-what"}, FacetId{"f-where"}});
  CHECK(answered.given[0].told_in == the_delivery(desk).entry.index);
  CHECK(answered.given[0].acknowledged_in == acknowledged_in);
  CHECK(answered.given[0].standing == "acknowledged");
  CHECK(verdict(answer_now("again")) == "refused @dispute");
}

TEST_CASE("what_a_recipient_was_given_is_told_edition_by_edition_and_of_nobody_else (RA-1)") {
  auto desk = released_desk();
  testing::note_edition(desk, testing::edition_of(warning::Kind::update));
  testing::note_plan(desk, 2);
  const Sight sight(desk);
  const auto told = given(sight.setting, warning_w, newspaper);
  REQUIRE(told.size() == 2);
  CHECK(told[0].edition == 1);
  CHECK(told[0].tier == report::Tier::everyone);
  CHECK(!told[0].acknowledged_in);
  CHECK(told[0].standing == "stopped");
  CHECK(told[1].edition == 2);
  CHECK(told[1].facets.empty());
  CHECK(given(sight.setting, WarningId{"v"}, newspaper).empty());
}

TEST_CASE("a_question_is_asked_and_answered_once (IN-14)") {
  auto desk = released_desk();
  const QuestionId question{"q1"};
  const auto ask_now = [&] {
    const Sight sight(desk);
    return ask(sight.setting, {question, warning_w, office, "Which entrance?"});
  };
  const auto answer_now = [&](const char* answer) {
    const Sight sight(desk);
    return answer_question(sight.setting, {question, answer});
  };
  CHECK(verdict(answer_now("none")) == "not_found @question");
  desk.done(ask_now());
  CHECK(verdict(ask_now()) == "conflict @question");
  CHECK(verdict(answer_now("")) == "invalid @answer");
  desk.done(answer_now("It is not known."));
  CHECK(verdict(answer_now("again")) == "refused @question");
}

}  // namespace
}  // namespace heed::response
