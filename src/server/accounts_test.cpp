#include "server/accounts.h"

#include <doctest/doctest.h>

#include "adapters/system/random.h"
#include "flow/record/testing/desk.h"
#include "operations/desk/tokens.h"

namespace heed::server {
namespace {

const Instant noon = testing::at("2024-03-06T12:00:00Z");

Account account(std::string name, record::Role role, std::string_view token) {
  Account made{std::move(name), role, {}, desk::digest_of(token)};
  if (role == record::Role::recipient) made.recipient = RecipientId{"hall-office"};
  return made;
}

Accounts two_accounts() {
  return testing::must(Accounts::of(
      {account("ann", record::Role::analyst, "heed_ann"), account("office", record::Role::recipient, "heed_office")}));
}

http::Request request_with(std::string header, std::string value) {
  http::Request request;
  request.headers.add(std::move(header), std::move(value));
  return request;
}

TEST_CASE("a_list_of_accounts_with_a_mistake_is_refused_and_says_where") {
  auto silent = account("office", record::Role::recipient, "t");
  silent.recipient.reset();
  auto speaking = account("ann", record::Role::analyst, "t");
  speaking.recipient = RecipientId{"hall-office"};
  struct Row {
    std::string name;
    std::vector<Account> accounts;
    std::string verdict;
  };
  const std::vector<Row> rows = {
      {"none at all", {}, "done"},
      {"one name twice",
       {account("ann", record::Role::analyst, "a"), account("ann", record::Role::auditor, "b")},
       "invalid @account[1].name"},
      {"the hub itself", {account("hub", record::Role::hub, "a")}, "invalid @account[0].role"},
      {"a recipient that speaks for nobody", {silent}, "invalid @account[0]"},
      {"an analyst that speaks for a recipient", {speaking}, "invalid @account[0]"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.name);
    CHECK(testing::verdict(Accounts::of(row.accounts)) == row.verdict);
  }
}

TEST_CASE("a_caller_is_known_by_its_token_or_by_nothing") {
  const auto accounts = two_accounts();
  struct Row {
    std::string header;
    std::string value;
    std::string name;  ///< empty: unidentified
  };
  const std::vector<Row> rows = {
      {"Authorization", "Bearer heed_ann", "ann"}, {"authorization", "Bearer heed_office", "office"},
      {"Authorization", "Bearer heed_anN", ""},    {"Authorization", "Bearer ", ""},
      {"Authorization", "Basic heed_ann", ""},     {"Authorization", "heed_ann", ""},
      {"Cookie", "heed_session=heed_ann", ""},     {"X-Token", "heed_ann", ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.value);
    const auto caller = accounts.identify(request_with(row.header, row.value), noon);
    CHECK(caller.has_value() == !row.name.empty());
    if (caller) CHECK(caller->actor.name == row.name);
    if (!caller) CHECK(caller.error().code == Code::unidentified);
  }
}

TEST_CASE("a_recipient_speaks_for_itself_with_the_stronger_evidence_and_staff_for_nobody (DE-7)") {
  const auto accounts = two_accounts();
  const auto office = testing::must(accounts.identify(request_with("Authorization", "Bearer heed_office"), noon));
  CHECK(office.recipient == RecipientId{"hall-office"});
  CHECK(office.evidence == response::Evidence::api_token);
  const auto ann = testing::must(accounts.identify(request_with("Authorization", "Bearer heed_ann"), noon));
  CHECK_FALSE(ann.recipient);
  CHECK(ann.evidence == response::Evidence::heard);
}

TEST_CASE("a_session_lasts_its_time_and_not_a_moment_longer") {
  auto accounts = two_accounts();
  system::SeededRandom random(1);
  const auto value = accounts.open_session(*accounts.find("heed_ann"), random, noon);
  const auto request = request_with("Cookie", cat(Accounts::cookie_name, "=", value));
  CHECK(testing::must(accounts.identify(request, noon)).actor.name == "ann");
  CHECK(accounts.identify(request, noon + Accounts::session_length - Duration{1}));
  CHECK_FALSE(accounts.identify(request, noon + Accounts::session_length));
}

TEST_CASE("sign_out_ends_this_session_and_no_other") {
  auto accounts = two_accounts();
  system::SeededRandom random(1);
  const auto cookie = [](const std::string& value) {
    return request_with("Cookie", cat(Accounts::cookie_name, "=", value));
  };
  const auto first = accounts.open_session(*accounts.find("heed_ann"), random, noon);
  const auto second = accounts.open_session(*accounts.find("heed_ann"), random, noon);
  CHECK(first != second);
  accounts.close_session(cookie(first));
  accounts.close_session(cookie("heed_nobody"));
  accounts.close_session({});
  CHECK_FALSE(accounts.identify(cookie(first), noon));
  CHECK(accounts.identify(cookie(second), noon));
}

}  // namespace
}  // namespace heed::server
