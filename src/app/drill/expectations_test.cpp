#include "app/drill/expectations.h"

#include "adapters/store/memory/store.h"
#include "app/testing/office.h"
#include "lib/toml/toml.h"
#include "operations/testing/way.h"

namespace heed::drill {
namespace {

using testing::hours;
using testing::Office;

/// What came to the receivers is what the test says.
struct ToldWitness final : Witness {
  std::optional<bool> came = true;
  [[nodiscard]] std::optional<bool> received(const std::string&, const std::string&) const override { return came; }
};

/// The warning "w", carried and published; the hall's office has acknowledged and disputes it.
struct Told {
  memory::MemoryStore store;
  testing::MemoryFeed feed;
  Office office{store, feed, testing::at("2024-03-06T12:00:00Z")};
  ToldWitness witness;

  Told() {
    office.open();
    for (const auto& given : testing::way_to_release(office.clock.now())) give(given);
    office.settle();
    give(testing::acknowledging());
    response::Contest contest;
    contest.dispute = DisputeId{"d1"};
    contest.warning = testing::warning_w;
    contest.recipient = RecipientId{"hall-office"};
    contest.words = "We were told too little.";
    contest.source = "a letter";
    give({testing::person("ann"), "dispute_warning", to_value(contest)});
  }
  void give(const testing::Given& given) { testing::must(office.give(given.actor, given.command, given.body)); }
  void answer() {
    give({testing::olga, "answer_dispute", to_value(response::AnswerDispute{DisputeId{"d1"}, "The record shows it."})});
  }
  Result<void> expect(const std::string& what, const std::string& fields) {
    auto with = testing::must(toml::parse(fields, "fields"));
    if (with.is_null()) with = core::Object{};
    return office.run(check(office.hub.desk(), witness, {what, with}));
  }
};

struct Row {
  std::string what;
  std::string fields;
  std::string found;  ///< what the answer says instead; empty: it holds
};

void check_rows(Told& told, const std::vector<Row>& rows) {
  for (const auto& row : rows) {
    CAPTURE(row.what);
    CAPTURE(row.fields);
    const auto checked = told.expect(row.what, row.fields);
    CHECK(checked.has_value() == row.found.empty());
    if (checked || row.found.empty()) continue;
    CHECK(checked.error().code == Code::refused);
    CHECK_MESSAGE(checked.error().detail.find(row.found) != std::string::npos, checked.error().detail);
  }
}

TEST_CASE("an_expectation_of_the_state_holds_or_says_what_is_there_instead") {
  Told told;
  check_rows(told, {
                       {"state", "path = 'cases/c/owner'\nis = 'ann'", ""},
                       {"state", "path = 'cases/c/owner'\nis = 'bob'", "cases/c/owner is \"ann\""},
                       {"state", "path = 'cases/c/owner'\nis_not = 'bob'", ""},
                       {"state", "path = 'cases/c/owner'\nis_not = 'ann'", "is \"ann\""},
                       {"state", "path = 'cases/x'\nis_not = 'ann'", ""},
                       {"state", "path = 'cases/x'\nexists = false", ""},
                       {"state", "path = 'cases/x'\nexists = true", "is nothing"},
                       {"state", "path = 'cases/c/facets'\ncount = 2", ""},
                       {"state", "path = 'cases/x'\ncount = 0", ""},
                       {"state", "path = 'cases/c/facets'\ncount = 3", "is {"},
                       {"state", "path = 'cases/c/facets'\ncontains = 'f-what'", ""},
                       {"state", "path = 'cases/c/opened/title'\ncontains = 'hall'", ""},
                       {"state", "path = 'cases/c/opened/title'\ncontains = 'club'", "Plan against a hall"},
                       {"state", "path = 'warnings/w/editions/0/drafted/edition'\nat_least = 1", ""},
                       {"state", "path = 'warnings/w/editions/0/drafted/edition'\nat_least = 2", "is 1"},
                       {"state", "path = 'warnings/w/valid/until'\nat_least = '2024-03-08T12:00:00Z'", ""},
                       {"state", "path = 'warnings/w/valid/until'\nat_least = '2024-03-08T12:00:01Z'", "is \"2024"},
                   });
}

TEST_CASE("an_expectation_of_who_was_told_holds_or_says_what_is_there_instead (RA-1)") {
  Told told;
  const std::string office = "recipient = 'hall-office'\nwarning = 'w'\nedition = 1\n";
  const auto fields = [&](const char* more) { return office + more; };
  struct More {
    const char* fields;
    const char* found;
  };
  const std::vector<More> rows = {
      {"", ""},
      {"tier = 'direct'", ""},
      {"tier = 'venue'", "the tier is direct"},
      {"standing = 'acknowledged'", ""},
      {"standing = 'delivered'", "the delivery is acknowledged"},
      {"at_least = 'delivered'", ""},
      {"facets = ['f-where', 'f-what']", ""},
      {"facets = ['f-what']", "it was given"},
      {"facets_include = ['f-what']", ""},
      {"facets_include = ['f-secret']", "\"f-secret\" was not given"},
      {"facets_exclude = ['f-secret']", ""},
      {"facets_exclude = ['f-what']", "\"f-what\" was given"},
      {"text_contains = 'An attack is planned.'", ""},
      {"text_contains = 'a bomb'", "the text is:"},
      {"text_lacks = 'a bomb'", ""},
      {"text_lacks = 'attack'", "the text holds"},
      {"received = true", ""},
      {"none = true", "there is one"},
  };
  for (const auto& row : rows) check_rows(told, {{"told", fields(row.fields), row.found}});
  check_rows(told, {{"told", "recipient = 'nobody'\nwarning = 'w'\nedition = 1\nnone = true", ""},
                    {"told", "recipient = 'nobody'\nwarning = 'w'\nedition = 1", "has no delivery of edition 1"}});
  told.witness.came = false;
  check_rows(told, {{"told", fields("received = true"), "no stand-in of this recipient"}});
  told.witness.came = std::nullopt;
  check_rows(told, {{"told", fields("received = true"), ""}});
}

TEST_CASE("expectations_of_the_public_page_of_knowledge_and_of_the_record_hold_or_say_what_is_there_instead (PU-4)") {
  Told told;
  check_rows(
      told,
      {
          {"public", "warning = 'w'\nedition = 1\nstanding = 'active'", ""},
          {"public", "warning = 'w'\nedition = 1\nstanding = 'ended'", "the warning is active"},
          {"public", "warning = 'w'\nedition = 1\ncap_contains = 'Danger at concerts'", ""},
          {"public", "warning = 'w'\nedition = 1\ncap_contains = 'nothing'", "does not hold these words"},
          {"public", "warning = 'w'\nedition = 1\ncap_lacks = 'Danger'", "holds these words"},
          {"public", "warning = 'w'\nedition = 2", "no CAP file"},
          {"knew", "recipient = 'hall-office'\nfacet = 'f-what'", ""},
          {"knew", "recipient = 'hall-office'\nfacet = 'f-what'\ntold = false", "it was first told at"},
          {"knew", "recipient = 'hall-office'\nfacet = 'f-what'\nbefore = '2024-03-06T12:00:00Z'\ntold = false", ""},
          {"knew", "recipient = 'radio'\nfacet = 'f-what'", "it was never told"},
          {"entry", "kind = 'delivery.planned'\ncount = 2", ""},
          {"entry", "kind = 'delivery.planned'\nwhere = { 'recipient' = 'newspaper' }\ncount = 1", ""},
          {"entry", "kind = 'delivery.planned'\nnone = true", "there are 2 such entries"},
          {"entry", "kind = 'access.refused'", "there are 0 such entries"},
          {"answered", "dispute = 'd1'", "the dispute is not answered"},
      });
  told.answer();
  check_rows(told, {{"answered", "dispute = 'd1'\nfacets_given = ['f-what', 'f-where']", ""},
                    {"answered", "dispute = 'd1'\nfacets_given = ['f-what']", "the record shows"}});
}

TEST_CASE("an_expectation_of_what_is_due_holds_or_lists_what_is_due_instead (FT-1, FT-2)") {
  Told told;
  check_rows(told, {
                       {"due", "what = 'name_disposition'\nwarning = 'w'\noverdue = false", ""},
                       {"due", "what = 'name_disposition'\nwarning = 'w'\noverdue = true", "there is no such deadline"},
                       {"due", "what = 'unattended'\nnone = true", ""},
                       {"due", "what = 'unattended'", "there is no such deadline; there are: "},
                       {"due", "what = 'name_disposition'\nnone = true", "there is one"},
                       {"due", "what = 'task'\nowner = 'ann'\ncase_id = 'c'", ""},
                       {"due", "what = 'task'\nowner = 'bob'", "there is no such deadline"},
                   });
  told.office.wait(hours(48));
  check_rows(told, {{"due", "what = 'unattended'\nwarning = 'w'\noverdue = true", ""}});
}

TEST_CASE("a_mistake_in_the_expectation_itself_is_no_answer_about_the_hub") {
  Told told;
  const auto wrong = told.expect("state", "path = 'weather'\nexists = true");
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().code == Code::malformed);
}

}  // namespace
}  // namespace heed::drill
